"""Licences, contributors and sources, of a package or a resource."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.descriptor import paths
from pipeline.descriptor.findings import Findings, listing, mapping, strings, text, texts
from pipeline.table_schema.complaints import shown

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LICENCE = re.compile(r"[-A-Za-z0-9._]+")


def licenses(source: Mapping[str, Any], findings: Findings) -> None:
    """Every licence has a name or a path."""
    _each(source, "licenses", "a licence", _license, findings)


def contributors(source: Mapping[str, Any], findings: Findings) -> None:
    """Every contributor says something, in texts; `roles` is a list, `role` its older form."""
    _each(source, "contributors", "a contributor", _contributor, findings)


def sources(source: Mapping[str, Any], findings: Findings) -> None:
    """Every source says something, in texts."""
    _each(source, "sources", "a source", _source, findings)


def located(source: Mapping[str, Any], name: str, findings: Findings) -> None:
    """An optional URL or path."""
    if name in source:
        with findings.at(name):
            paths.check(source[name], findings, f"`{name}`")


def linked(source: Mapping[str, Any], name: str, findings: Findings) -> None:
    """An optional URL."""
    found = text(source, name, findings)
    if found is not None and not paths.is_url(found, ("http", "https", "ftp", "ftps")):
        with findings.at(name):
            findings.error(
                f"`{name}` must be a URL, and is {shown(found)}",
                "write all of it, beginning with https://",
                value=found,
            )


def _each(
    source: Mapping[str, Any],
    name: str,
    what: str,
    check: Callable[[Mapping[str, Any], Findings], None],
    findings: Findings,
) -> None:
    for number, item in enumerate(listing(source, name, findings)):
        with findings.at(name, number):
            found = mapping(item, findings, what)
            if found is not None:
                check(found, findings)


def _license(item: Mapping[str, Any], findings: Findings) -> None:
    if "name" not in item and "path" not in item:
        findings.error(
            "a licence needs a name or a path",
            "give it a `name` such as CC-BY-4.0, or the `path` of its text",
        )
    name = text(item, "name", findings)
    if name is not None and not _LICENCE.fullmatch(name):
        with findings.at("name"):
            findings.error(
                f"{shown(name)} is no identifier of a licence",
                "write its identifier, such as CC-BY-4.0, and its name as `title`",
                value=name,
            )
    located(item, "path", findings)
    text(item, "title", findings)


def _contributor(item: Mapping[str, Any], findings: Findings) -> None:
    _titled(item, findings, "a contributor")
    texts(item, ("givenName", "familyName", "organization"), findings)
    linked(item, "path", findings)
    _email(item, findings)
    strings(item, "roles", findings)
    if findings.v1 or "roles" not in item:
        text(item, "role", findings)


def _source(item: Mapping[str, Any], findings: Findings) -> None:
    _titled(item, findings, "a source")
    text(item, "version", findings)
    located(item, "path", findings)
    _email(item, findings)


def _titled(item: Mapping[str, Any], findings: Findings, what: str) -> None:
    """In version 1 a title was required; in version 2 any property, and a title recommended."""
    text(item, "title", findings)
    if not item:
        findings.error(f"{what} must have at least one property", "give it a `title`, or remove it")
    elif "title" not in item and findings.v1:
        findings.error(f"{what} must have a `title`", "give it a `title`")
    elif "title" not in item:
        findings.warn(f"{what} should have a `title`", "give it a `title`")


def _email(item: Mapping[str, Any], findings: Findings) -> None:
    found = text(item, "email", findings)
    if found is not None and not _EMAIL.fullmatch(found):
        with findings.at("email"):
            findings.error(f"{shown(found)} is no email address", value=found)
