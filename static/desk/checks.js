/*
 * The checks beside the form, while it is typed: the text goes to the server when the keys rest, and
 * what comes back says what is found. A finding leads to its place, and mends it where it can.
 * Without this script the checks tell of the last save.
 */
"use strict";

window.addEventListener("load", () => {
  const form = document.getElementById("article_form");
  const checks = form && form.querySelector("[data-check]");
  if (!checks) return;

  const REST = 800; // after the last key
  const PATIENCE = 15000; // for one answer
  const found = checks.querySelector(".checks__found");
  const away = checks.querySelector(".checks__away");
  const { asTyped, blocksOf, editors, fieldOf, placeIn, rangeIn, read, replaced, same } = window.deskPlaces;

  /* What is typed */

  const typed = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !/^_|^(finding|again|waive_)/.test(name)) data.append(name, value);
    }
    editors().forEach((editor) => { if (data.has(editor.element.$.name)) data.set(editor.element.$.name, editor.getData()); });
    return data;
  };

  /* Asking */

  let last = typed().toString();
  let asked = 0;
  let timer = null;
  let isLeaving = false;
  let underWay = null;

  const show = (html) => {
    const open = new Set([...found.querySelectorAll("details[open]")].map((each) => each.className));
    const closed = new Set([...found.querySelectorAll("details:not([open])")].map((each) => each.className));
    const ticked = new Set([...found.querySelectorAll("[name=finding]:checked")].map((each) => each.value));
    found.innerHTML = html; // our own server's page, every word in it escaped
    found.querySelectorAll("details").forEach((each) => {
      if (open.has(each.className)) each.open = true;
      else if (closed.has(each.className)) each.open = false;
    });
    found.querySelectorAll("[name=finding]").forEach((each) => { each.checked = ticked.has(each.value); });
    wake();
    checks.dispatchEvent(new CustomEvent("checks:shown"));
  };

  const ask = async (address, data) => {
    asked += 1;
    const number = asked;
    if (underWay) underWay.abort();
    underWay = new AbortController();
    const patience = setTimeout(() => underWay.abort(), PATIENCE);
    try {
      const answer = await fetch(address, {
        method: "POST", body: data, credentials: "same-origin", redirect: "error", signal: underWay.signal,
      });
      if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
      const html = await answer.text();
      if (number !== asked) return; // something newer is on its way
      away.hidden = true;
      show(html);
    } catch {
      if (number !== asked || isLeaving) return;
      away.textContent = checks.dataset.away;
      away.hidden = false;
      last = "";
    } finally {
      clearTimeout(patience);
    }
  };

  // Whoever is choosing a reason is not interrupted.
  const isBusy = () => found.contains(document.activeElement) && document.activeElement.matches("select, input[type=text]");
  const look = () => {
    const data = typed();
    if (data.toString() === last) return;
    if (isBusy()) {
      later();
      return;
    }
    last = data.toString();
    ask(checks.dataset.check, data);
  };
  const later = () => {
    clearTimeout(timer);
    if (!isLeaving) timer = setTimeout(look, REST);
  };

  // What is sent off with the form may no longer be this person's to check.
  const leave = () => {
    isLeaving = true;
    clearTimeout(timer);
    if (underWay) underWay.abort();
  };
  document.addEventListener("submit", leave);
  window.addEventListener("pageshow", () => { isLeaving = false; });

  form.addEventListener("input", (event) => { if (!found.contains(event.target)) later(); });
  form.addEventListener("change", (event) => { if (!found.contains(event.target)) later(); });
  const follow = (editor) => editor.on("change", later);
  editors().forEach(follow);
  if (window.CKEDITOR) CKEDITOR.on("instanceReady", (event) => follow(event.editor));
  if (window.django && django.jQuery) django.jQuery(form).on("change", "[data-image-chooser] input", later);

  /* Going to a place, and mending it */

  const selectInEditor = (editor, finding) => {
    const place = rangeIn(blocksOf(editor.editable().$), finding);
    if (!place) return false;
    const range = editor.createRange();
    range.setStart(new CKEDITOR.dom.text(place.startContainer), place.startOffset);
    range.setEnd(new CKEDITOR.dom.text(place.endContainer), place.endOffset);
    editor.focus();
    range.select();
    const start = range.startContainer;
    (start.getParent ? start.getParent() : start).scrollIntoView(true);
    return true;
  };

  const go = (finding) => {
    if (finding.where === "body" && editors().length) return selectInEditor(editors()[0], finding) ? "editor" : null;
    const field = fieldOf(form, finding);
    if (!field) return null;
    field.focus();
    const place = placeIn(same(field.value), finding);
    if (place && field.setSelectionRange) field.setSelectionRange(asTyped(field.value, place[0]), asTyped(field.value, place[1], true));
    field.scrollIntoView({ block: "center" });
    return place ? field : null;
  };

  const mend = (finding, suggestion) => {
    const place = go(replaced(finding));
    if (!place) return;
    if (place === "editor") {
      const editor = editors()[0];
      editor.fire("saveSnapshot");
      if (suggestion) editor.insertText(suggestion);
      else editor.extractSelectedHtml(false, true);
      editor.fire("saveSnapshot");
      editor.fire("change");
      return;
    }
    // So that the browser's own "undo" knows it.
    if (!document.execCommand(suggestion ? "insertText" : "delete", false, suggestion)) place.setRangeText(suggestion);
    place.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* A day that the text names goes into its own field. */
  const fill = ({ field, value }) => {
    const input = form.elements[field];
    if (!input) return;
    input.value = value;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* The buttons of a finding */

  const wake = () => found.querySelectorAll(".checks__go, .checks__mend").forEach((each) => { each.hidden = false; });

  found.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest(".checks__finding");
    if (!button) return;
    if (button.matches(".checks__go")) go(read(row));
    else if (button.matches(".checks__mend[data-field]")) fill(button.dataset);
    else if (button.matches(".checks__mend")) mend(read(row), button.dataset.suggestion);
    else if (button.matches("[data-waive], .checks__again")) {
      event.preventDefault();
      const data = typed();
      if (button.matches(".checks__again")) data.append("again", button.value);
      else {
        found.querySelectorAll("[name=finding]:checked").forEach((each) => data.append("finding", each.value));
        found.querySelectorAll("[name^=waive_reason]").forEach((each) => data.append(each.name, each.value));
      }
      ask(button.getAttribute("formaction"), data);
    }
  });
  found.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[name=waive_reason_other]")) return;
    event.preventDefault();
    found.querySelector("[data-waive]").click();
  });

  wake();
  // What came back with errors, or was filled again, is checked as it stands.
  if (form.querySelector(".errornote, [data-restored]")) {
    last = "";
    later();
  }
});
