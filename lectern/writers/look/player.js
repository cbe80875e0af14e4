// The player: puts its parts together. Nothing plays by itself.
const find = (id) => document.getElementById(id);
const data = JSON.parse(find("narration").textContent);
const { cues, say } = data;
const [player, audio, bar, message, news] = ["player", "voice", "bar", "player-message", "player-news"].map(find);
const [play, back, on, hide, show] = ["play", "back", "on", "hide", "show"].map(find);
const [listen, speed, position, shownTime, goBack] = ["listen", "speed", "position", "time", "return"].map(find);
const panels = ["find", "settings"].map(find);
const checked = (name) => Boolean(find(name)?.checked);
const kept = memory(data);
const time = timeline(data);
const now = () => audio.currentTime * 1000;
let lost = false;
let asked = -1; // a sentence asked for by name is said even where its kind is skipped

const marking = marks({ cues, time, wordsWanted: () => checked("light-words") });
const { anchor } = marking;
const following = follow({ player, goBack, anchor, label: say.return, wanted: () => checked("follow") });
const leaving = skips(data, time, (group) => checked(`skip-${group}`));
const sleeping = sleepTimer({
  audio, time, say, news, message, now, choice: find("sleep"), button: find("sleep-off"),
});

// ---- what is shown of the time
const showTime = (ms) => {
  const text = fill(say.of, clock(ms), clock(time.end));
  if (shownTime.textContent === text) return;
  shownTime.textContent = text;
  position.value = ms;
  position.setAttribute("aria-valuetext", text);
};
const showPlace = (ms) => {
  const number = time.cueAt(ms);
  showTime(Math.min(ms, time.end));
  if (marking.markCue(number)) {
    if (!audio.paused) following.reveal(anchor());
    following.offer();
    describe(ms);
    kept.keepPlace(ms, cues[number][0]);
  }
  const word = marking.markWord(ms);
  if (word && !audio.paused) following.reveal(word);
};
const update = () => {
  const ms = now();
  const number = time.cueAt(ms);
  if (!audio.paused) {
    sleeping.check(ms, number);
    const target = leaving.leap(number, ms, asked);
    if (target !== null && !audio.paused) return goTo(target);
  }
  showPlace(ms);
};
// Frames where the page is seen, a timer where it is not: what is skipped is skipped in a hidden page too.
let frame = 0;
let timer = 0;
const loop = () => {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  update();
  if (audio.paused) return;
  if (document.hidden) timer = setTimeout(loop, 50); else frame = requestAnimationFrame(loop);
};

// ---- what the listener does
const goTo = (ms) => {
  const place = Math.max(0, Math.min(ms, time.end));
  audio.currentTime = place >= time.end && Number.isFinite(audio.duration) ? audio.duration : place / 1000;
  showPlace(place);
};
const fail = () => {
  lost = true;
  message.textContent = fill(say.missing, decodeURIComponent(audio.getAttribute("src")));
  [play, back, on, position, listen].forEach((control) => { control.disabled = true; });
};
const start = () => {
  following.begin();
  following.reveal(anchor());
  audio.play().catch((error) => { if (error.name !== "AbortError") fail(); });
};
const jumpTo = (ms) => {
  if (lost) return;
  asked = -1;
  following.begin();
  goTo(ms);
  sleeping.moved();
  following.reveal(anchor());
};
const toggle = () => {
  if (!audio.paused) return audio.pause();
  if (audio.ended) goTo(0);
  start();
};
const step = (direction) => jumpTo(time.begin(Math.max(0, leaving.next(time.cueAt(now()), direction))));
const chapter = (direction) => {
  const at = time.chapterAt(now());
  const again = direction < 0 && now() - time.chapterBegin(at) > 3000; // back goes to the beginning of this one first
  jumpTo(time.chapterBegin(again ? at : Math.max(0, at + direction)));
};
const seconds = (direction) => jumpTo(now() + direction * 10000);
const setSpeed = () => {
  audio.playbackRate = audio.defaultPlaybackRate = Number(speed.value);
  kept.remember("speed", speed.value);
};
const changeSpeed = (direction) => {
  const wanted = speed.selectedIndex + direction;
  if (wanted < 0 || wanted >= speed.options.length) return;
  speed.selectedIndex = wanted;
  setSpeed();
};
const collapse = (hidden, byReader) => {
  bar.hidden = hidden;
  show.hidden = !hidden;
  player.toggleAttribute("data-hidden", hidden);
  if (hidden) panels.forEach((panel) => { panel.open = false; });
  if (!byReader) return;
  (hidden ? show : hide).focus();
  kept.remember("hidden", hidden);
};
const hear = (number) => {
  collapse(false, false);
  goTo(time.begin(number));
  asked = number;
  sleeping.moved();
  start();
};
const describe = mediaSession({ audio, data, time, now, go: { start, to: jumpTo, chapter, sentence: step } });

