/* Two buttons that only a script can offer; the page is whole without them. */

const does = {
  print: () => window.print(),
  share: () =>
    navigator
      .share({ title: document.querySelector("h1").textContent, url: location.href })
      .catch(() => {}), // the reader closed the window
};

for (const button of document.querySelectorAll("[data-does]")) {
  const name = button.dataset.does;
  if (name === "share" && !navigator.share) continue;
  button.addEventListener("click", does[name]);
  button.parentElement.hidden = false;
}
