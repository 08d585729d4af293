/*
 * The toolbar's button for documents: the window of the store opens, and the document chosen there is
 * linked to. Words that were selected become the link; without any, its title stands at the cursor.
 */
"use strict";

if (window.CKEDITOR) {
  const linkTo = (editor, address, title) => {
    editor.focus();
    editor.fire("saveSnapshot");
    const attributes = { href: address, "data-cke-saved-href": address };
    const [standing] = CKEDITOR.plugins.link.getSelectedLink(editor, true);
    const [range] = editor.getSelection().getRanges();
    if (standing) {
      standing.setAttributes(attributes);
    } else if (range && !range.collapsed) {
      const link = new CKEDITOR.style({ element: "a", attributes });
      link.type = CKEDITOR.STYLE_INLINE;
      editor.applyStyle(link);
    } else {
      const link = editor.document.createElement("a", { attributes });
      link.setText(title);
      editor.insertElement(link);
    }
    editor.fire("saveSnapshot");
  };

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("pluginsLoaded", () => {
      const { words, documentUrl, documentIcon } = editor.config.desk || {};
      if (!documentUrl) return;
      const chosen = CKEDITOR.tools.addFunction((address, title) => linkTo(editor, address, title));
      editor.on("destroy", () => CKEDITOR.tools.removeFunction(chosen));
      editor.addCommand("document", {
        async: true,
        allowedContent: "a[!href]",
        exec() {
          const query = new URLSearchParams({ CKEditor: editor.name, CKEditorFuncNum: chosen, langCode: editor.langCode });
          editor.popup(`${documentUrl}?${query}`, "80%", "70%");
          return true;
        },
      });
      editor.ui.addButton("Document", { label: words.document, command: "document", toolbar: "insert,20", icon: documentIcon });
    });
  });
}
