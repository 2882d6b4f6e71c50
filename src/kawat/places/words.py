"""Words that say what kind of place a name means: "Kabupaten", "County", "wali kota", "Strait of"."""

from __future__ import annotations

_DISTRICT, _CITY, _REGION = ("district",), ("city",), ("region",)
_SEA = ("sea", "bay")

# Before the name, in Indonesian, Malay and English; the keys of two words end in the word nearest to the name.
BEFORE: dict[str, tuple[str, ...]] = {
    "kabupaten": _DISTRICT, "kab": _DISTRICT, "bupati": _DISTRICT, "pemkab": _DISTRICT, "county": _DISTRICT, "regent": _DISTRICT,
    "county of": _DISTRICT, "regency of": _DISTRICT, "regent of": _DISTRICT,
    "polres": ("district", "city"), "kapolres": ("district", "city"), "polresta": _CITY, "kapolresta": _CITY,
    "polrestabes": _CITY,
    "kota": _CITY, "kotamadya": _CITY, "wali kota": _CITY, "walikota": _CITY, "pemkot": _CITY, "bandar": _CITY, "ibu kota": _CITY,
    "city of": _CITY, "town of": _CITY, "village of": _CITY, "mayor of": _CITY, "kecamatan": _CITY, "kec": _CITY,
    "distrik": _CITY,
    "desa": _CITY, "kelurahan": _CITY, "dusun": _CITY, "kampung": _CITY, "nagari": _CITY, "pelabuhan": _CITY, "bandara": _CITY,
    "provinsi": _REGION, "prov": _REGION, "gubernur": _REGION, "wakil gubernur": _REGION, "pemprov": _REGION, "polda": _REGION,
    "kapolda": _REGION, "negara bagian": _REGION, "province of": _REGION, "state of": _REGION, "governor of": _REGION,
    "pulau": ("island",), "kepulauan": ("island",), "gugusan": ("island",), "island of": ("island",), "isle of": ("island",),
    "laut": ("sea",), "samudra": ("sea",), "samudera": ("sea",), "perairan": ("sea", "island"), "sea of": ("sea",),
    "teluk": _SEA, "gulf of": _SEA, "bay of": _SEA, "selat": ("strait",), "strait of": ("strait",), "straits of": ("strait",),
    "sungai": ("river",), "river": ("river",), "danau": ("lake",), "waduk": ("lake",), "lake": ("lake",),
    "gunung": ("mountain",), "mount": ("mountain",), "terusan": ("canal",),
    "negara": ("country",), "republik": ("country",), "republic of": ("country",), "kingdom of": ("country",),
}  # fmt: skip
# Behind the name, in English.
BEHIND: dict[str, tuple[str, ...]] = {
    "county": _DISTRICT, "counties": _DISTRICT, "parish": _DISTRICT, "borough": _DISTRICT, "regency": _DISTRICT, "co": _DISTRICT,
    "district": _DISTRICT, "city": _CITY, "town": _CITY, "township": _CITY, "village": _CITY,
    "province": _REGION, "state": _REGION, "oblast": _REGION, "governorate": _REGION,
    "island": ("island",), "islands": ("island",), "sea": ("sea",), "ocean": ("sea",), "gulf": _SEA, "bay": _SEA,
    "strait": ("strait",), "straits": ("strait",), "channel": ("strait",), "river": ("river",), "lake": ("lake",),
    "canal": ("canal",),
}  # fmt: skip
# What may stand before or behind a name without making another place of it: "northern Iraq", "downtown Cairo", "Irak utara".
PARTS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "central",
        "upper",
        "lower",
        "mid",
        "downtown",
        "uptown",
        "midtown",
        "inner",
        "outer",
        "greater",
        "metro",
        "metropolitan",
        "rural",
        "suburban",
        "utara",
        "selatan",
        "barat",
        "timur",
        "tengah",
        "pusat",
        "bagian",
        "pusat",
    ]
)
# A name behind one of these is most often a place.
LOCATIVE = (
    "di", "ke", "dari", "asal", "in", "at", "from", "near", "outside", "around", "kabupaten", "kab.", "kota", "provinsi",
    "kecamatan",
    "pulau", "kepulauan", "bupati", "gubernur",
)  # fmt: skip


def split_kind(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words of a name (as ``key`` makes them) without the one that says its kind, and the kinds that it may then be."""
    if len(words) > 2 and (kinds := BEFORE.get(" ".join(words[:2]))):
        return words[2:], kinds
    if len(words) > 1 and (kinds := BEFORE.get(words[0])):
        return words[1:], kinds
    if len(words) > 1 and (kinds := BEHIND.get(words[-1])):
        return words[:-1], kinds
    return words, ()


def whole(words: list[str]) -> list[str]:
    """The words of a name without those that name a part of it only ("northern Iraq"); all of them where nothing else is left."""
    left = list(words)
    while left and left[0] in PARTS:
        left.pop(0)
    while left and left[-1] in PARTS:
        left.pop()
    return left or words
