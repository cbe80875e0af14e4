// Read along: the sentence that sounds is marked, a click on a sentence plays it. Nothing plays by itself.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("narration").textContent);
  const { cues, end, words } = data;
  const [player, audio, bar, message] = ["player", "voice", "bar", "player-message"].map(find);
  const [play, back, on, hide, show] = ["play", "back", "on", "hide", "show"].map(find);
  const listen = find("listen");
  const [speed, position, time, goBack, settings] = ["speed", "position", "time", "return", "settings"].map(find);
  const index = new Map(cues.map(([id], number) => [id, number]));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const TOLERANCE = 2; // ms: a browser may report a time a little before the one it was set to
  let current = -1;
  let marked = [];
  let following = true;
  let ownScrollUntil = 0;
  let lost = false;

  // ---- what is remembered
  const recall = (key, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`lectern:${key}`)) ?? otherwise; } catch { return otherwise; }
  };
  const remember = (key, value) => {
    try { localStorage.setItem(`lectern:${key}`, JSON.stringify(value)); } catch { /* this visit only */ }
  };

  // ---- time and sentences
  const now = () => audio.currentTime * 1000;
  const cueAt = (ms) => {
    let low = 0, high = cues.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (cues[middle][1] <= ms + TOLERANCE) low = middle; else high = middle - 1;
    }
    return low;
  };
  const skipped = (number) => {
    const group = cues[number][2];
    return Boolean(group) && find(`skip-${group}`).checked;
  };
  const next = (number, step) => {
    let wanted = number + step;
    while (wanted > 0 && wanted < cues.length && skipped(wanted)) wanted += step;
    return wanted;
  };
  const clock = (ms) => {
    const seconds = Math.floor(ms / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const rest = String(seconds % 60).padStart(2, "0");
    return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
  };
  const fill = (pattern, ...values) => values.reduce((text, value) => text.replace("{}", value), pattern);

  // ---- marking and scrolling
  const markOfNote = (element) => {
    const note = element.closest("[role='doc-endnotes'] > ol > li");
    return note && document.querySelector(`a[role="doc-noteref"][href="#${CSS.escape(note.id)}"]`);
  };
  const reveal = (element) => {
    const box = element.getBoundingClientRect();
    const foot = innerHeight - (player.dataset.hidden === undefined ? player.offsetHeight : 0);
    if (box.top >= 64 && box.bottom <= foot - 32) return;
    if (box.top >= 64 && box.top <= foot * 0.4) return;
    ownScrollUntil = performance.now() + 1200;
    scrollTo({ top: scrollY + box.top - foot * 0.3, behavior: calm.matches ? "auto" : "smooth" });
  };
  const anchor = () => marked[marked.length - 1];
  const offerReturn = (text) => {
    goBack.hidden = following || !anchor();
    goBack.textContent = text || words.return;
  };
  const mark = (number) => {
    if (number === current) return;
    current = number;
    marked.forEach((element) => element.classList.remove("spoken"));
    const element = find(cues[number][0]);
    const reference = element && markOfNote(element);
    marked = [element, reference].filter(Boolean);
    marked.forEach((each) => each.classList.add("spoken"));
    if (anchor() && following && !audio.paused) reveal(anchor());
    offerReturn();
    remember(`place:${data.slug}`, cues[number][0]);
  };
  const showTime = () => {
    const ms = Math.min(now(), end);
    const text = fill(words.of, clock(ms), clock(end));
    if (time.textContent === text) return;
    time.textContent = text;
    position.value = ms;
    position.setAttribute("aria-valuetext", text);
  };
  const update = () => {
    showTime();
    const number = cueAt(now());
    if (!audio.paused && skipped(number) && number !== wanted) return seek(next(number, 1));
    mark(number);
  };
  const loop = () => {
    update();
    if (!audio.paused) requestAnimationFrame(loop);
  };

  // ---- what the listener does
  let wanted = -1; // a sentence asked for by name is said even where its kind is skipped
  const seek = (number) => {
    if (number >= cues.length) return audio.pause();
    const place = Math.max(0, number);
    audio.currentTime = cues[place][1] / 1000;
    mark(place);
    showTime();
  };
  const start = () => {
    following = find("follow").checked;
    offerReturn();
    audio.play().catch((error) => { if (error.name !== "AbortError") fail(); });
  };
  const toggle = () => {
    if (!audio.paused) return audio.pause();
    if (audio.ended) seek(0);
    start();
  };
  const step = (direction) => {
    if (lost) return;
    wanted = -1;
    following = find("follow").checked;
    seek(next(cueAt(now()), direction));
    if (anchor() && following) reveal(anchor());
  };
  const changeSpeed = (direction) => {
    const wantedSpeed = speed.selectedIndex + direction;
    if (wantedSpeed < 0 || wantedSpeed >= speed.options.length) return;
    speed.selectedIndex = wantedSpeed;
    setSpeed();
  };
  const setSpeed = () => {
    audio.playbackRate = audio.defaultPlaybackRate = Number(speed.value);
    remember("speed", speed.value);
  };
  const collapse = (hidden, byReader) => {
    bar.hidden = hidden;
    show.hidden = !hidden;
    player.toggleAttribute("data-hidden", hidden);
    if (byReader) (hidden ? show : hide).focus();
    if (byReader) remember("hidden", hidden);
  };
  const fail = () => {
    lost = true;
    message.textContent = fill(words.missing, decodeURIComponent(audio.getAttribute("src")));
    [play, back, on, position, listen].forEach((control) => { control.disabled = true; });
  };

  play.addEventListener("click", toggle);
  back.addEventListener("click", () => step(-1));
  on.addEventListener("click", () => step(1));
  speed.addEventListener("change", setSpeed);
  position.addEventListener("input", () => { audio.currentTime = position.value / 1000; update(); });
  listen.addEventListener("click", () => { collapse(false, false); start(); play.focus({ preventScroll: true }); });
  hide.addEventListener("click", () => collapse(true, true));
  show.addEventListener("click", () => collapse(false, true));
  goBack.addEventListener("click", () => { following = true; offerReturn(); if (anchor()) reveal(anchor()); });
  for (const name of ["follow", "skip-notes", "skip-citations", "skip-tables"]) {
    const box = find(name);
    box.checked = recall(name, box.checked);
    box.addEventListener("change", () => {
      remember(name, box.checked);
      if (name === "follow") { following = box.checked; offerReturn(); }
    });
  }
  document.addEventListener("click", (event) => { if (!settings.contains(event.target)) settings.open = false; });

  // Keys count only while the focus is in the player, and Space and Tab stay the browser's own.
  const keys = { k: toggle, ArrowLeft: () => step(-1), ArrowRight: () => step(1), ",": () => changeSpeed(-1), ".": () => changeSpeed(1) };
  player.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && settings.open) {
      settings.open = false;
      settings.querySelector("summary").focus();
      return;
    }
    const typing = event.target.matches("select, input");
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || (typing && event.key.startsWith("Arrow")) || lost) return;
    event.preventDefault();
    action();
  });

  // One listener for all sentences. A selection, a link or a second click never plays.
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
  find("main").addEventListener("click", (event) => {
    clearTimeout(waiting);
    const { target, detail, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (event.defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey || lost) return;
    if (detail > 1 || selected || selecting() || target.closest("a, button, summary, label, select, input")) return;
    const number = cueOf(target);
    if (number < 0) return;
    waiting = setTimeout(() => {
      if (selecting()) return;
      wanted = number;
      collapse(false, false);
      seek(number);
      start();
    }, 260); // long enough to see that it is no double click, which selects a word
  });

  // ---- the reader scrolls: the voice no longer moves the page
  const release = () => {
    if (!following) return;
    following = false;
    ownScrollUntil = 0;
    offerReturn();
  };
  addEventListener("wheel", release, { passive: true });
  addEventListener("touchmove", release, { passive: true });
  addEventListener("scroll", () => { if (performance.now() > ownScrollUntil) release(); }, { passive: true });
  addEventListener("resize", () => { ownScrollUntil = performance.now() + 500; });
  addEventListener("keydown", (event) => {
    const scrolls = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown", " "].includes(event.key);
    if (scrolls && !player.contains(event.target)) release();
  });

  // ---- the sound
  const setPlaying = () => {
    const label = audio.paused ? words.play : words.pause;
    play.toggleAttribute("data-playing", !audio.paused);
    play.title = label;
    play.querySelector(".unseen").textContent = label;
    if (audio.paused) update(); else loop();
  };
  ["play", "pause", "ended"].forEach((name) => audio.addEventListener(name, setPlaying));
  audio.addEventListener("timeupdate", () => { if (!audio.paused) update(); });
  audio.addEventListener("error", fail);
  if (audio.error) fail();

  if ("mediaSession" in navigator && window.MediaMetadata) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: data.title, artist: data.authors });
    navigator.mediaSession.setActionHandler("previoustrack", () => step(-1));
    navigator.mediaSession.setActionHandler("nexttrack", () => step(1));
  }

  // ---- begin, where the reader stopped
  position.max = end;
  audio.removeAttribute("controls");
  player.dataset.ready = "";
  listen.hidden = false;
  // On a small screen the bar waits until it is wanted: the page is for the text.
  collapse(recall("hidden", !matchMedia("(min-width: 48rem)").matches), false);
  speed.value = recall("speed", "1");
  if (!speed.value) speed.value = "1";
  setSpeed();
  const place = index.get(recall(`place:${data.slug}`, ""));
  showTime();
  if (place > 0) {
    following = false;
    seek(place);
    offerReturn(words.resume);
  }
})();
