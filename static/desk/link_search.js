/* The link dialog finds articles of this site by words of their headline. */
"use strict";

if (window.CKEDITOR) {
  const PAUSE = 250; // milliseconds without a key before the desk is asked

  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.textContent = text;
    return element;
  };

  class LinkSearch {
    constructor(dialog, holder) {
      const { words, linkUrl } = dialog.getParentEditor().config.desk;
      Object.assign(this, { dialog, words, linkUrl, found: [], at: -1, asked: 0 });
      const id = CKEDITOR.tools.getNextId();
      this.field = make("input", {
        id, type: "search", role: "combobox", autocomplete: "off", placeholder: words.findHint,
        "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
        class: "link-search__field",
      });
      this.list = make("ul", {
        id: `${id}-list`, role: "listbox", "aria-label": words.find, class: "link-search__list", hidden: "",
      });
      this.told = make("p", { role: "status", class: "link-search__told" });
      holder.append(make("label", { for: id }, words.find), this.field, this.list, this.told);
      this.field.addEventListener("input", () => this.ask());
      this.field.addEventListener("keydown", (event) => this.press(event));
    }

    clear() {
      this.field.value = "";
      this.show([], "");
    }

    ask() {
      clearTimeout(this.pause);
      const query = this.field.value.trim();
      if (query.length < 2) {
        this.show([], "");
        return;
      }
      this.pause = setTimeout(async () => {
        this.asked += 1;
        const asked = this.asked;
        try {
          const answer = await fetch(`${this.linkUrl}?${new URLSearchParams({ q: query })}`);
          const { found } = await answer.json();
          if (asked !== this.asked) return; // a later one is under way
          const told = found.length ? this.words.foundSome.replace("%s", found.length) : this.words.foundNone;
          this.show(found, told);
        } catch {
          if (asked === this.asked) this.show([], this.words.failed);
        }
      }, PAUSE);
    }

    show(found, told) {
      this.found = found;
      this.list.replaceChildren(...found.map((article, index) => {
        const option = make("li", { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false", class: "link-search__option" });
        option.append(
          make("span", { class: "link-search__headline" }, article.headline),
          make("span", { class: `link-search__note${article.is_public ? "" : " is-hidden"}` }, article.note),
        );
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => this.choose(index));
        return option;
      }));
      this.list.hidden = !found.length;
      this.field.setAttribute("aria-expanded", String(found.length > 0));
      this.told.textContent = told;
      this.move(-1);
      this.dialog.layout();
    }

    move(index) {
      this.at = index;
      [...this.list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === index)));
      const option = this.list.children[index];
      if (option) {
        this.field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        this.field.removeAttribute("aria-activedescendant");
      }
    }

    /* Keys that mean something here must not close the dialog. */
    press(event) {
      const { length } = this.found;
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (moves[event.key] && length) {
        this.move((Math.max(this.at, moves[event.key] < 0 ? 0 : -1) + moves[event.key] + length) % length);
      } else if (event.key === "Enter") {
        if (length) this.choose(Math.max(this.at, 0));
      } else if (event.key === "Escape" && length) {
        this.show([], "");
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    choose(index) {
      const { address, headline } = this.found[index];
      const { dialog } = this;
      dialog.setValueOf("info", "linkType", "url");
      dialog.setValueOf("info", "protocol", "");
      dialog.setValueOf("info", "url", address);
      const words = dialog.getContentElement("info", "linkDisplayText");
      if (words && !words.getValue().trim()) words.setValue(headline);
      this.show([], headline);
      dialog.getContentElement("info", "url").focus();
    }
  }

  CKEDITOR.on("dialogDefinition", ({ editor, data }) => {
    if (data.name !== "link" || !editor.config.desk) return;
    const info = data.definition.getContents("info");
    let search;
    info.add({
      type: "html",
      id: "articles",
      // The editor gives the outer element an id and a class of its own.
      html: '<div><div class="link-search"></div></div>',
      onLoad() {
        const dialog = this.getDialog();
        search = new LinkSearch(dialog, dialog.getElement().$.querySelector(".link-search"));
        dialog.addFocusable(new CKEDITOR.dom.element(search.field), 0);
      },
      setup() { search.clear(); },
      focus() { search.field.focus(); },
    }, "linkDisplayText");
    const types = info.get("linkType");
    types.items = types.items.filter(([, kind]) => kind !== "anchor");
    info.remove("anchorOptions");
    info.get("protocol").items = [["https://", "https://"], ["http://", "http://"], ["–", ""]];
  });
}
