"""TeX -> MathML -> words, by pandoc and by the Speech Rule Engine in one persistent Node process.

Both are bounded in time, for a few hostile letters keep either busy for ever: "x^{x^{x^{…" doubles pandoc's work with
each brace. What fails is divided until the formulas that fail are found; they are left out, and all others have words.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar

from lectern import pandoc
from lectern.errors import SourceError, ToolFailed
from lectern.tools import find_node_package, find_program

Formula = tuple[bool, str]
"""Whether it is a display formula, and its TeX."""

LANGUAGES = frozenset({"af", "ca", "da", "de", "en", "es", "fr", "hi", "it", "ko", "nb", "nn", "sv"})
"""The languages of the Speech Rule Engine 4.1; for any other it would say English words without a sign."""
FALLBACK = "en"
TOGETHER = 100
"""So many formulas are sent to the Speech Rule Engine at a time: about half a second."""
SECONDS, EACH, IN_ALL = 5.0, 0.05, 60.0
"""How long one call may take, how much longer for each formula, and how long a document's formulas may take."""
LONGEST = 20_000
"""Characters of TeX that are taken for one formula."""
_SERVER = Path(__file__).with_name("formulas.cjs")
_MATH = "http://www.w3.org/1998/Math/MathML"

_Given = TypeVar("_Given")
_Answer = TypeVar("_Answer")


def language_of_words(language: str) -> str:
    """Give the language in which formulas of a text are put into words: the text's own (a BCP 47 tag), or English."""
    primary = language.replace("_", "-").split("-")[0].lower()
    if primary == "no":
        primary = "nb"
    return primary if primary in LANGUAGES else FALLBACK


def speaks(language: str) -> bool:
    """Tell whether formulas are put into words of that language (a BCP 47 tag)."""
    primary = language.replace("_", "-").split("-")[0].lower()
    return primary == language_of_words(language) or primary == "no"


def to_mathml(formulas: Iterable[Formula]) -> Mapping[Formula, str]:
    """Turn TeX into MathML by pandoc; what pandoc cannot read, or not in time, is left out."""
    listed = [each for each in dict.fromkeys(formulas) if len(each[1]) <= LONGEST and _is_balanced(each[1])]
    found = dict(_divide(listed, _mathml, time.monotonic() + IN_ALL))
    return {formula: mathml for formula in listed if (mathml := found.get(formula))}


def to_words(formulas: Iterable[Formula], language: str) -> Mapping[Formula, str]:
    """Say formulas in words (ClearSpeak rules) of a language of `language_of_words`; those without words are left out.

    Raises MissingTool without Node or the engine.
    """
    mathml = to_mathml(formulas)
    if not mathml:
        return {}
    say = partial(_say, locale=language_of_words(language))
    texts = list(dict.fromkeys(mathml.values()))
    until = time.monotonic() + IN_ALL
    spoken: dict[str, str] = {}
    for begin in range(0, len(texts), TOGETHER):
        spoken.update(_divide(texts[begin : begin + TOGETHER], say, until))
    return {formula: words for formula, text in mathml.items() if (words := spoken.get(text, ""))}


def _divide(
    given: Sequence[_Given], ask: Callable[[Sequence[_Given]], Sequence[_Answer]], until: float
) -> Iterator[tuple[_Given, _Answer]]:
    """Ask for all together; where that fails, for each half; what fails alone, or comes too late, has no answer."""
    if not given or time.monotonic() > until:
        return
    try:
        yield from zip(given, ask(given), strict=True)
    except (SourceError, ToolFailed):
        half = len(given) // 2
        if half:
            yield from _divide(given[:half], ask, until)
            yield from _divide(given[half:], ask, until)


def _is_balanced(tex: str) -> bool:
    """Tell whether all braces are closed in their order, as TeX asks; backslashed braces are signs."""
    depth = 0
    escaped = False
    for character in tex:
        if not escaped:
            depth += (character == "{") - (character == "}")
        escaped = character == "\\" and not escaped
        if depth < 0:
            return False
    return depth == 0


def _mathml(formulas: Sequence[Formula]) -> list[str]:
    """Give the MathML of formulas, "" where pandoc reads none. Raises SourceError or ToolFailed for all together."""
    from lxml import etree

    blocks = [
        {"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath" if display else "InlineMath"}, tex]}]}
        for display, tex in formulas
    ]
    ast = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})
    seconds = SECONDS + EACH * len(formulas)
    html = pandoc.convert(ast, reader="json", writer="html5", options=("--mathml",), seconds=seconds)
    try:
        page = etree.fromstring(f"<div>{html}</div>")
    except etree.XMLSyntaxError as error:  # nested too deeply
        raise ToolFailed("the MathML cannot be read") from error
    found: list[str] = []
    for paragraph in page:
        math = next(paragraph.iter(f"{{{_MATH}}}math"), None)
        if math is None:
            found.append("")
            continue
        etree.strip_elements(math, f"{{{_MATH}}}annotation", with_tail=False)
        math.tail = None
        found.append(etree.tostring(math, encoding="unicode"))
    if len(found) != len(formulas):
        raise ToolFailed("pandoc lost a formula")
    return found


_engines: list[_Engine] = []
_one_at_a_time = Lock()


def _say(mathml: Sequence[str], *, locale: str) -> list[str]:
    """Ask the engine that runs, or a new one. Raises ToolFailed when it gives up or takes too long."""
    with _one_at_a_time:
        if _engines and not _engines[0].is_alive():
            _engines.pop().close()
        if not _engines:
            _engines.append(_Engine())
        try:
            return _engines[0].say(mathml, locale)
        except ToolFailed:
            _engines.pop().close()
            raise


class _Engine:
    """The Node process: one JSON line in, one JSON line out."""

    def __init__(self) -> None:
        import atexit

        node = find_program("node", hint="run `make setup`, which brings Node where the system has none")
        package = find_node_package("speech-rule-engine")
        self._process = subprocess.Popen(
            [node, _SERVER, package],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        atexit.register(self.close)

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def say(self, mathml: Sequence[str], locale: str) -> list[str]:
        """Send formulas and read their words. Raises ToolFailed: no answer, or none in time."""
        answers: list[str] = []
        question = json.dumps({"locale": locale, "mathml": list(mathml)}) + "\n"
        exchange = Thread(target=self._exchange, args=(question, answers), daemon=True)
        exchange.start()
        exchange.join(SECONDS + EACH * len(mathml))
        if exchange.is_alive():
            self._process.kill()  # the thread then reads the end of the output
            exchange.join()
            raise ToolFailed("the Speech Rule Engine took too long")
        if not answers or not answers[0].endswith("\n"):
            raise ToolFailed("the Speech Rule Engine stopped without an answer")
        words: list[str] = json.loads(answers[0])
        return words

    def _exchange(self, question: str, answers: list[str]) -> None:
        from contextlib import suppress

        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return
        with suppress(OSError, ValueError):
            stdin.write(question)
            stdin.flush()
            answers.append(stdout.readline())

    def close(self) -> None:
        """End the process."""
        import atexit
        from contextlib import suppress

        atexit.unregister(self.close)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
