/*
 * The writing desk: nothing typed is lost by leaving, nothing is sent twice, and the rows of gallery,
 * documents and byline are moved by buttons instead of numbers. Everything works without it.
 */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-guarded]");
  const editors = () => Object.values((window.CKEDITOR || {}).instances || {});

  /* What is typed, as one text; the editor's own text is asked for by its dirty flag. */
  const typed = () => {
    const hidden = new Set(editors().map((editor) => editor.name));
    return new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !hidden.has(name))).toString();
  };
  let saved = null;
  let isSent = false;
  // A form that came back with errors, or was filled again, holds what was never saved.
  const wasRefused = form && form.querySelector(".errornote, [data-restored]") !== null;
  const isDirty = () => saved !== null && (wasRefused || typed() !== saved || editors().some((editor) => editor.checkDirty()));

  const state = document.querySelector(".save-bar__state");
  const tell = () => {
    if (!state) return;
    const dirty = isDirty();
    state.textContent = dirty ? state.dataset.dirty : state.dataset.clean;
    state.classList.toggle("is-dirty", dirty);
  };

  const watch = () => {
    saved = typed();
    tell();
    form.addEventListener("input", tell);
    form.addEventListener("change", tell);
    document.addEventListener("formset:removed", tell);
    editors().forEach((editor) => editor.on("change", tell));
    if (window.CKEDITOR) CKEDITOR.on("instanceReady", (event) => event.editor.on("change", tell));
    window.addEventListener("beforeunload", (event) => {
      if (isSent || !isDirty()) return;
      event.preventDefault();
      event.returnValue = form.dataset.leave || "";
    });
  };

  const sendOnce = (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    editors().forEach((editor) => editor.updateElement());
    isSent = true;
    // After the browser has gathered what it sends: a disabled button would not be in it.
    setTimeout(() => document.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = true; }));
  };

  const wakeUp = () => {
    isSent = false;
    document.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = false; });
  };

  if (form) {
    form.addEventListener("submit", sendOnce);
    window.addEventListener("pageshow", (event) => { if (event.persisted) wakeUp(); });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      const save = form.querySelector("button[name=_continue]");
      if (!save) return;
      event.preventDefault();
      save.click();
    });
    // Pickers and autocompletes settle first.
    window.addEventListener("load", () => setTimeout(watch, 300));
  }

  /* Rows in their order */

  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const number = (group) => rowsOf(group).forEach((row, index) => {
    const order = row.querySelector(".row-order");
    if (order) order.value = index + 1;
  });

  /* Says the new place of a row to those who do not see it move. */
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  if (form) form.append(said);

  const settle = (row, group) => {
    number(group);
    const rows = rowsOf(group);
    said.textContent = (form.dataset.place || "")
      .replace("{place}", rows.indexOf(row) + 1).replace("{all}", rows.length);
    tell();
  };

  const moveButton = (sign, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    return button;
  };

  /* A row follows the finger or the mouse that holds its handle, and stands where it is let go. */
  const dragBy = (handle, row, group) => {
    let before = null; // what stood behind the row when the drag began
    const place = (event) => {
      const others = rowsOf(group).filter((each) => each !== row);
      const next = others.find((each) => {
        const box = each.getBoundingClientRect();
        return event.clientY < box.top + box.height / 2;
      });
      if (next && next !== row.nextElementSibling) next.before(row);
      if (!next && others.length && others.at(-1).compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING) others.at(-1).after(row);
      // Near the edge of the window the page goes on.
      const edge = 80;
      if (event.clientY < edge) window.scrollBy(0, -20);
      if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 20);
    };
    const letGo = (isKept) => {
      document.removeEventListener("pointermove", place);
      row.classList.remove("is-dragged");
      if (!isKept && before) before.before(row);
      if (isKept) settle(row, group);
    };
    handle.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      before = row.nextElementSibling;
      row.classList.add("is-dragged");
      document.addEventListener("pointermove", place);
      const end = (isKept) => () => {
        stop.abort();
        letGo(isKept);
      };
      const stop = new AbortController();
      const { signal } = stop;
      document.addEventListener("pointerup", end(true), { signal });
      document.addEventListener("pointercancel", end(false), { signal });
      document.addEventListener("keydown", (key) => { if (key.key === "Escape") end(false)(); }, { signal });
    });
  };

  const addMoves = (row, group) => {
    const head = row.querySelector("h3");
    if (!head || row.querySelector(".row-moves") || !row.querySelector(".row-order")) return;
    const moves = document.createElement("span");
    moves.className = "row-moves";
    if (form.dataset.drag) {
      const handle = document.createElement("span");
      handle.className = "row-moves__handle";
      handle.textContent = "⠿";
      handle.title = form.dataset.drag;
      // The keyboard has the two buttons beside it.
      handle.setAttribute("aria-hidden", "true");
      dragBy(handle, row, group);
      moves.append(handle);
    }
    [["↑", -1, form.dataset.up], ["↓", 1, form.dataset.down]].forEach(([sign, way, label]) => {
      const button = moveButton(sign, label);
      button.addEventListener("click", () => {
        const rows = rowsOf(group);
        const other = rows[rows.indexOf(row) + way];
        if (!other) return;
        if (way < 0) other.before(row); else other.after(row);
        settle(row, group);
        button.focus();
      });
      moves.append(button);
    });
    head.prepend(moves);
  };

  document.querySelectorAll(".js-inline-admin-formset").forEach((group) => {
    if (!form || !group.querySelector(".rows")) return;
    document.documentElement.classList.add("has-row-moves");
    rowsOf(group).forEach((row) => addMoves(row, group));
    group.addEventListener("formset:added", (event) => {
      addMoves(event.target, group);
      number(group);
    });
  });
});
