"""The validators of others: each judges several files in one start, passes the good and fails the bad."""

from pathlib import Path

import pytest

from lectern.checks import ace, axe, epubcheck, nu, verapdf
from lectern.errors import ToolFailed
from lectern.model import Finding, Severity
from tests import made

pytestmark = pytest.mark.slow


def by_file(findings: tuple[Finding, ...]) -> dict[str, set[str]]:
    sorted_: dict[str, set[str]] = {}
    for finding in findings:
        sorted_.setdefault(finding.where.split(":")[0].split(" ")[0], set()).add(finding.rule)
    return sorted_


def test_epubcheck_tells_good_from_bad(tmp_path: Path) -> None:
    books = [
        made.book(tmp_path / "bad.epub", ("<dc:language>en</dc:language>", "")),
        made.book(tmp_path / "good.epub"),
    ]

    findings = epubcheck.check(books)

    assert by_file(findings) == {"bad.epub": {"epubcheck-rsc-005"}}
    assert findings[0].where.startswith("bad.epub: EPUB/package.opf:")


def test_epubcheck_finds_a_file_that_is_no_book(tmp_path: Path) -> None:
    torn = tmp_path / "torn.epub"
    torn.write_bytes(b"no book")

    assert any(finding.severity is Severity.ERROR for finding in epubcheck.check([torn]))


def test_ace_tells_good_from_bad(tmp_path: Path) -> None:
    image = '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="/></p></main>'
    books = [made.book(tmp_path / "bad.epub", ("</main>", image)), made.book(tmp_path / "good.epub")]

    assert by_file(ace.check(books)) == {"bad.epub": {"ace-image-alt"}}


def test_verapdf_tells_good_from_bad(tmp_path: Path) -> None:
    good, plain = made.pdf(tmp_path / "good.pdf", tagged=True), made.pdf(tmp_path / "plain.pdf", tagged=False)
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"no PDF")

    found = by_file(verapdf.check([good, plain, torn]))

    assert found.keys() == {"plain.pdf", "torn.pdf"}
    assert "verapdf-6-2-t1" in found["plain.pdf"]
    assert found["torn.pdf"] == {"verapdf-unreadable"}


def test_verapdf_knows_its_profiles(tmp_path: Path) -> None:
    good = made.pdf(tmp_path / "good.pdf", tagged=True)

    assert verapdf.check([good], flavour="2b") != ()
    with pytest.raises(ToolFailed, match="veraPDF"):
        verapdf.check([good], flavour="ua9")


def test_nu_counts_every_message(tmp_path: Path) -> None:
    pages = [
        made.page(tmp_path / "good.html"),
        made.page(tmp_path / "unclosed.html", ("</main>", "")),
        made.page(tmp_path / "warned.html", ("<main>", '<main role="main">')),
    ]

    assert by_file(nu.check(pages)) == {"unclosed.html": {"nu-error"}, "warned.html": {"nu-warning"}}


def test_nu_does_not_pass_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="does not exist"):
        nu.check([tmp_path / "none.html"])


def test_axe_tells_good_from_bad(tmp_path: Path) -> None:
    asking = '<p class="ask"><img src="https://example.org/a.png" alt="a"></p>'
    faulty = '<div style="width: 500px">wide</div><script>missing()</script></main>'
    night = ("</style>", "@media (prefers-color-scheme: dark) { #s-00000002 { color: #444 } }</style>")
    pale = (("<h1", '<h1 style="color: #888"'), ("<header", '<header style="color: #666"'))
    pages = [
        made.page(tmp_path / "good.html"),
        made.page(tmp_path / "pale.html", *pale),
        made.page(tmp_path / "night.html", night),
        made.page(tmp_path / "faulty.html", ("</main>", asking + faulty)),
    ]

    findings = axe.check(pages)

    assert by_file(findings) == {
        "pale.html": {"axe-color-contrast", "axe-color-contrast-enhanced"},
        "night.html": {"axe-color-contrast"},
        "faulty.html": {"reflow", "network-request", "page-script-error"},
    }
    places = {finding.rule: finding.where for finding in findings if not finding.where.startswith("pale")}
    assert places["axe-color-contrast"] == "night.html: #s-00000002 (1280 px dark, 320 px dark)"
    assert places["reflow"].endswith("(320 px light, 320 px dark)")
    assert places["network-request"] == "faulty.html"


def test_a_link_half_under_a_bar_is_no_small_target(tmp_path: Path) -> None:
    bar = '<button style="position: sticky; bottom: 0; width: 100%; height: 100px">Play</button>'
    link = '<p style="position: absolute; top: {}px"><a href="#{}" style="display: block; {}">Up</a></p>'
    large = link.format(674, "title", "height: 30px; width: 30px")
    tiny = "height: 9px; width: 9px; overflow: hidden"
    small = link.format(300, "s-00000001", tiny) + link.format(312, "s-00000002", tiny)
    tall = '<div style="height: 2000px"></div>'
    page = made.page(tmp_path / "bar.html", ("</main>", large + small + tall + bar + "</main>"))

    targets = [finding.where for finding in axe.check([page]) if finding.rule == "axe-target-size"]

    assert targets == [f'bar.html: a[href$="#s-0000000{number}"]' for number in (1, 2)]
