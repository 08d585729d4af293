/*
 * A paste into the editor is tidied by the server, with the one set of rules there is. When it does
 * not answer, the editor's own filter does; saving tidies in any case, so no word is ever lost.
 */
"use strict";

if (window.CKEDITOR) {
  const PATIENCE = 6000; // milliseconds before the paste goes in as it came
  const desk = (editor) => editor.config.desk || {};
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  const post = async (url, fields, patience) => {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.append(name, value));
    const stop = new AbortController();
    const clock = patience && setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(url, {
        method: "POST", body, signal: stop.signal, headers: { "X-CSRFToken": token() },
      });
      return await answer.json();
    } finally {
      clearTimeout(clock);
    }
  };

  /*
   * Puts HTML where the cursor stands, past the listener below. What the server tidied goes in whole
   * (dontFilter): the editor's filter for pastes takes classes off pictures.
   */
  const insert = (editor, data) => editor.fire("paste", {
    type: "html",
    method: "paste",
    dataTransfer: new CKEDITOR.plugins.clipboard.dataTransfer(),
    ...data,
    isTidy: true,
  });

  /* What a paste had is told once: pictures the library does not hold do not come along. */
  const tellOfPictures = (editor, html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const isForeign = [...holder.content.querySelectorAll("img")].some((picture) => {
      const source = picture.getAttribute("src") || "";
      if (!URL.canParse(source, window.location.href)) return true;
      const address = new URL(source, window.location.href);
      return address.origin !== window.location.origin || !/^https?:$/.test(address.protocol);
    });
    if (isForeign) editor.showNotification(desk(editor).words.pictures, "warning", 8000);
  };

  const tidy = async (editor, data) => {
    // As it came: Excel says in a style sheet, which the editor takes out, which cells are heads.
    const html = (data.dataTransfer && data.dataTransfer.getData("text/html", true)) || data.dataValue;
    let tidied;
    try {
      tidied = await post(desk(editor).pasteUrl, { html }, PATIENCE);
      if (typeof tidied.html !== "string") throw new Error("no answer");
    } catch {
      insert(editor, data);
      return;
    }
    if (tidied.refused) {
      editor.showNotification(tidied.refused, "warning", 0);
      return;
    }
    tellOfPictures(editor, data.dataValue);
    insert(editor, { dataValue: tidied.html, dontFilter: true });
  };

  const upload = async (editor, files) => {
    const { words, uploadUrl } = desk(editor);
    const notice = editor.showNotification(words.uploading, "info", 0);
    for (const file of files) {
      try {
        const kept = await post(uploadUrl, { upload: file });
        if (!kept.uploaded) throw new Error(kept.error && kept.error.message);
        const picture = document.createElement("img");
        picture.setAttribute("src", kept.url);
        picture.setAttribute("alt", "");
        insert(editor, {
          dataValue: `<figure class="image">${picture.outerHTML}<figcaption></figcaption></figure>`,
          dontFilter: true,
        });
      } catch (error) {
        editor.showNotification(error.message || words.uploadFailed, "warning", 0);
      }
    }
    notice.hide();
  };

  const picturesIn = (transfer) => {
    const files = [];
    for (let index = 0; index < transfer.getFilesCount(); index += 1) {
      const file = transfer.getFile(index);
      if (file && file.type.startsWith("image/")) files.push(file);
    }
    return files;
  };

  CKEDITOR.on("instanceReady", ({ editor }) => {
    if (!desk(editor).pasteUrl) return;
    // The editor would say of every file that it cannot be pasted; pictures can.
    CKEDITOR.plugins.clipboard.addFileMatcher(editor, (file) => file.type.startsWith("image/"));
    // Before the editor's own readers of Word and Google Docs, which begin at 3.
    editor.on("paste", (event) => {
      const { data } = event;
      const isOwn = data.dataTransfer
        && data.dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL;
      if (data.isTidy || isOwn) return;
      const files = data.dataTransfer && !data.dataValue ? picturesIn(data.dataTransfer) : [];
      if (files.length && desk(editor).uploadUrl) {
        event.cancel();
        upload(editor, files);
      } else if (data.dataValue) {
        event.cancel();
        tidy(editor, data);
      }
    }, null, null, 2);
  });
}
