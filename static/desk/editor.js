/*
 * What the desk adds to the editor: pictures come from the library with a caption, tables have a head,
 * and everything is said in the words of the desk.
 */
"use strict";

if (window.CKEDITOR) {
  const desk = (editor) => editor.config.desk || { words: {} };

  /* Words */

  const replaceWords = (editor) => Object.entries(desk(editor).replaced || {}).forEach(([place, text]) => {
    const path = place.split(".");
    const name = path.pop();
    const section = path.reduce((all, each) => all && all[each], editor.lang);
    if (section) section[name] = text;
  });

  /* What stands in the caption of the next picture: the library's words, to be kept or written over. */
  const presetCaption = (editor, caption) => {
    if (editor.lang.image2) editor.lang.image2.captionPlaceholder = CKEDITOR.tools.htmlEncode(caption);
  };

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    // Before any button is made, and once more for what single plugins brought along.
    editor.on("langLoaded", () => replaceWords(editor));
    editor.on("pluginsLoaded", () => {
      replaceWords(editor);
      // The editor would write the word "caption" into each caption, and it would be printed.
      presetCaption(editor, "");
    });
    editor.on("pictureChosen", ({ data }) => presetCaption(editor, data.caption));
  });

  /*
   * The frame is there before its style sheet is, and throws away what is typed into it until then. On a
   * slow line that is seconds; nobody gets the cursor into it before the editor keeps what is typed.
   */
  CKEDITOR.on("instanceLoaded", ({ editor }) => {
    const frame = editor.ui.space("contents");
    frame.$.inert = true;
    editor.once("instanceReady", () => { frame.$.inert = false; }, null, null, 0);
  });

  /* Dialogs */

  const pictureDialog = (editor, definition) => {
    const info = definition.getContents("info");
    const { words } = desk(editor);
    definition.minWidth = Math.min(440, window.innerWidth - 64);
    const hide = definition.onHide;
    definition.onHide = function forgetCaption() {
      if (hide) hide.call(this);
      presetCaption(editor, "");
    };
    const caption = info.get("hasCaption");
    const setUp = caption.setup;
    caption.setup = function setUpWithCaption(widget) {
      setUp.call(this, widget);
      if (!widget.data.src) this.setValue(true);
    };
    const alt = info.get("alt");
    if (words.alt) alt.label = words.alt;
    if (words.choose) info.get("browse").label = words.choose;
    const silence = (dialog, isDecorative) => {
      const field = dialog.getContentElement("info", "alt");
      if (isDecorative) field.setValue("");
      field[isDecorative ? "disable" : "enable"]();
    };
    info.add({
      type: "checkbox",
      id: "decorative",
      label: words.decorative,
      setup(widget) { this.setValue(Boolean(widget.data.decorative)); },
      onChange() { silence(this.getDialog(), this.getValue()); },
      commit(widget) { widget.setData("decorative", this.getValue()); },
    }, "hasCaption");
  };

  const tableDialog = (definition) => {
    const info = definition.getContents("info");
    // How wide a table is and how it is lined, is the page's business.
    ["txtBorder", "cmbAlign", "txtWidth", "txtHeight", "txtCellSpace", "txtCellPad", "txtSummary"].forEach((field) => info.remove(field));
    info.get("selHeaders").default = "row";
    definition.removeContents("advanced");
  };

  CKEDITOR.on("dialogDefinition", ({ editor, data }) => {
    if (data.name === "image2") pictureDialog(editor, data.definition);
    if (data.name === "table" || data.name === "tableProperties") tableDialog(data.definition);
  });

  /* A decorative picture is marked on its <img>; the desk moves the mark to the figure. */
  const MARK = "data-decorative";
  CKEDITOR.on("instanceReady", ({ editor }) => {
    const keepMark = (widget) => {
      if (widget.name !== "image") return;
      const figure = widget.element;
      const picture = widget.parts.image;
      const isMarked = [figure, picture].some((each) => each && each.hasAttribute(MARK));
      if (isMarked) widget.setData("decorative", true);
      widget.on("data", () => {
        const { image } = widget.parts;
        widget.element.removeAttribute(MARK);
        image.removeAttribute(MARK);
        if (widget.data.decorative) image.setAttribute(MARK, "true");
      });
    };
    Object.values(editor.widgets ? editor.widgets.instances : {}).forEach(keepMark);
    if (editor.widgets) editor.widgets.on("instanceCreated", ({ data }) => data.once("ready", () => keepMark(data)));
  });
}
