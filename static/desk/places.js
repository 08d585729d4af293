/*
 * Where a finding stands in what is typed: in the editor a Range, in a field two offsets. The server names
 * letters of a passage as it read it; here the passage is found again, spaces of the browser's own allowed.
 */
"use strict";

window.deskPlaces = (() => {
  const BLOCKS = new Set(["P", "H2", "H3", "H4", "LI", "BLOCKQUOTE", "TD", "TH", "CAPTION", "FIGCAPTION", "TR"]);
  const UNSEEN = /[\u200b\ufeff]/g; // the editor puts them where the caret needs room
  const AROUND = 20; // letters by which changed text is known again

  const same = (text) => text.replace(/[\u00a0\n]/g, " ").replace(UNSEEN, "").normalize("NFC");

  /*
   * Where a letter that the server counts begins in a text as typed; with `isEnd` where the one before it ends.
   * Some keyboards type marks as letters of their own.
   */
  const asTyped = (text, offset, isEnd) => {
    let [at, left] = [0, offset];
    for (const letter of text.match(/[^][\p{M}\u200b\ufeff]*/gu) || []) {
      const counted = same(letter).length;
      if (left <= 0 && (isEnd || counted)) break;
      at += letter.length;
      left -= counted;
    }
    return at;
  };

  /* What a row of the list says; the server counts letters, the browser half letters beyond the first plane. */
  const read = (row) => {
    const words = row.dataset.text;
    const units = /[\ud800-\udfff]/.test(words)
      ? (count) => [...words].slice(0, count).join("").length
      : (count) => count;
    const mend = row.querySelector(".checks__mend[data-suggestion]");
    const start = units(Number(row.dataset.start));
    const end = units(Number(row.dataset.end));
    return {
      where: row.dataset.where, words, start, end, level: row.dataset.level,
      from: mend ? units(Number(mend.dataset.from)) : start, to: mend ? units(Number(mend.dataset.to)) : end,
    };
  };

  /* The letters a suggestion replaces, in the shape of a finding. */
  const replaced = (finding) => ({ ...finding, start: finding.from, end: finding.to });

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
    return blocks.filter((pieces) => pieces.length).map((pieces) => ({
      pieces, text: same(pieces.map((piece) => piece.data).join("")),
    }));
  };

  /* Where letters stand in a text, [start, end), or null; `isSure` takes no letters that merely look alike. */
  const placeIn = (text, { words, start, end }, isSure = false) => {
    const whole = same(words);
    if (text === whole) return [start, end];
    const before = Math.min(start, AROUND);
    const at = text.indexOf(whole.slice(start - before, end + AROUND));
    if (at >= 0) return [at + before, at + before + end - start];
    if (isSure) {
      // Letters just typed beside it leave one side as it was.
      const left = whole.slice(start - before, end);
      const right = whole.slice(start, end + AROUND);
      if (before > 3 && text.includes(left)) return [text.indexOf(left) + before, text.indexOf(left) + left.length];
      if (right.length > end - start + 3 && text.includes(right)) return [text.indexOf(right), text.indexOf(right) + end - start];
      return null;
    }
    const alone = end > start ? text.indexOf(whole.slice(start, end)) : -1;
    return alone >= 0 ? [alone, alone + end - start] : null;
  };

  /* The node and offset of a letter of a block; unseen letters count for nothing. */
  const pointIn = (pieces, offset, isEnd) => {
    let rest = offset;
    for (const piece of pieces) {
      const seen = same(piece.data).length;
      if (rest < seen || (isEnd && rest === seen)) return [piece, asTyped(piece.data, rest, isEnd)];
      rest -= seen;
    }
    const last = pieces[pieces.length - 1];
    return [last, last.data.length];
  };

  /* The Range of a finding among the editor's blocks, null where its words have gone. */
  const rangeIn = (blocks, finding, isSure = false) => {
    const words = same(finding.words);
    const block = blocks.find(({ text }) => text === words) || blocks.find(({ text }) => placeIn(text, finding, isSure));
    const place = block && placeIn(block.text, finding, isSure);
    if (!place) return null;
    const range = block.pieces[0].ownerDocument.createRange();
    range.setStart(...pointIn(block.pieces, place[0], false));
    range.setEnd(...pointIn(block.pieces, place[1], true));
    return range;
  };

  /* The field of the form in which a finding stands, null where there is none. */
  const fieldOf = (form, finding) => {
    const named = form.elements[finding.where] || form.elements[finding.where.replace("_", "-")];
    if (named && "value" in named) return named;
    if (!finding.words) return null;
    const words = same(finding.words);
    return [...form.querySelectorAll("textarea, input[type=text]")]
      .find((field) => field.offsetParent && same(field.value).includes(words)) || null;
  };

  /* The editors that can be written in. */
  const editors = () => Object.values((window.CKEDITOR || {}).instances || {}).filter((editor) => editor.status === "ready");

  return { asTyped, blocksOf, editors, fieldOf, placeIn, rangeIn, read, replaced, same };
})();
