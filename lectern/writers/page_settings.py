"""The page's reading settings: what can be set, within which bounds, and the panel that offers it.

The script shows the panel, for without script it can do nothing. Bounds go beyond WCAG 2.2, 1.4.12 (Text Spacing:
letters 0.12 em, words 0.16 em, lines 1.5, paragraphs 2 em) and 1.4.4 (Resize Text: 200 %).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from lectern.writers.xhtml import direction

SCRIPTS = ("settings", "place", "line_focus")
"""Run at the page's end, in this order; `settings_kept` runs in its head, before anything is painted."""

THEMES = ("system", "light", "sepia", "dark", "contrast-light", "contrast-dark")
_FACES = ("literata", "atkinson", "device")
_FOCUS = ("off", "line", "lines", "paragraph")
_JOINED = frozenset({"ar", "fa", "ur", "ps", "sd", "ug", "ckb", "syr", "dv", "nqo", "mn"})
"""Languages whose letters are joined: spacing would tear them apart (CSS Text 4, 10.2)."""
_LETTERS = (
    '<svg class="letters" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
    '<path d="M2 19 7.5 5 13 19M4 14.5h7M22 11.5V19"/><circle cx="18.5" cy="15.3" r="3.5"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Slider:
    """A setting with a number: its bounds, its step and what is usual; ``form`` tells it, "%" as a percentage."""

    name: str
    word: str
    least: float
    most: float
    step: float
    usual: float
    form: str = "%"


SLIDERS = (
    Slider("size", "size", 0.8, 3, 0.1, 1),
    Slider("letters", "letter-spacing", 0, 0.3, 0.02, 0),
    Slider("words", "word-spacing", 0, 0.8, 0.04, 0),
    Slider("leading", "line-spacing", 1.2, 3, 0.1, 1.6, "{}×"),
    Slider("paragraphs", "paragraph-spacing", 0, 3, 0.1, 0.9),
    Slider("measure", "line-length", 30, 100, 5, 65, "characters"),
)


def settings_panel(words: Mapping[str, str], *, language: str, lang: str = "") -> str:
    """Write the button and the panel; ``language`` is the article's, ``lang`` marks the words' if it differs."""
    say = {name: escape(text) for name, text in words.items()}
    side = "align-right" if direction(language) == "rtl" else "align-left"
    joined = language.split("-")[0].lower() in _JOINED
    sliders = "".join(_slider(each, say) for each in SLIDERS if not (joined and each.name == "letters"))
    parts = (
        _choices("theme", say["colours"], [(name, say[f"theme-{name}"]) for name in THEMES]),
        _choices("face", say["face"], [(name, say[f"face-{name}"]) for name in _FACES], rows=True),
        f"<fieldset><legend>{say['text']}</legend>{sliders}</fieldset>",
        _choices("align", say["alignment"], [("start", say[side]), ("justify", say["align-justify"])]),
        _choices(
            "focus", say["focus"], [(name, say[f"focus-{name}"]) for name in _FOCUS], note=say["focus-keys"]
        ),
    )
    return f"""<div class="reading-settings" id="reading-settings" hidden{lang}>
<button type="button" class="open-settings" id="open-settings" aria-expanded="false" aria-controls="settings-panel">\
{_LETTERS}<span>{say["reading-settings"]}</span></button>
<dialog class="settings-panel" id="settings-panel" aria-labelledby="settings-title">
<div class="head"><h2 id="settings-title">{say["reading-settings"]}</h2>
<button type="button" class="close-settings" id="close-settings">{say["close"]}</button></div>
{"".join(parts)}
<div class="settings-foot"><button type="button" class="reset-settings" id="reset-settings">{say["reset"]}</button>
<p id="settings-told" role="status" data-words="{say["reset-done"]}"></p>
<p>{say["kept-here"]}</p></div>
</dialog>
</div>"""


def _choices(
    name: str, legend: str, offered: list[tuple[str, str]], *, rows: bool = False, note: str = ""
) -> str:
    """Write a group of which one is chosen, the first unless the reader has chosen another."""
    labels = "".join(
        f'<label{_shown(name, value)}><input type="radio" name="read-{name}" value="{value}"'
        f"{' checked' if not place else ''}> <span>{text}</span></label>"
        for place, (value, text) in enumerate(offered)
    )
    told = f' aria-describedby="note-{name}"' if note else ""
    below = f'<p class="note" id="note-{name}">{note}</p>' if note else ""
    return (
        f'<fieldset class="{name}s"{told}><legend>{legend}</legend>'
        f'<div class="choices{" rows" if rows else ""}">{labels}</div>{below}</fieldset>'
    )


def _shown(name: str, value: str) -> str:
    """Let a choice of colours or of a typeface show itself."""
    if name == "theme" and value != "system":
        return f' data-theme="{value}"'
    return f' class="face-{value}"' if name == "face" else ""


def _slider(slider: Slider, say: Mapping[str, str]) -> str:
    form = say["characters"] if slider.form == "characters" else slider.form
    label = say[slider.word]
    return (
        f'<p class="slider"><label for="set-{slider.name}">{label}</label><output for="set-{slider.name}"></output>'
        f'<input type="range" id="set-{slider.name}" name="{slider.name}" min="{slider.least:g}" max="{slider.most:g}" '
        f'step="{slider.step:g}" value="{slider.usual:g}" data-form="{form}"></p>'
    )
