"""Covers and pictures: drawn from the metadata, legible small, harmless."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from lectern.errors import SourceError
from lectern.model import Metadata
from lectern.writers import cover
from lectern.writers.pictures import clean_svg, picture

TIDES = Metadata(title="Tides", authors=("Ada Moon",))
SVG = {"s": "http://www.w3.org/2000/svg"}


def title_lines(metadata: Metadata) -> tuple[list[str], int]:
    """The lines of the title as drawn, and their size."""
    group = etree.fromstring(cover.cover_svg(metadata, "slug").encode()).findall("s:g", SVG)[-1]
    return [text.text or "" for text in group], int(group.get("font-size", "0"))


def test_a_cover_is_two_by_three_and_the_same_every_time() -> None:
    first, again = (cover.cover_png(TIDES, "tides", width=300) for _ in range(2))
    with Image.open(BytesIO(first)) as drawn:
        assert drawn.size == (300, 450)
    assert first == again


def test_covers_differ_by_slug_and_show_their_words() -> None:
    tides, winds = cover.cover_svg(TIDES, "tides"), cover.cover_svg(TIDES, "winds")

    assert tides != winds
    assert ">Tides</text>" in tides
    assert ">Ada Moon</text>" in tides


def test_drawing_a_cover_says_nothing_in_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    cover.cover_png(Metadata(title="Of quiet covers"), "quiet", width=200)

    assert not caplog.records


def test_the_title_is_really_drawn() -> None:
    with Image.open(BytesIO(cover.cover_png(TIDES, "tides", width=400))) as drawn:
        dark = sum(1 for value in drawn.convert("L").crop((30, 80, 370, 180)).tobytes() if value < 60)
    assert dark > 500


@pytest.mark.parametrize(
    "title",
    [
        "What is ketamine?",
        "The influence of ketamine on drug discovery in depression: a long view of a short infusion",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "什么是氯胺酮？它如何起作用，以及它治疗什么疾病",
        "word " * 200,
    ],
)
def test_every_title_fits_its_field(title: str) -> None:
    lines, size = title_lines(Metadata(title=title))

    assert lines
    assert all(cover._measure(line) * size <= cover.WIDTH - 2 * 140 + 1 for line in lines)
    assert len(lines) * size * 1.06 <= 730


def test_a_title_is_never_shortened_where_it_can_be_set() -> None:
    title = "The influence of ketamine on drug discovery in depression: a long view of a short infusion"
    lines, _ = title_lines(Metadata(title=title))

    assert " ".join(lines) == title


def test_markup_in_a_title_is_only_letters() -> None:
    drawn = cover.cover_svg(Metadata(title="<script>alert(1)</script> & more"), "x")

    assert etree.fromstring(drawn.encode()).find(".//s:script", SVG) is None


def test_the_authors_own_cover_is_taken(tmp_path: Path) -> None:
    own = tmp_path / "own.jpg"
    Image.new("RGB", (800, 1000), "#336699").save(own)
    with Image.open(BytesIO(cover.cover_png(Metadata(title="Tides", cover=own), "tides", width=400))) as made:
        assert made.size == (400, 500)
        assert made.getpixel((200, 250))[2] > 140  # type: ignore[index]


def test_a_cover_that_is_no_picture_is_refused_in_words(tmp_path: Path) -> None:
    own = tmp_path / "own.png"
    own.write_bytes(b"not a picture")
    with pytest.raises(SourceError, match="cover"):
        cover.cover_png(Metadata(title="Tides", cover=own), "tides")


HARMFUL = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)" viewBox="0 0 9 9">
<script>alert(2)</script><style>@import "http://a.example/x.css"; rect { fill: url(http://a.example/y) }</style>
<image href="http://a.example/z.png"/><a xlink:href="javascript:alert(3)"><rect id="r" width="9" height="9"/></a>
<use href="#r"/><set attributeName="href" to="javascript:alert(4)"/><foreignObject><p>x</p></foreignObject>
<rect fill="url(#g)" onclick="alert(5)" width="3" height="3"/><text>&x;</text></svg>"""


def test_a_drawing_loses_what_acts_or_reaches_out_and_keeps_the_rest() -> None:
    cleaned = clean_svg(HARMFUL).decode()

    for harm in ("alert", "a.example", "javascript", "foreignObject", "passwd", "onclick", "ENTITY"):
        assert harm not in cleaned
    assert etree.fromstring(cleaned.encode()) is not None
    assert 'href="#r"' in cleaned
    assert "url(#g)" in cleaned


def test_a_drawing_carries_the_face_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text font-family="Atkinson Hyperlegible Next">Tide</text></svg>'
    )
    drawn = picture(path)

    assert drawn.media_type == "image/svg+xml"
    assert drawn.data.count(b"data:font/woff2") == 1
    assert len(drawn.data) < 8_000


@pytest.mark.parametrize(("name", "data"), [("a.svg", b"<svg"), ("a.bmp", b"BM"), ("missing.png", None)])
def test_an_image_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError) as caught:
        picture(tmp_path / name)
    assert name in str(caught.value)


def test_what_borrowed_from_outside_is_gone_from_a_drawing_and_its_own_names_stand() -> None:
    drawing = (
        b'<!DOCTYPE svg [<!ENTITY sea "#00f">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<rect id="r" fill="&sea;" width="9" height="9"/><image href="https://a.example/i.png" width="9" height="9"/>'
        b'<use href="https://a.example/u.svg#x"/><use href="#r"/></svg>'
    )

    cleaned = clean_svg(drawing).decode()

    assert "<image" not in cleaned
    assert cleaned.count("<use") == 1
    assert 'fill="#00f"' in cleaned
