"""The requirements of the standard's text about descriptors, each with packages good and bad.

A YAML file a section. A case has

- `id`, `level` (MUST, SHOULD), `text`: the requirement in our words, and `note` where needed;
- `of`: what its changes are made to: package, resource, dialect, schema or field (the file's `of`
  unless given), and `base`: v2 (default) or v1;
- `good`: changes after which nothing is found; `bad`: changes, each with what it `gives`: pointer
  (from what `of` names) → severity. The value `(absent)` takes a property away.

`Example.package` is the whole descriptor, `Example.files` what stands beside it, so that another
program can judge the same package: each table holds the header that its schema asks for and no
row, so that nothing but the descriptor can be wrong.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from conformance import fitting

FOLDER = Path(__file__).resolve().parent
ABSENT = "(absent)"
SECTIONS = ("package", "resource", "dialect", "schema", "field", "v1")
FILES = {
    "schema.json": '{"fields": [{"name": "id"}]}\n',
    "s.json": '{"fields": [{"name": "id"}]}\n',
    "dialect.json": "{}\n",
}
"""What stands beside every descriptor."""

_SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}
_BASES: dict[str, dict[str, Any]] = {
    "v2": {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tiny",
        "id": "urn:uuid:8b7d6f0e-3f0e-4a57-9d0c-2f6f4f0c7a11",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [{"name": "table", "path": "table.csv", "schema": _SCHEMA}],
    },
    "v1": {
        "profile": "data-package",
        "name": "tiny",
        "id": "urn:uuid:8b7d6f0e-3f0e-4a57-9d0c-2f6f4f0c7a11",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [{"name": "table", "path": "table.csv", "schema": _SCHEMA}],
    },
}
_PLACES: dict[str, tuple[Any, ...]] = {
    "package": (),
    "resource": ("resources", 0),
    "dialect": ("resources", 0, "dialect"),
    "schema": ("resources", 0, "schema"),
    "field": ("resources", 0, "schema", "fields", 0),
}


@dataclass(frozen=True)
class Example:
    """One package of a case; `gives`: pointer from the root → severity, empty for a good one.

    change: what was changed to make it.
    """

    id: str
    requirement: str
    level: str
    text: str
    section: str
    package: Any
    files: Mapping[str, str]
    gives: Mapping[str, str]
    change: Any
    note: str = ""


def examples() -> Iterator[Example]:
    """Every example of every section, good ones first within a case."""
    for name in SECTIONS:
        file = FOLDER / f"{name}.yaml"
        section = yaml.safe_load(file.read_text(encoding="utf-8"))
        for case in section["cases"]:
            yield from _of_case(case, section)


def _of_case(case: Mapping[str, Any], section: Mapping[str, Any]) -> Iterator[Example]:
    of = case.get("of", section["of"])
    base = case.get("base", section.get("base", "v2"))
    prefix = "".join(f"/{part}" for part in _PLACES[of])
    rows = [("good", change, {}) for change in case["good"]]
    rows += [("bad", row["change"], row["gives"]) for row in case["bad"]]
    for number, (kind, change, gives) in enumerate(rows, 1):
        package = _changed(copy.deepcopy(_BASES[base]), _PLACES[of], change)
        yield Example(
            id=f"{case['id']}-{kind}-{number}",
            requirement=case["id"],
            level=case["level"],
            text=case["text"],
            section=section["section"],
            package=package,
            files={**fitting.tables(package, FILES), **FILES},
            gives={prefix + pointer: severity for pointer, severity in gives.items()},
            change=change,
            note=case.get("note", ""),
        )


def _changed(package: dict[str, Any], place: tuple[Any, ...], change: Any) -> Any:
    """The package with a change: objects are merged, one level deep; anything else replaces."""
    if not place:
        return _merged(package, change)
    parent: Any = package
    for part in place[:-1]:
        parent = parent[part]
    old = parent.get(place[-1], {}) if isinstance(parent, dict) else parent[place[-1]]
    parent[place[-1]] = _merged(old, change)
    return package


def _merged(old: Any, change: Any) -> Any:
    if not isinstance(change, dict):
        return change
    return {k: v for k, v in {**old, **change}.items() if v != ABSENT}
