"""What a spoken rule needs of a text is never more than what it matches."""

import random
import re
from importlib import import_module
from pathlib import Path

import pytest

from lectern.narration.spoken.needs import characters, needs

LANGUAGES = ("english", "german", "french", "spanish", "portuguese", "italian")
TEXTS = sorted(
    {
        line.split("\t")[1]
        for language in LANGUAGES
        for line in Path(__file__).with_name(f"spoken_{language}.tsv").read_text("utf-8").splitlines()[1:]
    }
)
ODD = ["٣", "İ", "ſ", "K", "\u00a0", "\n", "⁻¹", "½", "🎉", "C", "XIX", "#", "…", "Ⅷ", "𝟙"]


def mixtures(seed: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(TEXTS + ODD, k=chance.randint(1, 3))) for _ in range(300)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_that_matches_has_what_it_needs(language: str) -> None:
    texts = [*TEXTS, *mixtures(LANGUAGES.index(language))]
    held = [characters(text) for text in texts]
    for pattern, _ in import_module(f"lectern.narration.spoken.{language}").RULES:
        wanted = needs(pattern)
        for text, signs in zip(texts, held, strict=True) if wanted else ():
            lacking = [
                need for need in wanted if signs.isdisjoint(need.characters) and not need.stands_in(text)
            ]

            assert not lacking or not pattern.search(text), (pattern.pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?i)kelvin|SHOW", "ſhow"),
        (r"(?i:K)\d", "\u212a7"),
        (r"\d{2}", "٣٤"),
        (r"a(?!%)(?:B)?", "a"),
        (r"(?:x|Q)?=", "="),
        (r"(?<![%])!", "!"),
        (r"[^A-Z]#|é", "é"),
        (r"(?:[Ff]ig|[Tt]able)(?= [IVX])", "table X"),
        (r"(a)\1{0,2}[0-9]*", "a"),
        (r"(?>A+)b", "Ab"),
    ],
)
def test_what_matches_is_never_passed_over(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)

    assert compiled.search(text)
    for need in needs(compiled):
        assert not characters(text).isdisjoint(need.characters) or need.stands_in(text)


def test_a_plain_sentence_is_passed_over_by_most_rules() -> None:
    text = "the tide rises twice a day, and nobody on the shore asks why."
    rules = import_module("lectern.narration.spoken.english").RULES

    tried = [
        pattern
        for pattern, _ in rules
        if not any(
            characters(text).isdisjoint(need.characters) and not need.stands_in(text)
            for need in needs(pattern)
        )
    ]

    assert len(tried) < len(rules) / 4
