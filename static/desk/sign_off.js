/* Copies the message with a link. Without it the message stands there to be selected. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-copies]").forEach((button) => {
    const text = document.getElementById(button.dataset.copies);
    const told = button.parentElement.querySelector("[role=status]");
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        // Only pages that came encrypted may use the clipboard itself.
        text.select();
        if (!document.execCommand("copy")) return;
      }
      told.textContent = button.dataset.told;
    };
    button.addEventListener("click", copy);
    button.hidden = false;
  });
});
