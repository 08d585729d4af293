/* What the desk adds to the editor: no pasted picture gets in that the library does not hold. */
"use strict";

if (window.CKEDITOR) {
  CKEDITOR.on("instanceReady", ({ editor }) => {
    editor.on("paste", (event) => {
      const holder = document.createElement("template");
      holder.innerHTML = event.data.dataValue || "";
      const foreign = [...holder.content.querySelectorAll("img")].filter((picture) => {
        const address = new URL(picture.getAttribute("src") || "", window.location.href);
        return address.origin !== window.location.origin || !/^https?:$/.test(address.protocol);
      });
      if (!foreign.length) return;
      foreign.forEach((picture) => picture.remove());
      event.data.dataValue = holder.innerHTML;
      const form = document.querySelector("form[data-pictures]");
      editor.showNotification(form ? form.dataset.pictures : "", "warning", 8000);
    });
  });
}
