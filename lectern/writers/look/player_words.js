// One word of an element in light, by its place in the element's text. Where the browser has highlights
// (CSS Custom Highlight API) the page stays as it is; elsewhere the word is wrapped for as long as it sounds.
const wordLight = () => {
  const NAME = "spoken-word"; // of the highlight and of the class alike
  // The same as the class has in player.css; a sheet of its own, since validators do not know the selector yet.
  const STYLE = `
    ::highlight(${NAME}) {
      background-color: var(--spoken-word, #ffd84d);
      color: var(--on-spoken-word, #1c1b19);
      text-decoration: underline 3px var(--on-spoken-word, #1c1b19);
    }
    @media (forced-colors: active) {
      ::highlight(${NAME}) {
        background-color: Highlight;
        color: HighlightText;
        text-decoration: underline 3px HighlightText;
      }
    }
    @media print {
      ::highlight(${NAME}) { background-color: transparent; color: inherit; text-decoration: none; }
    }`;
  const prepare = () => {
    if (!window.Highlight || !window.CSS?.highlights || !document.adoptedStyleSheets) return null;
    const [sheet, made] = [new CSSStyleSheet(), new Highlight()];
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    CSS.highlights.set(NAME, made);
    return made;
  };
  const light = prepare();
  let wrapped = [];
  let formula = null;

  const clear = () => {
    light?.clear();
    formula?.classList.remove(NAME);
    formula = null;
    for (const span of wrapped) {
      const parent = span.parentNode;
      span.replaceWith(...span.childNodes);
      parent?.normalize();
    }
    wrapped = [];
  };
  // A word may cross borders of inline elements: "H", "2" and "O" of a formula of chemistry are three texts.
  const pieces = (element, start, stop) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let place = 0, node = walker.nextNode(); node && place < stop; node = walker.nextNode()) {
      const [from, to] = [Math.max(start - place, 0), Math.min(stop - place, node.length)];
      if (from < to) found.push([node, from, to]);
      place += node.length;
    }
    return found;
  };
  const wrap = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const span = document.createElement("span");
    span.className = NAME;
    range.surroundContents(span);
    return span;
  };
  // Gives what is lit, to be kept in sight.
  const show = (element, start, stop) => {
    clear();
    const found = pieces(element, start, stop);
    if (!found.length) return null;
    const first = found[0][0].parentElement;
    formula = first.closest(".math") ?? first.closest("math");
    if (formula) {
      formula.classList.add(NAME);
      return formula;
    }
    if (!light) {
      wrapped = found.map((piece) => wrap(...piece));
      return wrapped[0];
    }
    const range = document.createRange();
    range.setStart(found[0][0], found[0][1]);
    const [node, , to] = found[found.length - 1];
    range.setEnd(node, to);
    light.add(range);
    return range;
  };
  return { show, clear };
};
