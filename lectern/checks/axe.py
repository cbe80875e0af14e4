"""Web pages -> findings, by axe-core in Chromium: WCAG 2.2 A to AAA, best practice, reflow, closed network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from lectern.checks.browser import open_browser
from lectern.checks.programs import HINT
from lectern.errors import MissingTool, ToolFailed
from lectern.model import Finding, Severity
from lectern.tools import CHECK_PACKAGES, find_node_package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "axe"
TAGS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDTHS = (1280, 320)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOCAL = ("file:", "data:", "blob:", "about:")

SCRIPT = Path(__file__).with_name("look.js")


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge web pages at 1280 and 320 pixels, in light and dark; what several of these show stands once.

    Raises MissingTool and ToolFailed.
    """
    try:
        script = find_node_package("axe-core", root=CHECK_PACKAGES) / "axe.min.js"
        source = script.read_text(encoding="utf-8") + SCRIPT.read_text(encoding="utf-8")
    except (MissingTool, OSError) as error:
        raise MissingTool("axe is missing", hint=HINT) from error
    # A thread of its own, since Playwright refuses a second start in a thread where it already runs.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_check, paths, source).result()


def _check(paths: Sequence[Path], source: str) -> tuple[Finding, ...]:
    from playwright.sync_api import Error

    found: dict[Finding, list[str]] = {}
    with open_browser(NAME) as browser:
        for path, width in product(paths, WIDTHS):
            try:
                for finding, view in _look(browser, path, width, source):
                    found.setdefault(finding, []).append(view)
            except Error as error:
                raise ToolFailed(f"{NAME}: {error.message.splitlines()[0]}", where=path) from error
    return tuple(_placed(finding, views) for finding, views in found.items())


def _placed(finding: Finding, views: Sequence[str]) -> Finding:
    everywhere = len(set(views)) == len(WIDTHS) * len(SCHEMES)
    where = finding.where if everywhere else f"{finding.where} ({', '.join(dict.fromkeys(views))})"
    return Finding(finding.rule, finding.severity, finding.message, where, finding.hint, NAME)


def _look(browser: Browser, path: Path, width: int, source: str) -> Iterator[tuple[Finding, str]]:
    """Open the page once and look at it in each scheme; give what is found, and in which view."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", bypass_csp=True
    )
    asked: list[str] = []
    broken: list[str] = []
    context.route(lambda url: not url.startswith(LOCAL), lambda route: route.abort())
    try:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(path.resolve().as_uri(), wait_until="load")
        page.add_script_tag(content=source)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate("tags => runAxe(tags)", list(TAGS))
            if not result["passes"]:
                raise ToolFailed(f"{NAME} tested nothing", where=path)
            seen = [*_violations(result, path), *_reflow(page, path, width)]
            yield from ((finding, f"{width} px {scheme}") for finding in seen)
    finally:
        context.close()
    outside = sorted({url for url in asked if not url.startswith(LOCAL)})
    loading = [_error("network-request", f"the page asks for {url}", path.name) for url in outside]
    loading += [_error("page-script-error", message, path.name) for message in dict.fromkeys(broken)]
    yield from ((finding, f"{width} px {scheme}") for finding in loading for scheme in SCHEMES)


def _violations(result: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    for kind, severity in (("violations", Severity.ERROR), ("incomplete", Severity.NOTICE)):
        for each in result[kind]:
            doubt = "cannot be decided by a machine: " if kind == "incomplete" else ""
            where = f"{path.name}: {each['target']}"
            yield Finding(f"axe-{each['id']}", severity, doubt + each["help"], where, each["url"], NAME)


def _reflow(page: Page, path: Path, width: int) -> Iterator[Finding]:
    """WCAG 1.4.10, which axe does not test: no sideways scrolling at 320 pixels."""
    wide = page.evaluate("findWide()") if width == min(WIDTHS) else None
    if wide:
        yield _error("reflow", f"the page is {wide['by']} px too wide", f"{path.name}: {wide['elements']}")


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
