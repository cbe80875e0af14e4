"""The four citation filters together: alone as in process, once as twice, and never a changed word."""

import json
import subprocess
import time
from io import StringIO
from pathlib import Path

import panflute as pf
import pypandoc
import pytest

from filters import CITATIONS
from filters.bibliography import load
from filters.findings import findings
from filters.reading_order import in_reading_order

FILTERS = Path(__file__).parents[1] / "filters"

PASTED = """\
what is a spring tide

What is a Spring Tide?

The sea rises and falls twice a day. Adeyemi (2018) found that the highest water comes at new and full moon, which
sailors call springs (SPR).

So how does it work? In 2016, Zielinska found that sun and moon pull along one line. It is no slow pulse.

It has been seen in many harbours, on open coasts, and even in “quiet” bays (Marsh et al., 2019). More is needed.

Marsh, T., Holm, D., Henter, I.D., & Lindqvist, E. A. Jr (2019). The moon and the bay. Tides Today, 24(10), 2033–2043. \
https://doi.org/10.1234/tides.2019.07.007

Adeyemi, F. O., Haddad, R., & Mann, J. J. (2018). High water: A survey. Journal of Harbours, 175(4), 327-335. \
https://doi.org/10.1234/jh.2017.17060647

Zielinska, C.F., Izumi, Y., & Moreau, S. (2016). Springs: Sun and moon. Journal of Seas, 36(44), 11158-11164. \
doi:10.1234/SEAS.1547-16.2016

Scroll to Top
"""

MARKED_UP = """\
---
lang: de
---

# Über Marsh (2004)

*Marsh et al.* (2004) und Marsh *et al.* (2004) und (siehe Marsh *et al.*, 2004, S. 3) und **(Marsh et al., 2004;
Okafor & Lindqvist, 2019)**. „So (Marsh et al., 2004)“ und "Marsh et al. (2004) sagt" und [Marsh (2004)](https://x.org)
und `Marsh (2004)`.[^1] Auch [@marsh2004, p. 3]. Marsh, Holm
und Berg (2004). (siehe $x$; Marsh et al., 2004) Und (Nobody, 2001).

[^1]: Okafor und Lindqvist (2019, S. 4).

> Ein Zitat (Marsh et al., 2004).

| A                    | B |
|----------------------|---|
| (Marsh et al., 2004) | x |

: Tabelle nach Okafor und Lindqvist (2019).

## Literatur {#literatur}

- Marsh, T., Holm, K., & Berg, M. (2004). *The slow pulse*. Journal of Seas, 12(3), 45–67. doi:10.1234/seas.2004.12.
- Okafor, B., & Lindqvist, E. (2019). Twice a day (www.example.org/a_b). Journal of Seas, 27(1), 1–9.

## Anhang

Text danach, siehe [Literatur](#literatur).
"""


def _read(text: str) -> pf.Doc:
    return pf.load(StringIO(pypandoc.convert_text(text, "json", format="markdown")))


def _json(doc: pf.Doc) -> str:
    out = StringIO()
    pf.dump(doc, out)
    return out.getvalue()


def _cited(text: str) -> pf.Doc:
    doc = _read(text)
    for cite in CITATIONS:
        doc = cite(doc)
    return doc


def _links(doc: pf.Doc, role: str) -> list[tuple[str, str, str]]:
    return [
        (each.identifier, pf.stringify(each), each.url)
        for each in in_reading_order(doc)
        if isinstance(each, pf.Link) and each.attributes.get("role") == role
    ]


def _names(doc: pf.Doc, role: str) -> list[str]:
    return [
        each.attributes["aria-label"]
        for each in in_reading_order(doc)
        if isinstance(each, pf.Link) and each.attributes.get("role") == role
    ]


def _plain(doc: pf.Doc) -> str:
    """Give all words that a reader sees, without backlinks, white space as one space."""
    copy = pf.load(StringIO(_json(doc)))
    copy.walk(lambda each, _: [] if isinstance(each, pf.Span) and "backlinks" in each.classes else None)
    plain = pypandoc.convert_text(_json(copy), "plain", format="json", extra_args=["--wrap=none"])
    return " ".join(plain.replace("- ", " ").split())


