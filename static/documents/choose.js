/* The window of the store: hands the document clicked to the editor or the field that opened it. */
"use strict";

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-choose]");
  if (!row || !window.opener) return;
  const { choose, url, title, about } = row.dataset;
  const editorFunction = document.querySelector("[data-function]").dataset.function;
  if (editorFunction) {
    window.opener.CKEDITOR.tools.callFunction(Number(editorFunction), url, title);
    window.close();
    return;
  }
  // Django names the window after the field, with a number at the end.
  const field = window.opener.document.getElementById(window.name.replace(/__\d+$/, ""));
  if (!field) return;
  Object.assign(field.dataset, { title, about });
  window.opener.dismissRelatedLookupPopup(window, choose);
});
