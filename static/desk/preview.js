/* The preview beside the form stays open from one save to the next. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const beside = document.querySelector(".beside");
  if (!beside) return;
  const key = "newsroom-preview-beside";
  const remembered = () => { try { return sessionStorage.getItem(key) === "open"; } catch { return false; } };
  beside.open = remembered();
  beside.addEventListener("toggle", () => {
    try { sessionStorage.setItem(key, beside.open ? "open" : ""); } catch { /* kept for this page only */ }
  });
});
