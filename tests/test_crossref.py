"""Asking Crossref: what is told of its answers, and that no answer, however hostile, does more than be told."""

import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from filters.findings import Severity
from filters.grammar import parse_references
from lectern.cache import Cache
from lectern.citations.asking import FRESH, Pace, check_base
from lectern.citations.crossref import Looked, Service, look_up
from lectern.citations.records import read_record
from lectern.errors import UsageError
from tests.crossref_server import UNKNOWN, Answer, Server, found, work
from tests.test_command_line import publish

TODAY = date(2026, 3, 14)
QUICK = Pace(gap=0, patience=2, backoff=0.01, attempts=3)
SEAS = "Marsh, T., & Holm, B. (2004). The slow pulse of the sea. Journal of Seas, 12(3), 45–67. https://doi.org/10.1234/seas.12"
BARE = "Okafor, B. (2019). Twice a day: A survey of bays. Journal of Tides, 27(1), 1–9."
GOOD = {
    "title": ["The Slow Pulse of the <i>Sea</i>"],
    "author": [{"given": "T.", "family": "Marsh"}, {"given": "B.", "family": "Holm"}],
    "published-print": {"date-parts": [[2004, 3]]},
    "published-online": {"date-parts": [[2003, 12, 1]]},
    "container-title": ["Journal of Seas"],
    "volume": "12",
    "page": "45-67",
}


def items(*entries: str) -> list[Any]:
    made = list(parse_references(entries))
    for number, item in enumerate(made):
        item["id"] = f"key{number}"
    return made


def ask(server: Server, *entries: str, cache: Path | None = None, **service: Any) -> Looked:
    whole = {"cache": Cache(cache), "today": TODAY, "base": server.base, "pace": QUICK, **service}
    return look_up(items(*entries), Service(**whole))


def rules(looked: Looked) -> list[str]:
    return [remark.rule for remark in looked.remarks]


def test_an_entry_that_agrees_gets_no_remark() -> None:
    with Server(lambda path, number: work(**GOOD)) as server:
        looked = ask(server, SEAS)

    assert looked == Looked((), ())
    assert server.asked == ["/works/10.1234/seas.12"]


@pytest.mark.parametrize(
    ("fields", "rule", "said"),
    [
        ({"published-print": None, "published-online": {"date-parts": [[2006]]}}, "year-differs", "2006"),
        ({"title": ["A quick look at the desert"]}, "title-differs", "A quick look at the desert"),
        ({"author": [{"family": "Adeyemi"}, {"family": "Holm"}]}, "authors-differ", "Adeyemi"),
        ({"author": [*GOOD["author"], {"family": "Berg"}]}, "authors-differ", "2 authors; Crossref has 3"),
        ({"volume": "13"}, "volume-differs", "13"),
        ({"page": "145-167"}, "pages-differ", "145-167"),
    ],
)
def test_a_difference_is_told(fields: dict[str, Any], rule: str, said: str) -> None:
    with Server(lambda path, number: work(**{**GOOD, **fields})) as server:
        looked = ask(server, SEAS)

    assert [(each.rule, each.severity, each.entry) for each in looked.remarks] == [
        (rule, Severity.WARNING, 0)
    ]
    assert said in looked.remarks[0].message


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ["The slow pulse of the sea: A study in twelve bays"]},
        {"title": ["The slow pulse"], "subtitle": ["of the sea"]},
        {"page": "45"},
        {"page": "e12345", "volume": None},
        {"author": []},
        {"author": [{"family": "MARSH"}, {"family": "Holm"}]},
        {"title": []},
    ],
)
def test_what_is_the_same_in_other_dress_is_none(fields: dict[str, Any]) -> None:
    with Server(lambda path, number: work(**{**GOOD, **fields})) as server:
        looked = ask(server, SEAS)

    assert [rule for rule in rules(looked) if rule != "pages-differ" or fields.get("page") != "e12345"] == []


