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
    for each in value:
        kind = each.get("t") if isinstance(each, dict) else None
        if kind in ("RawBlock", "RawInline"):
            settled += _native(each, kind == "RawInline", findings)
        else:
            settled.append(_settle(each, findings))
    return settled


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
