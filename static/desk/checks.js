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
  const editors = () => Object.values((window.CKEDITOR || {}).instances || {}).filter((editor) => editor.status === "ready");

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

  /* Where a finding stands */

  const BLOCKS = new Set(["P", "H2", "H3", "H4", "LI", "BLOCKQUOTE", "TD", "TH", "CAPTION", "FIGCAPTION", "TR"]);
  const same = (text) => text.replace(/[\u00a0\n]/g, " ").replace(/[\u200b\ufeff]/g, "");

  /* The blocks of the editor's text as the server reads them: each a list of its pieces of text. */
  const blocksOf = (body) => {
    const blocks = [[]];
    const walk = (node) => {
      node.childNodes.forEach((child) => {
        if (child.nodeType === Node.TEXT_NODE) blocks[blocks.length - 1].push(child);
        else if (child.nodeType === Node.ELEMENT_NODE) {
          const isBlock = BLOCKS.has(child.tagName);
          if (isBlock) blocks.push([]);
          walk(child);
          if (isBlock) blocks.push([]);
        }
      });
    };
    walk(body);
    return blocks.filter((pieces) => pieces.length);
  };

  /* Where letters stand in a text that may have been typed with other spaces. */
  const placeIn = (text, { words, start, end }) => {
    const all = same(text);
    const whole = same(words);
    if (all === whole) return [start, end];
    const around = whole.slice(Math.max(0, start - 20), end + 20);
    const at = all.indexOf(around);
    if (at >= 0) return [at + Math.min(start, 20), at + Math.min(start, 20) + end - start];
    const alone = end > start ? all.indexOf(whole.slice(start, end)) : -1;
    return alone >= 0 ? [alone, alone + end - start] : null;
  };

  const selectInEditor = (editor, finding) => {
    const blocks = blocksOf(editor.editable().$);
    const textOf = (pieces) => pieces.map((piece) => piece.data).join("");
    const exact = blocks.find((pieces) => same(textOf(pieces)) === same(finding.words));
    const pieces = exact || blocks.find((each) => placeIn(textOf(each), finding));
    const place = pieces && placeIn(textOf(pieces), finding);
    if (!place) return false;
    const range = editor.createRange();
    const point = (offset, isEnd) => {
      let rest = offset;
      for (const piece of pieces) {
        if (rest < piece.data.length || (isEnd && rest === piece.data.length)) return [new CKEDITOR.dom.text(piece), rest];
        rest -= piece.data.length;
      }
      const piece = pieces[pieces.length - 1];
      return [new CKEDITOR.dom.text(piece), piece.data.length];
    };
    editor.focus();
    range.setStart(...point(place[0], false));
    range.setEnd(...point(place[1], true));
    range.select();
    const start = range.startContainer;
    (start.getParent ? start.getParent() : start).scrollIntoView(true);
    return true;
  };

  const fieldOf = (finding) => {
    const named = form.elements[finding.where] || form.elements[finding.where.replace("_", "-")];
    if (named && "value" in named) return named;
    return [...form.querySelectorAll("textarea, input[type=text]")].find((field) => field.offsetParent && same(field.value).includes(same(finding.words)));
  };

  const read = (row) => ({
    where: row.dataset.where, words: row.dataset.text, start: Number(row.dataset.start), end: Number(row.dataset.end),
  });

  const go = (finding) => {
    if (finding.where === "body" && editors().length) return selectInEditor(editors()[0], finding) ? "editor" : null;
    const field = fieldOf(finding);
    if (!field) return null;
    field.focus();
    const place = placeIn(field.value, finding);
    if (place && field.setSelectionRange) field.setSelectionRange(...place);
    field.scrollIntoView({ block: "center" });
    return place ? field : null;
  };

  const mend = (finding, suggestion) => {
    const place = go(finding);
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

  /* The buttons of a finding */

  const wake = () => found.querySelectorAll(".checks__go, .checks__mend").forEach((each) => { each.hidden = false; });

  found.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest(".checks__finding");
    if (!button) return;
    if (button.matches(".checks__go")) go(read(row));
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
