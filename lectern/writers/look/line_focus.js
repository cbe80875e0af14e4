// Line focus: the line, three lines or the paragraph at the reading place stay clear, the rest lies under a veil.
// It follows the voice's sentence, scrolling, a click, and the arrow keys, which then go line by line.
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.getElementById("main");
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, figcaption, caption, tr, pre, img, .math.display";
  const PLACE = 0.4; // of the screen's height: where the eye rests while the page moves
  const AIR = 4; // px around the letters
  const OWN = 250; // ms in which a scroll is taken for ours
  const veil = document.createElement("div"); // a window, with a shadow over all that is around it
  veil.className = "veil";
  veil.setAttribute("aria-hidden", "true");
  veil.hidden = true;
  document.body.append(veil);
  let blocks = [];
  let lit = null; // { block, line }, or { element }: what the voice reads or the keyboard has reached
  let voiced = null; // the sentence that sounds; it is followed once it is in sight
  let ownUntil = 0;
  let asked = 0;

  const mode = () => root.dataset.focus || "";
  const foot = () => {
    const player = document.getElementById("player");
    const shown = player && player.dataset.hidden === undefined ? player.offsetHeight : 0;
    return innerHeight - shown;
  };

  // ---- where lines stand
  const findBlocks = () => [...main.querySelectorAll(BLOCKS)].filter((each) => {
    const inner = each.querySelector(BLOCKS);
    return !each.closest(".contents, .downloads, details:not([open])") && (!inner || inner.localName === "img") && each.getClientRects().length;
  });
  const linesOf = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    if (element.matches("img, tr, .math.display") || !boxes.length) {
      const { top, bottom } = element.getBoundingClientRect();
      return [{ top, bottom }];
    }
    const lines = [];
    for (const box of boxes.sort((one, other) => one.top - other.top)) {
      const last = lines[lines.length - 1];
      if (last && (box.top + box.bottom) / 2 < last.bottom) last.bottom = Math.max(last.bottom, box.bottom);
      else lines.push({ top: box.top, bottom: box.bottom });
    }
    return lines;
  };
  const nearest = (y) => {
    let low = 0, high = blocks.length - 1;
    while (low < high) { // the first block that ends below y
      const middle = (low + high) >> 1;
      if (blocks[middle].getBoundingClientRect().bottom < y) low = middle + 1; else high = middle;
    }
    const lines = linesOf(blocks[low]);
    const line = lines.findIndex((each) => each.bottom >= y);
    return { block: low, line: line < 0 ? lines.length - 1 : line };
  };
  const neighbour = ({ block, line }, direction) => {
    if (mode() !== "paragraph" && linesOf(blocks[block])[line + direction]) return { block, line: line + direction };
    if (!blocks[block + direction]) return null;
    return { block: block + direction, line: direction > 0 ? 0 : linesOf(blocks[block + direction]).length - 1 };
  };
  const boxOf = ({ block, line }) => {
    const lines = linesOf(blocks[block]);
    return lines[Math.min(line, lines.length - 1)];
  };
  const around = (lines) => ({ top: lines[0].top, bottom: lines[lines.length - 1].bottom });

  /** The eye's height on the screen: at 2/5, but it goes to the first line at the top and to the last at the end. */
  const eye = () => {
    const rest = foot() * PLACE;
    const left = Math.max(0, root.scrollHeight - innerHeight - scrollY);
    const middle = ({ top, bottom }) => (top + bottom) / 2;
    const first = middle(linesOf(blocks[0])[0]);
    const last = middle(linesOf(blocks[blocks.length - 1]).pop());
    if (scrollY < rest) return Math.min(foot(), first + ((rest - first) * scrollY) / rest);
    if (left < foot() - rest && last > rest) return last - ((last - rest) * left) / (foot() - rest);
    return rest;
  };

  // ---- what is clear
  const clear = () => {
    const whole = mode() === "paragraph";
    if (lit.element) return around(linesOf((whole && lit.element.closest(BLOCKS)) || lit.element));
    if (whole) return around(linesOf(blocks[lit.block]));
    if (mode() === "line") return boxOf(lit);
    return around([neighbour(lit, -1) || lit, lit, neighbour(lit, 1) || lit].map(boxOf));
  };
  const draw = () => {
    asked = 0;
    if (!mode() || !lit) return;
    const { top, bottom } = clear();
    const column = main.querySelector("article > header").getBoundingClientRect();
    const own = (lit.element || blocks[lit.block]).getBoundingClientRect();
    const apart = own.right < column.left || own.left > column.right;
    const left = apart ? own.left : Math.min(own.left, column.left);
    const right = apart ? own.right : Math.max(own.right, column.right);
    Object.assign(veil.style, {
      top: `${top - AIR}px`, height: `${bottom - top + 2 * AIR}px`, left: `${left - 2 * AIR}px`,
      width: `${right - left + 4 * AIR}px`,
    });
  };
  const later = () => { asked ||= requestAnimationFrame(draw); };
  const bring = () => {
    const { top, bottom } = clear();
    const high = top < 72, low = bottom > foot() - 40;
    if (!high && !low) return;
    ownUntil = performance.now() + OWN;
    scrollBy({ top: top - foot() * PLACE, behavior: "instant" });
  };

  // ---- what moves it
  const settle = () => {
    if (!mode()) return;
    blocks = findBlocks();
    if (!blocks.length) return;
    lit = nearest(eye());
    later();
  };
  const step = (direction) => {
    if (lit.element) lit = nearest(linesOf(lit.element)[0].bottom);
    const place = neighbour(lit, direction);
    if (!place) return;
    lit = place;
    bring();
    draw();
  };
  const inSight = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < foot();
  };
  addEventListener("scroll", () => {
    if (!mode() || !blocks.length) return;
    if (voiced && inSight(voiced)) lit = { element: voiced };
    else if (performance.now() > ownUntil && !(lit && lit.element && inSight(lit.element))) lit = nearest(eye());
    later();
  }, { passive: true });
  const leave = () => {
    voiced = null;
    if (mode() && lit && lit.element) lit = nearest(eye());
    ownUntil = 0;
  };
  for (const name of ["wheel", "touchmove"]) addEventListener(name, leave, { passive: true });
  addEventListener("resize", settle);
  main.addEventListener("click", (event) => {
    if (!mode() || event.target.closest("a, button, summary, input")) return;
    voiced = null;
    lit = nearest(event.clientY);
    later();
  });
  main.addEventListener("focusin", (event) => { // what has the focus is never under the veil
    if (!mode() || event.target === main || !event.target.matches(":focus-visible")) return;
    lit = { element: event.target };
    later();
  });
  addEventListener("keydown", (event) => {
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!mode() || !lit || !direction || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.defaultPrevented || event.target.closest("input, select, textarea, dialog, .player, .table, .contents")) return;
    event.preventDefault();
    voiced = null;
    step(direction);
  });
  new MutationObserver((changes) => {
    if (!mode()) return;
    const marked = changes.map((change) => change.target).find((each) => each.matches("[id^='s-'].spoken"));
    if (!marked) return;
    voiced = marked;
    if (!inSight(marked)) return; // the page may be on its way, or the reader elsewhere
    lit = { element: marked };
    later();
  }).observe(main, { subtree: true, attributes: true, attributeFilter: ["class"] });

  const turn = () => {
    veil.hidden = !mode();
    settle();
  };
  document.addEventListener("reading-settings", turn);
  document.fonts.ready.then(turn);
  turn();
})();
