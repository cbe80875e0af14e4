"""What is seen of each word of a reference line: the attributes by which its field is told."""

from __future__ import annotations

import re
from functools import lru_cache

from filters.grammar.reference_words import Words
from filters.grammar.words import MONTHS, ORGANISATION, PARTICLES, PLACES, YEAR, fold

_YEAR = re.compile(rf"{YEAR}[a-z]?")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_JOURNAL = _words("""
    journal j rev review revista ann annals acta arch archiv archives bull bulletin proc proceedings
    trans transactions lett letters zeitschrift cahiers annales boletim boletin quarterly magazine
    int jour am natl acad sci conference symposium workshop anais congress congresso lecture notes
    handbook encyclopedia
""")
_PUBLISHER = _words("""
    press publishers publishing publisher verlag editora edicoes editorial editions presses wiley
    springer elsevier routledge sage erlbaum kluwer blackwell palgrave macmillan mcgraw-hill pearson
    penguin books hall prentice academic freeman norton harper inc ltd co gmbh sons suhrkamp cortez
    vozes atlas zahar gallimard seuil verlagsgesellschaft vandenhoeck ruprecht gruyter brill birkhauser teubner
    mohr siebeck klett beltz campus hachette larousse flammarion armand colin harmattan payot fayard puf vrin droz
    peeters brepols olms niemeyer fink metzler beck duncker humblot nomos mcgraw addison-wesley benjamins longman
    allyn bacon guilford mifflin houghton winston holt rinehart lippincott saunders mosby karger thieme lea febiger
    williams wilkins sinauer garland humana chapman reidel nijhoff pergamon ashgate emerald bloomsbury continuum
    polity verso knopf doubleday scribner basic schuster zenodo figshare github mit crc usenix usp unesp ufmg
    artmed manole papirus contexto autentica brasiliense perspectiva siglo veintiuno trotta paidos tecnos ariel
    alianza gedisa feltrinelli laterza einaudi mulino ediciones edizioni maison uitgeverij forlag wydawnictwo
""")
_IN = frozenset(["in", "em", "en", "dans"])
_KIND = _words("""
    thesis dissertation tese dissertacao tesis these report relatorio rapport bericht version edition edn ed dataset
    software preprint manuscript unpublished working paper technical tech memo online available retrieved accessed
    internet cited disponivel acesso published forthcoming translated edited editors eds vol chapter pages
""")
_KINDS = (
    ("m", MONTHS),
    ("o", ORGANISATION),
    ("l", PLACES),
    ("p", PARTICLES),
    ("j", _JOURNAL),
    ("P", _PUBLISHER),
    ("g", _KIND),
)


_KINDS_OF: dict[str, str] = {}
for _sign, _known in _KINDS:
    for _each in _known:
        _KINDS_OF[_each] = _KINDS_OF.get(_each, "") + _sign


class _Word:
    """What is seen of a word alone; made once for each word."""

    __slots__ = ("after", "before", "flags", "lower", "own", "shape", "short", "year")

    def __init__(self, text: str) -> None:
        form, self.shape, ending, kinds = _look(text)
        self.own = tuple(
            filter(None, (f"w={form}", ending and f"e={ending}", kinds and f"k={kinds}", f"s={self.shape}"))
        )
        self.before = (f"-w={form}", f"-s={self.shape}{kinds}")
        self.after = (f"+w={form}", f"+s={self.shape}{kinds}")
        self.short = len(text) < 3 and text.isupper()
        self.lower = text.islower() and "p" not in kinds
        self.year = self.shape == "year"
        mark = "@" if self.shape == "@" else "y" if self.year else "d" if text[0].isdigit() else ""
        self.flags = _bits(mark, kinds)


_FLAGS = "@dyPjmo"


@lru_cache(maxsize=1_000)
def _bits(mark: str, kinds: str) -> int:
    """Give the flags of a word: its mark and the first of its lexicons."""
    kind = next((kind for kind in "Pojm" if kind in kinds), "")
    return sum(1 << _FLAGS.index(each) for each in (mark, kind) if each)


