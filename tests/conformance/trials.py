"""Every requirement as packages to try: whole descriptors, cells, tables and files."""

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from conformance import values
from conformance.cases import ABSENT, FOLDER, examples

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FIELDS = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]


@dataclass(frozen=True)
class Trial:
    """One package that keeps a requirement or breaks it.

    shown: what is particular to it. rows: for cells, what is shown of each row, by row number.
    gives: pointer → severity, for descriptors; (code, row) of every finding, for data.
    """

    good: bool
    shown: str
    package: Any
    files: Mapping[str, bytes]
    gives: Any
    rows: Mapping[int, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """The package on disk; its descriptor."""
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        file = folder / "datapackage.json"
        file.write_text(json.dumps(self.package, ensure_ascii=False), encoding="utf-8")
        return file


@dataclass(frozen=True)
class Requirement:
    """One requirement of the text. about: `descriptor`, `cells` or `data`."""

    id: str
    section: str
    level: str
    text: str
    about: str
    trials: tuple[Trial, ...]
    note: str = ""


def requirements() -> list[Requirement]:
    """All of them, by section."""
    return [*_descriptors(), *_files(), *_cells(), *_tables()]


def _descriptors() -> Iterator[Requirement]:
    found: dict[str, list[Any]] = {}
    for example in examples():
        found.setdefault(example.requirement, []).append(example)
    for name, group in found.items():
        first = group[0]
        trials = tuple(
            Trial(
                good=not example.gives,
                shown=_json(example.change),
                package=example.package,
                files={name: text.encode() for name, text in example.files.items()},
                gives=dict(example.gives),
            )
            for example in group
        )
        yield Requirement(
            name, first.section, first.level, first.text, "descriptor", trials, first.note
        )


def _files() -> Iterator[Requirement]:
    section = yaml.safe_load((FOLDER / "files.yaml").read_text(encoding="utf-8"))
    for case in section["cases"]:
        first = case["good"][0].get("files", {})
        trials = []
        for good, tried in [*((True, t) for t in case["good"]), *((False, t) for t in case["bad"])]:
            resource = {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS}}
            resource |= case.get("resource", {}) | tried.get("resource", {})
            resource = {key: value for key, value in resource.items() if value != ABSENT}
            if "hash" in resource:
                resource["hash"] = _hash(resource["hash"], _content(first["t.csv"]))
            files = {name: _content(text) for name, text in tried.get("files", {}).items()}
            shown = _shown_files(case, tried)
            gives = sorted((code, row or 0) for code, row in tried.get("gives", ()))
            trials.append(Trial(good, shown, _package(resource), files, gives))
        yield Requirement(
            case["id"], section["section"], case["level"], case["text"], "data", tuple(trials)
        )


def _cells() -> Iterator[Requirement]:
    sections = {
        "Types and formats of cells": values.TYPES,
        "Missing values": values.MISSING,
        "Constraints on cells": values.CONSTRAINTS,
    }
    for section, cases in sections.items():
        for case in cases:
            fields = [*case.descriptor["fields"], {"name": "n", "type": "integer"}]
            schema = {**case.descriptor, "fields": fields}
            trials = tuple(
                _cells_trial(good, schema, cells, case.code)
                for good, cells in ((True, case.good), (False, case.bad))
                if cells
            )
            yield Requirement(case.id, section, "MUST", case.says, "cells", trials)


def _cells_trial(good: bool, schema: dict[str, Any], cells: tuple[str, ...], code: str) -> Trial:
    rows = [[cell, str(number)] for number, cell in enumerate(cells)]
    numbered = dict(enumerate(cells, 2))
    gives = [] if good else sorted((code, row) for row in numbered)
    resource = {"name": "t", "path": "t.csv", "schema": schema}
    files = {"t.csv": _csv([["v", "n"], *rows])}
    return Trial(good, "", _package(resource), files, gives, numbered)


def _tables() -> Iterator[Requirement]:
    for case in values.TABLES:
        trials = []
        for good, (schema, labels, rows) in ((True, case.good), (False, case.bad)):
            resource = {"name": "t", "path": "t.csv", "schema": dict(schema)}
            gives = [] if good else sorted((case.code, row) for row in case.at)
            shown = " ".join(",".join(row) for row in ([labels, *rows] if rows else [labels]))
            files = {"t.csv": _csv([labels, *rows])}
            trials.append(Trial(good, shown, _package(resource), files, gives))
        yield Requirement(case.id, "Headers and keys", "MUST", case.says, "data", tuple(trials))


def _package(resource: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": PROFILE, "name": "tiny", "id": "urn:x:1",
            "licenses": [{"name": "CC0-1.0"}], "resources": [resource]}  # fmt: skip


def _csv(rows: list[list[str]]) -> bytes:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def _content(given: Any) -> bytes:
    if isinstance(given, str):
        return given.encode()
    if given["in"] == "gz":
        return gzip.compress(given["text"].encode(), mtime=0)
    if given["in"] == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("t.csv", given["text"])
        return packed.getvalue()
    return str(given["text"]).encode(given["in"])


def _hash(wanted: str, content: bytes) -> str:
    """`md5 of good` is the bare digest, `sha1: of good` has the algorithm before it."""
    algorithm = wanted.split()[0].partition(":")[0]
    digest = hashlib.new(algorithm, content).hexdigest()
    return f"{algorithm}:{digest}" if ":" in wanted else digest


def _shown_files(case: Mapping[str, Any], tried: Mapping[str, Any]) -> str:
    changes = {**case.get("resource", {}), **tried.get("resource", {})}
    told = [_json({k: v for k, v in changes.items() if k != "schema"})] if changes else []
    for name, text in tried.get("files", {}).items():
        if not name.endswith(".json"):
            told.append(text if isinstance(text, str) else text["text"])
    return " ".join(told) or "(no file)"


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
