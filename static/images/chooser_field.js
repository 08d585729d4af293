/* A form's field for a picture: shows what was chosen instead of its number. */
"use strict";

{
  const parts = (field) => {
    const chooser = field.closest("[data-image-chooser]");
    const part = (name) => chooser.querySelector(`.image-chooser__${name}`);
    return { thumbnail: part("thumbnail"), title: part("title"), clear: part("clear") };
  };

  const show = (field) => {
    const { thumbnail, title, clear } = parts(field);
    const chosen = field.value !== "";
    thumbnail.hidden = !chosen || !field.dataset.thumbnail;
    if (field.dataset.thumbnail) thumbnail.src = field.dataset.thumbnail;
    title.textContent = chosen ? field.dataset.title || `№ ${field.value}` : title.dataset.none;
    clear.hidden = !chosen;
  };

  document.documentElement.classList.add("has-image-choosers");
  // The window of the library announces its choice through Django's jQuery.
  window.addEventListener("load", () => {
    django.jQuery(document).on("change", "[data-image-chooser] input", (event) => show(event.target));
  });
  document.addEventListener("click", (event) => {
    if (!event.target.matches(".image-chooser__clear")) return;
    const field = event.target.closest("[data-image-chooser]").querySelector("input");
    field.value = "";
    delete field.dataset.thumbnail;
    django.jQuery(field).trigger("change");
  });
}
