// The reader's typeface and size, kept for all pages of this place.
(() => {
  "use strict";
  const root = document.documentElement;
  const panel = document.getElementById("text-settings");
  const choices = { face: document.getElementById("text-face"), size: document.getElementById("text-size") };
  const usual = { face: "literata", size: "medium" };

  const read = (name) => {
    try { return localStorage.getItem(`lectern:text-${name}`) || usual[name]; } catch { return usual[name]; }
  };
  const keep = (name, value) => {
    try { localStorage.setItem(`lectern:text-${name}`, value); } catch { /* storage is refused: this visit only */ }
  };

  for (const [name, select] of Object.entries(choices)) {
    const apply = (value) => { root.dataset[name] = value; };
    select.value = read(name);
    if (!select.value) select.value = usual[name];
    apply(select.value);
    select.addEventListener("change", () => { apply(select.value); keep(name, select.value); });
  }
  panel.hidden = false;
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => { if (!panel.contains(event.target)) panel.open = false; });
})();
