"""pyproject.toml and the package.json files -> lock files with hashes and without addresses: `make lock`."""

import json
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[0] = str(PROJECT)

from lectern.system import Trouble, run  # noqa: E402

LOCKS = Path(__file__).resolve().parent
EXTRAS = {"main": (), "test": ("--extra", "test"), "node": ("--extra", "node")}


def lock_python() -> None:
    """Resolve the Python packages for every platform, with a uv that is thrown away afterwards."""
    with tempfile.TemporaryDirectory() as aside:
        run([sys.executable, "-m", "venv", aside], folder=PROJECT)
        run([f"{aside}/bin/python", "-m", "pip", "install", "--quiet", "uv"], folder=PROJECT)
        for name, extra in EXTRAS.items():
            print(f"lectern: locking {name}.txt", file=sys.stderr)
            resolve = [f"{aside}/bin/uv", "pip", "compile", "pyproject.toml", *extra, "--universal", "-U"]
            write = ["--generate-hashes", "--no-header", "-o", str(LOCKS / f"{name}.txt")]
            run([*resolve, *write], folder=PROJECT)


def lock_npm(folder: Path) -> None:
    """Resolve one package.json; drop the addresses, the registry's and those where packages ask for money."""
    print(f"lectern: locking {folder.name}/package-lock.json", file=sys.stderr)
    locked = folder / "package-lock.json"
    locked.unlink(missing_ok=True)
    run(["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit"], folder=folder)
    strip(locked)


def strip(locked: Path) -> None:
    """Take every address out of a package-lock.json."""
    content = json.loads(locked.read_text())
    for package in content["packages"].values():
        for key in ("resolved", "funding"):
            package.pop(key, None)
    locked.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    try:
        lock_python()
        for name in ("npm", "checks"):
            lock_npm(LOCKS / name)
    except Trouble as trouble:
        sys.exit(f"lectern: {trouble}\n  Try: {trouble.hint}")
