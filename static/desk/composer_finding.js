/*
 * Finding officials for the dialog that names who was present (composer.js): by letters of a name or
 * office, and by the lines of a list pasted. Both work with the keyboard alone.
 */
"use strict";

if (window.CKEDITOR) {
  const PAUSE = 250; // milliseconds without a key before the desk is asked

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };

  let made = 0;
  const freshId = () => { made += 1; return `composer-${made}`; };

  const field = (label, control) => {
    control.id = freshId();
    return make("div", { class: "composer__field" }, make("label", { for: control.id }, label), control);
  };

  const button = (text, onClick, attributes = {}) => {
    const element = make("button", { type: "button", class: "button", ...attributes }, text);
    element.addEventListener("click", onClick);
    return element;
  };

  const say = (words, ...values) => values.reduce((text, value) => text.replace("%s", () => value), words);

  /* The name, and under it the titles of the day. */
  const introduce = ({ name, titles }, words) => [
    make("b", {}, name), make("span", { class: "composer__titles" }, titles || words.noTitles),
  ];

  /* What the desk said against a list, in its own words. */
  class Refused extends Error {}
  const inWords = (error, words) => (error instanceof Refused ? error.message : words.failed);

  /* `find(letters)` promises people; `choose(person)` is called for the one chosen. */
  class OfficialSearch {
    constructor(words, find, choose) {
      Object.assign(this, { words, find, found: [], at: -1, searching: 0 });
      this.onChoose = choose;
      this.list = make("ul", { id: freshId(), role: "listbox", "aria-label": words.find, class: "composer__found", hidden: "" });
      this.input = make("input", {
        type: "search", role: "combobox", autocomplete: "off", placeholder: words.findHint,
        "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list",
      });
      this.told = make("p", { role: "status", class: "composer__hint" });
      this.element = field(words.find, this.input);
      this.element.append(this.list, this.told);
      this.input.addEventListener("input", () => this.lookUp());
      this.input.addEventListener("keydown", (event) => this.press(event));
    }

    lookUp() {
      clearTimeout(this.pause);
      const letters = this.input.value.trim();
      this.searching += 1; // an answer still under way is to other letters
      const { searching, words } = this;
      if (letters.length < 2) {
        this.offer([], "");
        return;
      }
      this.pause = setTimeout(async () => {
        let found = [];
        let told = words.foundNone;
        try {
          found = await this.find(letters);
          if (found.length) told = say(words.foundSome, found.length);
        } catch (error) {
          told = inWords(error, words);
        }
        if (searching === this.searching) this.offer(found, told);
      }, PAUSE);
    }

    offer(found, told) {
      this.found = found;
      this.list.replaceChildren(...found.map((person, index) => {
        const option = make(
          "li", { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false", class: "composer__option" },
          ...introduce(person, this.words),
        );
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => this.choose(index));
        return option;
      }));
      this.list.hidden = !found.length;
      this.input.setAttribute("aria-expanded", String(found.length > 0));
      this.told.textContent = told;
      this.move(found.length ? 0 : -1);
    }

    move(index) {
      this.at = index;
      [...this.list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === index)));
      const option = this.list.children[index];
      if (option) {
        this.input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }

    /* Keys that mean something here must not close the dialog. */
    press(event) {
      const { length } = this.found;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && length) this.move((this.at + by + length) % length);
      else if (event.key === "Enter") {
        if (length) this.choose(this.at);
      } else if (event.key === "Escape" && this.input.value) this.clear();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    /* The next name can be typed at once. */
    choose(index) {
      const person = this.found[index];
      this.clear();
      this.onChoose(person);
    }

    clear() {
      this.input.value = "";
      this.lookUp();
    }
  }

  /*
   * `read(lines)` promises what each line means; `add(people)` is called with those who are known. What
   * is not understood stays in the box, where it can be put right; what may be several asks which.
   */
  class PastedList {
    constructor(words, { read, add, tell, done }) {
      Object.assign(this, { words, read, add, tell, done });
      this.lines = make("textarea", { rows: "5" });
      this.open = make("ul", { class: "composer__unresolved" });
      this.element = make(
        "details", { class: "composer__paste" }, make("summary", {}, words.pasteList),
        field(words.pasteHint, this.lines), button(words.read, () => this.readLines()), this.open,
      );
    }

    async readLines() {
      let lines;
      try {
        lines = await this.read(this.lines.value);
      } catch (error) {
        this.tell(inWords(error, this.words));
        return;
      }
      const open = lines.filter(({ official }) => !official);
      this.add(lines.filter(({ official }) => official).map(({ official }) => official));
      this.lines.value = open.filter(({ choices }) => !choices.length).map(({ line }) => line).join("\n");
      this.open.replaceChildren(...open.map((each) => this.drawLine(each)));
      this.element.open = open.length > 0;
      const question = this.open.querySelector("select");
      if (question) question.focus();
      else if (open.length) this.lines.focus();
      else this.done();
    }

    drawLine({ line, choices }) {
      const { words } = this;
      const row = make("li", {}, make("span", { class: "composer__line" }, line));
      if (!choices.length) {
        row.append(make("span", { class: "composer__unknown" }, words.unknown));
        return row;
      }
      const choice = make(
        "select", { "aria-label": `${words.choose} ${line}` },
        make("option", { value: "" }, words.choosePrompt),
        ...choices.map(({ id, name, titles }) => make("option", { value: id }, [name, titles].filter(Boolean).join(", "))),
        make("option", { value: "skip" }, words.skip),
      );
      choice.addEventListener("change", () => {
        if (!choice.value) return;
        const person = choices.find(({ id }) => String(id) === choice.value);
        row.remove();
        const next = this.open.querySelector("select");
        if (next) next.focus();
        else this.done();
        if (person) this.add([person]);
      });
      row.append(choice);
      return row;
    }
  }

  CKEDITOR.composer = { make, freshId, field, button, say, introduce, inWords, Refused, OfficialSearch, PastedList };
}
