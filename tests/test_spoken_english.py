"""Written English and what is said for it, grouped by form; "→" stands between them."""

import random
import time

import pytest

from lectern.narration.spoken import speak
from lectern.narration.spoken.english_roman import read

TABLE = {
    "years": """
        In 2016, it began. → In twenty sixteen, it began.
        since 1984 → since nineteen eighty-four
        in 1905 → in nineteen oh five
        in 1900 → in nineteen hundred
        in 2000 → in two thousand
        in 2005 → in two thousand and five
        from 1999 to 2003 → from nineteen ninety-nine to two thousand and three
        between 1914 and 1918 → between nineteen fourteen and nineteen eighteen
        2010–2015 → twenty ten to twenty fifteen
        the 2015-2019 period → the twenty fifteen to twenty nineteen period
        the pre-2010 era → the pre-twenty ten era
        in 1066 → in 1066
        in 1348 → in thirteen forty-eight
        1500 patients → 1500 patients
        of 1200 participants → of 1200 participants
        a sample of 2019 adults → a sample of 2019 adults
        in 2019 patients were → in twenty nineteen patients were
        pages 1985 to 1990 → pages 1985 to 1990
        1,984 people → 1,984 people
        The 1918 influenza → The nineteen eighteen influenza
        March 2020 → March twenty twenty
        in early 2021 → in early twenty twenty-one
        2019.5 → 2019.5
        2000 mg → 2000 milligrams
    """,
    "decades": """
        the 1980s → the nineteen eighties
        the mid-1990s → the mid-nineteen nineties
        the ’60s → the sixties
        in her 20s → in her twenties
        the 1900s → the nineteen hundreds
        the 2000s → the two thousands
        the 1980’s → the nineteen eighties
    """,
    "dates": """
        at 10:30 a.m. today → at 10:30 A.M today
        2019-03-14 → 14 March twenty nineteen
        on 14 March 2019 → on 14 March twenty nineteen
        on March 14, 2019, it → on March 14, twenty nineteen, it
        Jan. 5, 2020 → January 5, twenty twenty
        at 14:05 → at 14:05
        at 5 p.m. on Sunday → at 5 P.M on Sunday
    """,
    "ranges": """
        Figure 2C–F → Figure 2C to F
        Mon–Fri → Mon to Fri
        1920s–1930s → nineteen twenties to nineteen thirties
        pages 5–7 and 9–11 → pages 5 to 7 and 9 to 11
        3–4 weeks → 3 to 4 weeks
        18-65 years → 18 to 65 years
        0.5–0.7 → 0.5 to 0.7
        5–10 mg → 5 to 10 milligrams
        5 – 10 → 5 to 10
        40%–50% → 40 to 50 percent
        40–50% → 40 to 50 percent
        11158-11164 → 11158 to 11164
        327-35 → 327 to 35
        3-0 → 3-0
        Monday–Friday → Monday to Friday
        May–June → May to June
        dose–response → dose response
        2–3-fold → 2 to 3-fold
        Figs. 3–5 → Figures 3 to 5
        −5 to −3 → minus 5 to minus 3
    """,
    "money": """
        $5 million → 5 million dollars
        $1 → 1 dollar
        $3.50 → 3 dollars 50
        £1.20 → 1 pound 20
        US$20 → 20 U.S dollars
        €5–10 million → 5 to 10 million euros
        $5–$10 → 5 to 10 dollars
        20 € → 20 euros
        $1.5bn → 1.5 billion dollars
        USD 300 → 300 dollars
        ¥500 → 500 yen
        $1,200 per dose → 1,200 dollars per dose
    """,
    "percent": """
        95% → 95 percent
        2.5 % → 2.5 percent
        .5% → 0.5 percent
        the % of cases → the percent of cases
    """,
    "units": """
        5 mg·kg⁻¹·day⁻¹ → 5 milligrams per kilogram per day
        kcat s⁻¹ → kcat per second
        100 IU/mL → 100 international units per millilitre
        5°C/min → 5 degrees Celsius per minute
        in 1990, M.Arnot found → in nineteen ninety, M.Arnot found
        120/80 mmHg → 120 over 80 millimetres of mercury
        5 mg → 5 milligrams
        1 mg → 1 milligram
        0.5 mg/kg → 0.5 milligrams per kilogram
        5 μg → 5 micrograms
        5 µg/mL → 5 micrograms per millilitre
        24 h → 24 hours
        1 h → 1 hour
        40 min → 40 minutes
        5-mg dose → 5-milligram dose
        a 10-h day → a 10-hour day
        3 m² → 3 square metres
        3 m2 → 3 square metres
        10 cm³ → 10 cubic centimetres
        9.8 m/s² → 9.8 metres per second squared
        3 mg kg⁻¹ h⁻¹ → 3 milligrams per kilogram per hour
        3 mg/kg/h → 3 milligrams per kilogram per hour
        20 mg/day → 20 milligrams per day
        5 km/h → 5 kilometres per hour
        120 mmHg → 120 millimetres of mercury
        37 °C → 37 degrees Celsius
        37°C → 37 degrees Celsius
        50 Hz → 50 hertz
        2.4 GHz → 2.4 gigahertz
        10 μM → 10 micromolar
        5 kDa → 5 kilodaltons
        3 T scanner → 3 tesla scanner
        measured in mg/dL → measured in milligrams per decilitre
        100 cells/mm3 → 100 cells per cubic millimetre
        72 beats/min → 72 beats per minute
        10 ppm → 10 parts per million
        5 MB → 5 megabytes
        a 45° angle → a 45 degrees angle
    """,
    "ordinals and fractions": """
        2:1 → 2 to 1
        24/7 → 24 7
        2019/20 → 2019 to 20
        the 21st day → the 21st day
        3/4 of them → three quarters of them
        1/2 → one half
        2/3 → two thirds
        12/48 → 12 out of 48
        ½ → one half
        2½ cups → 2 and a half cups
        1:10 dilution → 1 to 10 dilution
        .03 → 0.03
        0.03 → 0.03
    """,
    "statistics": """
        P < 0.05 → P less than 0.05
        p<.001 → p less than 0.001
        p = .03 → p equals 0.03
        P ≤ 0.05 → P less than or equal to 0.05
        n = 48 → n equals 48
        N=48 → N equals 48
        95% CI 1.2–3.4 → 95 percent confidence interval 1.2 to 3.4
        95% CI [1.2, 3.4] → 95 percent confidence interval 1.2 to 3.4
        95% CI: 1.2 to 3.4 → 95 percent confidence interval 1.2 to 3.4
        (OR = 1.5, 95% CI, 1.1-2.0) → odds ratio equals 1.5, 95 percent confidence interval 1.1 to 2.0
        HR 0.7 → hazard ratio 0.7
        3.2 ± 0.4 → 3.2 plus or minus 0.4
        r² = .4 → r squared equals 0.4
        R2 = 0.4 → R squared equals 0.4
        t(38) = 2.1 → t of 38 equals 2.1
        F(2, 57) = 3.1 → F of 2 and 57 equals 3.1
        χ²(1) = 4.2 → chi squared of 1 equals 4.2
        β = −0.3 → beta equals minus 0.3
        ~30 people → about 30 people
        3 × 4 → 3 times 4
        a 2 × 2 design → a 2 by 2 design
        5 × 5 cm → 5 by 5 centimetres
        10× more → 10 times more
        1.2 × 10⁻³ → 1.2 times 10 to the power of minus 3
        10^6 → 10 to the power of 6
        x² and x³ → x squared and x cubed
        −5 → minus 5
        A → B → A to B
    """,
    "chemistry and names with numbers": """
        H2SO4 → H 2 S.O 4
        C6H12O6 → C 6 H 12 O 6
        NO2 → N.O 2
        HSP70 → HSP 70
        vitamin B12 → vitamin B12
        CO2 → C.O 2
        CO₂ → C.O 2
        H2O → H 2 O
        IL-6 → I.L 6
        5-HT2A → 5 HT 2A
        5-HT₂A receptor → 5 HT 2A receptor
        Ca²⁺ → calcium
        Na⁺ and K⁺ → sodium and potassium
        TNF-α → TNF alpha
        GSK-3β → GSK 3 beta
        α-synuclein → alpha-synuclein
        CYP2B6 → CYP 2B6
        COVID-19 → COVID 19
        SARS-CoV-2 → SARS Co V 2
        p53 → p53
        D2 receptor → D2 receptor
        DSM-5 → DSM 5
        ICD-10 → I.C.D 10
        N-methyl-D-aspartate → N-methyl-D-aspartate
        mid-twenties → mid-twenties
    """,
    "Roman numerals": """
        Henry C → Henry C
        type C → type C
        type II → type 2
        phase III trial → phase 3 trial
        phases II–III → phases 2 to 3
        World War II → World War 2
        Henry VIII → Henry the eighth
        Louis XIV → Louis the fourteenth
        the XIX century → the nineteenth century
        stage IV → stage 4
        Part I → Part 1
        IV ketamine → I.V ketamine
        I think → I think
        Table IV → Table 4
        class I drugs → class 1 drugs
        vitamin C → vitamin C
        part i → part i
    """,
    "abbreviations": """
        Eq. (3) → Equation 3
        c. 1850 → about eighteen fifty
        s/he → he or she
        See Fig. 2. → See Figure 2.
        See Figs. 2 and 3. → See Figures 2 and 3.
        (fig. 2a) → figure 2a
        Eq. 5 → Equation 5
        No. 6 → Number 6
        No. I do not. → No. I do not.
        vol. 3 → volume 3
        p. 12 → page 12
        pp. 3–4 → pages 3 to 4
        pp. 2033–2043 → pages 2033 to 2043
        ch. 4 → chapter 4
        the 3rd ed. of → the 3rd edition of
        e.g. this → for example this
        e.g., this → for example, this
        i.e. that → that is that
        ketamine vs. placebo → ketamine versus placebo
        ketamine vs placebo → ketamine versus placebo
        cf. Smith → compare Smith
        drugs, etc. → drugs, et cetera.
        drugs etc. and food → drugs et cetera and food
        approx. 30 → approximately 30
        ca. 1900 → about nineteen hundred
        (n.d.) by Li → no date, by Li
        Suppl. 3 → Supplement 3
        10 a.m. → 10 A.M.
        and/or → and or
        he/she → he or she
        w/o food → without food
        R&D → R and D
        #5 → number 5
        § 5 → section 5
    """,
    "names of people": """
        M.L.Fernald → M.L Fernald
        Dr. Smith → Doctor Smith
        Prof. Li → Professor Li
        Mr. Jones and Mrs. Li → Mister Jones and Missis Li
        St. Mary’s → Saint Mary's
        Zarate Jr. → Zarate Junior.
        Zarate Jr found → Zarate Junior found
        C. A. Zarate → C.A Zarate
        J.R.R. Tolkien → J.R.R Tolkien
        J. Martin → J Martin
        A. Burke → A. Burke
        J.-P. Changeux → J.P Changeux
        E. coli → E coli
        O’Brien → O'Brien
        Acevedo-Diaz → Acevedo-Diaz
        a Ph.D. in → a PhD in
    """,
    "citations": """
        Kraus et al., 2019 → Kraus and colleagues, twenty nineteen
        Kraus et al. (2019) found → Kraus and colleagues, twenty nineteen, found
        Grunebaum (2018) found → Grunebaum, twenty eighteen, found
        Li & Wu, 2020a, p. 4 → Li and Wu, twenty twenty a, page 4
        Li, 2019; Wu, 2020 → Li, twenty nineteen; Wu, twenty twenty
        Smith’s (2020) work → Smith's, twenty twenty, work
        as found [12, 13] before → as found before
        found.¹² → found.
        24(10), 2033–2043 → volume 24, issue 10, pages 2033 to 2043
        36(44) → volume 36, issue 44
    """,
    "addresses": """
        https://doi.org/10.1016/j.drudis.2019.07.007 → link to doi.org
        See https://doi.org/10.1000/xyz. → See link to doi.org.
        doi:10.1523/JNEUROSCI.1547-16.2016 → link to doi.org
        DOI: 10.1000/182 → link to doi.org
        at https://www.example.org/a_(b)/c?d=e#f, or → at link to example.org, or
        (see www.example.org/about) → see link to example.org
        a.b@example.org → a.b at example.org
        <https://example.org/> → link to example.org
    """,
    "letters": """
        NMDA receptor → N.M.D.A receptor
        PTSD → PTSD
        mTOR → m TOR
        mTORC1 → m TORC 1
        SSRIs → S.S.R.I's
        RCTs → RCTs
        EEG → E.E.G
        OCD → O.C.D
        mRNA → M.R.N.A
        fMRI → F.M.R.I
        cAMP → cyclic A.M.P
        the U.S. and the UK → the U.S and the U.K
        in the U.S. → in the U.S.
        the WHO → the W.H.O
        AI → A.I
        pH 7 → P H 7
    """,
    "words in capitals": """
        The NO level → The N.O level
        WE DO IT → we do it
        See me NOW → See me now
        NASA → NASA
        AIDS → AIDS
        GABA → GABA
        ANOVA → ANOVA
        It is NOT safe → It is not safe
        KETAMINE works → Ketamine works
        RESULTS → Results
        THE END OF THE STORY → the end of the Story
        I → I
    """,
    "marks": """
        He said: “I know.” (Laughs.) Then → He said: “I know.” Laughs. Then
        (E)-hexenal → (E)-hexenal
        by Li, M., & Wu → by Li, M, and Wu
        receptor (NMDA) antagonist → receptor, N.M.D.A, antagonist
        it works — or so — here → it works, or so, here
        it works – or so – here → it works, or so, here
        It works (see below). → It works, see below.
        (a) healing → a, healing
        input/output → input output
        f(x) → f(x)
        “quoted” → “quoted”
        a [sic] b → a, sic, b
        neur\u00adons → neurons
        a\u00a0b → a b
        Wait… → Wait…
    """,
}
CASES = [
    (form, *line.strip().rsplit(" → ", 1))
    for form, lines in TABLE.items()
    for line in lines.splitlines()
    if line.strip()
]


