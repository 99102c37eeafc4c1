"""The properties of one resource, with the schema and the dialect that stand in it."""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.descriptor import dialect, file, paths, people, schema, version
from pipeline.descriptor.findings import DIALECT, SCHEMA, Findings, mapping, text, texts
from pipeline.descriptor.spelling import near_misses
from pipeline.table_schema.complaints import shown

_KNOWN = ("$schema", "name", "path", "data", "type", "title", "description", "format", "mediatype",
          "encoding", "bytes", "hash", "sources", "licenses", "dialect", "schema", "profile",
          "url")  # fmt: skip
_NAME = re.compile(r"[a-z0-9._-]+")
_PROFILES = ("data-resource", "tabular-data-resource")
_TABULAR = (
    "tabular-data-resource",
    "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json",
)


def check(source: object, findings: Findings, seen: set[str], *, tabular: bool) -> None:
    """Judge one resource; `seen` has the names of those before, `tabular` says the package is."""
    found = mapping(source, findings, "a resource")
    if found is None:
        return
    with findings.of_resource(found.get("name")):
        near_misses(found, _KNOWN, findings)
        version.check(found, "dataresource", findings)
        _named(found, findings, seen)
        texts(found, ("title", "description", "format", "mediatype"), findings)
        people.licenses(found, findings)
        people.sources(found, findings)
        file.check(found, findings)
        table = is_tabular(found)
        _location(found, findings, table or tabular)
        _type(found, findings)
        _parts(found, findings)
        _tabular(found, findings, table, tabular)


def is_tabular(source: Mapping[str, Any]) -> bool:
    """Does a resource say that it is a table, in the words of either version."""
    return source.get("type") == "table" or source.get("profile") in _TABULAR


def name(source: Mapping[str, Any], findings: Findings, what: str) -> None:
    """The form of a `name`: required in version 1, recommended in version 2."""
    found = text(source, "name", findings)
    if found is None or _NAME.fullmatch(found):
        return
    with findings.at("name"):
        must = findings.v1 or (not found and what == "resource")
        given = shown(found)
        hint = f"rename the {what}, and put its name in words into `title`"
        if must:
            said = f"{given} must be lower-case English letters, digits, `.`, `-` and `_`"
            findings.error(said, hint, value=found)
        else:
            said = f"{given} should be lower-case English letters, digits, `.`, `-` and `_`"
            findings.warn(said, hint, value=found)


def profile(source: Mapping[str, Any], known: tuple[str, ...], findings: Findings) -> None:
    """`profile` of version 1: a name of the standard's, or a URL."""
    found = text(source, "profile", findings)
    if found is not None and found not in known and not paths.is_url(found):
        with findings.at("profile"):
            findings.error(
                f"{shown(found)} is no profile: it must be one of {', '.join(known)}, or a URL",
                value=found,
            )


def _named(source: Mapping[str, Any], findings: Findings, seen: set[str]) -> None:
    if "name" not in source:
        with findings.at("name"):
            findings.error("a resource must have a `name`", "give it a name of its own")
        return
    name(source, findings, "resource")
    given = source["name"]
    if not isinstance(given, str):
        return
    if given in seen:
        with findings.at("name"):
            findings.error(
                f"two resources are named {shown(given)}", "rename one of them", value=given
            )
    seen.add(given)


def _location(source: Mapping[str, Any], findings: Findings, table: bool) -> None:
    place = "path" if "path" in source or "url" not in source else "url"  # `url`: before version 1
    if place in source and "data" in source:
        with findings.at("data"):
            findings.error(
                "a resource must have `path` or `data`, and this one has both", "remove one of them"
            )
    elif place not in source and "data" not in source:
        with findings.at("path"):
            findings.error("a resource must have a `path` or `data`", "name its file under `path`")
    if place in source:
        with findings.at(place):
            _path(source[place], findings)
    elif "data" in source:
        _data(source, findings, table)


def _path(given: object, findings: Findings) -> None:
    if not isinstance(given, list):
        _file(given, findings, "`path`")
        return
    if not given:
        findings.error("`path` lists no file", "name at least one file")
    for number, item in enumerate(given):
        with findings.at(number):
            _file(item, findings, "a part of `path`")
    if len({paths.is_remote(item) for item in given if isinstance(item, str)}) > 1:
        findings.error(
            "`path` mixes URLs with files of the package", "make all of them URLs, or all files"
        )


def _file(given: object, findings: Findings, what: str) -> None:
    sound = paths.check(given, findings, what)
    if sound and isinstance(given, str) and given.endswith("/") and not paths.is_remote(given):
        findings.error(
            f"{shown(given)} names a folder, not a file",
            "name the file itself, without the `/` at its end",
            value=given,
        )


def _data(source: Mapping[str, Any], findings: Findings, table: bool) -> None:
    data = source["data"]
    with findings.at("data"):
        if table:
            _rows(data, findings)
        elif isinstance(data, str) and "format" not in source and "mediatype" not in source:
            findings.error(
                "`data` is a text, so `format` or `mediatype` must say of what kind",
                "add `format`, such as csv",
            )
        elif not isinstance(data, str | list | dict):
            findings.error(f"`data` must be a list, an object or a text, and is {shown(data)}")


def _rows(data: object, findings: Findings) -> None:
    if not isinstance(data, list):
        findings.error("`data` of a table must be a list of rows", "write each row as a list")
        return
    wrong = [number for number, row in enumerate(data) if not isinstance(row, list | dict)]
    if wrong:
        with findings.at(wrong[0]):
            findings.error(
                f"a row must be a list or an object, and is {shown(data[wrong[0]])}"
                + (f"; so are {len(wrong) - 1} more" if len(wrong) > 1 else ""),
            )


def _type(source: Mapping[str, Any], findings: Findings) -> None:
    if findings.v1:  # version 1 knows no `type`: whatever stands there is custom
        profile(source, _PROFILES, findings)
        return
    found = text(source, "type", findings)
    if found is not None and found != "table":
        with findings.at("type"):
            findings.error(
                f"`type` must be `table`, and is {shown(found)}",
                "write `table`, or remove it where the file is no table",
                value=found,
            )


def _parts(source: Mapping[str, Any], findings: Findings) -> None:
    if "schema" in source:
        with findings.at("schema", code=SCHEMA):
            if isinstance(source["schema"], dict):
                schema.check(source["schema"], findings)
            else:
                paths.check(source["schema"], findings, "`schema`, unless it is an object,")
    if "dialect" in source:
        with findings.at("dialect", code=DIALECT):
            if isinstance(source["dialect"], dict):
                dialect.check(source["dialect"], findings)
            else:
                paths.check(source["dialect"], findings, "`dialect`, unless it is an object,")


def _tabular(source: Mapping[str, Any], findings: Findings, table: bool, package: bool) -> None:
    if package and source.get("profile") not in _TABULAR:
        with findings.at("profile"):
            findings.error(
                "every resource of a `tabular-data-package` must be a `tabular-data-resource`",
                "add `profile`: tabular-data-resource",
            )
    if (table or package) and "schema" not in source:
        with findings.at("schema"):
            hint = "describe its fields under `schema`"
            if findings.v1:
                findings.error("a table must have a `schema`", hint)
            else:
                findings.warn("a table should have a `schema`", hint)
