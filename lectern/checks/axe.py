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

# Some rules are off by default (AAA contrast, target size): all with one of the tags are switched on by name.
RUN = """async (tags) => {
  const rules = Object.fromEntries(axe.getRules(tags).map(rule => [rule.ruleId, {enabled: true}]));
  const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}, rules});
  const brief = (rule) => ({id: rule.id, help: rule.help, url: rule.helpUrl,
                            nodes: rule.nodes.map(node => node.target.join(' '))});
  return {violations: result.violations.map(brief), incomplete: result.incomplete.map(brief),
          passes: result.passes.length};
}"""

REFLOW = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const wide = [...document.body.querySelectorAll('*')].filter(
    each => each.getBoundingClientRect().right > root.clientWidth + 0.5);
  const name = (each) => each.localName + (each.id ? '#' + each.id : '');
  return {by: root.scrollWidth - root.clientWidth, elements: wide.slice(0, 5).map(name).join(', ')};
}"""


def check(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge web pages at 1280 and 320 pixels, in light and dark; what several of these show stands once.

    Raises MissingTool and ToolFailed.
    """
    try:
        script = find_node_package("axe-core", root=CHECK_PACKAGES) / "axe.min.js"
        source = script.read_text(encoding="utf-8")
    except (MissingTool, OSError) as error:
        raise MissingTool("axe is missing", hint=HINT) from error
    # A thread of its own, since Playwright refuses a second start in a thread where it already runs.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_check, paths, source).result()


def _check(paths: Sequence[Path], source: str) -> tuple[Finding, ...]:
    from playwright.sync_api import Error

    found: dict[Finding, list[str]] = {}
    with open_browser(NAME) as browser:
        for path, width, scheme in product(paths, WIDTHS, SCHEMES):
            try:
                for finding in _look(browser, path, width=width, scheme=scheme, source=source):
                    found.setdefault(finding, []).append(f"{width} px {scheme}")
            except Error as error:
                raise ToolFailed(f"{NAME}: {error.message.splitlines()[0]}", where=path) from error
    return tuple(_placed(finding, views) for finding, views in found.items())


def _placed(finding: Finding, views: Sequence[str]) -> Finding:
    everywhere = len(views) == len(WIDTHS) * len(SCHEMES)
    where = finding.where if everywhere else f"{finding.where} ({', '.join(views)})"
    return Finding(finding.rule, finding.severity, finding.message, where, finding.hint, NAME)


def _look(
    browser: Browser, path: Path, *, width: int, scheme: Literal["light", "dark"], source: str
) -> Iterator[Finding]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    asked: list[str] = []
    broken: list[str] = []
    context.route(lambda url: not url.startswith(LOCAL), lambda route: route.abort())
    try:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(path.resolve().as_uri(), wait_until="load")
        page.evaluate(source)
        result = page.evaluate(RUN, list(TAGS))
        if not result["passes"]:
            raise ToolFailed(f"{NAME} tested nothing", where=path)
        yield from _violations(result, path)
        yield from _reflow(page, path, width)
    finally:
        context.close()
    outside = sorted({url for url in asked if not url.startswith(LOCAL)})
    yield from (_error("network-request", f"the page asks for {url}", path.name) for url in outside)
    yield from (_error("page-script-error", message, path.name) for message in dict.fromkeys(broken))


def _violations(result: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    for kind, severity in (("violations", Severity.ERROR), ("incomplete", Severity.NOTICE)):
        for rule in result[kind]:
            for node in rule["nodes"]:
                doubt = "cannot be decided by a machine: " if kind == "incomplete" else ""
                where = f"{path.name}: {node}"
                yield Finding(f"axe-{rule['id']}", severity, doubt + rule["help"], where, rule["url"], NAME)


def _reflow(page: Page, path: Path, width: int) -> Iterator[Finding]:
    """WCAG 1.4.10, which axe does not test: no sideways scrolling at 320 pixels."""
    wide = page.evaluate(REFLOW) if width == min(WIDTHS) else None
    if wide:
        yield _error("reflow", f"the page is {wide['by']} px too wide", f"{path.name}: {wide['elements']}")


def _error(rule: str, message: str, where: str) -> Finding:
    return Finding(rule, Severity.ERROR, message, where, source=NAME)
