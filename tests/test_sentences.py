"""The borders of sentences in scholarly text; "|" or, in the table of hard forms, "¦" stands between two sentences.

Measured besides, on text that was not looked at while the rules were written; borders read by eye, the forms that were
missed are in the table since:
- 27 passages drawn by chance from nine English and Portuguese articles, 92 borders: one too many, one missing;
- 14 German, French, Spanish and Italian passages of humanities papers, 86 borders: none too many, three missing;
- 45 short passages in these four languages, most of them made to be hard for another segmenter, 71 borders: precision
  .93, recall .97;
- 97 short passages in six languages, made to be hard, 119 borders: one too many, three missing;
- 78 more, 92 borders: five too many, three missing.
"""

import random
import re
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from filters.grammar.sentences import find_sentences

ENGLISH = {
    "plain": [
        "One sentence.",
        "No stop at the end",
        "It rose. | It fell. | It rose again.",
        "Was it so? | It was! | Good.",
        "Wait... | It is over.",
        "Wait… it is not over.",
        "He said … nothing.",
    ],
    "abbreviations": [
        "See Fig. 2 for details. | It rose.",
        "See Figs. 2 and 3, pp. 3–4, for details.",
        "As shown in Eq. 5, mass is conserved.",
        "It was tested in mice (e.g. Kraus et al. 2019) and in rats.",
        "Ketamine, i.e. the racemate, was given vs. placebo.",
        "Compare ketamine vs. Midazolam in adults.",
        "Dr. Smith met Prof. Li at St. Mary’s. | They talked.",
        "Mr. and Mrs. Jones left.",
        "Drugs, food, etc. were bought.",
        "We bought drugs, food, etc. | Then we left.",
        "It was approx. 3 mg. | Then it fell.",
        "See No. 5 and Nos. 6–8.",
        "Is it safe? | No. | It is not.",
        "Vol. 3 appeared in Jan. 2019. | It was long.",
        "Cf. Smith for a contrary view.",
        "The dose was 5 mg. | Patients slept.",
        "She moved to the U.S. in 1990.",
        "The U.S. Food and Drug Administration agreed.",
        "She moved to the U.S. | The others stayed.",
        "He holds a Ph.D. in physics.",
        "He holds a Ph.D. | She does not.",
        "At 5 p.m. the trial began.",
        "The trial began at 5 p.m. | It ended at six.",
        "Made by Pfizer Inc. in New York.",
        "It was made by Pfizer Inc. | The price was high.",
        "The viz. Latin form is used.",
        "See ch. 4 and sec. 2.1 of the book.",
        "See Table 2. | See Sect. 3.",
        "Ref. 12 says so. | Refs. 13 and 14 do not.",
        "(see Fig. 2a). | Next we show Fig. 3.",
        "Cells (approx. Twenty thousand) were counted.",
    ],
    "names": [
        "C. A. Zarate Jr. found it. | Others did not.",
        "J. R. R. Tolkien wrote it. | C. S. Lewis read it.",
        "Work by J.-P. Changeux and M.S. Parris is cited.",
        "It was shown by Kraus et al. | Ketamine acts fast.",
        "Kraus et al. (2019) found it. | Kraus et al. 2020 did not.",
        "In Kraus et al., nothing was found.",
        "Infection with E. coli was seen. | H. pylori was not.",
        "Thoughts of Martin Luther King, Jr. are quoted.",
        "It was found by V. Okoro and T. Marsh. | Others did not.",
        "Five sections: C. sect. Alta Okoro, C. sect. Ima Lind and C. ser. Media. | See Sect. 3.",
        "It belongs to Marea Lind. (Undae Okoro), with ten species. | It is rare.",
        "We saw M. alta (Okoro) Lind. (M. sect. Ima V. Okoro), M. ima and others. | They are rare.",
    ],
    "single letters": [
        "It is rich in vitamin C. | Patients liked it.",
        "He had hepatitis B. | She had influenza A. | Both recovered.",
        "Let it be x. | Then y follows.",
        "They went to plan B. | However, it failed.",
        "It was 20 °C. | Samples were frozen.",
        "We compared group A. | Group B was larger.",
        "The temperature was 5 K. | Helium was used.",
    ],
    "numbers": [
        "P < .05. | The rest was not significant.",
        "The value was 3.14. | Then it rose to 4.2.",
        "It grew by 2.5 % in 2019. | In 2020 it fell.",
        "It began in 2019. | 12 patients took part.",
        "Version v1.2.3 was used. | It worked.",
        "A ratio of 1.5:1 (95% CI 1.2–3.4, P = .03) was seen. | It fell.",
        "The sum was 1,234.56. | Fine.",
        "Sixty were male. | 40 were female.",
        "It was 3 a.m. on a Sunday.",
    ],
    "quotes and brackets": [
        "He said “It works.” | She agreed.",
        'He said "It works." | She agreed.',
        "“Why?” he asked.",
        "“Why?” Smith asked. | Nobody knew.",
        "“Who knows?” | The answer is near.",
        "(This is aside.) | The text goes on.",
        "The drug (it is new. It is fast.) works.",
        "The drug (or is it a poison?) works.",
        "It fell [sic!] and rose.",
        "She wrote ‘it is over.’ | He left.",
        "It is over.) | Next.",
        "The end (see above.). | Next.",
        "“Really?”, he said.",
        "He left […] and came back. | […] He stayed.",
        "The word “etc.” is short.",
        "“One. | Two.” | Three.",
        "(One is here. | Two is there.) | Three.",
    ],
    "citations": [
        "It acts fast (Kraus et al., 2019). | It fades.",
        "It acts fast. (Kraus et al., 2019) | However, it fades.",
        "“It acts fast.” (Kraus, 2019, p. 4) | It fades.",
        "“Does it act?” (Kraus, 2019). | It does.",
        "It acts fast.[12] | It fades.",
        "It acts fast. [12, 13] | It fades.",
        "It acts fast.¹² | It fades.",
        "It acts fast.12,13 | It fades.",
        "It acts fast.12–15 | It fades.",
        "It acts fast. | (This was new in 2019.) | It fades.",
        "It acts fast (see Li, M. A., 2019; Smith, J. Jr., 2020). | It fades.",
        "It acts fast (n.d.). | It fades.",
        "Smith (n.d.) said so. | Li (in press) did not.",
        "It acts fast.\ufffc | It fades.",
    ],
    "lists": [
        "1. The first point. | It is short.",
        "2.1. Methods are given here.",
        "a. First of all.",
        "iv. The fourth point.",
        "Three aims: 1. To heal. | 2. To help. | 3. To teach.",
        "We (a) healed, (b) helped and (c) taught. | It was good.",
        "(1) First point. | (2) Second point.",
        "It fell. | (2) the second point came.",
        "Marea alta (Lind 12). | a. Habit. | b. Flower in side view. | c. Lip; d, spur.",
        "1) First point. | 2) Second point.",
    ],
    "addresses": [
        "See https://doi.org/10.1016/j.drudis.2019.07.007 for more. | It is free.",
        "See https://example.org/a.b?c=d. | It is free.",
        "Write to a.b@example.org. | Or call.",
        "See www.example.org/?q=What!Now and wait.",
        "doi:10.1523/JNEUROSCI.1547-16.2016. | Next.",
        "Use node.js or file.txt. | Both work.",
    ],
    "words with inner capitals": [
        "It inhibits rapamycin. | mTOR is a kinase.",
        "It fell. | α-Synuclein rose.",
        "What is it? | mRNA is a molecule.",
        "It fell. | p53 rose.",
        "It fell e.g. mTOR did.",
    ],
    "marks": [
        "Really?! | Yes.",
        "Stop!!! | Now.",
        "It ended . . . . | Then it began.",
        "He came, ... Then he left.",
        "¿Qué? | Nothing.",
        "It is new. | — It is old.",
        "Titles (What Is It Like to Be a Bat?) are long.",
    ],
}