def _look(text: str) -> tuple[str, str, str, str]:
    """Give form, shape, ending and lexicons of a word."""
    if "/" in text or text[:4].lower() == "www.":
        return ("@", "@", "", "")
    if text.isdigit():
        shape = "year" if _YEAR.fullmatch(text) else f"d{min(len(text), 5)}"
        return (text if len(text) == 1 else shape, shape, "", "")
    plain = fold(text)
    if text[0].isdigit() and _YEAR.fullmatch(text):
        return ("yeara", "year", "", "")
    shape = _shape(text)
    kinds = "" if len(text) == 1 and text.isupper() else _KINDS_OF.get(plain, "")
    return (
        (plain if plain.isalpha() else _DIGIT.sub("0", plain))[:16],
        shape,
        plain[-3:] if len(plain) > 4 else "",
        kinds,
    )


_DIGIT, _DIGITS, _SMALLS = re.compile(r"\d"), re.compile(r"\d+"), re.compile(r"[^\W\d_A-ZÀ-Þ]+")
_CAPITAL, _CAPITALS = re.compile(r"[A-ZÀ-Þ]"), re.compile(r"[A-ZÀ-Þ]{4,}")


def _shape(text: str) -> str:
    """Give the shape of a word: "Xx" of "Salt", "x" of "water", "X" for each of a few capitals, "d" of "12"."""
    if text.isascii() and text.isalpha() and len(text) > 3:
        if text.islower():
            return "x"
        if text[1:].islower():
            return "Xx"
    shape = _DIGITS.sub("d", _SMALLS.sub("x", text))
    shape = _CAPITAL.sub("X", _CAPITALS.sub("XXXX", shape))[:6]
    return "x" * len(text) if len(text) < 4 and shape == "x" else shape


@lru_cache(maxsize=60_000)
def _seen(text: str) -> _Word:
    return _Word(text)


_CHUNK = re.compile(r"[,.;:()?!\"/]")


@lru_cache(maxsize=5_000)
def _divides(gap: str) -> bool:
    """Tell whether a gap divides chunks: any mark but an apostrophe, a hyphen or the point inside "J.C."."""
    return bool(_CHUNK.search(gap)) and gap != "."


def _is_border(gaps: tuple[str, ...], seen: list[_Word], place: int) -> bool:
    """Tell whether a sentence may end before a word: no initial stands before the full stop, but "Holm KJ. " may."""
    gap = gaps[place]
    if gap[:1] in ("?", "!") or ('"' in gap and len(gap) > 1):
        return True
    if gap[:2] not in (". ", ".(", ").", "." + '"'):
        return False
    before = seen[place - 1]
    return not before.short or (
        place > 1 and gaps[place - 1] == " " and not seen[place].short and "." in gap[:2]
    )


def line_form(words: Words) -> str:
    """Guess the style of a line: where the year stands and whether titles are quoted.

    >>> from filters.grammar.reference_words import cut_words
    >>> line_form(cut_words("Holm, K. (2019). Salt. Press."))
    'P'
    """
    count = len(words.texts)
    form = "N"
    for place, text in enumerate(words.texts):
        if len(text) in (4, 5) and _YEAR.fullmatch(text):
            before, after = words.gaps[place], words.gaps[place + 1]
            if place * 3 > count * 2 and place > 4:
                form = "L" if "(" not in before else "l"
            elif "(" in before:
                form = "P"
            else:
                form = "S" if ";" in after else "B"
            break
    return form + ('"' if any('"' in gap for gap in words.gaps) else "")


@lru_cache(maxsize=20_000)
def _signature(count: int, small: int, flags: int) -> str:
    """Sum up a run of words: its length, how many are small, what kinds are among them."""
    length = count if count < 3 else 3 if count < 5 else 5 if count < 9 else 9
    case = "0" if not small else "1" if small * 3 < count else "2"
    return f"{length}{case}{''.join(sign for bit, sign in enumerate(_FLAGS) if flags >> bit & 1)}"


def _runs(seen: list[_Word], starts: list[int]) -> tuple[list[int], list[str]]:
    """Give for each word the number of its run, and the signatures of the runs, one more at both ends."""
    owner: list[int] = []
    signatures = ["^"]
    first = 0
    for number, last in enumerate([*starts[1:], len(seen)], 1):
        small = flags = 0
        for word in seen[first:last]:
            small += word.lower
            flags |= word.flags
        signatures.append(_signature(last - first, small, flags))
        owner += [number] * (last - first)
        first = last
    signatures.append("$")
    return owner, signatures


