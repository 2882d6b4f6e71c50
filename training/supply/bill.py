"""Writes the bill of materials (CycloneDX 1.6) that goes into the wheel: ``python -m training.supply.bill [--check]``.

It names every package of the runtime locks with version, licence and what it needs in turn, and what the wheel itself holds that
is no code of the project: the trained reader, the gazetteer, the front end's bundle and its map, with SHA-256 and origin. Without
addresses, time stamps or chance: the same inputs give the same file. ``--check`` fails where the committed file is another one.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType, Pedigree
from cyclonedx.output.json import JsonV1Dot6
from license_expression import get_spdx_licensing
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from training.sums import MODEL, NAMES, PLACES, ROOT
from training.supply.licences import RUNTIME, licence, pins, rules

BILL = ROOT / "sbom" / "kawat.cdx.json"
STATIC = ROOT / "src" / "kawat" / "web" / "static"
_LICENCES = LicenseFactory()


def packages() -> dict[str, Component]:
    """The packages of the runtime locks by name; those that only an extra brings are optional."""
    settled, spdx = rules(), get_spdx_licensing()
    found: dict[str, Component] = {}
    for extra, lock in RUNTIME.items():
        for name, version in pins(lock).items():
            found.setdefault(
                name,
                Component(
                    name=name,
                    version=version,
                    type=ComponentType.LIBRARY,
                    purl=PackageURL("pypi", name=name, version=version),
                    bom_ref=f"pkg:pypi/{name}@{version}",
                    scope=ComponentScope.OPTIONAL if extra else ComponentScope.REQUIRED,
                    licenses=[_LICENCES.make_from_string(licence(name, settled, spdx))],
                    properties=[Property(name="kawat:extra", value=extra)] if extra else [],
                ),
            )
    return found


def needs(requirements: Iterable[str], known: dict[str, Component]) -> list[Component]:
    """Which of the known packages a list of requirements names, in any environment."""
    names = {canonicalize_name(Requirement(line).name) for line in requirements}
    return [known[name] for name in sorted(names & known.keys())]


def _file(path: Path) -> Component:
    digest = HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(path.read_bytes()).hexdigest())
    inside = path.relative_to(ROOT / "src").as_posix()
    return Component(name=inside, type=ComponentType.FILE, bom_ref=f"file:{inside}", hashes=[digest])


def _origin(name: str, licence_name: str, version: str | None = None) -> Component:
    return Component(
        name=name,
        version=version,
        type=ComponentType.DATA if name != "multilingual-e5-small" else ComponentType.MACHINE_LEARNING_MODEL,
        licenses=[_LICENCES.make_from_string(licence_name)],
        bom_ref=f"origin:{name}",
    )


def parts(version: str) -> list[Component]:
    """What the wheel holds beside code, each with its files."""
    reader = str(json.loads((MODEL / "settings.json").read_text(encoding="utf-8"))["version"])

    def part(name: str, number: str, kind: ComponentType, terms: str, files: list[Path], origins: list[Component]) -> Component:
        return Component(
            name=name,
            version=number,
            type=kind,
            bom_ref=f"part:{name}",
            licenses=[_LICENCES.make_from_string(terms)],
            components=[_file(path) for path in files],
            pedigree=Pedigree(ancestors=origins) if origins else None,
        )

    shapes = [_origin("Natural Earth (public domain)", "CC-PDDC"), _origin("world-atlas", "ISC", "2.0.2")]
    model, number = reader.split("@")
    return [
        part(model, number, ComponentType.MACHINE_LEARNING_MODEL, "Apache-2.0", [MODEL / n for n in NAMES["model"]],
             [_origin("multilingual-e5-small", "MIT")]),
        part("kawat-gazetteer", version, ComponentType.DATA, "CC-BY-4.0", [PLACES / n for n in NAMES["places"]],
             [_origin("GeoNames", "CC-BY-4.0")]),
        part("kawat-frontend", version, ComponentType.LIBRARY, "Apache-2.0", [STATIC / "kawat.js"], []),
        part("kawat-map", version, ComponentType.DATA, "Apache-2.0", [STATIC / "world.json"], shapes),
    ]  # fmt: skip


def bill() -> str:
    """The bill as JSON text; raises KeyError or PackageNotFoundError where a package is not installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = str(project["version"])
    bom = Bom()
    root = Component(
        name="kawat",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=f"pkg:pypi/kawat@{version}",
        purl=PackageURL("pypi", name="kawat", version=version),
        licenses=[_LICENCES.make_from_string(project["license"])],
    )
    bom.metadata.component = root
    known, own = packages(), parts(version)
    bom.components.update([*known.values(), *own])
    extras = [line for extra in RUNTIME if extra for line in project["optional-dependencies"][extra]]
    bom.register_dependency(root, [*needs([*project["dependencies"], *extras], known), *own])
    for name, component in known.items():
        bom.register_dependency(component, needs((line for line in requires(name) or () if "extra ==" not in line), known))
    return stable(JsonV1Dot6(bom).output_as_string())


def stable(text: str) -> str:
    """The bill without its time and with a serial number that its content gives."""
    record = json.loads(text)
    record["metadata"].pop("timestamp", None)
    record.pop("serialNumber", None)
    content = json.dumps(record, sort_keys=True)
    record["serialNumber"] = f"urn:uuid:{uuid5(NAMESPACE_URL, content)}"
    return json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes the file, or compares it."""
    text = bill()
    if "--check" not in sys.argv:
        BILL.parent.mkdir(exist_ok=True)
        BILL.write_text(text, encoding="utf-8", newline="\n")
    elif not BILL.is_file() or BILL.read_text(encoding="utf-8") != text:
        print(f"{BILL.relative_to(ROOT)} is not current: run make sbom and commit it", file=sys.stderr)
        raise SystemExit(1)
    print(f"bill of materials: {len(packages())} packages, {len(parts(''))} parts of the wheel, {BILL.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
