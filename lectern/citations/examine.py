"""Source -> Examined: the article read as for a build, its citations surveyed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from filters.findings import Severity
from lectern import article, source
from lectern.errors import SourceError

if TYPE_CHECKING:
    from filters.citation_survey import Survey
    from filters.grammar.csl import CslItem
    from filters.grammar.remarks import Remark

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.STYLE)
"""How much a remark matters, the gravest first."""


@dataclass(frozen=True, slots=True)
class Examined:
    """An article's survey, with what was found elsewhere (``online``) about its entries.

    ``name`` is the file's name, ``references`` the CSL items in the order of the list.
    """

    name: str
    title: str
    language: str
    survey: Survey
    online: tuple[Remark, ...] = ()

    @property
    def references(self) -> tuple[CslItem, ...]:
        """Give the CSL items in the order of the list."""
        return self.survey.items

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Give all remarks: those of the text, of the list, and from elsewhere."""
        return (*self.survey.remarks, *self.online)

    @property
    def serious(self) -> int:
        """How many errors and warnings there are."""
        return sum(remark.severity.is_serious for remark in self.remarks)

    def counts(self) -> Mapping[Severity, int]:
        """Count the remarks of each level."""
        return {level: sum(each.severity is level for each in self.remarks) for level in LEVELS}


def examine(path: Path) -> Examined:
    """Read an article and survey its citations.

    Raises SourceError: what `source.read` and `article.read` raise, and an article without a reference list.
    """
    import panflute as pf

    from filters.citation_survey import survey

    document = article.read(source.read(path))
    if not document.references:
        raise SourceError(
            "the article has no reference list",
            where=path,
            hint="end it with one, an entry in each paragraph; a heading such as “References” helps",
        )
    items = cast("tuple[CslItem, ...]", tuple(dict[str, Any](each) for each in document.references))
    try:
        found = survey(pf.load(io.StringIO(document.ast)), items)
    except RecursionError as error:
        raise SourceError("the article is nested too deeply", where=path) from error
    return Examined(path.name, document.metadata.title, document.metadata.language, found)
