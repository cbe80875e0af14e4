// "Listen" opens an article's recording and plays it; one voice at a time. Nothing plays by itself.
(() => {
  "use strict";
  const shelves = [...document.querySelectorAll("details.hear")];
  for (const shelf of shelves) {
    const audio = shelf.querySelector("audio");
    const message = shelf.querySelector(".missing");
    const tell = () => { message.textContent = message.dataset.words; };
    shelf.querySelector("summary").addEventListener("click", () => {
      if (shelf.open) return; // it is about to close
      shelves.filter((each) => each !== shelf).forEach((each) => each.querySelector("audio").pause());
      audio.play().catch((error) => { if (error.name === "NotSupportedError") tell(); });
    });
    shelf.addEventListener("toggle", () => { if (!shelf.open) audio.pause(); });
    audio.addEventListener("error", tell);
  }
})();