play.addEventListener("click", toggle);
back.addEventListener("click", () => step(-1));
on.addEventListener("click", () => step(1));
speed.addEventListener("change", setSpeed);
position.addEventListener("input", () => {
  audio.currentTime = position.value / 1000;
  asked = -1;
  sleeping.moved();
  update();
});
listen.addEventListener("click", () => { collapse(false, false); start(); play.focus({ preventScroll: true }); });
hide.addEventListener("click", () => collapse(true, true));
show.addEventListener("click", () => collapse(false, true));
goBack.addEventListener("click", () => {
  const resumes = goBack.hasAttribute("data-resume");
  following.back();
  if (!resumes) return;
  collapse(false, false);
  start();
  play.focus({ preventScroll: true });
});
for (const box of find("settings").querySelectorAll("input[type='checkbox']")) {
  kept.keepChecked(box, () => { if (box.id === "follow") following.begin(); update(); });
}
const searching = finder({
  panel: find("find"), cues, say, hear: (number) => { play.focus({ preventScroll: true }); hear(number); },
});
sentenceClicks({ main: find("main"), cues, lost: () => lost, hear });
playerKeys({
  player, panels, lost: () => lost,
  actions: {
    k: toggle, j: () => seconds(-1), l: () => seconds(1), ",": () => changeSpeed(-1), ".": () => changeSpeed(1),
    ArrowLeft: () => step(-1), ArrowRight: () => step(1), "Shift+ArrowLeft": () => chapter(-1),
    "Shift+ArrowRight": () => chapter(1), f: searching.open, h: () => collapse(true, true),
  },
});

// ---- the sound
const setPlaying = () => {
  const label = audio.paused ? say.play : say.pause;
  play.toggleAttribute("data-playing", !audio.paused);
  play.title = label;
  play.querySelector(".unseen").textContent = label;
  loop();
};
const keepPlace = () => { if (now() > 0 && !audio.ended) kept.keepPlace(now(), cues[time.cueAt(now())][0]); };
["play", "pause", "ended"].forEach((name) => audio.addEventListener(name, setPlaying));
audio.addEventListener("ended", kept.forgetPlace);
audio.addEventListener("pause", keepPlace);
addEventListener("pagehide", keepPlace);
audio.addEventListener("timeupdate", () => { if (!audio.paused) update(); });
document.addEventListener("visibilitychange", () => { if (!audio.paused) loop(); });
audio.addEventListener("error", fail);
if (audio.error) fail();

// ---- begin, where the reader stopped
position.max = time.end;
audio.removeAttribute("controls");
player.dataset.ready = "";
listen.hidden = false;
// On a small screen the bar waits until it is wanted: the page is for the text.
collapse(kept.recall("hidden", !matchMedia("(min-width: 48rem)").matches), false);
speed.value = kept.recall("speed", "1");
if (!speed.value) speed.value = "1";
setSpeed();
describe(0);
const place = kept.place();
showTime(0);
if (place > 0 && place < time.end) {
  following.wait(fill(say["go-on"], clock(place)));
  goTo(place);
}
