"""Money -> the amount, then the currency: "$5 million" is "5 million dollars", "€3.50" is "3 euros 50"."""

import re

from lectern.narration.spoken.alignment import Rule

SCALE = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "bn": "billion"}
SCALE |= {"B": "billion", "b": "billion", "tn": "trillion", "T": "trillion"}
CURRENCY = {
    "$": ("dollar", "dollars", "cent"),
    "£": ("pound", "pounds", "penny"),
    "€": ("euro", "euros", "cent"),
}
CURRENCY |= {
    "¥": ("yen", "yen", ""),
    "₹": ("rupee", "rupees", ""),
    "₩": ("won", "won", ""),
    "₽": ("rouble", "roubles", ""),
}
CURRENCY |= {
    "₺": ("lira", "lira", ""),
    "₪": ("shekel", "shekels", ""),
    "₦": ("naira", "naira", ""),
    "₫": ("dong", "dong", ""),
}
CURRENCY |= {
    "CHF": ("Swiss franc", "Swiss francs", ""),
    "CNY": ("yuan", "yuan", ""),
    "RMB": ("yuan", "yuan", ""),
}
CURRENCY |= {
    "SEK": ("Swedish krona", "Swedish kronor", ""),
    "NOK": ("Norwegian krone", "Norwegian kroner", ""),
}
CURRENCY |= {"DKK": ("Danish krone", "Danish kroner", ""), "PLN": ("zloty", "zlotys", "")}
CURRENCY |= {
    "AUD": ("Australian dollar", "Australian dollars", ""),
    "CAD": ("Canadian dollar", "Canadian dollars", ""),
}
CURRENCY |= {"R$": ("Brazilian real", "Brazilian reais", "")}
CODES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
COUNTRY = {"US": "U.S ", "A": "Australian ", "AU": "Australian ", "C": "Canadian ", "CA": "Canadian "}
COUNTRY |= {"NZ": "New Zealand ", "HK": "Hong Kong ", "S": "Singapore ", "NT": "New Taiwan "}
_SIGNS = "$£€¥₹₩₽₺₪₦₫"
_NUMBER = r"\d(?:[\d,]{0,20}\d)?(?:\.\d+)?"
AMOUNT = rf"({_NUMBER}(?:(?: to |–|-)[$£€]?{_NUMBER})?)"
SCALED = r"(?:[ -]?(thousand|million|billion|trillion|lakh|crore|bn|tn|mn|[kKmMBb])\b)?"
PER = r"(/(?=[A-Za-z]))?"
_CODE = "|".join((*CODES, *(code for code in CURRENCY if code.isupper() and len(code) == 3)))
MONEY = re.compile(rf"(?<!\w)([−-](?=\S))?(US|AU|CA|NZ|HK|NT|A|C|S|R)?([{_SIGNS}]) ?{AMOUNT}{SCALED}{PER}")
MONEY_BEFORE = re.compile(rf"(?<![\w.,]){AMOUNT}{SCALED} ?([{_SIGNS}])(?! ?\d)")
MONEY_CODE = re.compile(rf"\b({_CODE}) ?{AMOUNT}{SCALED}{PER}")
CODE_AFTER = re.compile(rf"(?<![\w.,]){AMOUNT}{SCALED} ({_CODE})\b")
CENTS = re.compile(r"(?<![\w.,])(\d{1,3}) ?¢")
_PEOPLE = """people users copies viewers customers tonnes barrels downloads views children adults jobs homes voters
    readers subscribers deaths cases doses visitors residents followers members records songs players households
    soldiers troops men women workers refugees migrants inhabitants citizens tourists passengers pupils students cars
    hectares acres"""
SHORT_SCALE = re.compile(
    rf"(?<![\w.,])({_NUMBER})(?: ?(bn|tn)\b|(m)(?= (?:[a-z]+ )?(?:{'|'.join(_PEOPLE.split())})\b))"
)
PENCE = re.compile(r"(?<![\w.,$£€])(\d{1,2})p\b(?!\.\w)")
_NO_NOUNS = (
    """of a an per for in to and or on at is was from each more less that which than by with as not the but"""
)
NOT_A_NOUN = frozenset(_NO_NOUNS.split())
ADJECTIVE_BEFORE = re.compile(r"\b[Aa]n? \Z")
NOUN_AFTER = re.compile(r"[ -]([a-z]{2,})")


def is_adjective(found: re.Match[str]) -> bool:
    """Tell whether a quantity stands before its noun ("a 5 mg dose"), where English has the singular."""
    if not ADJECTIVE_BEFORE.search(found.string[max(0, found.start() - 4) : found.start()]):
        return False
    noun = NOUN_AFTER.match(found.string, found.end())
    return noun is not None and noun[1] not in NOT_A_NOUN


def _money(sign: str, amount: str, scale: str | None, country: str, *, adjective: bool = False) -> str:
    amount = re.sub(r"(\d)(?: to |–|-)[$£€]?(?=\d)", r"\1 to ", amount)
    one, many, cent = CURRENCY[sign]
    name = country + (one if adjective or (amount == "1" and not scale) else many)
    if scale:
        return f"{amount} {SCALE.get(scale, scale)} {name}"
    whole, point, cents = amount.partition(".")
    if not point or len(cents) != 2 or "to" in amount or not cent:
        return f"{amount} {name}"
    if whole == "0":
        return _coins(int(cents), cent) if int(cents) else f"0 {name}"
    said = f"{whole} {country}{one if whole == '1' or adjective else many}"
    return f"{said} {int(cents)}" if int(cents) else said


def _coins(count: int, cent: str) -> str:
    if cent == "penny":
        return f"{count} {'penny' if count == 1 else 'pence'}"
    return f"{count} {cent}{'' if count == 1 else 's'}"


def _signed(found: re.Match[str]) -> str:
    minus, country, sign, amount, scale, per = found.groups()
    if country == "R" and sign == "$":
        country, sign = "", "R$"
    said = _money(sign, amount, scale, COUNTRY.get(country or "", ""), adjective=is_adjective(found))
    return f"{'minus ' if minus else ''}{said}{' per ' if per else ''}"


def _coded(found: re.Match[str]) -> str:
    sign = CODES.get(found[1], found[1])
    return _money(sign, found[2], found[3], "") + (" per " if found[4] else "")


MONEY_RULES: tuple[Rule, ...] = (
    (MONEY_CODE, _coded),
    (CODE_AFTER, lambda found: _money(CODES.get(found[3], found[3]), found[1], found[2], "")),
    (MONEY, _signed),
    (MONEY_BEFORE, lambda found: _money(found[3], found[1], found[2], "")),
    (SHORT_SCALE, lambda found: f"{found[1]} {SCALE[found[2] or found[3]]}"),
    (CENTS, lambda found: _coins(int(found[1]), "cent")),
    (PENCE, lambda found: _coins(int(found[1]), "penny")),
)
