/*
 * Underlines what the checks found where it stands. In the editor the browser draws it over the text, which
 * stays untouched (CSS Custom Highlight API); behind a field lies a copy of its text that nobody can see
 * but for the lines. A click on an underlined place shows what was found there.
 */
"use strict";

window.addEventListener("load", () => {
  const form = document.getElementById("article_form");
  const checks = form && form.querySelector("[data-check]");
  if (!checks) return;

  const LEVELS = ["hint", "warning", "error"]; // the gravest is drawn last, on top
  const { asTyped, blocksOf, editors, fieldOf, placeIn, rangeIn, read, same } = window.deskPlaces;
  const panel = form.querySelector(".panel");
  let inEditor = []; // {row, level, words, range}
  let inFields = new Map(); // field: [{row, level, finding}]

  const rows = () => [...checks.querySelectorAll(".checks__finding")].map((row) => ({ row, finding: read(row) }));

  /* In the editor */

  const frame = (editor) => editor.window && editor.window.$;

  const paint = (editor) => {
    const { CSS: css, Highlight } = frame(editor) || {};
    if (!css || !css.highlights) return;
    LEVELS.forEach((level, order) => {
      const marks = inEditor.filter((mark) => mark.level === level);
      const drawn = new Highlight(...marks.map((mark) => mark.range));
      drawn.priority = order;
      css.highlights.set(`check-${level}`, drawn);
    });
  };

  /* What is typed moves the places along; where the words themselves changed, the line goes. */
  const prune = (editor) => {
    const kept = inEditor.filter(({ range, words }) => same(range.toString()) === words);
    if (kept.length === inEditor.length) return;
    inEditor = kept;
    paint(editor);
  };

  const drawInEditor = (found) => {
    const [editor] = editors();
    if (!editor || !editor.editable() || !frame(editor)) return;
    const marked = found.filter(({ finding }) => finding.where === "body" && finding.end > finding.start);
    const blocks = marked.length ? blocksOf(editor.editable().$) : [];
    inEditor = marked.map(({ row, finding }) => {
      const range = rangeIn(blocks, finding, true);
      return range && { row, level: finding.level, range, words: same(range.toString()) };
    }).filter(Boolean);
    paint(editor);
  };

  /* Behind the fields */

  const underlays = new Map();

  const fit = (field) => {
    const under = underlays.get(field);
    under.style.left = `${field.offsetLeft + field.clientLeft}px`;
    under.style.top = `${field.offsetTop + field.clientTop}px`;
    under.style.width = `${field.clientWidth}px`;
    under.style.height = `${field.clientHeight}px`;
    under.scrollTop = field.scrollTop;
  };

  const underlay = (field) => {
    if (underlays.has(field)) return underlays.get(field);
    const under = document.createElement("div");
    const style = getComputedStyle(field);
    under.className = "underlay";
    under.setAttribute("aria-hidden", "true");
    ["font", "letterSpacing", "padding", "textAlign", "textIndent", "borderRadius"].forEach((name) => { under.style[name] = style[name]; });
    field.parentElement.classList.add("has-underlay");
    field.before(under);
    field.classList.add("is-underlaid");
    underlays.set(field, under);
    field.addEventListener("scroll", () => fit(field), { passive: true });
    new ResizeObserver(() => fit(field)).observe(field);
    return under;
  };

  const drawBehind = (field, marks) => {
    const under = underlay(field);
    const text = same(field.value);
    const places = marks.map((mark) => ({ mark, place: placeIn(text, mark.finding, true) }))
      .filter(({ mark, place }) => place && text.slice(...place) === same(mark.finding.words).slice(mark.finding.start, mark.finding.end))
      .map(({ mark, place: [start, end] }) => ({ mark, place: [asTyped(field.value, start), asTyped(field.value, end, true)] }))
      .sort((one, other) => one.place[0] - other.place[0]);
    const pieces = [];
    let at = 0;
    marks.forEach((mark) => { mark.place = null; });
    places.forEach(({ mark, place: [start, end] }) => {
      mark.place = [start, end];
      if (start < at) return; // stands in one that is drawn already
      const line = document.createElement("mark");
      line.className = `underlay__${mark.level}`;
      line.textContent = field.value.slice(start, end);
      pieces.push(field.value.slice(at, start), line);
      at = end;
    });
    under.replaceChildren(...pieces, `${field.value.slice(at)}\n`);
    fit(field);
  };

  const drawInFields = (found) => {
    const fields = new Map();
    found.forEach(({ row, finding }) => {
      if (finding.where === "body" || finding.end <= finding.start) return;
      const field = fieldOf(form, finding);
      if (!field || field.tagName !== "TEXTAREA") return;
      fields.set(field, [...(fields.get(field) || []), { row, level: finding.level, finding }]);
    });
    inFields.forEach((_marks, field) => { if (!fields.has(field)) drawBehind(field, []); });
    inFields = fields;
    inFields.forEach((marks, field) => drawBehind(field, marks));
  };

  const draw = () => {
    note.remove();
    const found = rows();
    drawInEditor(found);
    drawInFields(found);
  };

  /* Showing what was found at a place */

  /* Where the panel does not stand beside the text, what was found is told above the buttons. */
  const note = document.createElement("div");
  note.className = "checks-note";
  note.setAttribute("role", "status");

  const tell = (row) => {
    const bar = form.querySelector(".save-bar");
    note.remove();
    if (!row || !bar || getComputedStyle(panel).position === "sticky") return;
    const message = document.createElement("p");
    const said = [".checks__message", ".checks__register"].map((name) => row.querySelector(name)).filter(Boolean);
    message.textContent = said.map((each) => each.textContent.trim()).join(" ");
    note.replaceChildren(message);
    const mend = row.querySelector(".checks__mend");
    if (mend) {
      const twin = document.createElement("button");
      twin.type = "button";
      twin.className = "checks__mend";
      twin.textContent = mend.textContent;
      twin.addEventListener("click", () => { note.remove(); mend.click(); });
      note.append(twin);
    }
    bar.prepend(note);
  };

  const show = (row) => {
    if (!row || !row.classList.contains("is-here")) tell(row);
    checks.querySelectorAll(".is-here").forEach((each) => { if (each !== row) each.classList.remove("is-here"); });
    if (!row || row.classList.contains("is-here")) return;
    row.closest("details").open = true;
    row.classList.add("is-here");
    // Where the panel stands beside the text it scrolls for itself; the text stays where it is.
    if (getComputedStyle(panel).position !== "sticky") return;
    const [place, seen] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (place.top < seen.top || place.bottom > seen.bottom) panel.scrollTop += place.top - seen.top - seen.height / 3;
  };

  const gravest = (marks) => [...marks].sort((one, other) => LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level))[0];

  const lookInEditor = (editor) => {
    const selection = frame(editor) && frame(editor).getSelection();
    if (!selection || !selection.focusNode || !selection.isCollapsed) return;
    const mark = gravest(inEditor.filter(({ range }) => range.isPointInRange(selection.focusNode, selection.focusOffset)));
    show(mark && mark.row);
  };

  const lookInField = (field) => {
    const marks = inFields.get(field);
    if (!marks || field.selectionStart !== field.selectionEnd) return;
    const mark = gravest(marks.filter(({ place }) => place && place[0] <= field.selectionStart && field.selectionStart <= place[1]));
    show(mark && mark.row);
  };

  const follow = (editor) => {
    const begin = () => {
      if (editor.document) editor.document.$.addEventListener("selectionchange", () => lookInEditor(editor));
      draw();
    };
    editor.on("contentDom", begin); // anew, when the source was looked at
    editor.on("change", () => prune(editor));
    begin();
  };
  editors().forEach(follow);
  if (window.CKEDITOR) CKEDITOR.on("instanceReady", (event) => follow(event.editor));

  checks.addEventListener("checks:shown", draw);
  form.addEventListener("input", (event) => { if (inFields.has(event.target)) drawBehind(event.target, inFields.get(event.target)); });
  ["click", "keyup"].forEach((kind) => form.addEventListener(kind, (event) => lookInField(event.target)));
  draw();
});
