/* An open part of the menu closes with Escape, or when one goes on elsewhere. It opens without this. */
"use strict";

const openPart = () => document.querySelector(".menu__row .submenu[open]");

document.addEventListener("keydown", (event) => {
  const part = openPart();
  if (event.key !== "Escape" || !part) return;
  part.open = false;
  part.querySelector("summary").focus();
});

for (const name of ["click", "focusin"]) {
  document.addEventListener(name, (event) => {
    const part = openPart();
    if (part && !part.contains(event.target)) part.open = false;
  });
}