@pytest.mark.parametrize(
    ("kind", "rule", "severity"),
    [
        ("retraction", "entry-retracted", Severity.ERROR),
        ("withdrawal", "entry-retracted", Severity.ERROR),
        ("expression_of_concern", "entry-in-doubt", Severity.WARNING),
        ("expression of concern", "entry-in-doubt", Severity.WARNING),
        ("correction", "entry-corrected", Severity.STYLE),
        ("something_new", "entry-corrected", Severity.STYLE),
    ],
)
def test_a_notice_is_told_with_its_date_and_address(kind: str, rule: str, severity: Severity) -> None:
    notice = {"DOI": "10.1234/seas.99", "type": kind, "updated": {"date-parts": [[2021, 3, 4]]}}
    with Server(lambda path, number: work(**GOOD, **{"updated-by": [notice, notice]})) as server:
        looked = ask(server, SEAS)

    assert [(each.rule, each.severity) for each in looked.remarks] == [(rule, severity)]
    assert "(2021-03-04): https://doi.org/10.1234/seas.99" in looked.remarks[0].message
    assert [(index, each.date) for index, each in looked.notices] == [(0, "2021-03-04")]


def test_a_title_that_says_retracted_is_believed() -> None:
    with Server(
        lambda path, number: work(**{**GOOD, "title": ["RETRACTED: The slow pulse of the sea"]})
    ) as server:
        assert rules(ask(server, SEAS)) == ["entry-retracted"]


def test_an_entry_that_is_itself_a_notice_is_told() -> None:
    concerns = [{"DOI": "10.1234/seas.1", "type": "retraction"}]
    with Server(lambda path, number: work(**GOOD, **{"update-to": concerns})) as server:
        assert rules(ask(server, SEAS)) == ["entry-is-notice"]


def test_a_doi_of_another_agency_is_known_and_an_invented_one_is_not() -> None:
    def answer(path: str, number: int) -> Answer:
        return work(agency={"id": "datacite"}) if path.endswith("zenodo.12/agency") else UNKNOWN

    with Server(answer) as server:
        looked = ask(server, SEAS, SEAS.replace("10.1234/seas.12", "10.5281/zenodo.12"))

    assert [(each.rule, each.entry) for each in looked.remarks] == [("doi-unknown", 0)]


def test_an_entry_without_a_doi_gets_it_if_all_agrees() -> None:
    right = {"DOI": "10.1234/tides.27", "title": ["Twice a Day: a survey of bays"], "author": [{"family": "Okafor"}],
             "issued": {"date-parts": [[2019]]}}  # fmt: skip
    others = [
        {**right, "DOI": "10.1234/x", "title": ["Twice a week"]},
        {**right, "DOI": "10.1234/y", "author": [{"family": "Lindqvist"}]},
        {**right, "DOI": "10.1234/z", "issued": {"date-parts": [[2011]]}},
    ]
    with Server(lambda path, number: found(*others, right) if number == 1 else found(*others)) as server:
        first, second = ask(server, BARE), ask(server, BARE)

    assert [each.hint for each in first.remarks] == ["Add https://doi.org/10.1234/tides.27"]
    assert second.remarks == ()
    assert "query.bibliographic=Okafor 2019 Twice a day: A survey of bays" in unquoted(server.paths[0])


def unquoted(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path)


def test_what_is_sent_is_said_in_one_line_first(tmp_path: Path) -> None:
    said: list[str] = []
    with Server(lambda path, number: work(**GOOD) if "seas" in path else found()) as server:
        ask(server, SEAS, BARE, cache=tmp_path, say=lambda line: said.append(f"{len(server.paths)} {line}"))

    assert said == ["0 Sent to 127.0.0.1: the DOIs 10.1234/seas.12; author, year and title of key1."]


def test_an_address_is_sent_only_if_the_user_gave_one() -> None:
    with Server(lambda path, number: work(**GOOD)) as server:
        ask(server, SEAS)
        ask(server, SEAS, mailto="ada@example.org")

    assert ["mailto" in path for path in server.paths] == [False, True]
    assert ["mailto:ada@example.org" in agent for agent in server.agents] == [False, True]
    assert all(agent.startswith("Lectern") for agent in server.agents)


