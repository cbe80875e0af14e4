"""Of a large library only what an article may cite is read, and never less than pandoc would have found."""

import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lectern import article, pandoc, source
from lectern.bibliographies import files
from lectern.bibliographies.choosing import (
    Chosen,
    Wanted,
    choose_bibtex,
    choose_csl_json,
    choose_items,
    choose_ris,
    words_of,
)

BIB = r"""
@string{bay = "Bay, Ada"}
@preamble{"\newcommand{\x}{y}"}
@comment{marsh2004 is {best}}
@article{marsh2004, author={Marsh, Tom and Holm, Kai}, title={One}, year=2004}
@book{okafor2019, author="Okafor, B.", title={Two}, year=2019}
@book{who2001, author={{World Health Organization}}, title={Three}, year=2001}
@book{berg1999, author={Jan van den Berg}, title={Four}, year=1999}
@book{muller1998, author={M{\"u}ller, A.}, title={Five}, year=1998}
@book{bay2000, author=bay, title={Six}, year=2000}
@inproceedings{child2003, author={Nobody, N.}, title={Seven}, crossref={PARENT2003}}
@proceedings{parent2003, editor={Lind, E.}, title={Eight}, year=2003}
@book{firm1997, author={{Barnes and Nobel, Inc.}}, title={Nine}, year=1997}
@book{long1996, author={family=Long, given=A.}, title={Ten}, year=1996}
@book{other1995, author={Other, A.}, title={Marsh}, year=1995}
"""


def wanted(text: str, *keys: str) -> Wanted:
    return Wanted(frozenset(keys), words_of(text))


def keys(chosen: Chosen) -> set[str]:
    every = {"marsh2004", "okafor2019", "who2001", "berg1999", "muller1998", "bay2000", "child2003", "parent2003",
             "firm1997", "long1996", "other1995"}  # fmt: skip
    return every - chosen.left


UNCLEAR = {"muller1998", "bay2000", "long1996"}


@pytest.mark.parametrize(
    ("text", "named", "found"),
    [
        ("As Marsh says", (), {"marsh2004"}),
        ("as HOLM says", (), {"marsh2004"}),
        ("nothing", ("okafor2019",), {"okafor2019"}),
        ("the World Health Organization", (), {"who2001"}),
        ("van den Berg", (), {"berg1999"}),
        ("Lind edits", (), {"parent2003", "child2003"}),
        ("nothing", ("child2003",), {"parent2003", "child2003"}),
        ("Barnes & Nobel, Inc. it is", (), {"firm1997"}),
        ("", (), set()),
    ],
)
def test_a_work_is_chosen_by_its_key_its_people_and_those_it_takes_over_from(
    text: str, named: tuple[str, ...], found: set[str]
) -> None:
    assert keys(choose_bibtex(BIB, wanted(text, *named))) == found | UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title={x}",
        "@book(a, title={x})",
        "me@example.org\n@book{a, title={x}}",
        '@book{a, title="x } y"}\n@book{b, title={x}}',
        "@book{, title={x}}",
        "@comment no braces\n@book{a, title={x}}",
    ],
)
def test_a_file_that_is_not_understood_is_read_whole(text: str) -> None:
    assert choose_bibtex(text, wanted("")) == Chosen(text)


def test_records_without_keys_are_read_whole() -> None:
    ris = "TY  - JOUR\nAU  - Marsh, T.\nPY  - 2004\nER  - \n"

    assert choose_ris(ris, wanted("")) == Chosen(ris)
    assert choose_ris(ris.replace("PY", "ID  - a\nPY"), wanted("")).left == {"a"}


def test_what_is_no_list_of_works_is_left_to_pandoc() -> None:
    for text in ("{}", "[{", '"a"'):
        assert choose_csl_json(text, wanted("")) == Chosen(text)


def test_works_of_one_key_are_chosen_together() -> None:
    works = [{"id": 1, "author": [{"family": "Marsh"}]}, {"id": "1"}, {"id": "2", "author": [{"family": "Moon"}]}]

    assert choose_items(works, wanted("Marsh")) == Chosen(works[:2], frozenset({"2"}))


def library(dice: random.Random) -> Iterator[str]:
    """Write entries as people and programs do, odd ones too."""
    names = ["Marsh", "van der Moon", "O'Hara", "Müller", r"M{\"u}ller", "{Shore Press}", "{Bay and Sea, Ltd.}", "Li",
             r"{\O}rsted", "X", "de~Witt", "{van} Zyl", "others", r"\textsc{Holm}"]  # fmt: skip
    for number in range(40):
        people = " and ".join(
            dice.choice(["{0}, A.", "A. {0}", "{0}", "{0}, Jr., B."]).replace("{0}", dice.choice(names))
            for _ in range(dice.randint(1, 3))
        )
        left, right = dice.choice(["{}", '""'])
        role = dice.choice(["author", "editor", "AUTHOR", "editora"])
        title = "".join(dice.choices(string.ascii_letters + " -:", k=12))
        other = dice.randint(number + 1, 41)
        more = dice.choice(["", f", crossref={{k{other}}}", ", note={a \\} b}", ", title={author = {Li}}"])
        yield f"@book{{k{number},\n {role} = {left}{people}{right}, title={{{title}}}, year=1999{more}}}"


@pytest.mark.parametrize("seed", range(6))
def test_choosing_first_finds_what_reading_all_finds(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    entries = list(library(dice))
    (tmp_path / "works.bib").write_text("\n".join(entries))
    text = dice.choice(["Marsh said", "Shore Press and Zyl", "Bay and Sea, Ltd.", "Müller, x", "Holm or Ørsted"])
    asked = wanted(text, "k3", f"k{dice.randint(0, 39)}")
    (tmp_path / "a.md").write_text("Text.")
    given = source.read(tmp_path / "a.md")

    chosen, left = files.read_bibliographies(["works.bib"], None, given, asked)
    every, _ = files.read_bibliographies(["works.bib"], None, given, None)

    assert chosen == files.named_in(every, asked)
    assert left == every.keys() - chosen.keys()


def test_pandoc_is_given_a_small_part_of_a_large_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = "\n".join(f"@book{{k{n}, author={{Name{n}x, A.}}, title={{T}}, year=2000}}" for n in range(3000))
    (tmp_path / "works.bib").write_text(works)
    (tmp_path / "a.md").write_text(
        "---\ntitle: T\nauthor: A\nlang: en\nbibliography: works.bib\n---\n\n"
        "So [@k7], and Name12x (2000). Not [@k2999x].\n"
    )
    sizes = _sizes(monkeypatch)
    document = article.read(source.read(tmp_path / "a.md"))

    assert [item["id"] for item in document.references] == ["k7", "k12"]
    assert [each.hint for each in document.findings] == ["did you mean @k2999?"]
    assert max(sizes) < len(works) / 10


def _sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Watch how much text pandoc is given."""
    sizes: list[int] = []
    convert: Callable[..., str] = pandoc.convert

    def watched(text: str, **options: object) -> str:
        sizes.append(len(text))
        return convert(text, **options)

    monkeypatch.setattr(pandoc, "convert", watched)
    return sizes


def test_hostile_libraries_cost_no_more_than_their_length(tmp_path: Path) -> None:
    chain = "".join(f"@a{{k{n}, crossref={{k{n + 1}}}}}\n" for n in range(20_000))
    for text in (chain, "@a{" * 50_000, "@a{k, " + "author={" * 50_000 + "}" * 50_001, "author =" * 50_000):
        choose_bibtex(text, wanted("x"))
    choose_ris("TY  - \n" * 20_000, wanted("x"))
