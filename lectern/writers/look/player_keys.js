// Keys count only while the focus is in the player (WCAG 2.2, 2.1.4); Space, Enter and Tab stay the browser's own.
const playerKeys = ({ player, panels, actions, lost }) => {
  const close = () => {
    const open = panels.find((panel) => panel.open);
    if (!open) return false;
    open.open = false;
    open.querySelector("summary").focus();
    return true;
  };
  player.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const { key, target } = event;
    if (key === "Escape") { if (close()) event.preventDefault(); return; }
    if (target.matches("select, input[type='search']")) return;
    if (target.matches("input") && key.startsWith("Arrow")) return;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const action = actions[event.shiftKey && key.startsWith("Arrow") ? `Shift+${name}` : name];
    if (!action || lost()) return;
    event.preventDefault();
    action();
  });
  // One panel at a time, and a click elsewhere closes it.
  for (const panel of panels) {
    panel.addEventListener("toggle", () => {
      if (panel.open) panels.filter((each) => each !== panel).forEach((each) => { each.open = false; });
    });
  }
  document.addEventListener("click", (event) => {
    panels.filter((panel) => !panel.contains(event.target)).forEach((panel) => { panel.open = false; });
  });
};
