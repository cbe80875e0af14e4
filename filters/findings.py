"""What a filter noticed: findings carried in the document's own metadata, so that a filter stays `Doc -> Doc`.

Panflute is loaded only with a document in hand: the `Finding` itself is used by all that reports one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import panflute as pf

KEY = "lectern-findings"


class Severity(StrEnum):
    """How much a finding matters; `--strict` fails a build on errors and warnings.

    A point of style is right for some readers and not for others: a build only counts it, `publish.py cite` shows it.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    STYLE = "style"

    @property
    def is_serious(self) -> bool:
        """Whether `--strict` fails on it."""
        return self in (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an author should know.

    ``rule`` is a stable kebab-case name, ``where`` the place as a reader would find it (a quotation, a heading,
    a file), ``hint`` what to do about it, ``source`` the part of the press that found it.
    """

    rule: str
    severity: Severity
    message: str
    where: str = ""
    hint: str = ""
    source: str = ""


def report(
    doc: pf.Doc,
    rule: str,
    message: str,
    *,
    severity: Severity = Severity.WARNING,
    where: str = "",
    hint: str = "",
) -> None:
    """Add a finding to the document's metadata; the same finding is kept once."""
    import panflute as pf

    listed = doc.metadata.content.get(KEY)
    entries = list(listed.content) if isinstance(listed, pf.MetaList) else []
    entry = {"rule": rule, "severity": severity.value, "message": message, "where": where, "hint": hint}
    if entry not in [_plain(each) for each in entries]:
        entries.append(pf.MetaMap(**{name: pf.MetaString(value) for name, value in entry.items()}))
    doc.metadata[KEY] = pf.MetaList(*entries)


def findings(doc: pf.Doc, source: str = "filters") -> tuple[Finding, ...]:
    """Read the findings that filters left in the document's metadata, in the order they were made."""
    import panflute as pf

    listed = doc.metadata.content.get(KEY)
    if not isinstance(listed, pf.MetaList):
        return ()
    plain = [_plain(each) for each in listed.content]
    return tuple(
        Finding(
            each["rule"], Severity(each["severity"]), each["message"], each["where"], each["hint"], source
        )
        for each in plain
    )


def _plain(entry: pf.MetaMap) -> dict[str, str]:
    import panflute as pf

    return {
        name: pf.stringify(value) if not isinstance(value, pf.MetaString) else value.text
        for name, value in entry.content.items()
    }
