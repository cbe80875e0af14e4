"""Pandoc JSON -> Pandoc JSON without raw elements that hold text: HTML blocks are read as what they mean.

GFM and CommonMark keep a whole HTML block as one raw element, and panflute refuses raw formats that it does not know;
so both are settled before the tree is loaded. What is left (single tags) is the filter `clean_source`'s.
"""

from __future__ import annotations

import json
import re
from typing import Any

from lectern import pandoc
from lectern.model import Finding, Severity

_HTML = ("html", "html4", "html5", "xhtml")
_WORDS = re.compile(
    r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>article|aside|section|main|header|footer|nav|div)(?P<rest>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""(?:^|\s)(?:xml:)?(id|class|lang|dir)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE
)


def settle(ast: str) -> tuple[str, tuple[Finding, ...]]:
    """Read raw HTML that holds words as native elements; drop raw elements of other formats with a finding."""
    if '"RawBlock"' not in ast and '"RawInline"' not in ast:
        return ast, ()
    document = json.loads(ast)
    findings: list[Finding] = []
    document["blocks"] = _settle(document["blocks"], findings)
    return json.dumps(document, ensure_ascii=False), tuple(dict.fromkeys(findings))


def _settle(value: Any, findings: list[Finding]) -> Any:
    if isinstance(value, dict):
        return {name: _settle(inner, findings) if name == "c" else inner for name, inner in value.items()}
    if not isinstance(value, list):
        return value
    settled: list[Any] = []
    for each in _pair(value):
        kind = each.get("t") if isinstance(each, dict) else None
        if kind in ("RawBlock", "RawInline"):
            settled += _native(each, kind == "RawInline", findings)
        else:
            settled.append(_settle(each, findings))
    return settled


def _pair(blocks: list[Any]) -> list[Any]:
    """Make a block of what stands between the raw tags of an HTML section; links to its id must arrive."""
    open_: list[tuple[str, int, re.Match[str]]] = []
    made: list[Any] = []
    for each in blocks:
        tag = (
            _TAG.fullmatch(each["c"][1].strip()) if isinstance(each, dict) and _is_html_block(each) else None
        )
        if tag is None:
            made.append(each)
        elif not tag["close"]:
            open_.append((tag["name"].lower(), len(made), tag))
            made.append(each)
        elif open_ and open_[-1][0] == tag["name"].lower():
            _, place, opened = open_.pop()
            made[place:] = [{"t": "Div", "c": [_attributes(opened["rest"]), made[place + 1 :]]}]
        else:
            made.append(each)
    return made


def _is_html_block(element: dict[str, Any]) -> bool:
    return element.get("t") == "RawBlock" and element["c"][0].lower() in _HTML


def _attributes(text: str | None) -> list[Any]:
    """Give the attributes that mean something for every edition, as pandoc keeps them."""
    from html import unescape

    given = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(text or "")}
    kept = [[name, given[name]] for name in ("lang", "dir") if given.get(name)]
    return [given.get("id", ""), given.get("class", "").split(), kept]


def _native(raw: dict[str, Any], inline: bool, findings: list[Finding]) -> list[Any]:
    form, text = raw["c"]
    if form.lower() not in _HTML:
        findings.append(
            Finding(
                "raw-markup-removed",
                Severity.NOTICE,
                f"Raw {form} is not published: “{text.strip()[:60]}”.",
                hint="write it in the source's own markup",
                source="article",
            )
        )
        return []
    if not _WORDS.sub("", text).strip():
        return [{"t": raw["t"], "c": ["html", text]}] if text.strip() else []
    blocks: list[Any] = json.loads(pandoc.convert(text, reader="html", writer="json"))["blocks"]
    if not inline:
        return blocks
    return [each for block in blocks if block["t"] in ("Para", "Plain") for each in block["c"]]
