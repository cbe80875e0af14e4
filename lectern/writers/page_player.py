"""Recording -> the page's read-along player: its controls, and what the script must know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from lectern.model import SAMPLE_RATE, Document, Kind, Recording

SPEEDS = (0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3)
_GROUPS = {
    Kind.NOTE: "notes",
    Kind.CITATION: "citations",
    Kind.ROW: "tables",
    Kind.IMAGE: "tables",
    Kind.CAPTION: "tables",
}
"""What the listener may skip."""
_ICONS = {
    "play": '<path d="M7 4.5v15l12.5-7.5z"/>',
    "pause": '<path d="M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z"/>',
    "back": '<path d="M19 5v14l-9.5-7zM5.5 5h3v14h-3z"/>',
    "on": '<path d="M5 5v14l9.5-7zM15.5 5h3v14h-3z"/>',
    "settings": '<path d="M3 6h8v2.4H3zM17 6h4v2.4h-4zM12.6 4h2.6v6.4h-2.6zM3 15.6h4v2.4H3zM13 15.6h8v2.4h-8z'
    'M8.6 13.6h2.6V20H8.6z"/>',
    "hide": '<path d="M4.4 8 12 15.6 19.6 8l1.7 1.7L12 19 2.7 9.7z"/>',
    "show": '<path d="M4 10h4l5-4.5v13L8 14H4zM15.2 8.2a5 5 0 0 1 0 7.6l1.3 1.6a7 7 0 0 0 0-10.8z"/>',
}


def narration_json(document: Document, recording: Recording, words: Mapping[str, str]) -> str:
    """Write what the script knows: per clip its fragment, when it begins (ms) and what may be skipped."""
    kinds = {fragment.id: fragment.kind for fragment in document.fragments}
    cues = [
        [clip.fragment, milliseconds(clip.begin), *_group(kinds.get(clip.fragment))]
        for clip in recording.clips
    ]
    told = ("play", "pause", "of", "return", "resume", "missing")
    facts = {
        "slug": document.slug,
        "title": document.metadata.title,
        "authors": ", ".join(document.metadata.authors),
        "cues": cues,
        "end": milliseconds(recording.samples),
        "words": {name: words[name] for name in told},
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def milliseconds(samples: int) -> int:
    """Give a number of samples in whole milliseconds, rounded down."""
    return samples * 1000 // SAMPLE_RATE


def player(audio: str, words: Mapping[str, str], *, lang: str = "") -> str:
    """Write the player's HTML; ``audio`` is the file beside the page, ``lang`` the words' language if it differs.

    Without script it is the browser's own player; the script shows the bar in its place.
    """
    say = {name: escape(text) for name, text in words.items()}
    speeds = "".join(
        f'<option value="{speed:g}"{" selected" if speed == 1 else ""}>{speed:g}×</option>'
        for speed in SPEEDS
    )
    checks = "".join(
        f'<p><label><input type="checkbox" id="{name}"{" checked" if name == "follow" else ""}> {say[name]}</label></p>'
        for name in ("follow", "skip-notes", "skip-citations", "skip-tables")
    )
    return f"""<section class="player" id="player" aria-label="{say["player"]}"{lang}>
<audio id="voice" src="{escape(audio)}" preload="metadata" controls></audio>
<p id="player-message" class="message" role="status"></p>
<button type="button" id="return" class="return" hidden>{say["return"]}</button>
<div class="bar" id="bar" hidden>
<div class="buttons">
{_button("play", say["play"], "play", icons=("play", "pause"))}
{_button("back", say["back"], "back")}
{_button("on", say["on"], "on")}
<label class="speed"><span class="unseen">{say["speed"]}</span><select id="speed">{speeds}</select></label>
<details class="settings" id="settings">
<summary title="{say["settings"]}">{icon("settings")}<span class="unseen">{say["settings"]}</span></summary>
<div class="panel">{checks}<p class="keys">{say["keys"]}</p></div>
</details>
{_button("hide", say["hide"], "hide")}
</div>
<div class="place">
<input type="range" id="position" min="0" max="1" value="0" step="1" aria-label="{say["position"]}">
<span id="time" class="time"></span>
</div>
</div>
{_button("show", say["show"], "show", hidden=True)}
</section>"""


def listen(words: Mapping[str, str], *, lang: str = "") -> str:
    """Write the button under the title that opens the player; the script shows it."""
    label = escape(words["player"])
    return f'<button type="button" id="listen" class="listen" hidden{lang}>{icon("play")}{label}</button>'


def _group(kind: Kind | None) -> list[str]:
    return [_GROUPS[kind]] if kind in _GROUPS else []


def _button(name: str, label: str, sign: str, *, icons: tuple[str, ...] = (), hidden: bool = False) -> str:
    drawn = "".join(icon(each) for each in icons or (sign,))
    state = " hidden" if hidden else ""
    return (
        f'<button type="button" id="{name}" class="{name}" title="{label}"{state}>{drawn}'
        f'<span class="unseen">{label}</span></button>'
    )


def icon(name: str) -> str:
    """Draw a sign of the player; its words stand beside it."""
    return (
        f'<svg class="icon icon-{name}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" '
        f'focusable="false">{_ICONS[name]}</svg>'
    )
