/*
 * The toolbar's button for who was present: a dialog in which officials are chosen, their sides put in
 * order, and the sentence the desk composes of them is read and inserted at the cursor. The dialog
 * keeps what was chosen while the page is open, however often it is closed.
 */
"use strict";

if (window.CKEDITOR) {
  const PAUSE = 250; // milliseconds without a key before the desk is asked
  const NEW_SIDE = "new";
  const { make, freshId, field, button, say, introduce, inWords, Refused, OfficialSearch, PastedList } = CKEDITOR.composer;

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

    select(choices) {
      return make("select", {}, ...Object.entries(choices).map(([value, text]) => make("option", { value }, text)));
    }

    signButton(sign, label, onClick) {
      return button(sign, onClick, { class: "composer__icon", "aria-label": label, title: label });
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
      this.search = new OfficialSearch(
        words,
        async (q) => (await this.ask(this.findUrl, { q, day: isoDay(this.day.value) })).found,
        (person) => this.add([person]),
      );
      this.paste = new PastedList(words, {
        read: async (lines) => (await this.ask(this.linesUrl, { day: isoDay(this.day.value), lines })).lines,
        add: (people) => this.add(people),
        tell: (text) => { this.told.textContent = text; },
        done: () => this.search.input.focus(),
      });
      this.people = make("div", { class: "composer__sides" });
      this.arrangeButton = button(words.arrange, () => this.arrange());
      this.clearButton = button(words.clear, () => this.clear());
      this.preview = make("div", { class: "composer__preview", "aria-live": "polite", lang: "vi" });
      this.told = make("p", { class: "composer__told", role: "status" });
      this.insertButton = button(words.insert, () => this.insert(), { class: "button button--first" });
      this.leadButton = button(words.insertLead, () => this.insertIntoLead());
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
            this.search.element, this.paste.element,
            make("h3", {}, words.people), this.people,
            make("div", { class: "composer__row" }, this.arrangeButton, this.clearButton),
          ),
          make(
            "div", { class: "composer__text" },
            make(
              "div", { class: "composer__options" },
              field(words.day, this.day), field(words.form, this.form),
              field(words.mention, this.mention), field(words.honorific, this.honorific),
              field(words.opening, this.opening), openings,
            ),
            make("h3", {}, words.preview), this.preview,
          ),
        ),
        make("div", { class: "composer__foot" }, this.told, this.leadButton, this.insertButton),
      );
      // A field of the dialog is none of the form around the editor.
      document.body.append(this.dialog);
      [this.form, this.mention, this.honorific, this.day].forEach((each) => each.addEventListener("change", () => this.refresh()));
      // The day follows the form until another is set here.
      this.day.addEventListener("change", () => { this.isDayOwn = true; });
      this.opening.addEventListener("input", () => this.refresh(PAUSE));
      this.dialog.addEventListener("close", () => this.editor.focus());
      this.draw();
    }

    open() {
      const selection = this.editor.getSelection();
      this.place = selection && selection.createBookmarks2(true);
      if (!this.isDayOwn) {
        const inForm = document.querySelector("#id_event_date");
        this.day.value = (inForm && isoDay(inForm.value) && inForm.value.trim()) || today();
      }
      this.told.textContent = "";
      this.dialog.showModal();
      this.search.input.focus();
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
        if (asked === this.asked) this.told.textContent = inWords(error, this.words);
      }
    }

    /* Who is in the list */

    has(id) {
      return this.fresh.includes(id) || this.sides.some(({ people }) => people.some((each) => each.id === id));
    }

    add(people) {
      const fresh = people.filter(({ id }, at) => !this.has(id) && people.findIndex((each) => each.id === id) === at);
      this.fresh.push(...fresh.map(({ id }) => id));
      const names = (fresh.length ? fresh : people).map(({ name }) => name).join(", ");
      if (names) this.told.textContent = say(fresh.length ? this.words.added : this.words.isThere, names);
      if (fresh.length) this.refresh();
    }

    arrange() {
      this.isArranged = false;
      this.refresh();
    }

    clear() {
      this.sides = [];
      this.fresh = [];
      this.arrange();
      this.search.input.focus();
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
      (this.people.querySelector(".composer__person button") || this.search.input).focus();
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
        make("span", { class: "composer__who" }, ...introduce(person, words)),
        side, this.signButton("×", say(words.remove, person.name), () => this.remove(person, at)),
      );
    }

    /* Inserting */

    insert() {
      const { editor } = this;
      this.dialog.close();
      editor.focus();
      if (this.place) editor.getSelection().selectBookmarks(this.place);
      editor.insertHtml(this.html);
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
