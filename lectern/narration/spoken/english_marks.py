"""Brackets, dashes, slashes and quotation marks -> pauses and words; hashtags, handles and file names -> words."""

import re

from lectern.narration.spoken.alignment import Rule, rule

APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)|(?<= )’(?=n’ )|(?<= ’n)’(?= )")
ASIDE = re.compile(r"(^|\s)[(\[]((?:[^()\[\]]|[(\[][^()\[\]]{0,200}[)\]]){1,600})[)\]](?![\w/^×*-])")
DASH = re.compile(r"\s*—\s*|\s+–\s+|\s+---?\s+|(?<=[a-z])---?(?=[a-z])")
EITHER = re.compile(
    r"\b(he|she|him|his|her|yes|either|he or she)/(she|her|hers|him|no|or|they)\b(?!/)", re.IGNORECASE
)
SLASH = re.compile(r"(?<=[A-Za-z])\s?/\s?(?=[A-Za-z\d])")
SPACED_PAIR = re.compile(r"(?<=\d)–(?=[A-Za-z])|(?<=[a-z])–(?=[A-Za-z])|(?<=[A-Za-z])–(?=[a-z])")
VERSUS = re.compile(r"\b([A-Z][\w’']+) v\. (?=[A-Z])")
EQUATION = re.compile(r"\b([Ee]quations?) \((\w+(?:\.\w+)?)\)")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|_+")
_EXTENSIONS = """csv tsv txt py md pdf html htm json xml docx? xlsx? pptx? odt png jpe?g gif svg tiff? zip tar gz exe
    mp3 mp4 wav epub ya?ml toml js ts css sh cpp java tex bib log ini cfg db sql ipynb rs rb php"""
FILE = re.compile(
    rf"(?<![\w./@-])((?:[\w-]{{1,60}}/){{0,8}}[\w-]{{1,60}}(?:\.[\w-]{{1,20}})?)\.({'|'.join(_EXTENSIONS.split())})\b(?!\.?[\w/])"
)
BARE_KIND = re.compile(rf"(?<![\w.])\.({'|'.join(_EXTENSIONS.split())})\b(?!\.?[\w/])")
PATH = re.compile(r"(?<![\w.:/)])((?:/[A-Za-z_][\w.-]{0,80}){2,12})/?(?![\w/])")


def _aside(found: re.Match[str]) -> str:
    """Part what stood in brackets from the text around it, by commas where no stop does."""
    before = found.string[max(0, found.start() - 3) : found.start()].rstrip("”\"'’")[-1:]
    inside = found[2].strip(" ,;")
    if not re.search(r"\w", inside):
        return " " if before else ""
    begin = " " if not before or before in ".!?;:,—" else ", "
    return f"{begin}{inside}{' ' if inside[-1:] in '.!?' else ', '}"


def _hashtag(found: re.Match[str]) -> str:
    return f"hashtag {HUMP.sub(' ', found[1])}"


def _file(found: re.Match[str]) -> str:
    """Say a file's name by its words, and its kind by letters; what is said as a word is left to the acronyms."""
    name = re.sub(r"[/_]+", " ", found[1]).replace(".", " dot ")
    return f"{name} dot {found[2].upper()}"


def _path(found: re.Match[str]) -> str:
    return found[1].replace("/", " slash ").replace("_", " ").replace(".", " dot ").strip()


FILES: tuple[Rule, ...] = (
    rule(r"\b([A-Z]):\\(?=\w)", r"\1, "),
    rule(r"(?<=\w)\\(?=\w)", ", "),
    (re.compile(r"(?<![\w#&/])#([A-Za-z]\w{1,80})"), _hashtag),
    (re.compile(r"(?<![\w.@/])@([A-Za-z]\w{1,40})"), lambda found: f"at {found[1].replace('_', ' ')}"),
    rule(r"\((\d{1,3}[a-z]?)\)[–-]\((\d{1,3}[a-z]?)\)", r"\1 to \2"),
    (EQUATION, r"\1 \2"),
    rule(r"(?<=[a-z]\w)\(\)", ""),  # of a function's name
    (VERSUS, r"\1 versus "),
    rule(r"(?<=\dth) c\.(?=[ ,;)]|\Z)", " century"),
    rule(r"(?<=[a-z]{3}) > (?=[A-Z][a-z]{2})", ", "),  # a way through menus
    rule(r"\b([Ee])d\. by\b", r"\1dited by"),
    rule(r"§§ ?(?=\d)", "sections "),
    rule(r"§ ?(?=\d)", "section "),
    rule(r"¶¶? ?(?=\d)", "paragraph "),
    rule(r"(?<!\w)#(?=\d)", "number "),
    (FILE, _file),
    (BARE_KIND, lambda found: f"dot {found[1].upper()}"),
    (PATH, _path),
    rule(r"(?<![\w/])[Nn]/[Aa](?![\w/])", "not applicable"),
    rule(r"(?<![\w/])c/o(?= )", "care of"),
    rule(
        r"\b([Pp]ages? (?:\d+(?:[–-]\d+)?, ){0,4}\d+(?:[–-]\d+)?) ?ff?\b(?:\.(?!\s*\Z))?", r"\1 and following"
    ),
)
QUOTED: tuple[Rule, ...] = ((APOSTROPHE, "'"), rule(r"(?<=[a-z])\.{3}(?!\.)|(?<!\.)\.{3}(?=\s|\Z)", "…"))
MARKS: tuple[Rule, ...] = (
    rule(r"\band/or\b", "and or"),
    rule(r"\bs/he\b", "he or she"),
    (EITHER, r"\1 or \2"),
    rule(r"(?<=\))/(?=\d|\(|[a-z]\b)", " over "),
    (SLASH, " "),
    rule(r"(?<=\w) / (?=\w)", " "),
    rule(r" ?[\[(](?:…|\. ?\. ?\.)[\])] ?", " … "),
    rule(r"\A\s*…\s+(?=\w)", ""),
    rule(r" ?& ?", " and "),
    rule(r"(?<=[.;:!?,])\s+[–—]\s+", " "),
    (DASH, ", "),
    (SPACED_PAIR, " "),
    (ASIDE, _aside),
    (ASIDE, _aside),
)
PAUSES: tuple[Rule, ...] = (
    rule(r"\s{2,}", " "),
    rule(r"\s+([,.;:!?])", r"\1"),
    rule(r"(?<!\.)\.\.(?!\.)", "."),
    rule(r",(?:\s*,)+", ","),
    rule(r",\s*([.;:!?])", r"\1"),
    rule(r"([(\[“‘])\s*,\s*", r"\1"),
    rule(r"\A[\s,;]+|[\s,]+\Z", ""),
    rule(r"\s{2,}", " "),
)
