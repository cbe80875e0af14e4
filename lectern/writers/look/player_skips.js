// What the listener leaves out: whole clips by their group, and citations inside a sentence by their words.
const skips = ({ cues, groups, jumps }, time, chosen) => {
  const LEAD = 40; // ms of the silence before a clip in which it is already passed over
  const skipped = (number) => number < cues.length && cues[number].length > 2 && chosen(groups[cues[number][2]]);
  const next = (number, step) => {
    let found = number + step;
    while (found > 0 && found < cues.length && skipped(found)) found += step;
    return found;
  };
  // Gives the time at which it goes on, or null; the sentence that was asked for by name is said whole.
  const leap = (number, ms, asked) => {
    if (skipped(number) && number !== asked) return time.begin(next(number, 1));
    const following = number + 1;
    if (skipped(following) && following !== asked && ms >= time.begin(following) - LEAD) {
      return time.begin(next(following, 1));
    }
    if (number === asked || !jumps[number] || !chosen("citations")) return null;
    return jumps[number].find(([from, to]) => from <= ms && ms < to - LEAD)?.[1] ?? null;
  };
  return { next, leap };
};
