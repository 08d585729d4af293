/* A form's field for a document: shows what was chosen instead of its number. */
"use strict";

{
  const show = (field) => {
    const chooser = field.closest("[data-document-chooser]");
    const title = chooser.querySelector(".document-chooser__title");
    const about = chooser.querySelector(".document-chooser__about");
    const chosen = field.value !== "";
    title.textContent = chosen ? field.dataset.title || `№ ${field.value}` : title.dataset.none;
    about.textContent = chosen ? field.dataset.about || "" : "";
  };

  document.documentElement.classList.add("has-document-choosers");
  // The window of the store announces its choice through Django's jQuery.
  window.addEventListener("load", () => {
    django.jQuery(document).on("change", "[data-document-chooser] input", (event) => show(event.target));
  });
}
