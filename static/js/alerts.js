/*
 * Puts alerts away for this reader, by their words: changed words appear again. It stands right
 * behind the alerts and is not deferred, so that what was put away never flashes up.
 */
(() => {
  const KEPT = "alerts-away";
  let away = [];
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT));
    if (Array.isArray(kept)) away = kept;
  } catch {
    // A browser that keeps nothing shows every alert anew.
  }
  for (const alert of document.querySelectorAll("[data-alert]")) {
    const key = alert.dataset.alert;
    const button = alert.querySelector("button");
    if (away.includes(key)) {
      alert.hidden = true;
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", () => {
      alert.hidden = true;
      away = [...away.filter((each) => each !== key), key].slice(-20);
      try {
        localStorage.setItem(KEPT, JSON.stringify(away));
      } catch {
        // Away for this page at least.
      }
      document.querySelector(".brand").focus();
    });
  }
})();
