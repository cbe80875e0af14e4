"""Books for the tests of the EPUB edition: hard articles, a soft tone for a voice, and ways to look into a book."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from lxml import etree
from PIL import Image

from lectern import article, source
from lectern.model import SAMPLE_RATE, Cue, Document, Edition, Narration, Script, Voice
from lectern.speech import record

ARTICLES = Path(__file__).parent / "articles"
VOICE = Voice("silent", "1", "tone")
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "s": "http://www.w3.org/ns/SMIL",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}

HARD = {
    "no-headings": "Water rises. It falls again.\n\nThen it rests.\n",
    "equal-titles": "# Tides\n\nFirst part.\n\n# Tides\n\nSecond part[^a].\n\n[^a]: A note of the second.\n",
    "notes-in-odd-places": (
        "# Tables\n\n| Place[^a] | Height |\n|---|---|\n| Malta | 0.2 m[^b] |\n\n: Heights[^c] of the tide.\n\n"
        '![A caption[^d].](wave.png){alt="A wave"}\n\n- An item[^e]\n  - An inner item\n\n> Quoted[^f].\n\n'
        "[^a]: Place note.\n[^b]: Cell note.\n[^c]: Caption note.\n[^d]: Figure note.\n[^e]: Item note. Two.\n"
        "[^f]: Quote note.\n\n    With a second paragraph.\n\n# After\n\nMore[^g].\n\n[^g]: Last.\n"
    ),
    "far-scripts": (
        "---\nlang: de\ntitle: Größe\n---\n\n# Größe & Wärme <1>\n\nEins.\n\n# 潮汐\n\n二。\n\n# Ιόν\n\nDrei.\n"
    ),
    "right-to-left": "---\nlang: ar\ntitle: المد\n---\n\n# الماء\n\nيرتفع الماء. ثم ينخفض[^a].\n\n[^a]: ملاحظة.\n",
    "formula-and-code": (
        "# Formula $E = mc^2$ here\n\n$$h(t) = a \\cos(\\omega t)$$\n\nInline $a^2$ too.\n\n"
        "```python\nif a < b && c:\n    print('x')\n```\n\nTerm\n:   Meaning.\n\n| Verse,\n| verse.\n"
    ),
    "links": (
        "# First\n\nSee [the second](#second), [nowhere](#nowhere), [a file](notes.txt) and "
        "[the web](https://example.org/a?b=c&d=e).\n\n# Second\n\nBack to [the first](#first).\n"
    ),
    "undescribed": "# Waves\n\nA wave: ![](wave.png)\n\n![](tall.gif)\n",
}


def pictures(folder: Path) -> Path:
    """Put pictures of several kinds into a folder, for articles to name."""
    Image.new("RGB", (40, 30), "#0b5563").save(folder / "wave.png")
    Image.new("P", (10, 30)).save(folder / "tall.gif")
    return folder


def document(folder: Path, text: str, name: str = "tides.md") -> Document:
    """Read an article from these words."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return article.read(source.read(path))


def text_only(folder: Path, text: str) -> Edition:
    """Make an edition without a narration."""
    return Edition(document(folder, text))


def voiced(read: Document) -> Edition:
    """Make an edition in which every fragment sounds, each with a length of its own."""
    cues = {each.id: Cue(each.id, each.kind, each.text, each.language) for each in read.fragments}
    narration = Narration(read.metadata.language, tuple(cues.values()))
    clips: Mapping[str, bytes] = {name: tone(len(cue.text)) for name, cue in cues.items()}
    return Edition(read, Script(cues, narration), record(narration, clips, VOICE), clips)


def tone(characters: int) -> bytes:
    """Give a soft tone, a tenth of a second and a little more for each character: never whole milliseconds."""
    count = SAMPLE_RATE // 10 + 101 * characters
    wave = np.sin(np.arange(count) * (2 * np.pi * 220 / SAMPLE_RATE)) * 1000
    return wave.astype("<i2").tobytes()


def part(book: Path, name: str) -> bytes:
    """Give a file of a book's package folder."""
    with zipfile.ZipFile(book) as archive:
        return archive.read(f"EPUB/{name}")


def tree(book: Path, name: str) -> etree._Element:
    """Parse a file of a book."""
    return etree.fromstring(part(book, name))


def names(book: Path, ending: str) -> list[str]:
    """Give the names of a book's files that end so."""
    with zipfile.ZipFile(book) as archive:
        return sorted(name.removeprefix("EPUB/") for name in archive.namelist() if name.endswith(ending))


def find(element: etree._Element, path: str) -> list[etree._Element]:
    """Find by XPath, with the prefixes of NAMES."""
    return element.xpath(path, namespaces=NAMES)


def metas(book: Path, name: str) -> list[str]:
    """Give the values of a property in the package's metadata."""
    return [each.text for each in find(tree(book, "content.opf"), f"//o:meta[@property='{name}']")]
