// The panel of the reading settings. A setting at its usual value is not kept: it follows what the page will be later.
(() => {
  "use strict";
  const { KEY, recall, keep, apply } = globalThis.readingSettings;
  const find = (id) => document.getElementById(id);
  const [box, open, panel, close, reset, told] = [
    "reading-settings", "open-settings", "settings-panel", "close-settings", "reset-settings", "settings-told",
  ].map(find);
  const root = document.documentElement;
  const language = panel.closest("[lang]").lang;
  const sliders = [...panel.querySelectorAll("input[type='range']")];
  const radios = [...panel.querySelectorAll("input[type='radio']")];
  let values = recall();

  // ---- how a value is told
  const number = (value, options) => Number(value).toLocaleString(language, options);
  const tell = (slider) => {
    const { form } = slider.dataset;
    const text = form === "%" ? number(slider.value, { style: "percent" })
      : form.replace("{}", number(slider.value, { maximumFractionDigits: 2 }));
    slider.setAttribute("aria-valuetext", text);
    slider.closest(".slider").querySelector("output").textContent = text;
  };

  // ---- from the values to the controls, and back
  const show = () => {
    for (const slider of sliders) {
      slider.value = slider.name in values ? values[slider.name] : slider.defaultValue;
      tell(slider);
    }
    for (const radio of radios) radio.checked = radio.defaultChecked;
    for (const radio of radios) if (values[radio.name.slice(5)] === radio.value) radio.checked = true;
  };
  const read = () => {
    const chosen = {};
    for (const slider of sliders) if (slider.value !== slider.defaultValue) chosen[slider.name] = Number(slider.value);
    for (const radio of radios) if (radio.checked && !radio.defaultChecked) chosen[radio.name.slice(5)] = radio.value;
    return chosen;
  };

  /** Change how the text looks, and hold the line that the reader has before the eyes. */
  const steadily = (change) => {
    const text = [...document.querySelectorAll("article > :not(.contents) :is(p, h1, h2, h3, li, figure, pre, table)")];
    const held = scrollY > 0 && text.find((each) => each.getBoundingClientRect().bottom > 40);
    const before = held && held.getBoundingClientRect().top;
    change();
    if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
    document.dispatchEvent(new Event("reading-settings"));
  };
  const take = (chosen) => {
    values = chosen;
    steadily(() => apply(values));
  };

  for (const slider of sliders) {
    slider.addEventListener("input", () => { tell(slider); take(read()); });
    slider.addEventListener("change", () => keep(values));
  }
  for (const radio of radios) radio.addEventListener("change", () => { take(read()); keep(values); });
  panel.addEventListener("input", () => { told.textContent = ""; });
  reset.addEventListener("click", () => {
    take({});
    show();
    keep(values);
    told.textContent = told.dataset.words;
  });
  addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    take(recall());
    show();
  });

  // ---- open and close
  const turn = (opened) => {
    if (opened) panel.show(); else panel.close();
    open.setAttribute("aria-expanded", String(opened));
    root.toggleAttribute("data-settings-open", opened);
    if (!opened) open.focus();
  };
  open.addEventListener("click", () => turn(!panel.open));
  close.addEventListener("click", () => turn(false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    event.preventDefault();
    turn(false);
  });

  new IntersectionObserver(([header]) => root.toggleAttribute("data-away", !header.isIntersecting))
    .observe(box.parentElement);
  let before = scrollY;
  addEventListener("scroll", () => {
    if (Math.abs(scrollY - before) < 8) return;
    root.toggleAttribute("data-back", scrollY < before);
    before = scrollY;
  }, { passive: true });
  show();
  take(read()); // a value that no slider has is brought to the nearest one it has
  box.hidden = false;
})();
