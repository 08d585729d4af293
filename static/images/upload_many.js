/* Several files, sent one by one: each shows how it went, and none holds up the others. */
"use strict";

document.querySelectorAll("form[data-upload-url]").forEach((form) => {
  const words = form.dataset;
  const list = form.querySelector(".upload-form__progress");
  const button = form.querySelector("[type=submit]");

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
    body.append("credit", form.elements.credit.value);
    let answer;
    try {
      const response = await fetch(words.uploadUrl, {
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
    return true;
  };

  form.addEventListener("submit", async (event) => {
    const files = [...form.elements.files.files];
    if (!files.length) return;
    event.preventDefault();
    button.disabled = true;
    list.hidden = false;
    list.replaceChildren();
    const rows = files.map((file) => [file, addRow(file)]);
    let kept = 0;
    for (const [file, row] of rows) kept += (await send(file, row)) ? 1 : 0;
    button.disabled = false;
    form.elements.files.value = "";
    // In the window of the library the new pictures should be there to choose.
    if (kept === files.length && document.body.classList.contains("image-choose")) {
      window.location.assign(window.location.href);
    }
  });
});
