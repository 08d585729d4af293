// The page of an approval is read as one: its frame grows to the length of what is in it.
"use strict";

for (const frame of document.querySelectorAll(".approve__page")) {
  const fit = () => {
    const page = frame.contentDocument;
    if (page && page.body) frame.style.height = `${page.body.scrollHeight + 2}px`;
  };
  const watch = () => {
    fit();
    new ResizeObserver(fit).observe(frame.contentDocument.body);
  };
  frame.addEventListener("load", watch);
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") watch();
}
