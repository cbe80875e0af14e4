"""The house rules that a machine can watch."""

import ast
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LONGEST = 400


def files(*patterns: str) -> list[Path]:
    found = sorted(path for pattern in patterns for path in PROJECT.glob(pattern))
    assert found
    return found


def test_no_module_is_too_long() -> None:
    modules = files("publish.py", "filters/**/*.py", "lectern/**/*.py", "tests/*.py")
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}

    assert not {name: length for name, length in lengths.items() if length > LONGEST}


def test_no_module_swallows_every_error() -> None:
    wrong = []
    for path in files("publish.py", "filters/**/*.py", "lectern/**/*.py", "tests/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and ast.unparse(node.type or ast.Name("")) in (
                "",
                "Exception",
            ):
                wrong.append(f"{path.name}:{node.lineno}")

    assert not wrong


def test_every_filter_can_be_run_by_pandoc() -> None:
    for path in files("filters/*.py"):
        text = path.read_text(encoding="utf-8")
        runs_alone = '__name__ == "__main__"' in text

        assert runs_alone == bool(path.stat().st_mode & 0o111), path
        assert runs_alone == text.startswith("#!"), path


def test_no_lock_names_an_address() -> None:
    locks = files("lectern/locks/*.txt", "lectern/locks/*/package-lock.json")

    assert not [path for path in locks if re.search(r"\w+://|resolved", path.read_text(encoding="utf-8"))]


def test_every_locked_package_has_its_hashes() -> None:
    for path in files("lectern/locks/*.txt"):
        packages = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())

        assert len(packages) > 20, path
        assert not [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package], path
