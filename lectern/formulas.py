"""TeX -> words, by the Speech Rule Engine in one persistent Node process that only formulas start."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock

from lectern import pandoc
from lectern.errors import ToolFailed
from lectern.tools import find_node_package, find_program

Formula = tuple[bool, str]
"""Whether it is a display formula, and its TeX."""

_SERVER = Path(__file__).with_name("formulas.cjs")
_LOCALES = frozenset({"en", "de", "fr", "es", "it", "pt", "sv", "da", "nb", "nn", "ca", "hi", "ko"})
"""Languages the Speech Rule Engine 4.1 speaks; others fall back to English."""


def to_mathml(formulas: Iterable[Formula]) -> Mapping[Formula, str]:
    """Turn TeX into MathML by pandoc, all formulas in one call; what pandoc cannot read is left out."""
    from lxml import etree

    listed = tuple(dict.fromkeys(formulas))
    if not listed:
        return {}
    blocks = [
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, tex]}]}
        for display, tex in listed
    ]
    ast = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})
    page = etree.fromstring(
        f"<div>{pandoc.convert(ast, reader='json', writer='html5', options=('--mathml',))}</div>"
    )
    found: dict[Formula, str] = {}
    for formula, paragraph in zip(listed, page, strict=True):
        for math in paragraph.iter("{http://www.w3.org/1998/Math/MathML}math"):
            etree.strip_elements(math, "{http://www.w3.org/1998/Math/MathML}annotation", with_tail=False)
            math.tail = None
            found[formula] = etree.tostring(math, encoding="unicode")
    return found


def to_words(formulas: Iterable[Formula], language: str) -> Mapping[Formula, str]:
    """Say formulas in words (ClearSpeak rules); those without MathML are left out.

    Raises MissingTool without Node or the engine, ToolFailed when it gives up.
    """
    mathml = to_mathml(formulas)
    if not mathml:
        return {}
    locale = language.split("-")[0].lower()
    spoken = _engine().say(list(mathml.values()), locale if locale in _LOCALES else "en")
    return dict(zip(mathml, spoken, strict=True))


class _Engine:
    """The Node process: one JSON line in, one JSON line out."""

    def __init__(self) -> None:
        node = find_program("node", hint="run `make setup`, which brings Node where the system has none")
        package = find_node_package("speech-rule-engine")
        self._lock = Lock()
        self._process = subprocess.Popen(
            [node, _SERVER, package],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def say(self, mathml: list[str], locale: str) -> list[str]:
        """Send formulas and read their words."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ToolFailed("the Speech Rule Engine has no pipes")
        with self._lock:
            try:
                stdin.write(json.dumps({"locale": locale, "mathml": mathml}) + "\n")
                stdin.flush()
                answer = stdout.readline()
            except OSError as error:
                raise ToolFailed("the Speech Rule Engine stopped") from error
        if not answer:
            raise ToolFailed("the Speech Rule Engine stopped without an answer")
        words: list[str] = json.loads(answer)
        return words

    def close(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.terminate()
        self._process.wait()


@cache
def _engine() -> _Engine:
    import atexit

    engine = _Engine()
    atexit.register(engine.close)
    return engine
