// The recording in the system's own controls: lock screen, headphones, keyboards (Media Session, W3C Working Draft).
const mediaSession = ({ audio, data, time, now, go }) => {
  const session = navigator.mediaSession;
  if (!session || !window.MediaMetadata) return () => {};
  const SECONDS = 10;
  let described = -1;
  const [src, sizes] = data.cover;
  const describe = (ms) => {
    const chapter = time.chapterAt(ms);
    if (chapter === described) return;
    described = chapter;
    const title = (time.chapters > 1 && data.chapters[chapter][1]) || data.title;
    const artwork = [{ src, sizes, type: src.slice(5, src.indexOf(";")) }];
    session.metadata = new MediaMetadata({ title, artist: data.authors, album: data.title, artwork });
  };
  const place = () => {
    if (!Number.isFinite(audio.duration) || !session.setPositionState) return;
    const position = Math.min(audio.currentTime, audio.duration);
    session.setPositionState({ duration: audio.duration, playbackRate: audio.playbackRate, position });
  };
  const handlers = {
    play: go.start,
    pause: () => audio.pause(),
    stop: () => audio.pause(),
    seekbackward: (asked) => go.to(now() - (asked.seekOffset || SECONDS) * 1000),
    seekforward: (asked) => go.to(now() + (asked.seekOffset || SECONDS) * 1000),
    previoustrack: () => (time.chapters > 1 ? go.chapter(-1) : go.sentence(-1)),
    nexttrack: () => (time.chapters > 1 ? go.chapter(1) : go.sentence(1)),
    seekto: (asked) => go.to(asked.seekTime * 1000),
  };
  for (const [name, handler] of Object.entries(handlers)) {
    try { session.setActionHandler(name, handler); } catch { /* a browser that does not know this one */ }
  }
  ["loadedmetadata", "ratechange", "seeked", "play", "pause"].forEach((name) => audio.addEventListener(name, place));
  const state = () => { session.playbackState = audio.paused ? "paused" : "playing"; };
  ["play", "pause"].forEach((name) => audio.addEventListener(name, state));
  return describe;
};
