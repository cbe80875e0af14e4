"""Citations whose name and year stand apart, that point back, or are written otherwise: a table of made-up works."""

from pathlib import Path

import pytest

from filters.grammar import find_mentions, parse_references

ENTRIES = {
    "quarrie16": "Quarrie, L. (2016). Salt in motion. Journal of Seas, 3(1), 4–9.",
    "tenbrook17": "Tenbrook, A., Vale, C., & Ost, D. (2017). Sand in motion. Journal of Seas, 4(1), 14–19.",
    "uhlig12": "Uhlig, P., & Sorel, M. (2012). The tide’s map. Harbour Press.",
    "amesa": "Ames, B. (2013a). First sands. Harbour Press.",
    "amesb": "Ames, B. (2013b). Second sands. Harbour Press.",
    "ferrand10": "Ferrand, C. (2010). First winds. Harbour Press.",
    "ferrand14": "Ferrand, C. (2014). Second winds. Harbour Press.",
    "jones18": "Jones, E. (2018). First maps. Harbour Press.",
    "jones19": "Jones, E. (2019). Second maps. Harbour Press.",
    "hoek11": "van den Hoek, J. (2011). Dykes. Harbour Press.",
    "alencar14": "de Alencar, R. (2014). Marés. Editora do Mar.",
    "damico09": "D’Amico, S. (2009). Gulfs. Harbour Press.",
    "who20": "World Health Organization. (2020). Bays and health. Author.",
    "bmb15": "Bay Monitoring Board. (2015). Report on bays. Author.",
    "freund": "Freund, H. (1899/1955). The meaning of gulfs. Harbour Press.",
    "imriea": "Imrie, G. (n.d.-a). First shells. Harbour Press.",
    "imrieb": "Imrie, G. (n.d.-b). Second shells. Harbour Press.",
    "kowalk": "Kowalk, T. (in press). Thirteen gulfs. Journal of Seas.",
    "cities08": "1000 Cities Project Consortium, Arden, B., & Bole, C. (2008). Ten cities. Journal of Seas, 5(2), 1–9.",
    "constituicao": "BRASIL. Constituição (1988). Constituição da República Federativa do Brasil. Senado, 1988.",
    "noticias": "NOTÍCIAS... Notícias das marés do norte. Revista do Mar, t. 4. 1905.",
    "bme07": "Bureau das Marés e Estuários (BME) & Ministério das Baías e Costas (MBC). 2007. Plano das baías. MBC.",
}
KEYS = tuple(ENTRIES)
REFERENCES = parse_references(ENTRIES.values())


def _rows() -> list[tuple[str, str, str]]:
    rows = []
    for line in Path(__file__).with_name("citation_clauses.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, text, links = line.split("\t")
            rows.append((language, text.replace("¶¶", "\n\n\n").replace("¶", "\n\n"), links))
    return rows


@pytest.mark.parametrize(("language", "text", "links"), _rows())
def test_a_clause_is_linked_as_the_table_says(language: str, text: str, links: str) -> None:
    mentions = find_mentions(text, REFERENCES)

    said = [f"{text[each.start : each.end]}={KEYS[each.reference]}" for each in mentions]
    assert (" | ".join(said) or "-") == links
