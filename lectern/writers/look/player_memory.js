// What is kept on this device: choices for all articles, and the place in this one. A browser may refuse to keep.
const memory = ({ slug, digest, cues }) => {
  const recall = (key, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`lectern:${key}`)) ?? otherwise; } catch { return otherwise; }
  };
  const remember = (key, value) => {
    try { localStorage.setItem(`lectern:${key}`, JSON.stringify(value)); } catch { /* this visit only */ }
  };
  const key = `place:${slug}`;
  // A time holds for the recording in which it was taken; in another one the sentence is looked for.
  const place = () => {
    const kept = recall(key, null);
    if (!kept || typeof kept !== "object") return 0;
    if (kept.digest === digest && Number.isFinite(kept.ms)) return kept.ms;
    return cues.find(([id]) => id === kept.fragment)?.[1] ?? 0;
  };
  const keepPlace = (ms, fragment) => remember(key, { digest, fragment, ms: Math.round(ms) });
  const forgetPlace = () => remember(key, null);
  // A checkbox that stays as it was left.
  const keepChecked = (box, changed) => {
    box.checked = recall(box.id, box.checked);
    box.addEventListener("change", () => { remember(box.id, box.checked); changed(); });
  };
  return { recall, remember, place, keepPlace, forgetPlace, keepChecked };
};