OTHERS = {
    "de": [
        "Das gilt z. B. Für Kinder und z.B. für Alte. | Es hilft.",
        "Am 3. Oktober 1990 begann es. | Im 19. Jahrhundert nicht.",
        "Vgl. Müller, S. 12 f., und Abb. 3. | Die Dosis stieg.",
        "Prof. Dr. Weber sagte: „Es hilft.“ | Dann ging er.",
        "Friedrich II. von Preußen lebte d. h. Er starb.",
        "Es kostet 3 Mio. Euro usw. | Das ist viel.",
        "Siehe Kapitel 3. | Die Dosis stieg.",
        "Sie sagte: »Es hilft.« | Er schwieg.",
        "Die Gruppe u. a. mit Kindern, bzw. Alten, ca. 30 Personen.",
    ],
    "fr": [
        "M. Dupont a vu Mme Curie, p. ex. En 1903. | Il est parti.",
        "« Pourquoi ? » | Elle ne savait pas.",
        "« Pourquoi ? » demanda-t-il.",
        "Voir fig. 3, p. 12, et art. 5. | C’est clair.",
        "Cela suffit, etc. | Nous partons.",
        "Il vécut au temps de J.-C. | Puis il partit.",
        "L’étude de J. Martin est citée. | Elle est longue.",
    ],
    "es": [
        "El Sr. García y la Dra. López vinieron. | ¿Por qué? | No se sabe.",
        "Véase la pág. 3, fig. 2, p. ej. El caso de Li. | Es claro.",
        "Vive en EE. UU. desde 1990. | Nació en Perú.",
        "Fue en el año 44 a. C. en Roma.",
        "¡Qué bien! | Funciona, etc. | Así es.",
    ],
    "pt": [
        "O Sr. Silva e a Dra. Costa vieram. | Foi bom.",
        "Ver p. ex. Costa (2019), pág. 4. | É claro.",
        "No séc. XIX era assim. | Hoje não.",
        "Segundo Bakhtin (2003, p. 45), existe. | Não é fácil.",
    ],
    "it": [
        "Il sig. Rossi e la dott.ssa Bianchi vennero. | Fu bello.",
        "Cfr. Rossi, pag. 4, p. es. Nel caso di Li. | È chiaro.",
        "Vennero tutti, ecc. | Poi partirono.",
        "Nel 44 a.C. Cesare morì. | Poi venne Augusto.",
    ],
    "ja": ["これはペンです。|それは本です。", "「そうです。」と言った。|終わり。", "本当？|はい！"],
    "zh": ["这是一本书。|那是一支笔。", "“真的吗？”|他走了。", "数值为3.14。|结束。"],
    "ar": ["هل هذا صحيح؟ | نعم هو صحيح. | انتهى النص."],
    "hi": ["यह एक किताब है। | वह कलम है।"],
    "el": ["Αυτό είναι. | Εκείνο δεν είναι."],
    "ru": ["Это книга. | То ручка."],
    "xx": ["It rose. | It fell."],
}

