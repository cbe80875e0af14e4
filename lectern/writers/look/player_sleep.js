// The sleep timer: after so many minutes the sound stops where the sentence ends, or it stops with the chapter.
const sleepTimer = ({ audio, time, say, choice, button, news, message, now }) => {
  const MINUTE = 60000;
  const [left, unseen] = button.querySelectorAll("span");
  let deadline = 0; // of the clock on the wall
  let stop = Infinity; // of the recording
  let ticking = 0;
  const minutesLeft = () => Math.max(1, Math.ceil((deadline - Date.now()) / MINUTE));
  const chapterEnd = () => time.chapterBegin(time.chapterAt(now()) + 1);
  const show = () => {
    button.hidden = choice.value === "";
    const chapter = choice.value === "chapter";
    left.textContent = chapter ? say["sleep-end"] : fill(say.minutes, minutesLeft());
    // The name begins with what is seen (WCAG 2.2, 2.5.3).
    unseen.textContent = ` ${chapter ? say["sleep-left-chapter"] : say["sleep-left"]}`;
    button.title = left.textContent + unseen.textContent;
  };
  const clear = () => {
    clearInterval(ticking);
    [deadline, stop, choice.value] = [0, Infinity, ""];
    if (document.activeElement === button) document.querySelector("#play").focus(); // it is about to go
    show();
  };
  const tick = () => {
    if (deadline && Date.now() >= deadline && audio.paused) clear(); else show();
  };
  const set = () => {
    const value = choice.value;
    clear();
    message.textContent = "";
    if (!value) { news.textContent = say["sleep-cancelled"]; return; }
    choice.value = value;
    if (value === "chapter") stop = chapterEnd(); else deadline = Date.now() + Number(value) * MINUTE;
    news.textContent = value === "chapter" ? say["sleep-set-chapter"] : fill(say["sleep-set"], value);
    ticking = setInterval(tick, 5000);
    show();
  };
  const check = (ms, number) => {
    if (deadline && stop === Infinity && Date.now() >= deadline) stop = time.begin(number + 1);
    if (ms < stop - 20) return;
    audio.pause();
    clear();
    message.textContent = say["sleep-done"];
  };
  choice.addEventListener("change", set);
  button.addEventListener("click", () => {
    choice.value = "";
    set();
  });
  audio.addEventListener("play", () => { message.textContent = ""; });
  // Whoever goes elsewhere hears that chapter to its end.
  return { check, moved: () => { if (choice.value === "chapter") stop = chapterEnd(); else stop = Infinity; } };
};
