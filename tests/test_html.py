"""The web page: one file, whole, described, safe, and accepted by the validators."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

from lectern.errors import SourceError
from lectern.model import Edition, Format
from lectern.writers import html, look
from lectern.writers.amounts import count_words, size
from lectern.writers.page_words import page_words
from tests import editions

GERMAN = """---
title: Gezeiten
lang: de
---

Das Meer steigt. Mit `einem_sehr_langen_bezeichner_der_in_keine_schmale_spalte_passen_kann` wird es eng.

# Ursachen

Der Mond zieht.

```
eine Zeile, die sehr viel länger ist als jeder Bildschirm eines Telefons und umbrochen werden muss, sonst rollt alles
```

# Springtiden

| A | B | C | D | E | F |
|---|---|---|---|---|---|
| lange Wörter | lange Wörter | lange Wörter | lange Wörter | lange Wörter | lange Wörter |

Das war es:

$$h_{lang} = \\frac{a + b + c}{d + e} + \\frac{f + g + h}{i + j} + \\frac{k + l + m}{n + o} + p + q$$
"""
FINNISH = GERMAN.replace("lang: de", "lang: fi")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return editions.edition(tmp_path_factory.mktemp("article"))


@pytest.fixture(scope="module")
def page(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> str:
    return html.write(edition, tmp_path_factory.mktemp("page")).path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return parser.fromstring(page)


def test_the_same_edition_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    first, again = (html.write(edition, tmp_path / name) for name in ("a", "b"))

    assert first.path.read_bytes() == again.path.read_bytes()
    assert first.path.name == "tides.html"
    assert (first.slug, first.format, first.findings) == ("tides", Format.HTML, ())


def test_every_fragment_stands_in_the_page(edition: Edition, tree: Any) -> None:
    ids = tree.xpath("//@id")

    assert {each.id for each in edition.document.fragments} <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_arrives(tree: Any) -> None:
    targets = {address[1:] for address in tree.xpath("//a/@href") if address.startswith("#")}

    assert targets
    assert targets <= set(tree.xpath("//@id"))


def test_the_page_is_described(tree: Any) -> None:
    assert tree.get("lang") == "en-GB"
    assert tree.findtext(".//title") == "Tides"
    assert tree.xpath("//meta[@name='description']/@content") == ["Why the sea rises and falls."]
    assert tree.xpath("//meta[@name='author']/@content") == ["Ada Moon"]
    assert tree.xpath("//time/@datetime") == ["2025-03-14"]
    assert "CC BY 4.0" in tree.xpath("//footer")[0].text_content()


def test_landmarks_and_skip_links_are_there(tree: Any) -> None:
    assert [tree.xpath(f"count(//body/{name})") for name in ("header", "main", "footer", "section")] == [
        1,
        1,
        1,
        1,
    ]
    assert tree.xpath("//body//a[1]/@href")[0] == "#main"
    assert tree.xpath("//a[@class='skip']/@href") == ["#main", "#player"]


def test_what_may_scroll_can_be_scrolled_by_keyboard(tree: Any) -> None:
    scrolling = tree.xpath("//*[@class='table' or @class='math display']")

    assert [(each.tag, each.get("tabindex")) for each in scrolling] == [("div", "0"), ("span", "0")]


def test_contents_list_sections_and_their_parts(tree: Any) -> None:
    contents = tree.xpath("//nav[@class='contents']")[0]

    assert contents.xpath("ol/li/a/text()") == ["Causes", "Notes", "References"]
    assert contents.xpath("ol/li/ol/li/a/text()") == ["Springs"]


def test_downloads_say_size_and_length_in_plain_words(tree: Any) -> None:
    listed = [each.replace("\u00a0", " ") for each in tree.xpath("//nav[@class='downloads']//a/text()")]

    assert listed[0] == "PDF, 0.4 MB"
    assert listed[1] == "EPUB with narration, 4.1 MB"
    assert re.fullmatch(r"MP3, 1 min, \d+ kB|MP3, 1 min, 0\.\d MB", listed[2])
    assert tree.xpath("//nav[@class='downloads']//a/@href") == ["tides.pdf", "tides.epub", "tides.mp3"]


def test_nothing_in_the_page_comes_from_elsewhere(page: str, tree: Any) -> None:
    sources = tree.xpath("//@src | //link/@href")
    styles = "".join(tree.xpath("//style/text()"))

    assert [each for each in sources if not each.startswith("data:")] == ["tides.mp3"]
    assert all(each.startswith("data:") for each in re.findall(r'url\("?([^")]*)', styles))
    assert "@import" not in styles
    assert "alert(" not in page


def test_the_policy_names_these_very_scripts_and_styles(tree: Any) -> None:
    from base64 import b64encode
    from hashlib import sha256

    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    inside = tree.xpath("//script/text() | //style/text()")

    assert len(inside) > 4
    for text in inside:
        assert b64encode(sha256(text.encode()).digest()).decode() in policy
    assert "unsafe" not in policy
    assert "connect-src 'none'" in policy


def test_formula_note_figure_table_and_citation_are_whole(tree: Any) -> None:
    assert tree.xpath("//math/mfrac | //math//mfrac")
    assert tree.xpath("//math/@alttext")
    assert tree.xpath("//a[@role='doc-noteref']/@href") == ["#note-1"]
    assert tree.xpath("//li[@id='note-1']//a[@role='doc-backlink']/@href") == ["#noteref-1"]
    assert tree.xpath("//figure/img/@alt") == ["The Earth with a bulge of water on each side."]
    assert tree.xpath("//figure/img/@src")[0].startswith("data:image/svg+xml")
    assert tree.xpath("//div[@role='region'][@tabindex='0'][@aria-labelledby]/table")
    entry = tree.xpath("//a[@role='doc-biblioref']/@href")[0].removeprefix("#")
    assert tree.xpath(f"//li[@id='{entry}']//a[@role='doc-backlink']")


def test_an_address_may_break_but_reads_as_it_was(tree: Any) -> None:
    link = tree.xpath("//li//a[starts-with(@href, 'https://doi.org')]")[0]

    assert link.text_content() == "https://doi.org/10.1000/sea.2019.01"
    assert len(link.xpath(".//wbr")) > 2


def test_without_a_recording_there_is_no_player_and_no_promise_of_one(
    edition: Edition, tmp_path: Path
) -> None:
    mute = dataclasses.replace(edition, recording=None, sizes={Format.PDF: 1_000_000})
    page = html.write(mute, tmp_path).path.read_text(encoding="utf-8")
    tree = parser.fromstring(page)

    assert tree.xpath("//audio | //*[@id='player'] | //*[@id='listen']") == []
    assert "to hear" not in page
    assert tree.xpath("//nav[@class='downloads']//a/text()") == ["PDF, 1.0\u00a0MB"]


def test_a_page_speaks_its_articles_language_or_marks_the_english(tmp_path: Path) -> None:
    german = html.write(editions.edition(tmp_path, GERMAN, "de"), tmp_path).path.read_text(encoding="utf-8")
    finnish = html.write(editions.edition(tmp_path, FINNISH, "fi"), tmp_path).path.read_text(encoding="utf-8")

    assert "Zum Artikel springen" in german
    assert 'lang="en"' not in german
    assert parser.fromstring(finnish).xpath("//section[@id='player']/@lang") == ["en"]


def test_an_image_that_is_gone_stops_the_page(edition: Edition, tmp_path: Path) -> None:
    media = {name: tmp_path / "gone.svg" for name in edition.document.media}
    broken = dataclasses.replace(edition, document=dataclasses.replace(edition.document, media=media))
    with pytest.raises(SourceError, match=r"gone\.svg"):
        html.write(broken, tmp_path / "out")
    assert not (tmp_path / "out" / "tides.html").exists()


def test_all_languages_have_all_words_and_the_same_gaps() -> None:
    english = page_words("en")
    for language in ("de", "fr", "es", "pt", "it"):
        words = page_words(language)
        assert {key: text.count("{}") for key, text in words.items()} == {
            key: text.count("{}") for key, text in english.items()
        }
        assert all(words.values())


def test_words_and_sizes_are_counted_as_people_do() -> None:
    assert count_words(["Two words", "three more words"]) == 5
    assert count_words(["潮汐是海水"]) in (2, 3, 4)
    assert [size(count, "de") for count in (900, 62_400, 4_060_000)] == [
        "1\u00a0kB",
        "62\u00a0kB",
        "4,1\u00a0MB",
    ]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_pair_of_colours_can_be_read() -> None:
    """WCAG 1.4.6: 7:1 for text; 1.4.11: 3:1 for marks. In both schemes."""

    def colours(css: str) -> dict[str, str]:
        return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))

    light = colours(look.css("tokens"))
    dark = light | colours(look.css("dark").split("prefers-contrast")[0])
    for scheme in (light, dark):
        for ground in ("paper", "spoken", "tint"):
            for ink in ("ink", "secondary", "accent"):
                assert contrast(scheme[ink], scheme[ground]) >= 7, (ink, ground)
        assert contrast(scheme["on-accent"], scheme["accent"]) >= 7
        assert contrast(scheme["on-spoken-word"], scheme["spoken-word"]) >= 7
        assert contrast(scheme["spoken-mark"], scheme["paper"]) >= 3
        assert contrast(scheme["spoken-mark"], scheme["spoken"]) >= 3


@pytest.fixture(scope="module")
def pages(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, ...]]:
    """Pages of four kinds, their recordings beside them."""
    folder = tmp_path_factory.mktemp("pages")
    mute = dataclasses.replace(
        edition, recording=None, document=dataclasses.replace(edition.document, slug="mute")
    )
    made = [edition, mute, editions.edition(folder, GERMAN, "de"), editions.edition(folder, FINNISH, "fi")]
    for each in made:
        if each.recording:
            (folder / f"{each.document.slug}.mp3").write_bytes(each.recording.audio)
    yield tuple(html.write(each, folder).path for each in made)


@pytest.mark.slow
def test_the_nu_checker_has_nothing_to_say(pages: tuple[Path, ...]) -> None:
    from lectern.checks import nu

    assert nu.check(pages) == ()


@pytest.mark.slow
def test_axe_finds_no_violation_and_no_sideways_scroll_at_any_width_or_scheme(
    pages: tuple[Path, ...],
) -> None:
    from lectern.checks import axe
    from lectern.model import Severity

    assert [each for each in axe.check(pages) if each.severity is not Severity.NOTICE] == []
