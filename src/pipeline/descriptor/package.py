"""The properties of a package: each for itself, and its resources together."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline.descriptor import links, people, resource, version
from pipeline.descriptor.findings import Findings, listing, mapping, strings, text, texts
from pipeline.descriptor.spelling import near_misses
from pipeline.issue import Issue
from pipeline.table_schema.complaints import shown

_KNOWN = ("$schema", "resources", "name", "id", "licenses", "title", "description", "homepage",
          "image", "version", "created", "keywords", "contributors", "sources",
          "profile")  # fmt: skip
_SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", re.ASCII
)
_RFC3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_PROFILES = ("data-package", "tabular-data-package", "fiscal-data-package")


def check(descriptor: object, file: str) -> list[Issue]:
    """Everything wrong in the descriptor of a package, with inline schemas and dialects."""
    v1 = version.is_v1(descriptor) if isinstance(descriptor, Mapping) else False
    findings = Findings(file, v1=v1)
    found = mapping(descriptor, findings, "a descriptor")
    if found is None:
        return findings.issues
    near_misses(found, _KNOWN, findings)
    version.check(found, "datapackage", findings)
    _recommended(found, findings)
    _properties(found, findings)
    _resources(found, findings)
    links.check(found, findings)
    return findings.issues


def _recommended(source: Mapping[str, Any], findings: Findings) -> None:
    for name, hint in (
        ("name", "give it a short name in lower case, such as `model-workers-2020`"),
        ("id", "give it an identifier that nothing else has, such as a DOI or a UUID"),
        ("licenses", "say under which licence the data may be used, such as CC-BY-4.0"),
    ):
        if name not in source or source[name] == []:
            with findings.at(name):
                findings.warn(f"a package should have `{name}`", hint)
    if "$schema" not in source and "profile" not in source:
        with findings.at("$schema"):
            findings.warn(
                "a package should name its profile; without it version 1 of the standard applies",
                f"add `$schema`: {version.profile('datapackage')}",
            )


def _properties(source: Mapping[str, Any], findings: Findings) -> None:
    resource.name(source, findings, "package")
    texts(source, ("id", "title", "description"), findings)
    people.linked(source, "homepage", findings)
    people.located(source, "image", findings)
    strings(source, "keywords", findings)
    people.licenses(source, findings)
    people.contributors(source, findings)
    people.sources(source, findings)
    _version(source, findings)
    _created(source, findings)
    if findings.v1:
        resource.profile(source, _PROFILES, findings)


def _version(source: Mapping[str, Any], findings: Findings) -> None:
    found = text(source, "version", findings)
    if found is not None and not _SEMVER.fullmatch(found):
        with findings.at("version"):
            findings.warn(
                f"{shown(found)} is no version as semantic versioning has it",
                "write three numbers, such as 1.0.0",
                value=found,
            )


def _created(source: Mapping[str, Any], findings: Findings) -> None:
    found = text(source, "created", findings)
    if found is not None and not _is_datetime(found):
        with findings.at("created"):
            findings.error(
                f"{shown(found)} is no date and time as RFC 3339 has them",
                "write all of it, with the zone, such as 2026-01-31T00:00:00Z",
                value=found,
            )


def _is_datetime(value: str) -> bool:
    match = _RFC3339.fullmatch(value)
    if not match:
        return False
    try:
        datetime.fromisoformat(f"{match[1]}T{match[2]}:{min(int(match[3]), 59):02}")
    except ValueError:
        return False
    return True


def _resources(source: Mapping[str, Any], findings: Findings) -> None:
    if not source.get("resources", []) and isinstance(source.get("resources", []), list):
        with findings.at("resources"):
            findings.error(
                "a package must have at least one resource", "list its files under `resources`"
            )
    tabular = findings.v1 and source.get("profile") == "tabular-data-package"
    seen: set[str] = set()
    for number, item in enumerate(listing(source, "resources", findings)):
        with findings.at("resources", number):
            resource.check(item, findings, seen, tabular=tabular)
