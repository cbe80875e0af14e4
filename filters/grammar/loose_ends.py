"""Second looks, so that what the grammar failed to read is no finding: false alarms are worse than silence."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from filters.grammar.csl import CslItem
from filters.grammar.doubts import Doubt
from filters.grammar.remarks import Apparatus, persons
from filters.grammar.words import YEAR, fold

_VISITED = re.compile(
    r"\b(?:acess[oa]|acedido|accessed|retrieved|visited|archived|abgerufen|zugriff|consult\w+|recuperado)\b.*$"
)
_OWN = re.compile(
    r"\b(?:fonte|fuente|source|quelle)s?\b[^.]{0,30}\b(?:dados|datos|data|own|eigene|elabora\w+)\b[^()]*\(?$"
)
"""Before the place and year of the authors' own data: "Fonte: Dados da pesquisa (Lisboa, 2022)"."""
_NEAR = 70
"""Signs between a name and its year that are still one citation."""


def entry_heads(items: Sequence[CslItem]) -> Mapping[str, Sequence[str]]:
    """Give for each folded word with which entries begin those entries, without the day an address was visited."""
    heads: dict[str, list[str]] = defaultdict(list)
    for item in items:
        whole = said_of(item)
        for word in dict.fromkeys(re.findall(r"\w+", fold(item.get("note", ""))[:250])):
            heads[word].append(whole)
    return heads


def said_of(item: CslItem) -> str:
    """Give an entry folded, without the day on which an address was visited."""
    return _VISITED.sub("", fold(item.get("note", "")))


def is_listed(apparatus: Apparatus, doubt: Doubt, heads: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether an entry begins with the name that is cited and holds its year, whatever was made of it.

    The place and year of the authors' own data cite nothing.
    """
    said = fold(apparatus.text[doubt.start : doubt.end])
    if _OWN.search(fold(apparatus.text[max(0, doubt.start - _NEAR) : doubt.start])):
        return True
    name = re.search(r"[^\W\d_]{3,}", said)
    years = re.findall(YEAR, said)
    if name is None or not years:
        return False
    return any(years[-1] in whole for whole in heads.get(name[0], ()))


def is_mentioned(item: CslItem, text: str) -> bool:
    """Tell whether the folded text names a work in a way of its own: its author near its year, or a whole title."""
    years = re.findall(YEAR, said_of(item))
    names = _names(item)
    for name in names:
        if " " in name and len(name) > 9 and name in text:
            return True
        for found in re.finditer(re.escape(name) + r"\b", text):
            around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
            if any(year in around for year in years):
                return True
    return False


def _names(item: CslItem) -> list[str]:
    """Give the folded names by which a text may call the work."""
    people = persons(item)
    if people and "family" in people[0]:
        return [fold(people[0]["family"])] if len(people[0]["family"]) > 2 else []
    title = re.findall(r"[\w.]+", fold(item.get("title", "")))
    names = [" ".join(title[:4])] if title else []
    if people:
        literal = people[0]["literal"]
        names.append(fold(re.split(r"\s*[(\[,.]", literal)[0]))
        names += [fold(each) for each in re.findall(r"[(\[]([^()\[\]]{2,20})[)\]]", literal)]
        names.append(fold(re.split(r"\W", literal)[0]))
    elif title:
        names.append(title[0])
    return [name for name in names if len(name) > 2 and name not in _PLAIN]


_PLAIN = frozenset(
    ["the", "les", "der", "die", "das", "los", "las", "international", "national", "european", "world"]
)
