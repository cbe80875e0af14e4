"""What a filter noticed: findings carried in the document's own metadata, so that a filter stays `Doc -> Doc`."""

from dataclasses import dataclass
from enum import StrEnum

import panflute as pf

KEY = "lectern-findings"


class Severity(StrEnum):
    """How much a finding matters; `--strict` fails a build on errors and warnings."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


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
    doc: pf.Doc, rule: str, message: str, *, severity: Severity = Severity.WARNING, where: str = "", hint: str = ""
) -> None:
    """Add a finding to the document's metadata; the same finding is kept once."""
    listed = doc.metadata.content.get(KEY)
    entries = list(listed.content) if isinstance(listed, pf.MetaList) else []
    entry = {"rule": rule, "severity": severity.value, "message": message, "where": where, "hint": hint}
    if entry not in [_plain(each) for each in entries]:
        entries.append(pf.MetaMap(**{name: pf.MetaString(value) for name, value in entry.items()}))
    doc.metadata[KEY] = pf.MetaList(*entries)


def findings(doc: pf.Doc, source: str = "filters") -> tuple[Finding, ...]:
    """Read the findings that filters left in the document's metadata, in the order they were made."""
    listed = doc.metadata.content.get(KEY)
    if not isinstance(listed, pf.MetaList):
        return ()
    plain = [_plain(each) for each in listed.content]
    return tuple(
        Finding(each["rule"], Severity(each["severity"]), each["message"], each["where"], each["hint"], source)
        for each in plain
    )


def _plain(entry: pf.MetaMap) -> dict[str, str]:
    return {name: pf.stringify(value) if not isinstance(value, pf.MetaString) else value.text
            for name, value in entry.content.items()}