def test_a_pasted_article_is_linked_both_ways() -> None:
    doc = _cited(PASTED)

    assert _links(doc, "doc-biblioref") == [
        ("cite-1", "Adeyemi (2018)", "#ref-adeyemi2018"),
        ("cite-2", "Zielinska", "#ref-zielinska2016"),
        ("cite-3", "Marsh et al., 2019", "#ref-marsh2019"),
    ]
    assert _links(doc, "doc-backlink") == [
        ("", "Back to citation", "#cite-3"),
        ("", "Back to citation", "#cite-1"),
        ("", "Back to citation", "#cite-2"),
    ]
    assert [item["id"] for item in load(doc)] == ["marsh2019", "adeyemi2018", "zielinska2016"]
    assert [each.rule for each in findings(doc)] == ["et-al-missing", "et-al-missing", "entry-misplaced"]


def test_a_list_without_a_heading_gets_one_and_what_follows_stays() -> None:
    blocks = list(_cited(PASTED).content)

    assert [type(block) for block in blocks[-3:]] == [pf.Header, pf.Div, pf.Para]
    assert (blocks[-3].identifier, pf.stringify(blocks[-3]), blocks[-3].classes) == (
        "references", "References", ["unnumbered"])  # fmt: skip
    assert (blocks[-2].identifier, blocks[-2].attributes["role"]) == ("refs", "doc-bibliography")
    assert [entry.identifier for entry in blocks[-2].content] == [
        "ref-marsh2019", "ref-adeyemi2018", "ref-zielinska2016"]  # fmt: skip
    assert pf.stringify(blocks[-1]).strip() == "Scroll to Top"


def test_addresses_become_links_with_the_words_as_written() -> None:
    links = [(pf.stringify(each), each.url) for each in in_reading_order(_cited(PASTED))
             if isinstance(each, pf.Link) and "doi" in each.url]  # fmt: skip

    assert links[0] == ("https://doi.org/10.1234/tides.2019.07.007",) * 2
    assert links[2] == ("doi:10.1234/SEAS.1547-16.2016", "https://doi.org/10.1234/SEAS.1547-16.2016")


def test_the_heading_is_in_the_document_s_language() -> None:
    words = {}
    for tag in ("en", "de-AT", "fr", "es", "pt-BR", "it", "fi"):
        doc = _cited(f"---\nlang: {tag}\n---\n\n{PASTED}")
        heading = next(each for each in doc.content if isinstance(each, pf.Header))
        words[tag] = (pf.stringify(heading), _links(doc, "doc-backlink")[0][1])

    assert words == {
        "en": ("References", "Back to citation"),
        "de-AT": ("Literatur", "Zurück zum Zitat"),
        "fr": ("Références", "Retour à la citation"),
        "es": ("Referencias", "Volver a la cita"),
        "pt-BR": ("Referências", "Voltar à citação"),
        "it": ("Bibliografia", "Torna alla citazione"),
        "fi": ("References", "Back to citation"),
    }


def test_citations_are_found_across_inlines_and_in_every_block() -> None:
    doc = _cited(MARKED_UP)

    assert [words for _, words, _ in _links(doc, "doc-biblioref")] == [
        "Marsh et al. (2004)",
        "Marsh et al. (2004)",
        "Marsh et al., 2004",
        "Marsh et al., 2004",
        "Okafor & Lindqvist, 2019",
        "Marsh et al., 2004",
        "Marsh et al.\u00a0(2004)",
        "Okafor und Lindqvist (2019, S. 4)",
        "Marsh, Holm und Berg (2004)",
        "Marsh et al., 2004",
        "Marsh et al., 2004",
        "Okafor und Lindqvist (2019)",
        "Marsh et al., 2004",
    ]
    assert [number for number, _, _ in _links(doc, "doc-biblioref")] == [f"cite-{n}" for n in range(1, 14)]


def test_several_citations_have_backlinks_with_names_of_their_own() -> None:
    names = [words for _, words, _ in _links(_cited(MARKED_UP), "doc-backlink")]

    assert names[0] == "Zurück zu Zitat 1 von 10"
    assert len(set(names[:10])) == 10


def test_a_backlink_s_name_says_the_section_and_the_words_it_leads_to() -> None:
    text = PASTED.replace("So how does it work?", "# How it works\n\nSo, (Marsh et al., 2019).")

    assert _names(_cited(text), "doc-backlink")[:2] == [
        "Back to citation 1 of 2, section How it works: Marsh et al., 2019",
        "Back to citation 2 of 2, section How it works: Marsh et al., 2019",
    ]
    assert _names(_cited(f"---\nlang: de\n---\n\n{text}"), "doc-backlink")[0] == (
        "Zurück zu Zitat 1 von 2, Abschnitt How it works: Marsh et al., 2019")  # fmt: skip
    assert _names(_cited(PASTED), "doc-backlink")[0] == "Back to citation: Marsh et al., 2019"


