/* The buttons beside a related article put it into the field that keeps or leaves it out. */
"use strict";

{
  const choose = (select, number, headline) => {
    const known = [...select.options].find((option) => option.value === number);
    if (known) known.selected = true;
    else select.append(new Option(headline, number, true, true));
    // The search over the field listens to jQuery, everything else to the browser.
    window.django.jQuery(select).trigger("change");
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const drop = (select, number) => {
    [...select.options].filter((option) => option.value === number).forEach((option) => { option.selected = false; });
    window.django.jQuery(select).trigger("change");
  };

  const begin = () => document.querySelectorAll("[data-related]").forEach((row) => {
    row.hidden = false;
    row.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-to]");
      if (!button) return;
      const { related, headline } = row.dataset;
      row.querySelectorAll("button[data-to]").forEach((each) => {
        const select = document.getElementById(`id_${each.dataset.to}`);
        if (each === button) choose(select, related, headline);
        else drop(select, related);
        each.setAttribute("aria-pressed", String(each === button));
      });
    });
  });
  document.addEventListener("DOMContentLoaded", begin);
}
