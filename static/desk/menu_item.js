/* Of a menu item's targets only the one that was chosen is asked for. Without it all are shown. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const target = document.getElementById("id_target");
  if (!target) return;
  const rows = ["category", "topic", "page", "address"].map((name) => [name, document.querySelector(`.form-row.field-${name}`)]);
  const show = () => rows.forEach(([name, row]) => { if (row) row.hidden = name !== target.value && !row.classList.contains("errors"); });
  target.addEventListener("change", show);
  show();
});
