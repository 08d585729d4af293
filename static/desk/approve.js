// The page of an approval is read as one: its frame grows to the length of what is in it.
"use strict";

for (const frame of document.querySelectorAll(".approve__page")) {
  const fit = () => {
    const page = frame.contentDocument;
    if (!page || !page.body) return;
    // Its page is at least as high as the frame: a frame any higher than that would grow without end.
    const border = frame.offsetHeight - frame.clientHeight;
    if (page.body.scrollHeight !== frame.clientHeight) frame.style.height = `${page.body.scrollHeight + border}px`;
  };
  const watch = () => {
    fit();
    new ResizeObserver(fit).observe(frame.contentDocument.body);
  };
  frame.addEventListener("load", watch);
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") watch();
}
