/*
 * What the desk adds to the editor: pictures come from the library with a caption, and no pasted
 * picture gets in that the library does not hold.
 */
"use strict";

if (window.CKEDITOR) {
  const words = () => (document.querySelector("form[data-pictures]") || document.body).dataset;

  CKEDITOR.on("dialogDefinition", ({ data }) => {
    if (data.name !== "image2") return;
    const info = data.definition.getContents("info");
    const { altLabel, chooseLabel } = words();
    const caption = info.get("hasCaption");
    const setUp = caption.setup;
    caption.setup = function setUpWithCaption(widget) {
      setUp.call(this, widget);
      if (!widget.data.src) this.setValue(true);
    };
    if (altLabel) info.get("alt").label = altLabel;
    if (chooseLabel) info.get("browse").label = chooseLabel;
  });

  CKEDITOR.on("instanceLoaded", ({ editor }) => {
    // The editor would write the word "caption" into each caption, and it would be printed.
    if (editor.lang.image2) editor.lang.image2.captionPlaceholder = "";
  });

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
      editor.showNotification(words().pictures || "", "warning", 8000);
    });
  });
}
