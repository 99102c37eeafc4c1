"""A second opinion: what the installed `frictionless` says of the same package, and where not we.

It never changes how a run ends: it is a witness, not a judge. What only it finds is listed, so
that a person can look; where the difference is known, with the reason.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pipeline.issue import Severity
from pipeline.report import Report

FAMILIES = {
    "blank-header": "label", "blank-label": "label", "duplicate-label": "label",
    "incorrect-label": "label", "missing-label": "label", "extra-label": "label",
    "primary-key": "primary-key", "unique-error": "unique-error", "foreign-key": "foreign-key",
    "type-error": "type-error", "constraint-error": "constraint-error",
    "blank-row": "row", "missing-cell": "row", "extra-cell": "row",
    "quote-error": "row", "nul-byte": "row",
    "byte-count": "integrity", "hash-count": "integrity",
    "descriptor": "descriptor", "schema-error": "descriptor", "missing-schema": "descriptor",
    "unsafe-path": "descriptor", "package-error": "descriptor", "resource-error": "descriptor",
    "field-error": "descriptor", "dialect-error": "descriptor",
    "encoding-error": "source", "source-error": "source", "scheme-error": "source",
    "format-error": "source", "missing-file": "source", "empty-file": "source",
    "compression-error": "source",
}  # fmt: skip
"""Code, ours or theirs → what it is about; other codes stand for themselves."""

KNOWN = {
    ("primary-key", "us"): "it lets a null stand in a composite primary key; the text does not",
    ("unique-error", "us"): "it does not look at `uniqueKeys`",
    ("constraint-error", "us"): "it does not look at `categories`",
    ("integrity", "us"): "it knows no sha1 and no sha512",
    ("row", "us"): "it does not see misplaced quotes, and NUL is a character to it",
}
"""Family and who found it alone (`us`, `it`) → why that is so."""

_SHOWN = 100
"""Differences listed; their number stays exact."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where and what: resource, row and field as far as they are told, family of the code."""

    resource: str
    row: int
    field: str
    family: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """How two validators differ. `refused`: what it said where it could not read the package.

    ours, theirs: spots that one alone found. agreed: spots that both found.
    complete: False where we kept only examples, and spots cannot all be compared.
    """

    agreed: int
    ours: tuple[Spot, ...]
    theirs: tuple[Spot, ...]
    complete: bool
    refused: str | None = None


def compare(report: Report, target: Path, schema: Path | None = None) -> Opinion:
    """Ask `frictionless` of the same package and compare by resource, row, field and family."""
    found = _ask(target, schema)
    if isinstance(found, Exception):
        said = f"{type(found).__name__}: {str(found).partition(chr(10))[0]}"
        return Opinion(0, (), (), True, refused=said)
    ours, theirs = set(_ours(report)), set(_theirs(found))
    complete = all(check.failed <= len(check.issues) for check in report.checks)
    if not complete:
        seen = Counter(spot.family for spot in ours)
        theirs = {spot for spot in theirs if spot in ours or spot.family not in seen}
    return Opinion(
        len(ours & theirs), tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours)), complete
    )


def render(opinion: Opinion) -> Iterator[str]:
    """The opinion in lines."""
    if opinion.refused is not None:
        yield f"second opinion: frictionless could not read the package: {opinion.refused}"
        return
    yield (
        f"second opinion: frictionless agrees on {opinion.agreed}, found {len(opinion.theirs)} "
        f"alone, and missed {len(opinion.ours)}"
    )
    if not opinion.complete:
        yield "    only where examples were kept could be compared; counts may differ beyond"
    for who, spots in (("it", opinion.theirs), ("us", opinion.ours)):
        for spot in spots[:_SHOWN]:
            why = KNOWN.get((spot.family, who), "not explained yet")
            place = f"{spot.resource} row {spot.row}" if spot.row else spot.resource
            field = f" `{spot.field}`" if spot.field else ""
            yield f"    only {who}: {spot.family} at {place}{field} ({why})"
        if len(spots) > _SHOWN:
            yield f"    only {who}: {len(spots) - _SHOWN} more"


def _family(code: str) -> str:
    return FAMILIES.get(code, code)


def _ours(report: Report) -> Iterator[Spot]:
    for issue in report.issues:
        if issue.severity is not Severity.ERROR:
            continue
        family = _family(issue.code)
        cell = family in ("type-error", "constraint-error")
        row = 0 if family in ("label", "descriptor", "source", "integrity") else issue.row or 0
        resource = "" if family == "descriptor" else issue.resource or ""
        yield Spot(resource, row, issue.field or "" if cell else "", family)


def _theirs(found: Any) -> Iterator[Spot]:
    for error in found.errors:
        yield Spot("", 0, "", _family(error.type))
    for task in found.tasks:
        for error in task.errors:
            family = _family(error.type)
            cell = family in ("type-error", "constraint-error")
            told = getattr(error, "row_number", None)
            row = 0 if family in ("label", "descriptor", "source", "integrity") else told or 0
            name = getattr(error, "field_name", "") if cell else ""
            yield Spot("" if family == "descriptor" else task.name, row, name or "", family)


def _ask(target: Path, schema: Path | None) -> Any:
    """Its report, or what it raised: an exception that passed its context would spoil it."""
    import frictionless  # slow to import, and only asked for

    with frictionless.system.use_context(
        trusted=False, onerror="ignore", standards="v2", http_session=_Offline()
    ):
        try:
            file = str(target.absolute())
            if target.suffix.lower() in (".json", ".yaml", ".yml", ".zip"):
                package = frictionless.Package(file)
                return package.validate(limit_errors=10**9)
            with_schema: dict[str, Any] = {"schema": str(schema.absolute())} if schema else {}
            with frictionless.system.use_context(trusted=True):
                return frictionless.Resource(file, **with_schema).validate(limit_errors=10**9)
        except Exception as error:
            return error


class _Offline:
    """In place of a connection: nothing is fetched to validate a package."""

    def __getattr__(self, name: str) -> NoReturn:
        raise ConnectionError("it wanted to fetch something from the network")
