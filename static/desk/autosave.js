/*
 * Nothing typed is lost: the whole form is sent to the server while it is typed, at most ten seconds
 * behind; while the server cannot be reached a copy stays in this browser. Each sign of life brings
 * back who else has it open. Without it the form works as before, only unkept.
 */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-guarded]");
  const desk = document.querySelector("[data-keeping]");
  if (!form || !desk) return;

  const REST = 3000; // after the last key
  const LONGEST = 8000; // after the first key that was not sent
  const PING = 10000;
  const PATIENCE = 15000; // for one answer
  const PAUSES = [3000, 6000, 12000, 24000, 45000]; // after a failure, growing
  const BEACON = 60000; // characters a browser sends while it leaves a page

  const words = desk.dataset;
  const formId = desk.querySelector("[name=typed_in]").value;
  const read = [...desk.querySelectorAll("[name=typed_read]")].map((field) => field.value);
  const told = desk.querySelector(".keeping__told");

  /* What is typed */

  const editors = () => Object.values((window.CKEDITOR || {}).instances || {}).filter((editor) => editor.status === "ready");
  const fieldOf = (editor) => editor.element.$.name;
  const isMine = (name) => !/^_|__prefix__|^(csrfmiddlewaretoken|typed_in|typed_read|major|change_note)$/.test(name);
  const typed = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && isMine(name)) (fields[name] = fields[name] || []).push(value);
    }
    // The editor's own text: the field under it is behind.
    editors().forEach((editor) => { if (fields[fieldOf(editor)]) fields[fieldOf(editor)] = [editor.getData()]; });
    return fields;
  };
  // What the server has or the article shows, field by field, as JSON.
  const known = {};
  const remember = (fields) => Object.entries(fields).forEach(([name, values]) => { known[name] = JSON.stringify(values); });
  const isNew = (fields) =>
    Object.keys(fields).length !== Object.keys(known).length
    || Object.entries(fields).some(([name, values]) => known[name] !== JSON.stringify(values));
  const knowExactly = (fields) => {
    Object.keys(known).forEach((name) => { delete known[name]; });
    remember(fields);
  };
  const version = () => Number((form.querySelector("[name=version_read]") || {}).value || 0);

  /* The line beside the buttons */

  const line = document.createElement("span");
  line.className = "save-bar__kept";
  const aloud = document.createElement("span");
  aloud.className = "visually-hidden";
  aloud.setAttribute("role", "status");
  const bar = form.querySelector(".save-bar");
  if (bar) {
    (bar.querySelector(".save-bar__state") || bar.firstChild).after(line);
    bar.append(aloud);
  }
  // What was saved meanwhile stands where the button is that meets it, however far one scrolled.
  const news = document.createElement("div");
  news.className = "save-bar__news";
  if (bar) bar.prepend(news);
  const moveNews = () => { if (bar) news.replaceChildren(...told.querySelectorAll(".keeping__news")); };
  let isTrouble = false;
  const say = (text, trouble) => {
    line.textContent = text;
    line.classList.toggle("is-trouble", trouble);
    // The time every few seconds is for the eye; read aloud is only what changes.
    if (trouble !== isTrouble || trouble) { if (aloud.textContent !== text) aloud.textContent = text; }
    isTrouble = trouble;
  };

  /* The copy in this browser */

  const PREFIX = `newsroom-typed:${words.user}:`;
  const copies = () => {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
  };
  const keepHere = (fields) => {
    const copy = { url: words.url, form: fields, typed_in: formId, read, version_read: version(), at: Date.now() };
    try { localStorage.setItem(PREFIX + formId, JSON.stringify(copy)); } catch { /* full or forbidden: the page still has it */ }
  };
  const dropHere = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was there */ } };

  /* Sending */

  const token = () => {
    const cookie = document.cookie.split("; ").find((each) => each.startsWith(`${words.cookie}=`));
    return cookie ? cookie.slice(words.cookie.length + 1) : form.querySelector("[name=csrfmiddlewaretoken]").value;
  };
  const post = (url, body, more) => fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    credentials: "same-origin",
    redirect: "error",
    body: JSON.stringify({ user: words.user, ...body }),
    ...more,
  });

  let busy = null; // the answer waited for, to be broken off when the form itself is sent
  let failures = 0;
  let firstKey = 0;
  let timer = 0;
  let isSubmitted = false;
  let isGone = false;

  const wait = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, milliseconds));
  };
  const whenTyped = () => {
    if (isSubmitted) return;
    if (failures) {
      keepHere(typed());
      return;
    }
    firstKey = firstKey || Date.now();
    wait(Math.min(REST, firstKey + LONGEST - Date.now()));
  };

  const fail = (fields, text) => {
    if (fields) keepHere(fields);
    failures += 1;
    say(text, true);
    wait(PAUSES[Math.min(failures, PAUSES.length) - 1]);
  };
  const showTold = (html) => {
    // Untouched unless it changed, so that a button keeps its focus.
    if (html === undefined || html.trim() === showTold.last) return;
    const said = () => [told, news].flatMap((part) => [...part.querySelectorAll("[data-said]")].map((each) => each.dataset.said));
    const before = said();
    showTold.last = html.trim();
    told.innerHTML = html;
    moveNews();
    // The minutes that pass are for the eye; read aloud is who came and what was saved.
    const added = said().filter((each) => !before.includes(each));
    if (added.length) aloud.textContent = added.join(" ");
  };
  showTold.last = told.innerHTML.trim();
  moveNews();

  async function send() {
    if (busy || isSubmitted) return true;
    const now = typed();
    const fields = isNew(now) ? now : null;
    const breaker = new AbortController();
    const patience = setTimeout(() => breaker.abort(), PATIENCE);
    busy = breaker;
    firstKey = 0;
    let response;
    let answer = {};
    try {
      response = await post(words.url, { form: fields, typed_in: formId, read, version_read: version() }, { signal: breaker.signal });
      answer = await response.json().catch(() => ({}));
    } catch {
      if (!isSubmitted) fail(fields, words.lost);
      return false;
    } finally {
      clearTimeout(patience);
      busy = null;
    }
    if (isSubmitted) return false;
    showTold(answer.told);
    if (!response.ok) {
      fail(fields, answer.said || (response.status === 403 ? words.expired : words.busy));
      return false;
    }
    failures = 0;
    if (fields) {
      knowExactly(fields);
      dropHere(PREFIX + formId);
      say(answer.said, false);
    } else if (isTrouble) {
      say("", false);
    }
    if (isNew(typed())) whenTyped(); else wait(PING);
    return true;
  }

  /* When */

  const baseline = () => {
    if (words.restored === undefined && !form.querySelector(".errornote")) knowExactly(typed());
  };
  baseline();
  if (window.CKEDITOR) {
    const listen = (editor) => {
      // The editor writes a text its own way: that is no change.
      if (Object.keys(known).length && !editor.checkDirty()) remember({ [fieldOf(editor)]: [editor.getData()] });
      editor.on("change", whenTyped);
    };
    editors().forEach(listen);
    CKEDITOR.on("instanceReady", ({ editor }) => listen(editor));
  }
  ["input", "change"].forEach((name) => form.addEventListener(name, whenTyped));
  // Autocompletes tell jQuery alone; rows are moved by buttons.
  if (window.django && django.jQuery) django.jQuery(form).on("change", whenTyped);
  ["formset:added", "formset:removed"].forEach((name) => document.addEventListener(name, whenTyped));
  form.addEventListener("click", (event) => { if (event.target.closest("button[type=button]")) setTimeout(whenTyped); });
  window.addEventListener("online", () => wait(0));
  document.addEventListener("visibilitychange", () => { if (!document.hidden && (failures || isNew(typed()))) wait(0); });
  wait(1000);

  /* Leaving */

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    isSubmitted = true;
    clearTimeout(timer);
    if (busy) busy.abort();
    // Who signed in again in another tab has a newer token than this page was made with.
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token(); });
    // Kept until the server says that it is saved: the connection may break on the way.
    const fields = typed();
    if (isNew(fields) || failures) keepHere(fields);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSubmitted = isGone = false;
    wait(0);
  });
  window.addEventListener("pagehide", () => {
    if (isSubmitted || isGone) return;
    isGone = true;
    const fields = typed();
    const body = { typed_in: formId, read, version_read: version(), leaving: true, form: null };
    if (isNew(fields)) {
      keepHere(fields);
      if (JSON.stringify(fields).length < BEACON / 3) body.form = fields;
    }
    post(words.url, body, { keepalive: true }).catch(() => { /* presence runs out by itself */ });
  });

  /* Taking over leaves this page: what is typed here goes first. */

  let goesOnPurpose = false;
  document.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (event.target.id !== "step_form" || !button || button.name !== "of" || goesOnPurpose) return;
    if (!isNew(typed())) { goesOnPurpose = true; return; }
    event.preventDefault();
    goesOnPurpose = await send();
    event.target.requestSubmit(button);
  });
  window.addEventListener("beforeunload", (event) => { if (goesOnPurpose) event.stopImmediatePropagation(); });

  /* Copies that an earlier page left in this browser */

  const showLeft = (key, copy) => {
    const text = ["headline", "title", "lead", "body"].map((name) => (copy.form[name] || [""])[0]).filter(Boolean).join("\n\n");
    const box = document.createElement("section");
    box.className = "keeping__offer";
    const said = document.createElement("p");
    said.textContent = words.left;
    const field = document.createElement("textarea");
    field.className = "keeping__left";
    field.readOnly = true;
    field.value = text;
    field.setAttribute("aria-label", words.left);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words.drop;
    button.addEventListener("click", () => { dropHere(key); box.remove(); });
    box.append(said, field, button);
    told.before(box);
  };

  /* What the server said stands on one page only: a page that loads anew takes it along. */
  const SAID = "newsroom.said";
  const carryMessages = () => {
    const said = [...document.querySelectorAll(".messagelist li")].map((each) => [each.className, each.textContent]);
    try { sessionStorage.setItem(SAID, JSON.stringify(said)); } catch { /* said once, then */ }
  };
  const showCarried = () => {
    const said = JSON.parse(sessionStorage.getItem(SAID) || "[]");
    sessionStorage.removeItem(SAID);
    if (!said.length) return;
    const list = Object.assign(document.createElement("ul"), { className: "messagelist" });
    list.append(...said.map(([className, textContent]) => Object.assign(document.createElement("li"), { className, textContent })));
    document.getElementById("content").before(list);
  };
  try { showCarried(); } catch { /* no storage, nothing carried */ }

  const deliver = async (key) => {
    let copy;
    try { copy = JSON.parse(localStorage.getItem(key)); } catch { copy = null; }
    if (!copy || !copy.form || !copy.url) { dropHere(key); return false; }
    if (copy.typed_in === formId) return false; // this very form, come back with errors
    const { form: fields, typed_in, read: formsRead, version_read } = copy;
    const seconds_ago = Math.max(0, Math.round((Date.now() - copy.at) / 1000));
    const response = await post(copy.url, { form: fields, typed_in, read: formsRead, version_read, late: true, seconds_ago });
    if (response.ok) {
      dropHere(key);
      return copy.url === words.url && (await response.json()).is_kept;
    }
    if ([400, 403, 404, 413].includes(response.status)) showLeft(key, copy);
    return false;
  };
  (async () => {
    let isOffered = false;
    for (const key of copies()) {
      try { isOffered = (await deliver(key)) || isOffered; } catch { /* stays for the next visit */ }
    }
    // The server has it now and offers it on this page, unless somebody began to type.
    if (isOffered && words.restored === undefined && !desk.querySelector(".keeping__offer") && !isNew(typed())) {
      goesOnPurpose = true;
      carryMessages();
      window.location.reload();
    }
  })();
});
