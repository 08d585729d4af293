/*
 * Rows of a list put in order by dragging them or by buttons. What is saved are the numbers in the rows; without
 * this script they are typed. A row moves among those of its own group (data-group), and what stands under it
 * (data-under) goes along.
 */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = document.getElementById("ordering");
  const body = document.querySelector("#result_list tbody");
  if (!words || !body) return;
  const between = Number(words.dataset.step);
  let [dragged, isChanged] = [null, false];

  const inputOf = (row) => row.querySelector('input[name$="-order"]');
  const rows = () => [...body.rows].filter(inputOf);
  const placeOf = (row) => row.querySelector("[data-group]")?.dataset ?? { group: "", row: "" };
  const nameOf = (row) => row.querySelector("th").textContent.trim();
  const sisters = (row) => rows().filter((each) => placeOf(each).group === placeOf(row).group);
  const withBelow = (row) => {
    const { row: number } = placeOf(row);
    return [row, ...rows().filter((each) => number && placeOf(each).under === number)];
  };
  const say = (text, values) => Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);

  const update = () => {
    for (const row of rows()) {
      const among = sisters(row);
      const [up, down] = row.querySelectorAll(".ordering__step");
      up.disabled = among[0] === row;
      down.disabled = among.at(-1) === row;
    }
  };

  const number = (among) => {
    among.forEach((row, index) => { inputOf(row).value = (index + 1) * between; });
    isChanged = true;
    update();
  };

  /* Puts a row where another one of its group stands, before or behind it with all below that. */
  const put = (row, other, isBefore) => {
    if (row === other) return;
    const block = withBelow(row);
    if (isBefore) other.before(...block);
    else withBelow(other).at(-1).after(...block);
    const among = sisters(row);
    number(among);
    const values = { name: nameOf(row), place: among.indexOf(row) + 1, count: among.length };
    words.textContent = say(words.dataset.moved, values);
  };

  const step = (row, by, button) => {
    const among = sisters(row);
    const other = among[among.indexOf(row) + by];
    if (!other) return;
    put(row, other, by < 0);
    const [up, down] = row.querySelectorAll(".ordering__step");
    (button.disabled ? (by < 0 ? down : up) : button).focus();
  };

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  const equip = (row) => {
    const name = { name: nameOf(row) };
    const tools = make("span", { className: "ordering__tools" });
    const handle = make("span", { className: "ordering__handle", draggable: true, title: words.dataset.drag });
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", nameOf(row));
      event.dataTransfer.setDragImage(row, 0, 0);
      withBelow(row).forEach((each) => each.classList.add("ordering__dragged"));
    });
    handle.addEventListener("dragend", () => {
      rows().forEach((each) => each.classList.remove("ordering__dragged", "ordering__before", "ordering__behind"));
      dragged = null;
    });
    tools.append(handle);
    for (const [by, sign, said] of [[-1, "↑", words.dataset.up], [1, "↓", words.dataset.down]]) {
      const button = make("button", { type: "button", className: "ordering__step", textContent: sign });
      button.setAttribute("aria-label", say(said, name));
      button.addEventListener("click", () => step(row, by, button));
      tools.append(button);
    }
    inputOf(row).before(tools);
    inputOf(row).addEventListener("change", () => { isChanged = true; });
  };

  /* The row of the dragged one's group at this height: the one itself, or the one it stands under. */
  const targetAt = (event) => {
    const row = event.target.closest("tr");
    if (!dragged || !row || !inputOf(row) || withBelow(dragged).includes(row)) return null;
    const target = sisters(dragged).find((each) => withBelow(each).includes(row));
    if (!target || target === dragged) return null;
    const block = withBelow(target).map((each) => each.getBoundingClientRect());
    return { row: target, isBefore: event.clientY < (block[0].top + block.at(-1).bottom) / 2 };
  };

  body.addEventListener("dragover", (event) => {
    const target = targetAt(event);
    rows().forEach((each) => each.classList.remove("ordering__before", "ordering__behind"));
    if (!target) return;
    event.preventDefault();
    const edge = target.isBefore ? target.row : withBelow(target.row).at(-1);
    edge.classList.add(target.isBefore ? "ordering__before" : "ordering__behind");
  });
  body.addEventListener("drop", (event) => {
    const target = targetAt(event);
    if (!target) return;
    event.preventDefault();
    put(dragged, target.row, target.isBefore);
  });

  const form = body.closest("form");
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

  rows().forEach(equip);
  update();
});
