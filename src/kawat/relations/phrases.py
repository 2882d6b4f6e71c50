"""The words that a dyad's sentence is made of, in Indonesian and English."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kawat.actors.registry import body_codes, country_names


class Verb(NamedTuple):
    """What one side does to the other, ``{b}``; ``base`` follows "does not" and "might" in English."""

    id: str
    en: str
    base: str


_VERBS = {
    "AGREE": Verb("menyatakan bersedia bekerja sama dengan {b}", "agrees to work with {b}", "agree to work with {b}"),
    "CONSULT": Verb("berunding dengan {b}", "talks with {b}", "talk with {b}"),
    "SUPPORT": Verb("mendukung {b}", "supports {b}", "support {b}"),
    "CONCEDE": Verb("melunak terhadap {b}", "gives way to {b} in words", "give way to {b} in words"),
    "COOPERATE": Verb("bekerja sama dengan {b}", "cooperates with {b}", "cooperate with {b}"),
    "AID": Verb("membantu {b}", "aids {b}", "aid {b}"),
    "RETREAT": Verb("mengalah kepada {b} lewat tindakan", "gives way to {b} in deeds", "give way to {b} in deeds"),
    "REQUEST": Verb("meminta sesuatu kepada {b}", "asks something of {b}", "ask something of {b}"),
    "ACCUSE": Verb("mengecam {b}", "criticises {b}", "criticise {b}"),
    "REJECT": Verb("menolak {b}", "rejects what {b} wants", "reject what {b} wants"),
    "THREATEN": Verb("mengancam {b}", "threatens {b}", "threaten {b}"),
    "PROTEST": Verb("memprotes {b}", "protests against {b}", "protest against {b}"),
    "SANCTION": Verb("menghukum atau memutus hubungan dengan {b}", "cuts relations with {b}", "cut relations with {b}"),
    "MOBILIZE": Verb("mengerahkan kekuatan terhadap {b}", "musters forces against {b}", "muster forces against {b}"),
    "COERCE": Verb("menekan {b} dengan paksaan", "coerces {b}", "coerce {b}"),
    "ASSAULT": Verb("menyerang {b}", "attacks {b}", "attack {b}"),
}
_BY_MODE = {
    ("ACCUSE", "allege"): Verb("menuduh {b}", "accuses {b}", "accuse {b}"),
    ("ACCUSE", "investigate"): Verb("menyelidiki {b}", "investigates {b}", "investigate {b}"),
    ("CONSULT", "visit"): Verb("bertemu dengan {b}", "meets {b}", "meet {b}"),
    ("CONSULT", "phone"): Verb("menelepon {b}", "telephones {b}", "telephone {b}"),
    ("SANCTION", "expel"): Verb("mengusir pihak {b}", "expels people of {b}", "expel people of {b}"),
    ("RETREAT", "withdraw"): Verb("menarik diri dari {b}", "withdraws from {b}", "withdraw from {b}"),
    ("RETREAT", "release"): Verb("membebaskan orang {b}", "releases people of {b}", "release people of {b}"),
    ("COERCE", "arrest"): Verb("menangkap orang {b}", "arrests people of {b}", "arrest people of {b}"),
}
_TOGETHER = {
    "AGREE": Verb("saling bersepakat", "agree with each other", "agree with each other"),
    "CONSULT": Verb("berunding", "talk", "talk"),
    "SUPPORT": Verb("saling mendukung atau menandatangani kesepakatan", "back each other or sign a deal", "sign a deal"),
    "CONCEDE": Verb("saling melunak", "give way to each other", "give way to each other"),
    "COOPERATE": Verb("bekerja sama", "cooperate", "cooperate"),
    "AID": Verb("saling membantu", "aid each other", "aid each other"),
    "RETREAT": Verb("saling menahan diri", "hold back or keep a truce", "keep a truce"),
    "REQUEST": Verb("saling meminta", "ask things of each other", "ask things of each other"),
    "ACCUSE": Verb("saling mengecam", "criticise each other", "criticise each other"),
    "REJECT": Verb("saling menolak", "reject each other's wishes", "reject each other's wishes"),
    "THREATEN": Verb("saling mengancam", "threaten each other", "threaten each other"),
    "PROTEST": Verb("saling memprotes", "protest against each other", "protest against each other"),
    "SANCTION": Verb("memutus hubungan", "cut relations", "cut relations"),
    "MOBILIZE": Verb("mengerahkan kekuatan", "muster forces", "muster forces"),
    "COERCE": Verb("saling menekan", "coerce each other", "coerce each other"),
    "ASSAULT": Verb("saling menyerang", "fight each other", "fight each other"),
}
# What a sentence calls a party where the registry's full name would be stiff.
_SHORT = {
    "id": {"WEST": "Barat", "USA": "AS", "UN": "PBB", "EU": "Uni Eropa", "ARAB": "Liga Arab", "CHN": "China"},
    "en": {
        "WEST": "the West", "USA": "the US", "UN": "the UN", "EU": "the EU", "ARAB": "the Arab League",
        "GBR": "the UK",
        "PHL": "the Philippines", "NLD": "the Netherlands", "ARE": "the UAE",
        "DOM": "the Dominican Republic",
        "MDV": "the Maldives", "BHS": "the Bahamas", "COD": "the DR Congo", "VAT": "the Vatican",
    },
}  # fmt: skip
DIRECTION = {
    "id": {"up": "membaik", "down": "memburuk", "hostile": "bermusuhan", "flat": "tanpa arah jelas"},
    "en": {"up": "improve", "down": "worsen", "hostile": "are hostile", "flat": "show no clear direction"},
}


def name(code: str, language: str) -> str:
    """What a sentence in ``id`` or ``en`` calls a code; bodies go by their usual short name."""
    if code in _SHORT[language]:
        return _SHORT[language][code]
    return country_names(language).get(code, code) if len(code) == 3 and code in _countries() else code


@cache
def _countries() -> frozenset[str]:
    return frozenset(country_names("en")) - body_codes()


def verb(event: str, mode: str, together: bool) -> Verb:
    """The phrase for an act: one side's to the other, or both sides' ``together``."""
    if together:
        return _TOGETHER[event]
    return _BY_MODE.get((event, mode), _VERBS[event])
