"""Which language a text is in, and whether Kawat can read it.

First by script and by each language's own common words, which needs no library and settles ordinary
articles; only what stays unclear (mostly short headlines) goes to lingua and py3langid, loaded then.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from kawat.text import wordlists
from kawat.text.spoken import spoken

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_NOISE = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+")
# Indonesian and Malay build words like few others: pemerintahannya, menyerahkan, diperpanjang, keamanan.
_AFFIXED = re.compile(
    r"(?:di|me|ber|ter|pe|ke|se)[a-z]{4,}(?:kan|nya)|ke[a-z]{3,}an|pe[nmr][a-z]{3,}an|"
    r"(?:meng|meny|mem[bp]|menj|menc|mend|ment|di(?:t[aeiu]|k[aeu]|s[aeu]|b[aeiu]|h[aeiu]|l[aeu]|p[aeu]|j[aeu]))[a-z]{3,}"
)
# (script, its letters, the language it stands for unless the telling letters below say otherwise)
_SCRIPTS = (
    ("Cyrillic", "\u0400-\u052f", "ru"),
    ("Arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff", "ar"),
    ("Japanese", "\u3040-\u30ff", "ja"),
    ("Hangul", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ko"),
    ("Han", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", "zh"),
    ("Thai", "\u0e00-\u0e7f", "th"),
    ("Devanagari", "\u0900-\u097f", "hi"),
    ("Hebrew", "\u0590-\u05ff", "he"),
    ("Greek", "\u0370-\u03ff\u1f00-\u1fff", "el"),
    ("Bengali", "\u0980-\u09ff", "bn"),
    ("Tamil", "\u0b80-\u0bff", "ta"),
    ("Telugu", "\u0c00-\u0c7f", "te"),
    ("Khmer", "\u1780-\u17ff", "km"),
    ("Burmese", "\u1000-\u109f", "my"),
    ("Lao", "\u0e80-\u0eff", "lo"),
    ("Georgian", "\u10a0-\u10ff", "ka"),
    ("Armenian", "\u0530-\u058f", "hy"),
    ("Ethiopic", "\u1200-\u137f", "am"),
)
_TELLING = (
    ("Cyrillic", re.compile("[іїєґІЇЄҐ]"), "uk"),
    ("Cyrillic", re.compile("[ђћџљњЂЋЏЉЊ]"), "sr"),
    ("Arabic", re.compile("[ٹڈڑےں]"), "ur"),
    ("Arabic", re.compile("[پچژگ]"), "fa"),
)


class Language(msgspec.Struct, frozen=True):
    """A text's language: ISO 639-1 ``code`` ("" where none can be told) with its names.

    ``score`` runs from 0 to 1; ``readable`` says whether Kawat has a coder for it; ``reason`` in words
    how it was told and, for one that is not read, why not.
    """

    code: str
    name_en: str
    name_id: str
    score: float
    readable: bool
    reason: str


def detect(text: str) -> Language:
    """The language of ``text`` (its first 4,000 characters); never raises, says "" rather than guess."""
    sample = _NOISE.sub(" ", text[:_SAMPLE])
    if not sample.strip():
        return _none("there is no text")
    if not _LETTER.search(sample):
        return _none("there are no letters, only figures or signs")
    if not sample.isascii() and (by_script := _by_script(sample)):
        return by_script
    words = [word.replace("’", "'") for word in _WORD.findall(sample.lower())]
    return _by_words(words) or _by_library(sample, words)


def plainly_other(text: str) -> str:
    """The code of a language that Kawat does not read, where script or common words show it; "" where they do not.

    A cheap first look, by the first steps of ``detect``: no model is loaded, and what is in doubt counts as read.
    """
    sample = _NOISE.sub(" ", text)
    if not sample.isascii() and (by_script := _by_script(sample)):
        return "" if by_script.readable else by_script.code
    words = [word.replace("’", "'") for word in _WORD.findall(sample.lower())]
    found = _by_words(words) if len(words) >= _LONG else None
    return found.code if found is not None and not found.readable else ""


def _none(reason: str) -> Language:
    return Language("", "", "", 0.0, False, f"no language: {reason}")


def _language(code: str, score: float, how: str) -> Language:
    name_en, name_id, _ = _table().get(code, (code, code, ()))
    if code == "ms":
        how += "; Malay is close to Indonesian and is read with the Indonesian coder"
    elif code not in spoken():
        how += f"; Kawat reads {_and([_table()[c][0] for c in spoken() if c in _table()])}, not {name_en}"
    return Language(code, name_en, name_id, round(min(score, 1.0), 3), code in spoken(), how)


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


@cache
def _table() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Code: name in English, name in Indonesian, telling words."""
    rows = wordlists.table("", "languages.tsv")
    return {row[0]: (row[1], row[2], tuple(row[3].split())) for row in rows}


def _by_script(sample: str) -> Language | None:
    """A text mostly in another script than Latin."""
    letters = len(_LETTER.findall(sample))
    if len(_LATIN.findall(sample)) * 2 >= letters:
        return None
    counts = {name: len(re.findall(f"[{span}]", sample)) for name, span, _ in _SCRIPTS}
    if counts["Japanese"] * 10 > counts["Han"]:  # kana and Han characters are one writing
        counts["Japanese"] += counts["Han"] if counts["Japanese"] else 0
    name = max(counts, key=lambda script: counts[script])
    share = counts[name] / letters
    if share <= 0.5:
        return None
    code = next(code for script, _, code in _SCRIPTS if script == name)
    for script, telling, other in _TELLING:
        if script == name and len(telling.findall(sample)) * 100 > counts[name]:
            code = other
            break
    return _language(code, share, f"{name} script: {share:.0%} of the letters")


