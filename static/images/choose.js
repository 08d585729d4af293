/* The window of the library: hands the picture clicked to the editor or the field that opened it. */
"use strict";

document.addEventListener("click", (event) => {
  const tile = event.target.closest("[data-choose]");
  if (!tile || !window.opener) return;
  const { choose, url, thumbnail, alt, title, caption } = tile.dataset;
  const editorFunction = document.querySelector("[data-function]").dataset.function;
  if (editorFunction) {
    window.opener.CKEDITOR.tools.callFunction(Number(editorFunction), url, function fillWords() {
      const dialog = this.getDialog && this.getDialog();
      if (!dialog) return;
      const field = dialog.getContentElement("info", dialog.getName() === "image2" ? "alt" : "txtAlt");
      // Words of somebody's own stay; those of the picture that stood here before go with it.
      if ([field.getInitValue(), dialog.filledAlt].includes(field.getValue())) field.setValue(alt);
      dialog.filledAlt = alt;
      dialog.getParentEditor().fire("pictureChosen", { caption });
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
