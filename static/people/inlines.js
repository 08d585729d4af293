/*
 * Tables of rows on a narrow screen: each cell bears the name of its column, so that the cells can
 * stand below one another. Without this the table scrolls sideways.
 */

"use strict";

document.querySelectorAll(".tabular table").forEach((table) => {
  // What a row is called has a cell of its own, which needs no name.
  const heads = [...table.querySelectorAll("thead th:not(.original)")].map((head) =>
    head.firstChild ? head.firstChild.textContent.trim() : "",
  );
  table.querySelectorAll("tbody tr.form-row").forEach((row) => {
    row.querySelectorAll("td:not(.original)").forEach((cell, place) => {
      if (heads[place]) {
        cell.dataset.label = heads[place];
      }
    });
  });
  table.classList.add("is-labelled");
});
