// A click on a sentence plays it: one listener for all. A selection, a link or a second click never plays.
const sentenceClicks = ({ main, cues, lost, hear }) => {
  const index = new Map(cues.map(([id], number) => [id, number]));
  const cueOf = (node) => {
    for (let element = node; element && element !== document.body; element = element.parentElement) {
      if (element.id && index.has(element.id)) return index.get(element.id);
    }
    return -1;
  };
  const selecting = () => { const chosen = getSelection(); return Boolean(chosen) && !chosen.isCollapsed; };
  let selected = false;
  let waiting = 0;
  document.addEventListener("pointerdown", () => { selected = selecting(); clearTimeout(waiting); });
  main.addEventListener("click", (event) => {
    clearTimeout(waiting);
    const { target, detail, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (event.defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey || lost()) return;
    if (detail > 1 || selected || selecting() || target.closest("a, button, summary, label, select, input")) return;
    const number = cueOf(target);
    if (number < 0) return;
    // Long enough to see that it is no double click, which selects a word.
    waiting = setTimeout(() => { if (!selecting()) hear(number); }, 260);
  });
};
