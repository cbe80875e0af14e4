// Words are found in what is said; every place is listed with its time and its sentence, and can be heard.
const finder = ({ panel, cues, say, hear }) => {
  const MOST = 50, LONGEST = 180;
  const [form, box, count, hits] = ["form", "words", "count", "hits"].map((each) => panel.querySelector(`#find-${each}`));
  const own = new Set(cues.map(([id]) => id));
  const apart = "td, th, p, li, dt, dd, br";
  const silent = "[role='doc-noteref'], [role='doc-backlink'], .backlinks";
  // What stands inside and is said by itself, a citation in brackets, is not read twice.
  const read = (node, top) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(silent) || (node !== top && own.has(node.id))) return "";
    if (node.localName === "img") return node.alt;
    if (node.localName === "math") return node.getAttribute("alttext") ?? node.textContent;
    const inside = [...node.childNodes].map((each) => read(each, top)).join("");
    return node.matches(apart) ? ` ${inside} ` : inside;
  };
  const fold = (letter) => letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // Folded letters, each with its place in the text: one letter may become several, or none.
  const folded = (text) => {
    let letters = "";
    const places = [];
    let place = 0;
    for (const letter of text) {
      for (const each of fold(letter).replace(/’/g, "'")) { letters += each; places.push([place, place + letter.length]); }
      place += letter.length;
    }
    return { letters, places };
  };
  let lines = null;
  const prepare = () => {
    lines ??= cues.map(([id, begin], number) => {
      const element = document.getElementById(id);
      const text = element ? read(element, element).replace(/\s+/g, " ").trim() : "";
      return { number, begin, text, ...folded(text) };
    });
  };
  const spansOf = (line, wanted) => {
    const spans = [];
    for (const word of wanted) {
      for (let at = line.letters.indexOf(word); at >= 0; at = line.letters.indexOf(word, at + word.length)) {
        spans.push([line.places[at][0], line.places[at + word.length - 1][1]]);
      }
    }
    return spans.sort((one, other) => one[0] - other[0]);
  };
  const marked = (line, wanted) => {
    const spans = spansOf(line, wanted);
    let from = 0, to = line.text.length;
    if (to > LONGEST) {
      from = Math.max(0, line.text.lastIndexOf(" ", Math.max(0, spans[0][0] - LONGEST / 3)) + 1);
      const border = line.text.indexOf(" ", from + LONGEST);
      to = border < 0 ? to : border;
    }
    const parts = [from ? "… " : ""];
    let place = from;
    for (const [start, stop] of spans) {
      if (start < place || stop > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = line.text.slice(start, stop);
      parts.push(line.text.slice(place, start), mark);
      place = stop;
    }
    return [...parts, line.text.slice(place, to), to < line.text.length ? " …" : ""];
  };
  const row = (line, wanted) => {
    const [item, button, when, sentence] = ["li", "button", "span", "span"].map((name) => document.createElement(name));
    button.type = "button";
    when.className = "time";
    when.textContent = clock(line.begin);
    sentence.append(...marked(line, wanted));
    button.append(when, " ", sentence);
    button.addEventListener("click", () => { panel.open = false; hear(line.number); });
    item.append(button);
    return item;
  };
  const search = () => {
    prepare();
    const wanted = [...new Set(folded(box.value).letters.split(/\s+/).filter(Boolean))];
    const found = wanted.length ? lines.filter(({ letters }) => wanted.every((word) => letters.includes(word))) : [];
    hits.replaceChildren(...found.slice(0, MOST).map((line) => row(line, wanted)));
    if (!wanted.length) count.textContent = "";
    else if (found.length > MOST) count.textContent = fill(say["find-first"], found.length, MOST);
    else count.textContent = fill(say[["find-none", "find-one"][found.length] ?? "find-many"], found.length);
  };
  let waiting = 0;
  const searchSoon = () => { clearTimeout(waiting); waiting = setTimeout(search, 250); };
  box.addEventListener("input", searchSoon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
    hits.querySelector("button")?.focus();
  });
  const begin = () => { box.focus({ preventScroll: true }); box.select(); };
  panel.addEventListener("toggle", () => { if (panel.open && !panel.contains(document.activeElement?.closest(".panel"))) begin(); });
  // Up and down go through the places, as well as Tab does.
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [box, ...hits.querySelectorAll("button")];
    const at = stops.indexOf(event.target);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  return { open: () => { panel.open = true; begin(); } };
};
