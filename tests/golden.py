"""Golden cases: one Markdown file each — what is given, =====, what is expected, =====, the rules of the findings.

`make golden` (GOLDEN=accept) writes what the filters give now; the diff is then read as code is.
"""

import os
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path

import panflute as pf
import pypandoc

from filters import CITATIONS
from filters.findings import findings

FOLDER = Path(__file__).parent / "golden"
_BORDER = "\n=====\n"
_WRITER = "markdown-citations-smart-simple_tables-multiline_tables-grid_tables"


@dataclass(frozen=True)
class Golden:
    path: Path
    given: str
    expected: str
    rules: str

    def filter(self, doc: pf.Doc) -> pf.Doc:
        """Run the filter, a citation filter after those that it builds on."""
        name = self.path.parent.name
        for each in CITATIONS:
            if name in {other.__name__ for other in CITATIONS} and each.__name__ != name:
                doc = each(doc)
            else:
                break
        return getattr(import_module(f"filters.{name}"), name)(doc)

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    def accept(self, result: str, rules: str) -> None:
        if os.environ.get("GOLDEN") == "accept":
            self.path.write_text(_BORDER.join([self.given, result, rules]).rstrip("\n") + "\n")


def cases() -> list[Golden]:
    return [_read(path) for path in sorted(FOLDER.glob("*/*.md"))]


def _read(path: Path) -> Golden:
    parts = path.read_text().split(_BORDER)
    given, expected, rules = (part.strip("\n") for part in [*parts, "", ""][:3])
    return Golden(path, given, expected, rules)


def read_markdown(text: str) -> pf.Doc:
    return pf.load(StringIO(pypandoc.convert_text(text, "json", format="markdown")))


def as_json(doc: pf.Doc) -> str:
    out = StringIO()
    pf.dump(doc, out)
    return out.getvalue()


def as_markdown(doc: pf.Doc) -> str:
    """Write the document, without what filters keep in its metadata."""
    shown = pf.load(StringIO(as_json(doc)))
    for name in [name for name in shown.metadata.content if name.startswith("lectern-")]:
        del shown.metadata.content[name]
    options = ["--wrap=none", "--standalone"] if shown.metadata.content else ["--wrap=none"]
    return pypandoc.convert_text(as_json(shown), _WRITER, format="json", extra_args=options).strip("\n")


def rules(doc: pf.Doc) -> str:
    return "\n".join(finding.rule for finding in findings(doc))
