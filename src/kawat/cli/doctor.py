"""``kawat doctor``: is everything here, and does it work?"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import typer

if TYPE_CHECKING:
    from kawat.types import Party

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat doctor[/cyan]   checks parts, data files and terminal, and codes two sentences:
"Prancis mengecam Mali." and "Prancis tidak mengecam Mali."
"""
PARTS = (
    "msgspec",
    "typer",
    "rich",
    "lxml",
    "trafilatura",
    "dateparser",
    "charset-normalizer",
    "lingua-language-detector",
    "py3langid",
    "numpy",
    "onnxruntime",
    "tokenizers",
)
_MEND = "install kawat again: pip install --force-reinstall kawat"


class Check(NamedTuple):
    """One line of the report; ``mend`` says what to do where ``ok`` is False."""

    name: str
    ok: bool
    found: str
    mend: str = ""


def doctor() -> None:
    """Checks that Kawat's parts and data are in place and that it codes; says what to do where not."""
    from rich.table import Table
    from rich.text import Text

    from kawat.cli.console import console

    target = console()
    table = Table.grid(padding=(0, 2))
    broken = 0
    for check in checks():
        broken += not check.ok
        mark = Text("ok", "green") if check.ok else Text("BROKEN", "bold red")
        found = Text(check.found)
        if not check.ok:
            found.append(f"\n→ {check.mend}", "bold")
        table.add_row(mark, Text(check.name, "bold"), found)
    target.print(table)
    if broken:
        target.print(Text(f"\n{broken} of these must be mended.", "bold red"))
        raise typer.Exit(1)
    target.print(Text("\nAll is well. Semua beres.", "green"))


def checks() -> Iterator[Check]:
    """All checks in the order of the report; one that fails in an unforeseen way is a broken one."""
    steps: tuple[tuple[str, Callable[[], Iterator[Check]]], ...] = (
        ("versions", _versions), ("parts", _parts), ("actors", _actors), ("lexicon", _lexicon),
        ("codebook", _codebook),
        ("sample", _sample), ("self-test", _self_test), ("terminal", _terminal), ("web addresses", _web),
    )  # fmt: skip
    for name, step in steps:
        try:
            yield from step()
        except Exception as problem:
            yield Check(name, False, f"{type(problem).__name__}: {problem}", _MEND)


def _versions() -> Iterator[Check]:
    from kawat import __version__

    yield Check("kawat", True, __version__)
    new_enough = sys.version_info >= (3, 11)
    yield Check(
        "Python",
        new_enough,
        f"{platform.python_version()} on {platform.system()}",
        "install Python 3.11 or newer",
    )


def _parts() -> Iterator[Check]:
    from importlib.metadata import PackageNotFoundError, version

    for part in PARTS:
        try:
            yield Check(part, True, version(part))
        except PackageNotFoundError:
            yield Check(part, False, "missing", f"pip install {part}")


def _actors() -> Iterator[Check]:
    from kawat.actors.registry import rows

    for file, what, least in (
        ("countries.csv", "countries", 190), ("names.csv", "names", 1000),
        ("people.csv", "people's terms", 1000),
        ("bodies.csv", "bodies and blocs", 100), ("groups.csv", "groups", 100),
        ("members.csv", "memberships", 100),
    ):  # fmt: skip
        count = sum(1 for _ in rows(file))
        yield Check(what, count >= least, f"{count:,} rows in {file}", _MEND)


def _lexicon() -> Iterator[Check]:
    from kawat.claims.lexicon import lexicon

    for code, name in (("id", "Indonesian"), ("en", "English")):
        patterns = lexicon(code)._acts
        count = len({id(p) for found in patterns.values() for p in found})
        yield Check(f"{name} lexicon", count > 500, f"{count:,} patterns", _MEND)


def _codebook() -> Iterator[Check]:
    from kawat.ontology import EVENTS, cameo_codes
    from kawat.ontology.plover import type_text

    for event in EVENTS:
        type_text(event, "id")
    yield Check("codebook", True, f"{len(EVENTS)} types, {len(cameo_codes())} CAMEO codes")


def _sample() -> Iterator[Check]:
    from kawat.cli.sample import documents

    count = sum(1 for _ in documents())
    yield Check("sample", count > 0, f"{count} articles for kawat demo", _MEND)


def _self_test() -> Iterator[Check]:
    from kawat.coders import coder

    for name, text, language, wanted in (
        ("lexicon", "Prancis mengecam Mali.", "id", "ACCUSE FRA > MLI real"),
        ("lexicon", "France did not condemn Mali.", "en", "ACCUSE FRA > MLI negated"),
        ("reader", "Prancis mengecam Mali.", "id", "ACCUSE FRA > MLI real"),
        ("reader", "France did not condemn Mali.", "en", "ACCUSE FRA > MLI negated"),
    ):
        claims = coder(name).code(text, language=language).claims
        got = "; ".join(f"{c.event} {_codes(c.actor)} > {_codes(c.recipient)} {c.status}" for c in claims)
        yield Check(
            f"self-test {name} {language}",
            got == wanted,
            f"{text} = {got or 'no claim'}",
            f"it should be {wanted}; {_MEND}",
        )


def _codes(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.code for party in parties)


def _terminal() -> Iterator[Check]:
    encoding = sys.stdout.encoding or "unknown"
    fine = encoding.lower().replace("-", "") in ("utf8", "utf16", "cp65001")
    yield Check("terminal", True, f"{encoding}" + ("" if fine else ": some signs will show as ?; set PYTHONUTF8=1"))


def _web() -> Iterator[Check]:
    import ssl

    certificates = ssl.create_default_context().cert_store_stats().get("x509_ca", 0)
    found = f"TLS by {ssl.OPENSSL_VERSION}, {certificates} root certificates"
    yield Check(
        "web addresses",
        certificates > 0,
        found,
        "install your system's root certificates (ca-certificates)",
    )
