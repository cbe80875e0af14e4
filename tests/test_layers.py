"""Imports go one way: a part knows only what stands before it in this list."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ORDER = """
    filters system locks bootstrap errors readers model manner pronunciation atomic tools cache pandoc plain metadata
    picture_files raw_markup divisions formulas for_pandoc web_page packages jats quarto source stated picture_places
    book_parts parsing settings bibliographies article citations narration speech writers checks index plan events
    turns unfinished exchange build runners report command_line publish
""".split()  # noqa: SIM905 - reads better
WRITERS = {f"lectern.writers.{name}" for name in ("html", "pdf", "epub", "audio", "m4b")}
PROJECT = Path(__file__).resolve().parents[1]


def modules(*patterns: str) -> list[Path]:
    found = sorted(path.relative_to(PROJECT) for pattern in patterns for path in PROJECT.glob(pattern))
    assert found
    return found


def part(name: str) -> str:
    """Give the part of the press that a module belongs to: "lectern.writers.html" is of `writers`."""
    first, *rest = name.split(".")
    return rest[0] if first == "lectern" and rest else first


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_module_imports_only_from_its_left() -> None:
    wrong = []
    for path in modules("filters/**/*.py", "lectern/**/*.py", "publish.py"):
        own = part(".".join(path.with_suffix("").parts))
        known = {own, "__version__", *(ORDER[: ORDER.index(own)] if own in ORDER else ())}
        ours = [name for name in imported(path) if name.split(".")[0] in ("filters", "lectern")]
        wrong += [f"{path} imports {name}" for name in ours if part(name) not in known]

    assert not wrong


def test_writers_never_import_each_other() -> None:
    for path in modules("lectern/writers/*.py"):
        own = ".".join(path.with_suffix("").parts)
        names = {prefix for name in imported(path) for prefix in (name, name.rpartition(".")[0])}

        assert not (WRITERS - {own}) & names, path


def test_filters_need_panflute_alone() -> None:
    # python-crfsuite is wanted, not needed: without it references are read by rules.
    known = {"panflute", "pycrfsuite", "filters", "alone", *sys.stdlib_module_names}
    names = [(path, name) for path in modules("filters/**/*.py") for name in imported(path)]

    assert not [f"{path} imports {name}" for path, name in names if name.split(".")[0] not in known]