def test_a_second_run_asks_nothing_and_finds_the_same(tmp_path: Path) -> None:
    said: list[str] = []
    with Server(
        lambda path, number: work(**{**GOOD, "volume": "13"}) if "seas" in path else UNKNOWN
    ) as server:
        first = ask(server, SEAS, SEAS.replace("seas.12", "bays.12"), cache=tmp_path)
        asked = len(server.paths)
        second = ask(server, SEAS, SEAS.replace("seas.12", "bays.12"), cache=tmp_path, say=said.append)
        later = ask(server, SEAS, cache=tmp_path, today=TODAY + FRESH)

        assert (asked, len(server.paths)) == (3, 4)
    assert first == second
    assert said == []
    assert rules(later) == ["volume-differs"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(
            body=b"<!DOCTYPE html><html><body>Sign in</body></html>", headers={"Content-Type": "text/html"}
        ),
        Answer(body=b"\xff\xfe\x00"),
        Answer(body=b"[]"),
        Answer(body=b"null"),
        Answer(body=b"[" * 100_000),
        Answer(body=b'{"message": ' + b"9" * 10_000 + b"}"),
        Answer(body=b'{"message": {"DOI": 12}}'),
        Answer(body=b'{"message": []}'),
        Answer(body=b" " * 4_500_000),
        Answer(302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}),
        Answer(301, b"", {"Location": "https://example.org/"}),
        Answer(400, b"{}"),
        Answer(204, b""),
    ],
    ids=[
        "page",
        "bytes",
        "list",
        "null",
        "deep",
        "long number",
        "number",
        "no work",
        "huge",
        "away",
        "moved",
        "bad",
        "empty",
    ],
)
def test_a_strange_answer_is_told_and_the_next_entry_asked(answer: Answer) -> None:
    with Server(lambda path, number: answer if number == 1 else work(**{**GOOD, "volume": "13"})) as server:
        looked = ask(server, SEAS, SEAS.replace("seas.12", "seas.13"))

    assert rules(looked) == ["crossref-not-asked", "volume-differs"]
    assert looked.remarks[0].severity is Severity.WARNING
    assert len(server.paths) == 2


@pytest.mark.parametrize(
    "answer",
    [
        Answer(hang=True),
        Answer(body=b" " * 1000, drip=0.2),
        Answer(500),
        Answer(429),
        Answer(body=b"{", length=5000),
    ],
    ids=["hangs", "drips", "broken", "busy", "breaks off"],
)
def test_a_server_that_does_not_answer_is_left_alone_and_never_a_pass(answer: Answer) -> None:
    started = time.monotonic()
    with Server(lambda path, number: answer) as server:
        looked = ask(server, SEAS, SEAS.replace("seas.12", "seas.13"), pace=Pace(0, 1, 0.01, 2))

    assert rules(looked) == ["crossref-not-asked"]
    assert "2 entries were not looked up" in looked.remarks[0].message
    assert len(server.paths) <= 2
    assert time.monotonic() - started < 20


def test_nobody_at_the_address_is_told() -> None:
    with Server(lambda path, number: work()) as server:
        pass

    assert "cannot be reached: there is no connection" in ask(server, SEAS).remarks[0].message


def test_a_busy_server_is_asked_again_when_it_said(tmp_path: Path) -> None:
    busy = Answer(429, b"", {"Retry-After": "1"})
    with Server(lambda path, number: busy if number == 1 else work(**GOOD)) as server:
        looked = ask(server, SEAS)

    assert looked.remarks == ()
    assert server.times[1] - server.times[0] >= 0.9


def test_requests_keep_the_server_s_own_limit_one_at_a_time() -> None:
    limit = {"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Interval": "1s"}
    slow = work(**GOOD)
    with Server(lambda path, number: Answer(body=slow.body, headers=limit)) as server:
        ask(server, *(SEAS.replace("seas.12", f"seas.{n}") for n in range(4)))

    gaps = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
    assert min(gaps) >= 0.19
    assert server.busiest == 1


