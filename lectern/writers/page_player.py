"""Recording -> the page's read-along player: its controls, with the words and signs that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

SPEEDS = (0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3)
SLEEP = (5, 10, 15, 30, 45, 60)
"""Minutes after which the sound may stop by itself."""
GROUPS = ("citations", "notes", "tables", "figures", "code", "references")
"""What the listener may skip."""
KEYS = (
    ("play", ("K",)),
    ("sentence", ("←", "→")),
    ("seconds", ("J", "L")),
    ("chapter", ("⇧ ←", "⇧ →")),
    ("speed", (",", ".")),
    ("find", ("F",)),
    ("hide", ("H",)),
    ("close", ("Esc",)),
)
"""What each key does while the focus is in the player, as the script has it."""
_ICONS = {
    "play": '<path d="M7 4.5v15l12.5-7.5z"/>',
    "pause": '<path d="M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z"/>',
    "back": '<path d="M19 5v14l-9.5-7zM5.5 5h3v14h-3z"/>',
    "on": '<path d="M5 5v14l9.5-7zM15.5 5h3v14h-3z"/>',
    "find": '<path d="M10 3a7 7 0 1 0 4.2 12.6l5 5 1.7-1.7-5-5A7 7 0 0 0 10 3zm0 2.4'
    'a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2z"/>',
    "settings": '<path d="M3 6h8v2.4H3zM17 6h4v2.4h-4zM12.6 4h2.6v6.4h-2.6zM3 15.6h4v2.4H3zM13 15.6h8v2.4h-8z'
    'M8.6 13.6h2.6V20H8.6z"/>',
    "sleep": '<path d="M19.9 14.6A8.4 8.4 0 0 1 9.4 4.1a8.4 8.4 0 1 0 10.5 10.5z"/>',
    "hide": '<path d="M4.4 8 12 15.6 19.6 8l1.7 1.7L12 19 2.7 9.7z"/>',
    "show": '<path d="M4 10h4l5-4.5v13L8 14H4zM15.2 8.2a5 5 0 0 1 0 7.6l1.3 1.6a7 7 0 0 0 0-10.8z"/>',
}


def player(
    audio: str,
    words: Mapping[str, str],
    *,
    groups: Iterable[str] = (),
    chapters: bool = False,
    lang: str = "",
) -> str:
    """Write the player's HTML; ``audio`` is the file beside the page, ``lang`` the words' language if it differs.

    ``groups`` are those of `GROUPS` that are said, ``chapters`` tells whether the recording has several. Without
    script it is the browser's own player; the script shows the bar in its place.
    """
    say = {name: escape(text) for name, text in words.items()}
    speeds = "".join(
        f'<option value="{speed:g}"{" selected" if speed == 1 else ""}>{speed:g}×</option>'
        for speed in SPEEDS
    )
    return f"""<section class="player" id="player" aria-label="{say["player"]}"{lang}>
<audio id="voice" src="{escape(audio)}" preload="metadata" controls></audio>
<p id="player-message" class="message" role="status"></p>
<p id="player-news" class="unseen" role="status"></p>
<button type="button" id="return" class="return" hidden>{say["return"]}</button>
<div class="bar" id="bar" hidden>
<div class="buttons">
{_button("play", say["play"], "play", icons=("play", "pause"))}
{_button("back", say["back"], "back")}
{_button("on", say["on"], "on")}
<label class="speed"><span class="unseen">{say["speed"]}</span><select id="speed">{speeds}</select></label>
{_panel("find", say["find"], _finder(say))}
{_panel("settings", say["settings"], _settings(say, groups, chapters))}
</div>
<div class="place">
<input type="range" id="position" min="0" max="1" value="0" step="1" aria-label="{say["position"]}">
<span id="time" class="time"></span>
<button type="button" id="sleep-off" class="sleep-off" hidden>{icon("sleep")}<span></span><span
class="unseen"></span></button>
{_button("hide", say["hide"], "hide")}
</div>
</div>
{_button("show", say["show"], "show", hidden=True)}
</section>"""


def listen(words: Mapping[str, str], *, lang: str = "") -> str:
    """Write the button under the title that opens the player; the script shows it."""
    label = escape(words["player"])
    return f'<button type="button" id="listen" class="listen" hidden{lang}>{icon("play")}{label}</button>'


def icon(name: str) -> str:
    """Draw a sign of the player; its words stand beside it."""
    return (
        f'<svg class="icon icon-{name}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" '
        f'focusable="false">{_ICONS[name]}</svg>'
    )


def _settings(say: Mapping[str, str], groups: Iterable[str], chapters: bool) -> str:
    """What one sets once: following, what is left out, when the sound stops; and the keys."""
    there = set(groups)
    names = ("follow", "light-words", *(f"skip-{name}" for name in GROUPS if name in there))
    checks = "".join(
        f'<p><label><input type="checkbox" id="{name}"{"" if name.startswith("skip") else " checked"}> {say[name]}'
        "</label></p>"
        for name in names
    )
    times = "".join(
        f'<option value="{minutes}">{say["sleep-minutes"].format(minutes)}</option>' for minutes in SLEEP
    )
    last = f'<option value="chapter">{say["sleep-chapter"]}</option>' if chapters else ""
    keys = "".join(
        f"<div><dt>{' '.join(f'<kbd>{escape(key)}</kbd>' for key in pressed)}</dt><dd>{say[f'key-{name}']}</dd></div>"
        for name, pressed in KEYS
        if chapters or name != "chapter"
    )
    return f"""{checks}
<p class="timer"><label>{say["sleep"]}
<select id="sleep"><option value="">{say["sleep-off"]}</option>{times}{last}</select></label></p>
<details class="keys"><summary>{say["keys"]}</summary>
<p>{say["key-focus"]}</p><dl>{keys}</dl><p>{say["key-click"]}</p></details>"""


def _finder(say: Mapping[str, str]) -> str:
    """A box for words that are said, and the list of where; `search` is the landmark (ARIA 1.2)."""
    return f"""<form role="search" id="find-form"><label for="find-words">{say["find"]}</label>
<input type="search" id="find-words" autocomplete="off" spellcheck="false" enterkeyhint="search"></form>
<p id="find-count" class="count" role="status"></p>
<ol id="find-hits" class="hits"></ol>"""


def _panel(name: str, label: str, content: str) -> str:
    return (
        f'<details class="{name}" id="{name}"><summary title="{label}">{icon(name)}<span class="unseen">{label}</span>'
        f'</summary><div class="panel">{content}</div></details>'
    )


def _button(name: str, label: str, sign: str, *, icons: tuple[str, ...] = (), hidden: bool = False) -> str:
    drawn = "".join(icon(each) for each in icons or (sign,))
    state = " hidden" if hidden else ""
    return (
        f'<button type="button" id="{name}" class="{name}" title="{label}"{state}>{drawn}'
        f'<span class="unseen">{label}</span></button>'
    )
