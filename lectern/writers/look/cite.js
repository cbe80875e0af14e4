// "Cite this article": copy buttons, and the page's address in the reference where the page has one on the web.
(() => {
  "use strict";
  const box = document.getElementById("cite");
  const told = document.getElementById("cite-told");
  const find = (id) => document.getElementById(id);

  if (/^https?:$/.test(location.protocol)) {
    const address = location.origin + location.pathname;
    find("cite-apa").append(` ${address}`);
    const [bib, ris] = [find("cite-bib"), find("cite-ris")];
    bib.textContent = bib.textContent.replace(/\n\}\s*$/, `\n  url = {${address}},\n}`);
    ris.textContent = ris.textContent.replace(/\nER {2}-\s*$/, `\nUR  - ${address}\nER  - `);
    for (const link of box.querySelectorAll("a[data-of]")) {
      const [kind] = link.href.split(",", 1);
      link.href = `${kind},${encodeURIComponent(`${find(link.dataset.of).textContent}\n`)}`;
    }
  }

  /** Without a secure context there is no clipboard, but a selection can be copied. */
  const copySelected = (element) => {
    const selection = getSelection();
    selection.selectAllChildren(element);
    const done = document.execCommand("copy");
    if (done) selection.removeAllRanges();
    return done;
  };
  const copy = async (element) => {
    try { await navigator.clipboard.writeText(element.textContent); return true; } catch { return copySelected(element); }
  };
  for (const button of box.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(find(button.dataset.copy));
      told.textContent = (done ? told.dataset.copied : told.dataset.failed).replace("{}", button.dataset.name);
    });
  }
})();
