/*
 * Notes beside an article are added without leaving it: what is typed in the form stays as it is.
 * Without this script a link opens the notes in a window of their own.
 */
"use strict";

{
  const notes = document.querySelector("[data-notes]");
  const box = notes && notes.querySelector(".notes__write");
  if (box) {
    const text = box.querySelector("textarea");
    const said = box.querySelector(".notes__said");
    const button = box.querySelector("button");
    box.hidden = false;
    notes.querySelector(".notes__page").hidden = true;

    const send = async () => {
      const token = document.querySelector("input[name=csrfmiddlewaretoken]");
      const body = new URLSearchParams({ text: text.value, csrfmiddlewaretoken: token.value });
      button.disabled = true;
      said.textContent = "";
      try {
        const answer = await fetch(notes.dataset.notes, { method: "POST", body, credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const list = page.querySelector(".notes__list");
        const error = page.querySelector(".errorlist");
        if (!list) throw new Error("no notes"); // signed out, or no longer allowed
        notes.querySelector(".notes__list").replaceWith(list);
        if (error) said.textContent = error.textContent.trim();
        else text.value = "";
      } catch {
        said.textContent = said.dataset.lost;
      }
      button.disabled = false;
    };

    button.addEventListener("click", send);
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      send();
    });
  }
}
