/* How many letters an alert may still have; and the field for another end chooses it. */
"use strict";

document.querySelectorAll("[data-counts]").forEach((told) => {
  const text = document.getElementById(told.dataset.counts);
  const count = () => {
    const left = text.maxLength - text.value.length;
    told.textContent = left <= 100 ? `${told.dataset.words} ${left}` : "";
  };
  text.addEventListener("input", count);
  count();
});

document.querySelectorAll(".alert-until input").forEach((field) => {
  field.addEventListener("focus", () => {
    document.querySelector("[name=ends][value=other]").checked = true;
  });
});
