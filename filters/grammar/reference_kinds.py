"""What kind of work an entry is (CSL 1.0.2, types), by its words and by which fields it has."""

import re

from filters.grammar.csl import CslItem
from filters.grammar.reference_law import CASE

_SAID = (
    (r"\bthesis\b|dissertation|\btese\b|disserta[çc][ãa]o|\btesis\b|\bth[èe]se\b|magisterarbeit|masterarbeit"
     r"|\bdiss\.|habilitation|doktorarbeit|trabalho de conclusão|mémoire de ma", "thesis"),
    (r"data\s?set|\bdata file\b|base de dados|datensatz", "dataset"),
    (r"computer (?:software|program)|\bsoftware\b|\br package\b|source code|\bapp\]", "software"),
)  # fmt: skip
_CONTAINER = (
    (r"arxiv|biorxiv|medrxiv|psyarxiv|socarxiv|osf preprints|ssrn|preprints?\b", "article"),
    (r"proceedings|conference|\bproc\.|symposium|workshop|\banais\b|congress|\bactes\b|tagung|paper presented"
     r"|poster", "paper-conference"),
)  # fmt: skip
_LAW = re.compile(
    r"^(?:lei(?: complementar| federal| estadual)?|decreto(?:-lei)?|medida provisória|emenda constitucional|portaria"
    r"|resolução|constituição|ley|real decreto|directive|regulation|council directive|loi|ordonnance|gesetz|verordnung"
    r"|public law|pub\. l\.)\b[^a-z]{0,12}(?:n|nº|no|\d|\(|de\b|federal|da república|of\b|über)|\bact(?: of)? \d{4}\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\breport\b|working paper|relatório|technical (?:note|memo|rep)|rapport|bericht|informe|discussion paper"
    r"|white paper|\bTR-\d|tech\. rep", re.IGNORECASE)  # fmt: skip
_SAID_RE = tuple((re.compile(words, re.IGNORECASE), kind) for words, kind in _SAID)
_CONTAINER_RE = tuple((re.compile(words, re.IGNORECASE), kind) for words, kind in _CONTAINER)
_BRACKETS = re.compile(r"[\[(]([^\[\]()]{3,120})[\])]")
_IN = re.compile(r"[.,;”\"’»?!)]\s*(?:In|in|Em|em|En|Dans|dans)\b[\s:,]")


def settle_kind(item: CslItem, line: str) -> None:
    """Set the type of an item whose fields are read; ``line`` is the entry.

    >>> item = {"title": "Lei nº 9.985, de 18 de julho de 2000"}
    >>> settle_kind(item, ""); item["type"]
    'legislation'
    """
    item["type"] = _law(item) or _said(item, line) or _by_fields(item, line)


def _law(item: CslItem) -> str:
    title = item.get("title", "")
    if "container-title" not in item and _LAW.search(title):
        return "legislation"
    return "legal_case" if "author" not in item and CASE.match(title + ",") else ""


def _said(item: CslItem, line: str) -> str:
    """Find what the entry itself says that it is, outside its title."""
    if "volume" in item:
        return ""
    outside = line.replace(item.get("title", "\0"), " ")
    for words, kind in _SAID_RE:
        if words.search(outside):
            bracket = next(
                (each[1] for each in _BRACKETS.finditer(outside[:2000]) if words.search(each[1])), ""
            )
            if bracket:
                item["genre"] = bracket
            return kind
    return ""


def _by_fields(item: CslItem, line: str) -> str:
    container = item.get("container-title", "")
    for words, kind in _CONTAINER_RE:
        if (container and words.search(container)) or (
            kind == "article" and not container and words.search(line)
        ):
            return (
                kind if kind == "article" or not ("volume" in item and "issue" in item) else "article-journal"
            )
    if container:
        inside = "editor" in item or "publisher" in item or ("issue" not in item and _IN.search(line))
        return "chapter" if inside and not ("volume" in item and "issue" in item) else "article-journal"
    if _REPORT.search(line):
        return "report"
    if "publisher" in item or "edition" in item or "ISBN" in item:
        return "book"
    return "webpage" if "URL" in item else "document"
