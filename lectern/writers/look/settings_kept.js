// What the reader has set on this device, applied before anything is painted; the panel (settings.js) comes later.
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "lectern:reading";
  const NUMBERS = {
    size: "--size", letters: "--letters", words: "--words", leading: "--line-height", paragraphs: "--paragraphs",
    measure: "--line-length",
  };
  const CHOICES = ["theme", "face", "align", "focus"];
  const LARGE = 1.4; // from here on a column beside the text would be in its way

  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return kept && typeof kept === "object" ? kept : {};
    } catch { return {}; }
  };
  const keep = (values) => {
    try { localStorage.setItem(KEY, JSON.stringify(values)); } catch { /* storage is refused: this visit only */ }
  };
  const apply = (values) => {
    for (const [name, property] of Object.entries(NUMBERS)) {
      const value = Number(values[name]);
      const set = name in values && Number.isFinite(value) && value >= 0;
      root.toggleAttribute(`data-${name}`, set);
      if (set) root.style.setProperty(property, value); else root.style.removeProperty(property);
    }
    for (const name of CHOICES) {
      const value = values[name];
      if (typeof value === "string" && /^[a-z-]{1,30}$/.test(value)) root.dataset[name] = value;
      else delete root.dataset[name];
    }
    root.toggleAttribute("data-large", Number(values.size) >= LARGE);
  };
  apply(recall());
  globalThis.readingSettings = { KEY, recall, keep, apply };
})();