@pytest.mark.parametrize(("form", "written", "said"), CASES)
def test_english_is_said_as_the_table_says(form: str, written: str, said: str) -> None:
    assert speak(written, "en-GB") == said, form


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("de", "Siehe https://doi.org/10.1000/182.", "Siehe Link zu doi.org."),
        ("fr", "Voir  https://www.exemple.fr/a, puis", "Voir lien vers exemple.fr, puis"),
        ("es", "Véase doi:10.1000/182.", "Véase enlace a doi.org."),
        ("pt-BR", "Ver https://scielo.br/x", "Ver ligação para scielo.br"),
        ("it", "Vedi https://x.it/y [3].", "Vedi collegamento a x.it."),
        ("ja", "https://example.jp/a を見る", "example.jp を見る"),
        ("de", "Im Jahr 2019 waren es 5 mg.", "Im Jahr 2019 waren es 5 mg."),
    ],
)
def test_other_languages_keep_their_text_but_for_addresses(language: str, written: str, said: str) -> None:
    assert speak(written, language) == said


@pytest.mark.parametrize("written", ["", " ", "—", "[12]", "()", "…"])
def test_what_has_no_words_gets_none(written: str) -> None:
    assert not any(each.isalnum() for each in speak(written, "en"))


@pytest.mark.parametrize(("numeral", "number"), [("IV", 4), ("XIX", 19), ("XL", 40), ("VIII", 8), ("XC", 90)])
def test_roman_numerals_are_read(numeral: str, number: int) -> None:
    assert read(numeral) == number


def test_the_table_is_not_small() -> None:
    assert len(CASES) >= 250


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_of_forms_can_be_said(seed: int) -> None:
    """Forms that meet by chance, most of them nonsense: none may raise, and none may leave a comma at an end."""
    forms = [line[1] for line in CASES]
    chance = random.Random(seed)
    for _ in range(300):
        spoken = speak(
            "".join(chance.choices([*forms, " ", "(", "-", "–", ",", "C", "XIX", "İ", "٣"], k=4)), "en"
        )

        assert spoken == spoken.strip(" ,")


@pytest.mark.parametrize(
    "unit", ["1,", "(a ", "mg/", "A.", "et al ", "III ", "$1 – ", "[1,", "CO2", "1-", "10.1000/"]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    speak(unit * (10_000 // len(unit)), "en")

    assert time.perf_counter() - begun < 5
