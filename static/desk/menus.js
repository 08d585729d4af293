/* The menus of the bar close when something else is clicked, or with Escape. */
"use strict";

{
  const menus = document.querySelectorAll(".desk-menu");
  const closeBut = (kept) => menus.forEach((menu) => { if (menu !== kept) menu.open = false; });
  document.addEventListener("click", (event) => closeBut(event.target.closest(".desk-menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(".desk-menu[open]");
    closeBut(null);
    if (open) open.querySelector("summary").focus();
  });
}
