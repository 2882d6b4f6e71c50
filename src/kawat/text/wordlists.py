"""The word lists of each language's folder (``text/id/``, ``text/en/``), read once, when first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(language: str, name: str) -> tuple[str, ...]:
    """The lines of ``text/<language>/<name>`` that hold data; () if that language has no such list.

    Language "" stands for lists that belong to no language in particular.
    """
    folder = files("kawat.text")
    source = folder.joinpath(language, name) if language else folder.joinpath(name)
    if not source.is_file():
        return ()
    kept = (line.strip("\n") for line in source.read_text(encoding="utf-8").split("\n"))
    return tuple(line for line in kept if line.strip() and (not line.startswith("#") or line == "# content"))


@cache
def words(language: str, name: str) -> frozenset[str]:
    """A one-word-a-line list as a set."""
    return frozenset(line for line in lines(language, name) if line != "# content")


@cache
def table(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """A tab-separated list as rows."""
    return tuple(tuple(line.split("\t")) for line in lines(language, name))


@cache
def function_words(language: str) -> frozenset[str]:
    """The first part of ``function_words.txt``: words that carry grammar rather than news."""
    listed = lines(language, "function_words.txt")
    return frozenset(listed[: listed.index("# content")] if "# content" in listed else listed)


@cache
def common_words(language: str) -> frozenset[str]:
    """The second part of ``function_words.txt``: common words of the news in that language only."""
    listed = lines(language, "function_words.txt")
    return frozenset(listed[listed.index("# content") + 1 :] if "# content" in listed else ())
