/*
 * Inside a preview: links of the page open in a window of their own, since pages of readers refuse to
 * stand in a frame. Without it they lead nowhere, and the preview itself is as it was.
 */
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || window.top === window || link.target || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
});
