/* Several documents, sent one by one: each shows how it went, and none holds up the others. */
"use strict";

document.querySelectorAll("form[data-document-upload]").forEach((form) => {
  const words = form.dataset;
  const list = form.querySelector(".document-upload__progress");
  const button = form.querySelector("[type=submit]");
  const field = form.elements.files;

  const addRow = (file) => {
    const row = document.createElement("li");
    const state = document.createElement("span");
    row.append(`${file.name}: `, state);
    state.textContent = words.waiting;
    list.append(row);
    return { row, state };
  };

  const send = async (file, { row, state }) => {
    state.textContent = words.sending;
    const body = new FormData();
    body.append("upload", file);
    let answer;
    try {
      const response = await fetch(words.documentUpload, {
        method: "POST", body, headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      });
      answer = await response.json();
    } catch {
      answer = { uploaded: 0, error: { message: words.failed } };
    }
    row.className = answer.uploaded ? "is-kept" : "is-refused";
    if (!answer.uploaded) {
      state.textContent = answer.error.message;
      return false;
    }
    const link = document.createElement("a");
    link.href = answer.editUrl;
    link.target = "_blank";
    link.textContent = answer.keptBefore ? words.keptBefore : words.kept;
    state.replaceChildren(link);
    if (answer.note) {
      const note = document.createElement("p");
      note.className = "document-upload__note";
      note.textContent = answer.note;
      row.append(note);
    }
    return !answer.note; // a note is to be read before the page goes
  };

  form.addEventListener("submit", async (event) => {
    const files = [...field.files];
    if (!files.length) return;
    event.preventDefault();
    button.disabled = true;
    list.hidden = false;
    list.replaceChildren();
    const rows = files.map((file) => [file, addRow(file)]);
    let smooth = 0;
    for (const [file, row] of rows) smooth += (await send(file, row)) ? 1 : 0;
    button.disabled = false;
    field.value = "";
    // In the window of the store the new documents should be there to choose.
    if (smooth === files.length && document.body.classList.contains("document-choose")) {
      window.location.assign(window.location.href);
    }
  });

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    if (!event.dataTransfer.files.length || button.disabled) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
});