def test_names_begin_with_or_hold_the_visible_words() -> None:
    links = [each for each in in_reading_order(_cited(PASTED))
             if isinstance(each, pf.Link) and "aria-label" in each.attributes]  # fmt: skip

    assert len(links) == 6
    assert all(pf.stringify(each) in each.attributes["aria-label"] for each in links)


def test_an_address_says_whose_it_is_before_it_is_spelt() -> None:
    listing = "\n\n".join(
        [*ENTRIES, "World Health Organization. (2020). Sea levels. https://www.example.org/a/b?c=d",
         "Moon, A., & Sun, B. (2021). Twice. Shore Press. [PubMed](https://example.org/1)"])  # fmt: skip
    doc = _cited(f"# References\n\n{listing.replace('45–67.', '45–67. https://doi.org/10.1234/5')}")
    names = [each.attributes["aria-label"] for each in in_reading_order(doc)
             if isinstance(each, pf.Link) and each.url.startswith("http")]  # fmt: skip

    assert names == [
        "DOI of Marsh 2004: https://doi.org/10.1234/5",
        "Web address of World Health Organization 2020: https://www.example.org/a/b?c=d",
        "PubMed: Moon & Sun 2021",
    ]


def test_english_words_in_a_language_without_words_say_that_they_are_english() -> None:
    doc = _cited(f"---\nlang: fi\n---\n\n{PASTED}")
    english = [each for each in in_reading_order(doc) if getattr(each, "attributes", {}).get("lang") == "en"]

    assert {type(each) for each in english} == {pf.Header, pf.Span, pf.Link}
    assert not any("lang" in getattr(each, "attributes", {}) for each in in_reading_order(_cited(PASTED)))


def test_a_group_is_one_citation_with_its_bracket() -> None:
    doc = _cited(MARKED_UP)
    groups = [pf.stringify(each) for each in in_reading_order(doc)
              if isinstance(each, pf.Span) and "citation" in each.classes]  # fmt: skip
    modes = [
        [one.mode for one in each.citations] for each in in_reading_order(doc) if isinstance(each, pf.Cite)
    ]

    assert "(siehe Marsh et al., 2004, S. 3)" in groups
    assert "(Marsh et al., 2004; Okafor & Lindqvist, 2019)" in groups
    assert not any("x" in group for group in groups)
    assert ["NormalCitation", "NormalCitation"] in modes
    assert ["AuthorInText"] in modes


def test_links_to_the_author_s_heading_follow_it() -> None:
    doc = _cited(MARKED_UP)

    assert "#references" in [each.url for each in in_reading_order(doc) if isinstance(each, pf.Link)]
    assert "#literatur" not in _json(doc)


@pytest.mark.parametrize("text", [PASTED, MARKED_UP], ids=["pasted", "marked-up"])
def test_no_visible_word_changes(text: str) -> None:
    before, after = _plain(_read(text)), _plain(_cited(text))

    assert after.replace(" References ", " ") == before


@pytest.mark.parametrize("text", [PASTED, MARKED_UP], ids=["pasted", "marked-up"])
def test_twice_is_once(text: str) -> None:
    once = _cited(text)
    twice = pf.load(StringIO(_json(once)))
    for cite in CITATIONS:
        twice = cite(twice)

    assert json.loads(_json(twice)) == json.loads(_json(once))


