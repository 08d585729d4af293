/* The window of the library: hands the picture clicked to the editor or the field that opened it. */
"use strict";

document.addEventListener("click", (event) => {
  const tile = event.target.closest("[data-choose]");
  if (!tile || !window.opener) return;
  const { choose, url, thumbnail, alt, title } = tile.dataset;
  const editorFunction = document.querySelector("[data-function]").dataset.function;
  if (editorFunction) {
    window.opener.CKEDITOR.tools.callFunction(Number(editorFunction), url, function fillAlt() {
      const dialog = this.getDialog && this.getDialog();
      const field = dialog && dialog.getContentElement("info", dialog.getName() === "image2" ? "alt" : "txtAlt");
      if (field && !field.getValue()) field.setValue(alt);
    });
    window.close();
    return;
  }
  // Django names the window after the field, with a number at the end.
  const field = window.opener.document.getElementById(window.name.replace(/__\d+$/, ""));
  if (!field) return;
  Object.assign(field.dataset, { thumbnail, title });
  window.opener.dismissRelatedLookupPopup(window, choose);
});
