// What sounds is marked: the sentence, of a note its mark in the text too, and in the sentence the word.
const marks = ({ cues, time, wordsWanted }) => {
  const light = wordLight();
  let current = -1, word = null, marked = [];
  const markOfNote = (element) => {
    const note = element.closest("[role='doc-endnotes'] > ol > li");
    return note && document.querySelector(`a[role="doc-noteref"][href="#${CSS.escape(note.id)}"]`);
  };
  // Tells whether it is another sentence than before.
  const markCue = (number) => {
    if (number === current) return false;
    current = number;
    word = null;
    light.clear();
    marked.forEach((element) => element.classList.remove("spoken"));
    const element = document.getElementById(cues[number][0]);
    marked = element ? [element, markOfNote(element)].filter(Boolean) : [];
    marked.forEach((each) => each.classList.add("spoken"));
    return true;
  };
  // Gives the word that has just begun and is to be kept in sight; of a note its mark in the text is.
  const markWord = (ms) => {
    const sounding = (wordsWanted() && marked.length && time.wordAt(current, ms)) || null;
    if (sounding === word) return null;
    word = sounding;
    const shown = sounding ? light.show(marked[0], sounding.start, sounding.stop) : light.clear();
    return (marked.length === 1 && shown) || null;
  };
  return { markCue, markWord, anchor: () => marked[marked.length - 1] };
};
