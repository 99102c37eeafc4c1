"""The properties of a Table Dialect (and of the CSV Dialect of version 1, which it contains)."""

from collections.abc import Mapping
from typing import Any

from pipeline.descriptor import version
from pipeline.descriptor.findings import (
    DIALECT,
    Findings,
    flag,
    listing,
    mapping,
    strings,
    text,
    texts,
    typed,
)
from pipeline.descriptor.spelling import near_misses
from pipeline.issue import Issue
from pipeline.table_schema.complaints import shown

_FLAGS = ("header", "doubleQuote", "skipInitialSpace", "caseSensitiveHeader")
_TEXTS = ("headerJoin", "nullSequence", "property", "sheetName", "table")
_CHARS = ("quoteChar", "escapeChar")
_SEQUENCES = ("delimiter", "lineTerminator", "commentChar")
_ROWS = ("headerRows", "commentRows")
_KNOWN = (*_FLAGS, *_TEXTS, *_CHARS, *_SEQUENCES, *_ROWS, "$schema", "itemType", "itemKeys",
          "sheetNumber", "csvddfVersion")  # fmt: skip


def check_dialect(value: object, file: str, *, v1: bool = False) -> list[Issue]:
    """Everything wrong in a dialect that has a file of its own."""
    findings = Findings(file, v1=v1, code=DIALECT)
    check(value, findings)
    return findings.issues


def check(value: object, findings: Findings) -> None:
    """Judge a dialect where it stands."""
    source = mapping(value, findings, "a dialect")
    if source is None:
        return
    near_misses(source, _KNOWN, findings)
    version.check(source, "tabledialect", findings)
    texts(source, _TEXTS, findings)
    for name in _FLAGS:
        flag(source, name, findings)
    for name in _ROWS:
        _row_numbers(source, name, findings)
    _some_header(source, findings)
    for name in (*_CHARS, *_SEQUENCES):
        _characters(source, name, findings)
    _one_way_to_quote(source, findings)
    _items(source, findings)
    _sheet(source, findings)


def _row_numbers(source: Mapping[str, Any], name: str, findings: Findings) -> None:
    for number, item in enumerate(listing(source, name, findings)):
        if isinstance(item, bool) or not isinstance(item, int) or item < 1:
            with findings.at(name, number):
                findings.error(
                    f"`{name}` must list row numbers from 1, and holds {shown(item)}", value=item
                )


def _some_header(source: Mapping[str, Any], findings: Findings) -> None:
    if source.get("headerRows") == [] and source.get("header", True) is not False:
        with findings.at("headerRows"):
            findings.error(
                "`headerRows` names no row, so there is no header",
                "name its rows, from 1; where the file has none, write `header: false` instead",
            )


def _characters(source: Mapping[str, Any], name: str, findings: Findings) -> None:
    """`delimiter` and `lineTerminator` may be several characters, but nothing separates by none."""
    if name in _CHARS and findings.v1 and name in source and source[name] is None:
        return  # how a CSV Dialect of version 1 says that nothing quotes
    found = text(source, name, findings)
    one = name in _CHARS
    if found is None or (len(found) == 1 if one else found):
        return
    with findings.at(name):
        wanted = "one character" if one else "at least one character"
        findings.error(f"`{name}` must be {wanted}, and is {shown(found)}", value=found)


def _one_way_to_quote(source: Mapping[str, Any], findings: Findings) -> None:
    """Only what is written counts: the default `quoteChar` gives way to an `escapeChar`."""
    if source.get("escapeChar") is not None and source.get("quoteChar") is not None:
        with findings.at("escapeChar"):
            findings.error("`escapeChar` and `quoteChar` exclude each other", "remove one of them")


def _items(source: Mapping[str, Any], findings: Findings) -> None:
    found = text(source, "itemType", findings)
    if found is not None and found not in ("array", "object"):
        with findings.at("itemType"):
            findings.error(
                f"`itemType` must be `array` or `object`, and is {shown(found)}", value=found
            )
    strings(source, "itemKeys", findings)


def _sheet(source: Mapping[str, Any], findings: Findings) -> None:
    found = typed(source, "sheetNumber", int, "a whole number", findings)
    if found is not None and (isinstance(found, bool) or found < 1):
        with findings.at("sheetNumber"):
            findings.error(f"`sheetNumber` counts from 1, and is {shown(found)}", value=found)
