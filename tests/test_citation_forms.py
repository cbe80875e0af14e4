"""Every form of citation in five languages, and what only looks like one, by a table of made-up works."""

from pathlib import Path

import pytest

from filters.grammar import find_mentions, parse_references

ENTRIES = {
    "marsh19": "Marsh, T., Okafor, B., & Lindqvist, E. (2019). Slow tides. Journal of Seas, 24(10), 2033–2043.",
    "holm19": "Holm, K. (2019). One bay. Harbour Press.",
    "holm20": "Holm, K. (2020). Two bays. Harbour Press.",
    "berg18": "Berg, M., & Moon, A. (2018). Three bays. Harbour Press.",
    "leea": "Lee, W. (2020a). Four bays. Harbour Press.",
    "leeb": "Lee, W. (2020b). Five bays. Harbour Press.",
    "obrien17": "O’Brien, K. (2017). Six bays. Harbour Press.",
    "meer16": "van der Meer, L., & de la Peña, M. (2016). Seven bays. Harbour Press.",
    "millerj": "Miller, J. (2015). Eight bays. Harbour Press.",
    "millerr": "Miller, R. (2015). Nine bays. Harbour Press.",
    "hro14": "Harbour Research Organization. (2014). Ten bays. Author.",
    "hro15": "Harbour Research Organization. (2015). Eleven bays. Author.",
    "who13": "World Health Organization. (2013). Bays and health. Author.",
    "anders": "Anders, P. (n.d.). Twelve bays. Harbour Press.",
    "bell": "Bell, Q. (in press). Thirteen bays. Journal of Seas.",
    "froud": "Froud, S. (1900/1953). The meaning of bays. Harbour Press.",
    "kim12": "Kim, M., & Park, S. (2012). Fourteen bays. Harbour Press.",
    "park11": "Park, J.-W. (2011). Fifteen bays. Harbour Press.",
    "zhang10": "Zhang, W. (2010). Sixteen bays. Harbour Press.",
    "garcia09": "García López, M. (2009). Diecisiete bahías. Editorial del Mar.",
    "garcia06": "García López, M., & Ruiz, P. (2006). Dieciocho bahías. Editorial del Mar.",
    "tyndall": "Tyndall S, Holm M, Berg L (2006–2013) Database of bays. Version 1.5. Harbour Press.",
    "waves08": "Quill, R. (2008). Waves of the northern harbours: A history. Harbour Press.",
    "costa07": "Costa, E., Jr. (2007). Nineteen bays. Harbour Press.",
    "ziel05": "Zielinska, C. F., Izumi, Y., & Moreau, S. (2005). Salt. Journal of Salt, 36(44), 11–18.",
    "flora": "Flora of Ostby. (2004). Plants of the bay. https://flora.example.org/",
    "may": "May, R. (2020). Twenty bays. Harbour Press.",
    "silva13": "SILVA, J.; SOUZA, P. Quinze baías. São Paulo: Editora do Mar, 2013.",
    "larosa10": "LAROSA, J. A.; MARCIANI, J. L.; ANDRADE, J. M. Baías. Revista do Mar, v. 4, n. 1, p. 13-15, 2010.",
    "ibge12": "INSTITUTO BRASILEIRO DE GEOGRAFIA E ESTATÍSTICA. Censo das baías. Rio de Janeiro: IBGE, 2012.",
    "oliveira": "OLIVEIRA, D. Baías novas. Revista do Mar, no prelo.",
    "lei15": "Lei n° 13.999, de 6 de julho de 2015. Institui o Dia da Baía. https://leis.example.org/13999",
    "res09": "Resolução nº 4, de 2 de outubro de 2009. Institui normas das baías. https://leis.example.org/4",
    "muller14": "Müller, H., & Weiß, B. (2014). Vierzehn Buchten. Verlag am Meer.",
}
KEYS = list(ENTRIES)
REFERENCES = parse_references(ENTRIES.values())
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("citation_forms.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("language", "text", "expected"), ROWS, ids=[f"{row[0]}: {row[1][:50]}" for row in ROWS]
)
def test_a_citation_is_linked_in_each_language_and_form(language: str, text: str, expected: str) -> None:
    mentions = find_mentions(text, REFERENCES)

    linked = [f"{text[each.start : each.end]}={KEYS[each.reference]}" for each in mentions]
    assert linked == ([] if expected == "-" else expected.split(" | "))
