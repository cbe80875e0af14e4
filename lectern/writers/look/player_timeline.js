// What sounds when: clips, the words in them, chapters. All times are milliseconds of the recording.
const timeline = ({ cues, words, chapters, end }) => {
  const TOLERANCE = 2; // a browser may report a time a little before the one it was set to
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = (count, begin, ms) => {
    let low = -1, high = count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (begin(middle) <= ms + TOLERANCE) low = middle; else high = middle - 1;
    }
    return low;
  };
  const begin = (number) => (number < cues.length ? cues[number][1] : end);
  const numbers = (text) => {
    const found = [];
    let value = 0, weight = 1;
    for (const letter of text) {
      const digit = DIGITS.indexOf(letter);
      value += (digit & 31) * weight;
      weight *= 32;
      if (digit & 32) continue;
      found.push(value);
      [value, weight] = [0, 1];
    }
    return found;
  };
  let decoded = -1, list = [];
  // Words are written as steps: to the start, over the length, and hundredths of a second to the beginning.
  const wordsOf = (number) => {
    if (number === decoded) return list;
    const steps = numbers(words[number] ?? "");
    let place = 0, hundredths = Math.floor(begin(number) / 10);
    decoded = number;
    list = [];
    for (let at = 0; at < steps.length; at += 3) {
      const start = place + steps[at];
      place = start + steps[at + 1];
      hundredths += steps[at + 2];
      list.push({ start, stop: place, begin: hundredths * 10 });
    }
    return list;
  };
  const cueAt = (ms) => Math.max(0, last(cues.length, begin, ms));
  const chapterAt = (ms) => Math.max(0, last(chapters.length, (number) => chapters[number][0], ms));
  const chapterBegin = (number) => (number < chapters.length ? chapters[number][0] : end);
  const wordAt = (number, ms) => {
    const found = wordsOf(number);
    return found[last(found.length, (each) => found[each].begin, ms)];
  };
  return { begin, end, cueAt, wordAt, chapterAt, chapterBegin, count: cues.length, chapters: chapters.length };
};
