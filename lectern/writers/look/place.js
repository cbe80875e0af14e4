// The page opens where it was left. An address that names a place, and the browser's own memory, come first.
(() => {
  "use strict";
  const KEY = `lectern:read-to:${location.pathname}`;
  const LATER = 400; // ms after the last movement
  const lines = [...document.querySelectorAll("article [id^='s-']")];
  const [navigation] = performance.getEntriesByType("navigation");
  let waiting = 0;
  let moved = false;

  const keep = () => {
    try {
      const first = scrollY > innerHeight / 2 && lines.find((line) => line.getBoundingClientRect().bottom > 0);
      if (first) localStorage.setItem(KEY, first.id); else localStorage.removeItem(KEY);
    } catch { /* storage is refused: every visit begins at the top */ }
  };
  const recall = () => {
    try { return document.getElementById(localStorage.getItem(KEY) || ""); } catch { return null; }
  };
  const go = (line) => {
    if (line && !moved) scrollTo({ top: scrollY + line.getBoundingClientRect().top - 24, behavior: "instant" });
  };

  if (!location.hash && (!navigation || navigation.type === "navigate")) {
    const line = recall();
    go(line);
    document.fonts.ready.then(() => go(line)); // the text may have moved while its fonts came
  }
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(name, () => { moved = true; }, { passive: true, once: true });
  }
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, LATER);
  }, { passive: true });
  addEventListener("pagehide", keep);
})();
