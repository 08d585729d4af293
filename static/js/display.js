/*
 * Size of type and contrast, kept by this browser alone: no cookie, nothing is sent. It stands in
 * the head and is not deferred, so that no page appears first in another size.
 */
(() => {
  const KEPT = "display";
  const KNOWN = { size: ["1", "2", "3"], contrast: ["more"] };
  const root = document.documentElement;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) || {};
    } catch {
      return {}; // a browser that keeps nothing
    }
  };
  const draw = (chosen) => {
    for (const [name, values] of Object.entries(KNOWN)) {
      if (values.includes(chosen[name])) root.dataset[name] = chosen[name];
      else delete root.dataset[name];
    }
  };
  draw(read());

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".display");
    if (!box) return;
    const inputs = [...box.querySelectorAll("input")];
    const tick = (chosen) => {
      for (const input of inputs) {
        input.checked = input.value === (chosen[input.name] || "");
      }
    };
    tick(read());
    box.hidden = false;
    box.addEventListener("change", () => {
      const chosen = {};
      for (const input of inputs) if (input.checked && input.value) chosen[input.name] = input.value;
      draw(chosen);
      try {
        localStorage.setItem(KEPT, JSON.stringify(chosen));
      } catch {
        // It holds for this page at least.
      }
    });
    // Another window of this site follows.
    addEventListener("storage", (event) => {
      if (event.key !== KEPT) return;
      draw(read());
      tick(read());
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      box.open = false;
      box.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!box.contains(event.target)) box.open = false;
    });
  });
})();