@pytest.mark.parametrize("text", [PASTED, MARKED_UP], ids=["pasted", "marked-up"])
def test_the_chain_under_pandoc_is_the_chain_in_process(text: str, tmp_path: Path) -> None:
    names = ("read_references", "cite_prose", "link_citations", "lint_citations")
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json"]
    for name in names:
        command += ["--filter", str(FILTERS / f"{name}.py")]

    alone = subprocess.run(command, input=text, capture_output=True, text=True, cwd=tmp_path, check=True)

    assert json.loads(alone.stdout) == json.loads(_json(_cited(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Only prose, said Marsh (2004), and nothing more (Okafor, 2019).",
        "",
        "# References",
        "See [@marsh2004].",
        "---\nbibliography: none.bib\n---\n\nSee @marsh2004 [p. 3] and [-@okafor2019].",
    ],
)
def test_a_document_without_a_list_stays_as_it_is(text: str) -> None:
    assert json.loads(_json(_cited(text))) == json.loads(_json(_read(text)))


ENTRIES = (
    "Marsh, T. (2004). The slow pulse. Journal of Seas, 12(3), 45–67.",
    "Okafor, B. (2019). Twice a day. Journal of Seas, 27(1), 1–9.",
)


@pytest.mark.parametrize(
    "listing",
    [
        "References\n" + "\n".join(ENTRIES),
        "**References**\n\n" + "\n\n".join(ENTRIES),
        "## References\n\n" + "\\\n".join(ENTRIES),
        "- " + "\n- ".join(ENTRIES),
        "- " + "\n\n- ".join(ENTRIES),
        "| " + "\n| ".join(ENTRIES),
        ENTRIES[0].replace("Journal of", "Journal\nof") + "\n" + ENTRIES[1],
        "::: hanging\n" + "\n\n".join(ENTRIES) + "\n:::",
    ],
    ids=["one paragraph", "bold heading", "breaks", "tight", "loose", "lines", "wrapped", "div"],
)
def test_a_list_of_any_form_gets_one_form(listing: str) -> None:
    doc = _cited(f"Marsh (2004) and Okafor (2019).\n\n{listing}\n\nShare this\n")
    entries = [each for each in in_reading_order(doc) if isinstance(each, pf.Div) and "entry" in each.classes]

    assert [entry.identifier for entry in entries] == ["ref-marsh2004", "ref-okafor2019"]
    assert tuple(pf.stringify(entry.content[0].content[0]) for entry in entries) == ENTRIES
    assert sum(isinstance(each, pf.Header) for each in in_reading_order(doc)) == 1
    assert len(_links(doc, "doc-biblioref")) == 2
    assert "Share this" in pf.stringify(doc)


def test_numbers_of_a_numbered_list_are_kept_as_words() -> None:
    doc = _cited(f"Marsh (2004).\n\n# References\n\n3. {ENTRIES[0]}\n4. {ENTRIES[1]}\n")

    assert "3. Marsh, T." in pf.stringify(doc)
    assert [item["id"] for item in load(doc)] == ["marsh2004", "okafor2019"]


def test_twins_have_keys_of_their_own() -> None:
    listing = "\n\n".join(
        [ENTRIES[0], ENTRIES[0].replace("slow", "fast"), ENTRIES[0].replace("2004", "2004a")]
    )

    assert [item["id"] for item in load(_cited(f"# References\n\n{listing}"))] == [
        "marsh2004", "marsh2004a", "marsh2004aa"]  # fmt: skip


def test_findings_name_the_place_and_what_to_do() -> None:
    listing = "\n\n".join(ENTRIES)
    text = f"Tides are slow (Nobody & Noone, 2001). Marsh (2005) agrees.\n\n# References\n\n{listing}"

    found = {each.rule: each for each in findings(_cited(text))}

    assert sorted(found) == ["citation-without-entry", "citation-year-mismatch", "entry-never-cited"]
    assert found["citation-without-entry"].where.startswith("Tides are slow (Nobody & Noone, 2001)")
    assert "Marsh, 2004" in found["citation-year-mismatch"].message
    assert found["entry-never-cited"].where == ENTRIES[1]
    assert all(each.hint for each in found.values())


def test_a_long_paragraph_of_citations_takes_linear_time() -> None:
    doc = _read("*Marsh* (2004) and (Okafor, 2019). " * 2000 + "\n\n# References\n\n" + "\n\n".join(ENTRIES))
    started = time.process_time()

    for cite in CITATIONS:
        doc = cite(doc)

    assert len(_links(doc, "doc-biblioref")) == 4000
    assert time.process_time() - started < 15


def test_ibid_leads_back_to_the_work_before_but_not_across_a_heading() -> None:
    entry = "Marsh, T. (2004). The slow pulse. *Journal of Seas*, *12*(3), 45–67."
    text = f"{{}}\n\nThen (ibid., p. 4).\n\n# References\n\n{entry}\n"

    within = _cited(text.format("# One\n\nSo (Marsh, 2004)."))
    across = _cited(text.format("# One\n\nSo (Marsh, 2004).\n\n# Two"))

    assert [words for _, words, _ in _links(within, "doc-biblioref")] == ["Marsh, 2004", "ibid."]
    assert [words for _, words, _ in _links(across, "doc-biblioref")] == ["Marsh, 2004"]