_CHAPTER = re.compile(r"[.,;”\"’»?!)\]] ?(?:In|in|Em|em|Dans|dans)\b[ :,]")
_SERIAL = re.compile(r"\d\s?\(\d|[;:,]\s?\d{1,4}\s?[:,(]\s?[\dA-Z]\d|\b[Vv]ol\b|\b[Nn]o\.|\bn\. ?\d")


@lru_cache(maxsize=60_000)
def _between(gap: str, after: str, shape: str) -> tuple[str, ...]:
    """Give what is seen of the marks at both sides of a word."""
    return (f"<{gap}", f">{after}", f"<{gap}>{after}", f"<{gap}{shape}", f">{after}{shape}")


@lru_cache(maxsize=60_000)
def _pair(before: str, gap: str, shape: str) -> str:
    return f"_{before}{gap}{shape}"


def attributes(words: Words) -> list[list[str]]:
    """Give for each word what is seen of it, of its neighbours and of its place in the line."""
    texts, gaps = words.texts, words.gaps
    count = len(texts)
    if not count:
        return []
    seen = [_seen(text) for text in texts]
    shared = _shared(words, seen)
    rows: list[list[str]] = []
    for place, word in enumerate(seen):
        gap = gaps[place]
        row = [*_between(gap, gaps[place + 1], word.shape), *shared[place], *word.own]
        row.append(shared[place][3] + word.shape)
        if place:
            before = seen[place - 1]
            row += before.before
            row.append(_pair(before.shape, gap, word.shape))
            if place > 1:
                row.append(f"--{seen[place - 2].shape}{gaps[place - 1]}")
        if place + 1 < count:
            row += seen[place + 1].after
            if place + 2 < count:
                row.append(f"++{seen[place + 2].shape}{gaps[place + 2]}")
        rows.append(row)
    return rows


def _shared(words: Words, seen: list[_Word]) -> list[tuple[str, ...]]:
    """Give for each word what is seen of its chunk: the stretch between two marks, and the sentence around it."""
    gaps, count = words.gaps, len(seen)
    form = line_form(words) + ("A" if _SERIAL.search(words.line) else "")
    form += "C" if _CHAPTER.search(words.line) else ""
    starts = [place for place in range(count) if not place or _divides(gaps[place])]
    chunks = _runs(seen, starts)[1]
    border_of, borders = _runs(
        seen, [place for place in starts if not place or _is_border(gaps, seen, place)]
    )
    long_one = next(
        (n for n, sign in enumerate(chunks) if (sign[0] in "59" and sign[1] != "0") or sign[:2] == "32"), 1
    )
    quoted = inside = within = False
    dated = -1
    shared: list[tuple[str, ...]] = []
    for number, start in enumerate(starts, 1):
        gap, end = gaps[start], starts[number] if number < len(starts) else count
        if '"' in gap:
            quoted = not quoted
        inside = "(" in gap or (inside and ")" not in gap)
        within = within or words.texts[start].lower() in _IN
        border = border_of[start]
        zone = f"{form}{'q' if quoted else ''}{'(' if inside else ''}{'i' if within else ''}{'d' if dated >= 0 else ''}"
        own, part = chunks[number], borders[border]
        since = min(border - max(dated, 0), 4)
        left = min(len(borders) - 1 - border, 4)
        around = f"{gap[:3]}|{gaps[end][:3]}"
        row = (
            f"g{around}{own}",
            f"g{around}{form}{since}{left}",
            f"g{around}{chunks[number + 1]}",
            f"z{zone}",
            f"y{zone}{since}",
            f"c{own}{form}",
            f"c{chunks[number - 1]}|{own}",
            f"c{own}|{chunks[number + 1]}",
            f"b{part}|{borders[border + 1]}",
            f"b{borders[border - 1]}|{part}",
            f"l{max(-1, min(number - long_one, 4))}{zone}",
            f"q{left}{part}{form}",
        )
        shared.append((*row, f"i{own}{form}"))
        shared += [row] * (end - start - 1)
        if dated < 0 and "y" in own:
            dated = border
    return shared
