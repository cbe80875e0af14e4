"""`publish.py cite`: what is asked for -> what is printed, and the exit code."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lectern.citations import bibtex, crossref, csl_json, report_json, ris, table
from lectern.citations.asking import check_base
from lectern.citations.examine import Examined, examine
from lectern.errors import UsageError

EXPORTS: dict[str, Callable[[Examined], str]] = {
    "json": report_json.to_json,
    "bibtex": lambda examined: bibtex.to_bibtex(examined.references),
    "csl-json": lambda examined: csl_json.to_csl_json(examined.references),
    "ris": lambda examined: ris.to_ris(examined.references),
}
FORMATS = ("text", *EXPORTS)


@dataclass(frozen=True, slots=True)
class Wish:
    """What `publish.py cite` was asked for.

    ``width`` is the columns of the table, 0 for whole lines; ``service`` is asked about the entries, if there is one.
    """

    source: Path
    format: str = "text"
    strict: bool = False
    service: crossref.Service | None = None
    width: int = 80
    paint: table.Paint = lambda text, _: text


def known_format(named: str) -> str:
    """Give the format's name. Raises UsageError with what may have been meant."""
    wanted = named.strip().lower()
    if wanted in FORMATS:
        return wanted
    near = difflib.get_close_matches(wanted, FORMATS, n=1, cutoff=0.5) or [
        each for each in FORMATS if wanted and (wanted in each or each in wanted)
    ]
    meant = f"did you mean {near[0]}? " if near else ""
    raise UsageError(f"“{named}” is not a format", hint=f"{meant}choose from {', '.join(FORMATS)}")


def cite(wish: Wish, show: Callable[[str], None], note: Callable[[str], None]) -> int:
    """Show the table or an export; ``note`` is told what an export leaves unsaid. Gives the exit code.

    Raises SourceError, UsageError.
    """
    form = known_format(wish.format)
    if wish.service is not None:
        check_base(wish.service.base)
    examined = examine(wish.source)
    if wish.service is not None:
        looked = crossref.look_up(examined.references, wish.service)
        examined = replace(examined, online=looked.remarks)
    if form == "text":
        lines = (
            table.table(examined, width=wish.width, paint=wish.paint)
            if wish.width
            else table.sentences(examined)
        )
        show("\n".join(lines))
    else:
        show(EXPORTS[form](examined))
        if form != "json" and examined.remarks:
            note(f"{table.conclusion(examined)} ./publish.py cite {wish.source} lists them")
    return int(wish.strict and examined.serious > 0)
