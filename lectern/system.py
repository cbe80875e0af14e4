"""What the press needs of the operating system, and how it comes there: by apt, or by a line for a person.

Standard library alone, readable by Pythons older than 3.11: `bootstrap` runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
"""What WeasyPrint opens at run time, and Debian's package of each; GObject and HarfBuzz come with Pango."""
CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
OTHER_SYSTEMS = {
    "dnf": ("sudo dnf install", {"pango": "pango harfbuzz fontconfig", "java": "java-latest-openjdk-devel"}),
    "pacman": ("sudo pacman -S", {"pango": "pango harfbuzz fontconfig", "java": "jdk-openjdk"}),
    "zypper": (
        "sudo zypper install",
        {"pango": "libpango-1_0-0 libharfbuzz-subset0", "java": "java-21-openjdk-devel"},
    ),
    "brew": ("brew install", {"chromium": "--cask chromium", "java": "openjdk"}),
}
"""How other systems name the packages, where the name differs; there the line is only shown."""
REASONS = {
    r"DO NOT MATCH THE HASHES|EINTEGRITY": (
        "run it again; if it stays so, do not go on: something on the way to the registry changes files"
    ),
    r"No space left on device|ENOSPC": "free about 2 GB of disk, then run it again",
    r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)": (
        "install ca-certificates, or name your proxy's certificate in PIP_CERT and NODE_EXTRA_CA_CERTS"
    ),
    r"No matching distribution|NewConnection|ENOTFOUND|EAI_AGAIN|ECONN|[Tt]imed ?out|ETIMEDOUT|resolution": (
        "look to the network (or the proxy): the package registry does not answer; then run it again"
    ),
    r"Permission denied|EACCES": "let this user write to the project's folder and the package caches",
}
"""What a failed installer says, and what to do about it."""


class Trouble(Exception):
    """What stops the set-up, and what to try; exit code 3 where something must be installed first."""

    def __init__(self, message: str, hint: str, exit_code: int = 1) -> None:
        """Keep the message, the hint and the exit code."""
        super().__init__(message)
        self.hint = hint
        self.exit_code = exit_code


@dataclass(frozen=True)
class Need:
    """Something of the system: whether it is there, and its packages under apt."""

    name: str
    present: bool
    packages: tuple[str, ...]


def run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run a command without showing what it says, and give its output.

    Raises Trouble with the end of what it said, and what to do about it where that is known.
    """
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return done.stdout
    said = [line for line in done.stdout.splitlines() if line.strip()]
    known = (hint for pattern, hint in REASONS.items() if re.search(pattern, done.stdout))
    message = "\n    ".join([f"this failed: {' '.join(command)}", *said[-12:]])
    raise Trouble(message, next(known, "run that command by hand"))


def succeeds(*command: str) -> bool:
    """Run a command for its exit code alone."""
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def find_browser() -> Path | None:
    """Find Chromium or Chrome: the one that CHROMIUM names, the system's, or the one Playwright installed."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if found := shutil.which(name):
            return Path(found)
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    bundled = sorted(own.glob("chromium-*/chrome-linux*/chrome"))
    return bundled[-1] if bundled else None


def needs_of_build() -> tuple[Need, ...]:
    """List what every build needs, besides a Python that can make virtual environments."""
    missing = tuple(package for library, package in LIBRARIES.items() if not _opens(library))
    certified = any(Path(each).exists() for each in CERTIFICATES)
    return (Need("pango", not missing, missing), Need("ca-certificates", certified, ("ca-certificates",)))


def needs_of_tests() -> tuple[Need, ...]:
    """List what the validators need: javac for the small programs that drive them, libatomic for Playwright's Node."""
    java = bool(shutil.which("java") and shutil.which("javac"))
    return (
        Need("libatomic", sys.platform != "linux" or _opens("libatomic.so.1"), ("libatomic1",)),
        Need("chromium", find_browser() is not None, ("chromium",)),
        Need("java", java, ("default-jdk-headless",)),
    )


def _opens(library: str) -> bool:
    """Tell whether the loader finds a library, given by its name on Linux."""
    if sys.platform == "darwin":
        return ctypes.util.find_library(library[len("lib") :].partition(".so")[0]) is not None
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide(needs: Iterable[Need]) -> None:
    """Install by apt what is missing, showing each command first; never ask for a password.

    Raises Trouble (exit code 3) with the exact line to run where that is not possible.
    """
    missing = [need for need in needs if not need.present]
    if not missing:
        return
    lacking = "the system lacks " + ", ".join(need.name for need in missing)
    if not shutil.which("apt-get"):
        raise Trouble(lacking, _line_elsewhere(missing), 3)
    packages = sorted({package for need in missing for package in need.packages})
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"run: sudo apt-get update && sudo {' '.join(install)}"
    before = _privilege()
    if before is None:
        raise Trouble(f"{lacking}, and this user may not install it without a password", by_hand, 3)
    _show_and_run([*before, "apt-get", "update"], by_hand)
    _show_and_run([*before, "env", "DEBIAN_FRONTEND=noninteractive", *install], by_hand)


def _line_elsewhere(missing: Sequence[Need]) -> str:
    """Give the line that installs these by the package manager that is here."""
    for manager, (command, names) in OTHER_SYSTEMS.items():
        if shutil.which(manager):
            return f"run: {command} {' '.join(names.get(need.name, need.name) for need in missing)}"
    return "install " + ", ".join(f"{need.name} (in Debian: {' '.join(need.packages)})" for need in missing)


def _privilege() -> list[str] | None:
    """Give what to write before a command to run it as root without a password; None if nothing helps."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and succeeds("sudo", "-n", "true") else None


def _show_and_run(command: Sequence[str], by_hand: str) -> None:
    print("lectern: " + " ".join(command), file=sys.stderr, flush=True)
    try:
        run(command, folder=Path("/"))
    except Trouble as trouble:
        if command[-1] != "update":  # one dead source among several must not stop the rest
            raise Trouble(str(trouble), by_hand, 3) from trouble