@pytest.mark.parametrize(
    "limit", [{"X-Rate-Limit-Limit": "0", "X-Rate-Limit-Interval": "1s"}, {"X-Rate-Limit-Limit": "-1"},
              {"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "forever"}]
)  # fmt: skip
def test_a_limit_that_makes_no_sense_is_passed_over(limit: dict[str, str]) -> None:
    with Server(lambda path, number: Answer(body=work(**GOOD).body, headers=limit)) as server:
        assert ask(server, SEAS, SEAS.replace("seas.12", "seas.13")).remarks == ()


@pytest.mark.parametrize(
    ("base", "safe"),
    [("https://api.crossref.org", True), ("http://127.0.0.1:8000", True), ("http://[::1]:8000", True),
     ("http://api.crossref.org", False), ("http://127.0.0.1.example.org", False), ("http://localhost", False),
     ("ftp://127.0.0.1", False), ("file:///etc/passwd", False), ("", False), ("https://", False)],
)  # fmt: skip
def test_nothing_is_sent_in_the_clear_but_to_this_computer(base: str, safe: bool) -> None:
    if safe:
        check_base(base)
        return
    with pytest.raises(UsageError, match="no address to ask"):
        check_base(base)


@pytest.mark.parametrize(
    "value", [None, 1, "x", [], [None], [[]], {}, {"a": 1}, True, [{"date-parts": [["x"]]}], 1e400]
)
def test_no_field_is_trusted_to_be_of_its_type(value: Any) -> None:
    for name in ("title", "subtitle", "author", "issued", "published", "container-title", "volume", "page",
                 "updated-by", "update-to"):  # fmt: skip
        assert read_record({"DOI": "10.1234/x", name: value}) is not None
    assert read_record(value) is None


def test_text_from_elsewhere_cannot_write_to_the_terminal() -> None:
    record = read_record(
        {"DOI": "10.1234/x", "title": ["\x1b[31mRed &lt;b&gt;\u202e\nand <b>more</b>" + "x" * 5000]}
    )

    assert record is not None
    assert record.title.startswith("[31mRed and more")
    assert len(record.title) <= 400


def test_the_command_asks_and_strict_fails_on_a_retraction(tmp_path: Path) -> None:
    article = tmp_path / "tides.md"
    article.write_text(f"It is slow (Marsh & Holm, 2004).\n\n# References\n\n{SEAS}\n")
    notice = {"DOI": "10.1234/seas.99", "type": "retraction", "updated": {"date-parts": [[2021, 3, 4]]}}
    cache = {"LECTERN_CACHE": str(tmp_path / "cache")}
    with Server(lambda path, number: work(**GOOD, **{"updated-by": [notice]})) as server:
        offline = publish("cite", article, "--strict", LECTERN_CROSSREF=server.base, **cache)
        unasked = len(server.paths)
        online = publish("cite", article, "--strict", "--online", LECTERN_CROSSREF=server.base, **cache)
        again = publish(
            "cite", article, "--online", "--format", "json", LECTERN_CROSSREF=server.base, **cache
        )

    assert (offline.returncode, unasked) == (0, 0)
    assert (online.returncode, online.stderr) == (1, "Sent to 127.0.0.1: the DOIs 10.1234/seas.12.\n")
    assert "was retracted (2021-03-04)" in online.stdout
    assert [each["rule"] for each in json.loads(again.stdout)["findings"]] == ["entry-retracted"]
    assert (again.stderr, len(server.paths)) == ("", 1)


def test_the_command_refuses_an_address_in_the_clear(tmp_path: Path) -> None:
    article = tmp_path / "tides.md"
    article.write_text(f"It is slow (Marsh & Holm, 2004).\n\n# References\n\n{SEAS}\n")

    ran = publish(
        "cite", article, "--online", LECTERN_CROSSREF="http://example.org", LECTERN_CACHE=str(tmp_path)
    )

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no address to ask" in ran.stderr


def test_an_answer_is_old_after_a_week() -> None:
    assert timedelta(days=7) == FRESH