CASES = [("en", case) for cases in ENGLISH.values() for case in cases] + [
    (language, case) for language, cases in OTHERS.items() for case in cases
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_sentences_end_where_the_table_says(language: str, case: str) -> None:
    expected = [part.strip() for part in case.split("|")]
    text = case.replace(" | ", " ").replace("|", "")

    assert [text[start:end] for start, end in find_sentences(text, language)] == expected


HARD = [
    line.split("\t")
    for line in Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""Language, form, group ("certain" or "hard": readers may differ) and text with its borders marked."""
LANGUAGES = ("en", "de", "fr", "es", "pt", "it")


def borders(marked: str) -> tuple[str, set[int]]:
    """Give the text without its marks, and the positions where one sentence ends and the next begins."""
    parts = re.split(r"( ?¦ ?)", marked)
    text, ends = parts[0], set()
    for mark, part in zip(parts[1::2], parts[2::2], strict=True):
        ends.add(len(text))
        text += mark.replace("¦", "").replace("  ", " ") + part
    return text, ends


def found_borders(text: str, language: str) -> set[int]:
    return {end for _, end in find_sentences(text, language)} - {len(text)}


@pytest.mark.parametrize(("language", "form", "text"), [(a, b, d) for a, b, c, d in HARD if c == "certain"])
def test_certain_borders_are_all_found_and_no_others(language: str, form: str, text: str) -> None:
    plain, expected = borders(text)

    assert found_borders(plain, language) == expected, form


@pytest.mark.parametrize("language", [*LANGUAGES, "all"])
def test_precision_and_recall_of_borders_are_at_least_98_in_100(language: str) -> None:
    counts: Counter[str] = Counter()
    for owner, _, _, text in HARD:
        if language in (owner, "all"):
            plain, expected = borders(text)
            found = found_borders(plain, owner)
            counts.update(right=len(found & expected), found=len(found), expected=len(expected))

    assert counts["right"] >= 0.98 * counts["found"]
    assert counts["right"] >= 0.98 * counts["expected"]
    assert counts["expected"] >= 50


def test_the_table_of_hard_forms_is_not_small() -> None:
    assert len({text for _, _, _, text in HARD}) >= 400
    assert {language for language, *_ in HARD} >= {*LANGUAGES, "ja", "zh", "ar", "el", "hi"}


@pytest.mark.parametrize("seed", range(4))
def test_any_mixture_of_forms_keeps_all_its_text(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(200):
        text = "".join(
            chance.choices([*(row[3] for row in HARD), *".!?…()[]“”„«»‘’¹", " ", "\n\n", "A."], k=6)
        )
        spans = find_sentences(text, chance.choice([*LANGUAGES, "el", "ja"]))

        assert all(begin < end for begin, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
        assert "".join(text[begin:end] for begin, end in spans).split() or not text.strip()
        assert re.sub(r"\s", "", "".join(text[begin:end] for begin, end in spans)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_text_without_words_has_no_sentences(text: str) -> None:
    assert find_sentences(text) == ()


@pytest.mark.parametrize("text", ["...", "— * —", " a. B \n c! ", "A.\u00a0B. c", "。。", "[…] […]"])
def test_only_white_space_is_left_out(text: str) -> None:
    rest = list(text)
    for start, end in find_sentences(text):
        assert start < end
        rest[start:end] = " " * (end - start)

    assert "".join(rest).isspace() or not text


@pytest.mark.parametrize(
    "unit",
    (
        *(
            "..[111 111 111]",
            ". ",
            "(.",
            "A. ",
            "。 ",
            "[…] ",
            ".[1,",
            "(a. B",
            "i. x ",
            ". »",
            "\n ",
            "x.(2",
        ),
        *(
            "“a. ",
            "„b. “",
            "«c. » d",
            "‘e. ’ f",
            "G. H. ",
            "Bot. ",
            "1: 2. ",
            "1789. ",
            "x.Y z",
            ".⁷,⁸",
            "z. B. ",
        ),
        *(
            "?! ",
            "(i) ",
            "a) B. ",
            "…",
            ".\u00a0.",
            "3. ",
            "l’art. ",
            "http://a.b/c.D ",
            ". van der Berg ",
            "van ",
        ),
    ),
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_hostile_text_takes_linear_time(unit: str, language: str) -> None:
    begun = time.process_time()
    find_sentences(unit * (100_000 // len(unit)), language)

    assert time.process_time() - begun < 10
