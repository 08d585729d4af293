/*
 * Reads an article aloud with the voice of the reader's own machine, sentence by sentence, and marks
 * the sentence that is read. Without a Vietnamese voice it says so: another one would read nonsense.
 */
(() => {
  const box = document.querySelector(".listen");
  const speech = window.speechSynthesis;
  if (!box || !speech || !window.SpeechSynthesisUtterance) return;
  const [play, stop] = box.querySelectorAll("button");
  const told = box.querySelector("[role=status]");
  const words = play.dataset;
  // Some voices break off after a quarter of a minute, so no piece is longer than this.
  const LONGEST = 220;
  const READ =
    ".article__headline, .article__lead, .prose > p, .prose > h2, .prose > h3, .prose > h4, .prose li, .prose blockquote p";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let pieces = [];
  let at = 0;
  let state = "silent";
  let turn = 0;

  const voice = () => speech.getVoices().find((each) => /^vi\b/i.test(each.lang));

  /* The sentences of an element, each as [start, end] in its text. */
  const sentencesOf = (text) => {
    const found = [];
    const all = window.Intl && Intl.Segmenter ? [...new Intl.Segmenter("vi", { granularity: "sentence" }).segment(text)] : [{ index: 0, segment: text }];
    for (const { index, segment } of all) {
      let start = index;
      let rest = segment;
      while (rest.length > LONGEST) {
        const comma = Math.max(rest.lastIndexOf(", ", LONGEST), rest.lastIndexOf("; ", LONGEST));
        const space = rest.lastIndexOf(" ", LONGEST);
        const cut = (comma > 40 ? comma : space > 0 ? space : LONGEST) + 1;
        found.push([start, start + cut]);
        start += cut;
        rest = rest.slice(cut);
      }
      if (rest.trim()) found.push([start, start + rest.length]);
    }
    return found;
  };

  const gather = () =>
    [...document.querySelectorAll(READ)].flatMap((element) =>
      sentencesOf(element.textContent).map(([start, end]) => ({ element, start, end, text: element.textContent.slice(start, end).trim() })),
    ).filter((piece) => piece.text);

  const rangeOf = ({ element, start, end }) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let before = 0;
    range.selectNodeContents(element);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const after = before + node.data.length;
      if (before <= start && start < after) range.setStart(node, start - before);
      if (before < end && end <= after) range.setEnd(node, end - before);
      before = after;
    }
    return range;
  };

  const mark = (piece) => {
    if (window.CSS && CSS.highlights) {
      if (piece) CSS.highlights.set("listen", new Highlight(rangeOf(piece)));
      else CSS.highlights.delete("listen");
    }
    document.querySelectorAll(".listening").forEach((each) => each.classList.remove("listening"));
    if (!piece) return;
    if (!(window.CSS && CSS.highlights)) piece.element.classList.add("listening");
    const { top, bottom } = rangeOf(piece).getBoundingClientRect();
    if (top < 80 || bottom > innerHeight - 80) {
      piece.element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    }
  };

  const show = (next) => {
    state = next;
    play.textContent = { silent: words.listen, reading: words.pause, paused: words.resume }[next];
    stop.hidden = next === "silent";
  };

  const say = () => {
    const mine = ++turn;
    speech.cancel();
    if (at >= pieces.length) {
      end();
      return;
    }
    const utterance = new SpeechSynthesisUtterance(pieces[at].text);
    utterance.voice = voice();
    utterance.lang = "vi-VN";
    utterance.onend = () => {
      if (mine !== turn || state !== "reading") return;
      at += 1;
      say();
    };
    utterance.onerror = () => {
      if (mine === turn && state === "reading") end();
    };
    mark(pieces[at]);
    speech.speak(utterance);
  };

  const end = () => {
    turn += 1;
    speech.cancel();
    mark(null);
    at = 0;
    show("silent");
  };

  play.addEventListener("click", () => {
    told.textContent = "";
    if (state === "reading") {
      // Not speech.pause(): on phones it does nothing, or cannot be undone.
      turn += 1;
      speech.cancel();
      show("paused");
      return;
    }
    if (!voice()) {
      told.textContent = words.dumb;
      return;
    }
    if (state === "silent") pieces = gather();
    show("reading");
    say();
  });
  stop.addEventListener("click", () => {
    end();
    play.focus();
  });
  addEventListener("pagehide", end);
  speech.getVoices(); // some browsers fetch them only when asked
  show("silent");
  box.hidden = false;
})();
