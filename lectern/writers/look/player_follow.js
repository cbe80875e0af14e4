// The page goes along with the voice until the reader scrolls; then a button leads back.
const follow = ({ player, goBack, wanted, label, anchor }) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let following = true;
  let ownScrollUntil = 0;
  let offered = ""; // what the button says as long as the reader has not chosen
  const offer = () => {
    goBack.hidden = following || !anchor();
    goBack.textContent = offered || label;
    goBack.toggleAttribute("data-resume", Boolean(offered));
  };
  const reveal = (seen) => {
    const box = seen.getBoundingClientRect();
    const foot = innerHeight - (player.dataset.hidden === undefined ? player.offsetHeight : 0);
    if (box.top >= 64 && box.bottom <= foot - 32) return;
    if (box.height > foot * 0.4 && box.top >= 64 && box.top <= foot * 0.4) return;
    ownScrollUntil = performance.now() + 1200;
    scrollTo({ top: scrollY + box.top - foot * 0.3, behavior: calm.matches ? "auto" : "smooth" });
  };
  const release = () => {
    if (!following) return;
    following = false;
    ownScrollUntil = 0;
    offer();
  };
  addEventListener("wheel", release, { passive: true });
  addEventListener("touchmove", (event) => { if (!player.contains(event.target)) release(); }, { passive: true });
  addEventListener("scroll", () => { if (performance.now() > ownScrollUntil) release(); }, { passive: true });
  addEventListener("resize", () => { ownScrollUntil = performance.now() + 500; });
  addEventListener("keydown", (event) => {
    const scrolls = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown", " "].includes(event.key);
    if (scrolls && !player.contains(event.target)) release();
  });
  return {
    reveal: (seen) => { if (following && seen) reveal(seen); },
    begin: () => { following = wanted(); offered = ""; offer(); },
    back: () => { following = true; offered = ""; offer(); if (anchor()) reveal(anchor()); },
    wait: (text) => { following = false; offered = text; offer(); },
    offer,
  };
};
