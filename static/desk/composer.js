/*
 * The toolbar's button for who was present: a dialog in which officials are chosen, their sides put in
 * order, and the sentence the desk composes of them is read and inserted at the cursor. The dialog
 * keeps what was chosen while the page is open, however often it is closed.
 */
"use strict";

if (window.CKEDITOR) {
  const PAUSE = 250; // milliseconds without a key before the desk is asked
  const NEW_SIDE = "new";

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };

  let made = 0;
  const freshId = () => { made += 1; return `composer-${made}`; };

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  /* Days are typed as in the form: a field of the browser's own may put the month first. */
  const isoDay = (text) => {
    const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
    return local ? `${local[3]}-${local[2].padStart(2, "0")}-${local[1].padStart(2, "0")}` : "";
  };

  const today = () => {
    const now = new Date();
    return [now.getDate(), now.getMonth() + 1, now.getFullYear()].map((part) => String(part).padStart(2, "0")).join("/");
  };

  const say = (words, ...values) => values.reduce((text, value) => text.replace("%s", () => value), words);

  class Refused extends Error {}

  class Composer {
    constructor(editor) {
      Object.assign(this, { editor, ...editor.config.desk.composer });
      this.sides = []; // [{ head, people: [{ id, name, titles }] }]
      this.fresh = []; // numbers of people the desk has still to place
      this.isArranged = false; // by hand, so that the desk leaves it so
      this.html = "";
      this.asked = 0;
      this.build();
    }

    /* The dialog */

    field(label, control) {
      const id = freshId();
      control.id = id;
      return make("div", { class: "composer__field" }, make("label", { for: id }, label), control);
    }

    select(choices) {
      return make("select", {}, ...Object.entries(choices).map(([value, text]) => make("option", { value }, text)));
    }

    button(text, onClick, attributes = {}) {
      const button = make("button", { type: "button", class: "button", ...attributes }, text);
      button.addEventListener("click", onClick);
      return button;
    }

    signButton(sign, label, onClick) {
      return this.button(sign, onClick, { class: "composer__icon", "aria-label": label, title: label });
    }

    build() {
      const { words } = this;
      const titleId = freshId();
      this.day = make("input", { type: "text", inputmode: "numeric", autocomplete: "off", placeholder: words.dayHint });
      this.form = this.select(words.forms);
      this.mention = this.select(words.mentions);
      this.honorific = this.select(words.honorifics);
      const openings = make("datalist", { id: freshId() }, ...this.openings.map((value) => make("option", { value })));
      this.opening = make("input", { type: "text", maxlength: "200", list: openings.id, autocomplete: "off", value: this.opening });
      this.people = make("div", { class: "composer__sides" });
      this.arrangeButton = this.button(words.arrange, () => this.arrange());
      this.clearButton = this.button(words.clear, () => this.clear());
      this.preview = make("div", { class: "composer__preview", "aria-live": "polite", lang: "vi" });
      this.told = make("p", { class: "composer__told", role: "status" });
      this.insertButton = this.button(words.insert, () => this.insert(), { class: "button button--first" });
      this.leadButton = this.button(words.insertLead, () => this.insertIntoLead());
      this.dialog = make(
        "dialog", { class: "composer", "aria-labelledby": titleId },
        make(
          "div", { class: "composer__head" },
          make("h2", { id: titleId }, words.title), this.signButton("×", words.close, () => this.dialog.close()),
        ),
        make(
          "div", { class: "composer__body" },
          make(
            "div", { class: "composer__chosen" },
            this.buildSearch(), this.buildPaste(),
            make("h3", {}, words.people), this.people,
            make("div", { class: "composer__row" }, this.arrangeButton, this.clearButton),
          ),
          make(
            "div", { class: "composer__text" },
            make(
              "div", { class: "composer__options" },
              this.field(words.day, this.day), this.field(words.form, this.form),
              this.field(words.mention, this.mention), this.field(words.honorific, this.honorific),
              this.field(words.opening, this.opening), openings,
            ),
            make("h3", {}, words.preview), this.preview,
          ),
        ),
        make("div", { class: "composer__foot" }, this.told, this.leadButton, this.insertButton),
      );
      // A field of the dialog is none of the form around the editor.
      document.body.append(this.dialog);
      [this.form, this.mention, this.honorific, this.day].forEach((each) => each.addEventListener("change", () => this.refresh()));
      this.opening.addEventListener("input", () => this.refresh(PAUSE));
      this.dialog.addEventListener("close", () => this.editor.focus());
      this.draw();
    }

    open() {
      const selection = this.editor.getSelection();
      this.place = selection && selection.createBookmarks2(true);
      if (!this.day.value) {
        const field = document.querySelector("#id_event_date");
        this.day.value = (field && isoDay(field.value) && field.value.trim()) || today();
      }
      this.told.textContent = "";
      this.dialog.showModal();
      this.search.focus();
      this.refresh();
    }

    /* Asking the desk */

    async ask(address, fields) {
      const query = new URLSearchParams(fields);
      const isPost = address !== this.findUrl;
      const options = isPost ? { method: "POST", body: query, headers: { "X-CSRFToken": token() } } : {};
      const answer = await fetch(isPost ? address : `${address}?${query}`, options);
      if (answer.status === 422) throw new Refused((await answer.json()).refused.join(" "));
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }

    tell(error) {
      this.told.textContent = error instanceof Refused ? error.message : this.words.failed;
    }

    refresh(pause = 0) {
      clearTimeout(this.pause);
      this.asked += 1; // an answer still under way knows nothing of the change
      this.insertButton.disabled = this.leadButton.disabled = true;
      this.pause = setTimeout(() => this.compose(), pause);
    }

    async compose() {
      const { asked } = this;
      // As long as nobody arranged anything by hand the desk does, also on another day.
      const sides = this.sides.map(({ head, people }) => ({ head, officials: people.map(({ id }) => id) }));
      const placed = sides.flatMap(({ officials }) => officials);
      const request = {
        ...(this.isArranged ? { sides, fresh: this.fresh } : { sides: [], fresh: [...placed, ...this.fresh] }),
        form: this.form.value, mention: this.mention.value, honorific: this.honorific.value, opening: this.opening.value,
      };
      try {
        const answer = await this.ask(this.composeUrl, { day: isoDay(this.day.value), asked: JSON.stringify(request) });
        if (asked !== this.asked) return;
        this.fresh = [];
        this.sides = answer.sides;
        this.html = answer.html;
        this.text = answer.text;
        this.draw();
      } catch (error) {
        if (asked === this.asked) this.tell(error);
      }
    }

    /* Who is in the list */

    has(id) {
      return this.fresh.includes(id) || this.sides.some(({ people }) => people.some((each) => each.id === id));
    }

    add(person) {
      if (this.has(person.id)) {
        this.told.textContent = say(this.words.isThere, person.name);
        return;
      }
      this.fresh.push(person.id);
      this.told.textContent = say(this.words.added, person.name);
      this.refresh();
    }

    arrange() {
      this.isArranged = false;
      this.refresh();
    }

    clear() {
      this.sides = [];
      this.fresh = [];
      this.arrange();
      this.search.focus();
    }

    /* Something was done by hand; `focus` finds where the cursor goes on in what is drawn anew. */
    changed(focus) {
      this.isArranged = true;
      this.draw();
      const target = focus && this.people.querySelector(focus);
      if (target) target.focus();
      this.refresh();
    }

    moveSide(at, step) {
      const [side] = this.sides.splice(at, 1);
      this.sides.splice(at + step, 0, side);
      this.changed(`[data-side="${at + step}"] [data-step="${step}"]:not(:disabled), [data-side="${at + step}"] input`);
    }

    moveTo(person, from, to) {
      this.sides[from].people = this.sides[from].people.filter((each) => each !== person);
      if (to === NEW_SIDE) this.sides.unshift({ head: "", people: [person] });
      else this.sides[Number(to)].people.push(person);
      this.sides = this.sides.filter(({ people }) => people.length);
      this.changed(to === NEW_SIDE ? '[data-side="0"] input' : `[data-person="${person.id}"] select`);
    }

    remove(person, from) {
      this.sides[from].people = this.sides[from].people.filter((each) => each !== person);
      this.sides = this.sides.filter(({ people }) => people.length);
      this.draw();
      (this.people.querySelector(".composer__person button") || this.search).focus();
      this.refresh();
    }

    draw() {
      const { words } = this;
      const active = this.people.contains(document.activeElement) ? document.activeElement : null;
      const isEmpty = !this.sides.length;
      this.people.replaceChildren(...this.sides.map((side, at) => this.drawSide(side, at)));
      if (isEmpty) this.people.append(make("p", { class: "composer__nobody" }, words.nobody));
      const again = active && active.dataset.name && this.people.querySelector(`[data-name="${active.dataset.name}"]`);
      if (again) {
        again.focus();
        if (again.matches("input")) again.setSelectionRange(active.selectionStart, active.selectionEnd);
      }
      this.arrangeButton.hidden = !this.isArranged;
      this.clearButton.hidden = isEmpty;
      this.insertButton.disabled = this.leadButton.disabled = isEmpty || !this.html;
      this.leadButton.hidden = !document.querySelector("#id_lead");
      // What the desk composed holds no more than paragraphs and lists of escaped words.
      this.preview.innerHTML = isEmpty ? "" : this.html;
    }

    drawSide(side, at) {
      const { words } = this;
      const head = make("input", {
        type: "text", maxlength: "200", class: "composer__side-head", value: side.head,
        placeholder: words.headHint, "aria-label": words.head, "data-name": `head-${at}`, autocomplete: "off",
      });
      head.addEventListener("input", () => {
        side.head = head.value;
        this.isArranged = true;
        this.refresh(3 * PAUSE);
      });
      const step = (sign, by, label) => {
        const button = this.signButton(sign, say(label, side.head || words.headHint), () => this.moveSide(at, by));
        button.dataset.step = by;
        button.dataset.name = `step${by}-${at}`;
        button.disabled = !this.sides[at + by];
        return button;
      };
      const moves = this.sides.length > 1 ? [step("↑", -1, words.up), step("↓", 1, words.down)] : [];
      return make(
        "section", { class: "composer__side", "data-side": at },
        make("div", { class: "composer__side-line" }, head, ...moves),
        make("ul", { class: "composer__people" }, ...side.people.map((person) => this.drawPerson(person, at))),
      );
    }

    drawPerson(person, at) {
      const { words } = this;
      const side = make("select", { "aria-label": say(words.moveTo, person.name), "data-name": `side-${person.id}` });
      this.sides.forEach(({ head }, number) => side.append(make("option", { value: number }, head || words.headHint)));
      side.append(make("option", { value: NEW_SIDE }, words.newSide));
      side.value = String(at);
      side.addEventListener("change", () => this.moveTo(person, at, side.value));
      return make(
        "li", { class: "composer__person", "data-person": person.id },
        make(
          "span", { class: "composer__who" },
          make("b", {}, person.name), make("span", { class: "composer__titles" }, person.titles || words.noTitles),
        ),
        side, this.signButton("×", say(words.remove, person.name), () => this.remove(person, at)),
      );
    }

    /* Search */

    buildSearch() {
      const { words } = this;
      const listId = freshId();
      this.found = [];
      this.at = -1;
      this.search = make("input", {
        type: "search", role: "combobox", autocomplete: "off", placeholder: words.findHint,
        "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
      });
      this.list = make("ul", { id: listId, role: "listbox", "aria-label": words.find, class: "composer__found", hidden: "" });
      this.searchTold = make("p", { role: "status", class: "composer__hint" });
      this.search.addEventListener("input", () => this.lookUp());
      this.search.addEventListener("keydown", (event) => this.press(event));
      const field = this.field(words.find, this.search);
      field.append(this.list, this.searchTold);
      return field;
    }

    lookUp() {
      clearTimeout(this.searchPause);
      const q = this.search.value.trim();
      this.searching = (this.searching || 0) + 1;
      const { searching } = this;
      if (q.length < 2) {
        this.offer([], "");
        return;
      }
      this.searchPause = setTimeout(async () => {
        try {
          const { found } = await this.ask(this.findUrl, { q, day: isoDay(this.day.value) });
          if (searching !== this.searching) return;
          this.offer(found, found.length ? say(this.words.foundSome, found.length) : this.words.foundNone);
        } catch (error) {
          if (searching === this.searching) this.offer([], error instanceof Refused ? error.message : this.words.failed);
        }
      }, PAUSE);
    }

    offer(found, told) {
      this.found = found;
      this.list.replaceChildren(...found.map((person, index) => {
        const option = make(
          "li", { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false", class: "composer__option" },
          make("b", {}, person.name), make("span", { class: "composer__titles" }, person.titles || this.words.noTitles),
        );
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => this.choose(index));
        return option;
      }));
      this.list.hidden = !found.length;
      this.search.setAttribute("aria-expanded", String(found.length > 0));
      this.searchTold.textContent = told;
      this.move(found.length ? 0 : -1);
    }

    move(index) {
      this.at = index;
      [...this.list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === index)));
      const option = this.list.children[index];
      if (option) {
        this.search.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        this.search.removeAttribute("aria-activedescendant");
      }
    }

    /* Keys that mean something here must not close the dialog. */
    press(event) {
      const { length } = this.found;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && length) this.move((this.at + by + length) % length);
      else if (event.key === "Enter") {
        if (length) this.choose(this.at);
      } else if (event.key === "Escape" && this.search.value) this.closeSearch();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    /* The next name can be typed at once. */
    choose(index) {
      const person = this.found[index];
      this.closeSearch();
      this.add(person);
    }

    closeSearch() {
      this.search.value = "";
      this.lookUp();
    }

    /* Pasting a list */

    buildPaste() {
      const { words } = this;
      this.lines = make("textarea", { rows: "5" });
      this.unresolved = make("ul", { class: "composer__unresolved" });
      this.paste = make(
        "details", { class: "composer__paste" }, make("summary", {}, words.pasteList),
        this.field(words.pasteHint, this.lines),
        this.button(words.read, () => this.readLines()), this.unresolved,
      );
      return this.paste;
    }

    async readLines() {
      try {
        const { lines } = await this.ask(this.linesUrl, { day: isoDay(this.day.value), lines: this.lines.value });
        const known = lines.filter(({ official }) => official).map(({ official }) => official);
        const open = lines.filter(({ official }) => !official);
        known.filter(({ id }) => !this.has(id)).forEach(({ id }) => { if (!this.fresh.includes(id)) this.fresh.push(id); });
        this.told.textContent = known.length ? say(this.words.added, known.map(({ name }) => name).join(", ")) : "";
        // What was not understood stays where it can be put right.
        this.lines.value = open.filter(({ choices }) => !choices.length).map(({ line }) => line).join("\n");
        this.unresolved.replaceChildren(...open.map((each) => this.drawLine(each)));
        this.paste.open = open.length > 0;
        const question = this.unresolved.querySelector("select");
        (question || (open.length ? this.lines : this.search)).focus();
        this.refresh();
      } catch (error) {
        this.tell(error);
      }
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
        const person = choices.find(({ id }) => String(id) === choice.value);
        if (!choice.value) return;
        const next = row.nextElementSibling || row.previousElementSibling;
        row.remove();
        ((next && next.querySelector("select")) || this.search).focus();
        if (person) this.add(person);
      });
      row.append(choice);
      return row;
    }

    /* Inserting */

    insert() {
      const { editor } = this;
      this.dialog.close();
      editor.focus();
      if (this.place) editor.getSelection().selectBookmarks(this.place);
      editor.insertHtml(this.html);
      editor.showNotification(this.words.inserted, "success", 3000);
    }

    insertIntoLead() {
      const lead = document.querySelector("#id_lead");
      const [start, end] = [lead.selectionStart, lead.selectionEnd];
      const gap = start && !/\s$/.test(lead.value.slice(0, start)) ? " " : "";
      lead.setRangeText(gap + this.text.replaceAll("\n", " "), start, end, "end");
      lead.dispatchEvent(new Event("input", { bubbles: true }));
      this.dialog.close();
      lead.focus();
    }
  }

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("pluginsLoaded", () => {
      const { composer } = editor.config.desk || {};
      if (!composer) return;
      let dialog;
      editor.on("destroy", () => dialog && dialog.dialog.remove());
      editor.addCommand("composer", {
        async: true,
        allowedContent: "p ul li",
        exec() {
          dialog = dialog || new Composer(editor);
          dialog.open();
          return true;
        },
      });
      editor.ui.addButton("Composer", { label: composer.words.button, command: "composer", toolbar: "insert,25", icon: composer.icon });
    });
  });
}