@cache
def _own_lists() -> tuple[str, ...]:
    """The languages that Kawat is made for, told generously by long lists of their words (Malay's are Indonesian's).

    Any other, also one that is read by the network alone, must show itself clearly by the words of ``languages.tsv``.
    """
    return tuple(code for code, each in spoken().items() if each.lists == code and each.acts)


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each telling word the languages it speaks for, and how loudly."""
    weights: dict[str, dict[str, float]] = {}
    for code in _own_lists():
        for words, weight in ((wordlists.function_words(code), 1.0), (wordlists.common_words(code), 0.8)):
            for word in words:
                weights.setdefault(word, {})[code] = weight
        for row in wordlists.table(code, "calendar.tsv"):
            if row[0] in ("month", "weekday", "fixed") and len(row[1]) > 3:
                weights.setdefault(row[1].lower(), {}).setdefault(code, 0.8)
    for malay, indonesian in wordlists.table("id", "malay_markers.txt"):
        for word in (malay, indonesian):
            weights.setdefault(word, {}).setdefault("id", 1.0)
    for code, (_, _, words_of) in _table().items():
        for word in words_of:
            weights.setdefault(word, {})[code] = 1.0
    return {word: tuple(shares.items()) for word, shares in weights.items()}


def _scores(words: list[str]) -> dict[str, float]:
    weights = _weights()
    scores: dict[str, float] = {}
    for word in words:
        told = weights.get(word)
        if told is not None:
            for code, weight in told:
                scores[code] = scores.get(code, 0.0) + weight
        elif len(word) > 6 and _AFFIXED.fullmatch(word):
            scores["id"] = scores.get("id", 0.0) + 0.5
    return scores


def _by_words(words: list[str]) -> Language | None:
    """The language whose telling words the text has, if it is clear; "id" stands for Malay too here."""
    scores = _scores(words)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    code, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    share = best / len(words)
    if code in _own_lists():
        clear = best >= 1.5 and share >= 0.15 and best >= 2 * second
    else:
        clear = best >= 4 and share >= 0.2 and best >= 1.6 * second
    if not clear:
        return None
    told = f"its common words ({best:.0f} of {len(words)})"
    if code == "id":
        return _malay_or_indonesian(words, 1 - second / best, told)
    return _language(code, 1 - second / best, f"{told} are {_table()[code][0]}")


@cache
def _markers() -> tuple[frozenset[str], frozenset[str]]:
    """Words that only Malay has, and words that only Indonesian has."""
    rows = wordlists.table("id", "malay_markers.txt")
    return frozenset(row[0] for row in rows) - {"-"}, frozenset(row[1] for row in rows) - {"-"}


def _malay_or_indonesian(words: list[str], score: float, told: str) -> Language:
    """Indonesian unless the words that part the two speak for Malay."""
    malay_only, indonesian_only = _markers()
    malay = sum(word in malay_only for word in words)
    indonesian = sum(word in indonesian_only for word in words)
    # A long Malay text has many of its own words; one or two are a quotation or a name.
    if malay > indonesian and malay >= min(3, 1 + len(words) // 40):
        return _language("ms", score, f"{told} are Malay or Indonesian, {malay} Malay only, {indonesian} Indonesian only")
    return _language("id", score, f"{told} are Indonesian ({indonesian} Indonesian only, {malay} Malay only)")


# Each language costs lingua some 20 MB: only those that short headlines near ours are taken for.
_LINGUA = "INDONESIAN MALAY ENGLISH DUTCH GERMAN SPANISH TAGALOG"
_LONG = 40  # words from which py3langid alone is sure enough


@cache
def _lingua() -> Any:
    """lingua's detector for the languages that news near ours comes in; slow to load."""
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    languages = [getattr(Lingua, name) for name in _LINGUA.split()]
    return LanguageDetectorBuilder.from_languages(*languages).build()


@cache
def _langid() -> Any:
    """py3langid's model of 97 languages, with probabilities; slow to load."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _by_library(sample: str, words: list[str]) -> Language:
    """What the words did not settle: lingua among the likely languages, py3langid against the rest."""
    sample = sample.encode("utf-8", "ignore").decode("utf-8")  # the libraries stop at a lone surrogate
    if sample.isupper():
        sample = sample.lower()
    if len(words) >= _LONG:
        code, sure = _langid().classify(sample)
        return _settled("id" if code == "ms" else code, float(sure), words, "py3langid")
    values = {
        value.language.iso_code_639_1.name.lower(): float(value.value)
        for value in _lingua().compute_language_confidence_values(sample)
    }
    values["id"] = values.get("id", 0.0) + values.pop("ms", 0.0)
    code = max(values, key=lambda each: values[each])
    score = values[code]
    scores = _scores(words)
    if code in ("id", "en") and score >= 0.35 and scores.get(code, 0.0) >= max(scores.values(), default=0.0) > 0:
        return _settled(code, score, words)
    other, sure = _langid().classify(sample)
    other = "id" if other == "ms" else other
    if other not in values and len(other) == 2 and float(sure) >= 0.5 and len(words) >= 3:
        return _language(other, float(sure), "told by the py3langid model")
    if score < (0.3 if other == code else 0.5):
        return _none("too short or too mixed to tell")
    return _settled(code, score, words)


def _settled(code: str, score: float, words: list[str], model: str = "lingua") -> Language:
    how = f"told by the {model} model"
    if code == "id":
        return _malay_or_indonesian(words, score, f"{how}, as few words")
    return _language(code, score, how)
