"""Words that citations and reference lists are made of, in the languages the press reads; all folded (see `fold`)."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʹ`´"
HYPHENS = "-‐‑–"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


YEAR = r"(?:1[4-9]|20)\d\d"

UNDATED = (
    r"(?-i:n\.\s?d\.|[sS]\.\s?[df]\.|[sS]/[dDfF]|[oO]\.\s?J\.|s\.\s?a\.)|no\s+date|sin\s+fecha|ohne\s+Jahr|sans\s+date|sem\s+data"
    r"|in\s+press|forthcoming|in\s+prep(?:aration|\.)|im\s+Druck|im\s+Erscheinen|sous\s+presse"
    r"|à\s+paraître|en\s+prensa|no\s+prelo"
)
"""What stands in the place of a year; a regular expression, any case."""

PARTICLES = _words("""
    van von der den de del della di da das do dos du des la le las los lo el al bin ibn ben abu af av
    ter ten te tot zu zum zur vom d l t 't in op het y e i st saint
""")
"""Small words inside a name; they may be written small or large."""

CONJUNCTIONS = _words("& and und et e y i og och en ja a")

SUFFIXES = _words("jr jr. sr sr. ii iii iv junior senior filho neto sobrinho netto")

MONTHS = _words("""
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec januar februar marz mai juni juli oktober dezember janvier
    fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril
    mayo junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro marco maio junho
    julho setembro outubro novembro dezembro spring summer autumn fall winter fruhling sommer herbst
    monday tuesday wednesday thursday friday saturday sunday easter christmas gennaio febbraio aprile
    maggio giugno luglio settembre ottobre dicembre
""")

LABELS = _words("""
    table tables figure figures fig figs version versions chapter section equation eq appendix box panel
    plate part volume vol issue number no page pages step study experiment model edition ed eds release
    supplement note tabelle abbildung abb tab kapitel abschnitt gleichung anhang teil band ausgabe
    fassung tableau chapitre figura tabla cuadro capitulo seccion tabela quadro secao versao apendice
    anexo grafico copyright isbn doi article session day week month year phase wave grade level season
    episode title act law directive regulation resolution lei decreto ley gesetz loi
""")

PLACES = _words("""
    london paris berlin rome madrid lisbon lisboa vienna wien geneva genf tokyo kyoto beijing shanghai
    sydney melbourne canberra washington boston chicago toronto montreal ottawa york angeles francisco
    brussels amsterdam copenhagen oslo stockholm helsinki dublin edinburgh glasgow oxford cambridge rio
    janeiro paulo brasilia delhi mumbai moscow warsaw prague budapest athens istanbul cairo jerusalem
    glasgow munich munchen hamburg zurich bern england scotland wales ireland britain france germany
    deutschland spain espana italy portugal austria switzerland netherlands belgium denmark norway
    sweden finland poland russia ukraine turkey egypt israel india china japan korea australia canada
    usa uk us mexico brazil brasil argentina chile peru colombia america africa europe asia california
    texas florida
""")

ORGANISATION = _words("""
    organization organisation organizacao organizacion association associacao asociacion institute
    institut instituto institution committee comite commission comissao comision department departement
    departamento ministry ministere ministerio ministerium group groupe grupo gruppe team project
    projeto proyecto projekt university universidade universidad universitat universite council conselho
    consejo conseil agency agencia agence society sociedade sociedad gesellschaft societe center centre
    centro zentrum foundation fundacao fundacion stiftung fondation bureau office federation federacao
    commission collaboration consortium network union nations bank survey program programme service
    services academy academia akademie authority board company corporation inc ltd gmbh press college
    school hospital museum library government state federal national international world european united
    initiative force investigators collaborators study trial core developers contributors secretaria
    secretariat governo camara senado tribunal assembleia bundesamt verband rede forum observatorio
    statistisches
""")

REFERENCE_HEADINGS = _phrases("""
    references | reference list | list of references | bibliography | works cited | literature cited |
    cited literature | sources | references cited | references and notes | notes and references |
    selected references | selected bibliography | literatur | literaturverzeichnis | literaturangaben |
    quellen | quellenverzeichnis | bibliographie | bibliografie | referenzen | quellen und literatur |
    literatur und quellen | references bibliographiques | liste des references | sources citees |
    ouvrages cites | litterature citee | referencias | referencias bibliograficas | bibliografia |
    obras citadas | literatura citada | literatura | fuentes | lista de referencias | fontes |
    riferimenti | riferimenti bibliografici | literatuur | referenties | literature | bibliographic references |
    bibliographical references | works consulted | zitierte literatur | literaturnachweise | referenzverzeichnis |
    references citees | bibliographie selective | bibliografia citada | referencias citadas | obras consultadas
""")
"""Headings of a reference list in English, German, French, Spanish, Portuguese, Italian and Dutch."""

AROUND = _words("""
    see also e.g eg e g i.e ie cf compare reviewed in by review reviews of for a an the and overview
    summary discussion discussed recent example examples instance as cited from quoted among others
    other many but more details detail further references therein there especially particularly notably
    mainly respectively first both or with contra following after adapted modified based on based data
    here after hereafter emphasis added original translation translated own my our see, reprinted work
    works literature siehe vgl auch s z b zit zitiert nach in uberblick fur einen eine ein zum zur bei
    und oder etwa u a hier hervorhebung im original voir aussi par exemple p ex cite dans pour une un
    revue synthese et ou ver vease tambien por ejemplo p ej citado en para una un revision y o vide veja
    tambem por exemplo em apud citados uma um revisao e ou ex n t grifo nosso grifos nossos meu meus
    original traducao nossa al inter alia
""")
"""Words that may stand round citations in a bracket without making it a sentence of its own."""

_MARKS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(HYPHENS, "-"),
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "đ": "d",
        "ı": "i",
    }
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Give the form in which names are compared: no case, no accents, one apostrophe, one hyphen."""
    if text.isascii():
        return text.translate(_MARKS).casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_MARKS))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def is_reference_heading(text: str) -> bool:
    """Tell whether a line is the heading of a reference list ("References", "5. Literaturverzeichnis")."""
    bare = re.sub(r"^[\s\dIVX.)#*]{0,8}(?=[A-ZÀ-Þ])|[\s.:*]+$", "", text.strip()[:60])
    return fold(bare) in REFERENCE_HEADINGS
