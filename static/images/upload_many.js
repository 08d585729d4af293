/*
 * Several files: chosen, dropped anywhere on the page or pasted, and sent two at a time. Each shows
 * how far it is and how it went; one that failed can be tried again and holds up none of the others.
 * Without this script the form sends them all at once.
 */
"use strict";

document.querySelectorAll("form[data-upload-url]").forEach((form) => {
  const AT_ONCE = 2; // so that one person's thirty pictures leave the server free for others
  const words = form.dataset;
  const list = form.querySelector(".upload-form__progress");
  const summary = form.querySelector(".upload-form__summary");
  const button = form.querySelector("[type=submit]");
  const input = form.elements.files;
  const inWindow = document.body.classList.contains("image-choose");

  const jobs = [];
  let running = 0;

  const isUnderWay = () => jobs.some((job) => job.state === "waiting" || job.state === "sending");

  const addJob = (file) => {
    const row = document.createElement("li");
    const name = document.createElement("b");
    const state = document.createElement("span");
    const bar = document.createElement("progress");
    const again = document.createElement("button");
    name.textContent = file.name || words.pasted;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", name.textContent);
    again.type = "button";
    again.className = "button";
    again.textContent = words.again;
    again.hidden = true;
    row.append(name, bar, state, again);
    list.append(row);
    const job = { file, row, bar, text: state, again, state: "waiting", id: null };
    again.addEventListener("click", () => {
      job.state = "waiting";
      work();
    });
    jobs.push(job);
  };

  const show = (job) => {
    job.row.className = { kept: "is-kept", refused: "is-refused", sending: "is-sending" }[job.state] || "";
    job.bar.hidden = job.state === "kept" || job.state === "refused";
    job.again.hidden = job.state !== "refused" || !job.mayTryAgain;
    if (job.state === "waiting") job.text.textContent = words.waiting;
    if (job.state === "sending") job.text.textContent = job.bar.value < 100 ? words.sending : words.working;
  };

  const tell = () => {
    const done = jobs.filter((job) => job.state === "kept").length;
    const refused = jobs.filter((job) => job.state === "refused").length;
    summary.hidden = !jobs.length;
    list.hidden = !jobs.length;
    summary.querySelector("b").textContent = `${done} / ${jobs.length}`;
    summary.querySelector(".is-refused").textContent = refused ? `${refused} ${words.refused}` : "";
    const ids = jobs.filter((job) => job.id).map((job) => job.id);
    const look = summary.querySelector("a");
    look.hidden = isUnderWay() || !ids.length || inWindow || !words.describe;
    look.href = `${words.describe}?id__in=${ids.join(",")}`;
  };

  const refuse = (job, message, mayTryAgain) => {
    Object.assign(job, { state: "refused", mayTryAgain });
    job.text.textContent = message;
  };

  const accept = (job, answer) => {
    job.state = "kept";
    job.id = answer.id;
    const link = document.createElement("a");
    link.href = answer.editUrl;
    link.target = "_blank";
    link.textContent = answer.keptBefore ? words.keptBefore : words.kept;
    job.text.replaceChildren(link);
    if (answer.looksLike) tellOfTwin(job, answer.looksLike);
  };

  /* A chat program sends the same photograph with other bytes: whoever sees both decides. */
  const tellOfTwin = (job, twin) => {
    const told = document.createElement("a");
    const picture = document.createElement("img");
    told.className = "upload-form__twin";
    told.href = twin.editUrl;
    told.target = "_blank";
    picture.src = twin.thumbnail;
    picture.alt = "";
    told.append(picture, `${words.alike} ${twin.title}`);
    job.text.append(told);
  };

  const send = (job) => new Promise((done) => {
    const body = new FormData();
    body.append("upload", job.file, job.file.name || `${words.pasted}.png`);
    body.append("credit", form.elements.credit.value);
    const request = new XMLHttpRequest();
    request.open("POST", words.uploadUrl);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      job.bar.value = Math.round((100 * event.loaded) / event.total);
      show(job);
    });
    request.addEventListener("loadend", () => {
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch { /* no answer, or a page in its place: the session ended */ }
      if (answer && answer.uploaded) accept(job, answer);
      else refuse(job, answer && answer.error ? answer.error.message : words.failed, !(answer && answer.error) || request.status >= 500);
      done();
    });
    request.send(body);
  });

  const work = () => {
    tell();
    jobs.forEach(show);
    while (running < AT_ONCE) {
      const job = jobs.find((each) => each.state === "waiting");
      if (!job) break;
      job.state = "sending";
      job.bar.value = 0;
      show(job);
      running += 1;
      send(job).then(() => {
        running -= 1;
        show(job);
        work();
        if (!isUnderWay()) finish();
      });
    }
  };

  const finish = () => {
    // In the window of the library the new pictures should be there to choose.
    if (inWindow && jobs.every((job) => job.state === "kept")) window.location.assign(window.location.href);
  };

  const take = (files) => {
    const pictures = [...files];
    if (!pictures.length) return;
    const details = form.closest("details");
    if (details) details.open = true;
    pictures.forEach(addJob);
    work();
  };

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    take(input.files);
    input.value = "";
  });
  // Chosen is meant: nobody should have to press twice.
  input.addEventListener("change", () => {
    if (!input.files.length) return;
    take(input.files);
    input.value = "";
  });

  /* Dropped anywhere on the page */

  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  let depth = 0;
  const mark = (isOver) => form.classList.toggle("is-over", isOver);
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    const details = form.closest("details");
    if (details) details.open = true;
    mark(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) mark(false);
  });
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser leaves for the picture
    depth = 0;
    mark(false);
    take(event.dataTransfer.files);
  });

  /* Pasted from the clipboard */

  document.addEventListener("paste", (event) => {
    const files = event.clipboardData ? [...event.clipboardData.files] : [];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });

  window.addEventListener("beforeunload", (event) => {
    if (!isUnderWay()) return;
    event.preventDefault();
    event.returnValue = words.leave;
  });

  form.classList.add("is-ready");
  button.hidden = true;
});
