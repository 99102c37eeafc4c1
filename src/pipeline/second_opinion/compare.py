"""Our report held against that of the installed `frictionless` on the same package.

It never changes how a run ends: it is a witness, not a judge. What only it finds is listed, so
that a person can look; where the difference is known, with the reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import PipelineError
from pipeline.issue import Severity
from pipeline.package import open_target, unpacked
from pipeline.package.formats import DELIMITED, extension
from pipeline.report import Report
from pipeline.resource import Resource
from pipeline.scratch import scratch
from pipeline.second_opinion.reasons import SEVERAL, Asked, explained
from pipeline.second_opinion.refusals import refused
from pipeline.table_schema import Schema

FAMILIES = {
    "blank-header": "label", "blank-label": "label", "duplicate-label": "label",
    "incorrect-label": "label", "missing-label": "label", "extra-label": "label",
    "unmatched-header": "label",
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
    "compression-error": "source", "error": "source",
}  # fmt: skip
"""Code, ours or theirs → what it is about; other codes stand for themselves."""

_SHOWN = 100
"""Differences listed; their number stays exact."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where and what: resource, row and field as far as they are told, family of the code.

    text: the value that was told, which does not tell spots apart.
    """

    resource: str
    row: int
    field: str
    family: str
    text: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Opinion:
    """How two validators differ. `refused`: what it said where it could not read the package;
    what we found is then listed as found alone.

    ours, theirs: spots that one alone found. agreed: spots that both found. why: reason by who
    (`us` or `it`) and spot, None where there is none yet.
    complete: False where we kept only examples, and spots cannot all be compared.
    """

    agreed: int
    ours: tuple[Spot, ...]
    theirs: tuple[Spot, ...]
    complete: bool
    refused: str | None = None
    why: Mapping[tuple[str, Spot], str | None] = dataclass_field(default_factory=dict)


def compare(report: Report, target: Path, schema: Path | None = None) -> Opinion:
    """Ask `frictionless` of the same package and compare by resource, row, field and family.

    target: whatever can be validated: a folder, a descriptor, a zip, a single table.
    """
    with scratch() as folder:
        file = unpacked(target, folder)
        if file is None:
            return Opinion(0, (), (), True, refused="the archive holds no package to show it")
        found = _ask(file, schema)
        declared = _declared(file, schema)
    if isinstance(found, Exception):
        said = f"{type(found).__name__}: {_said(found)}"
        fields = [item for resource in declared.values() for item in _fields(resource)]
        because = refused(f"{found} {said}", fields)
        said += f" ({because})" if because else ""
        return _alone(set(_ours(report)), declared, said)
    ours, theirs = set(_ours(report)), set(_theirs(found))
    complete = all(check.failed <= len(check.issues) for check in report.checks)
    if not complete:
        seen = Counter(spot.family for spot in ours)
        theirs = {spot for spot in theirs if spot in ours or spot.family not in seen}
    alone = {"us": tuple(sorted(ours - theirs)), "it": tuple(sorted(theirs - ours))}
    why = {
        (who, spot): explained(_asked(who, spot, declared, ours))
        for who, spots in alone.items()
        for spot in spots
    }
    return Opinion(len(ours & theirs), alone["us"], alone["it"], complete, why=why)


def _alone(ours: set[Spot], declared: Mapping[str, Resource], refused: str) -> Opinion:
    """What we found beside the descriptor, of which one cannot tell whether it found the same."""
    spots = tuple(sorted(spot for spot in ours if spot.family != "descriptor"))
    why = {
        ("us", spot): explained(_asked("us", spot, declared, ours))
        or "it read nothing of the package"
        for spot in spots
    }
    return Opinion(0, spots, (), True, refused=refused, why=why)


def render(opinion: Opinion) -> Iterator[str]:
    """The opinion in lines."""
    if opinion.refused is not None:
        yield f"second opinion: frictionless could not read the package: {opinion.refused}"
    else:
        yield (
            f"second opinion: frictionless agrees on {opinion.agreed}, found "
            f"{len(opinion.theirs):,} alone, and missed {len(opinion.ours):,}"
        )
    if not opinion.complete:
        yield "    only where examples were kept could be compared; counts may differ beyond"
    for who, spots in (("it", opinion.theirs), ("us", opinion.ours)):
        for spot in spots[:_SHOWN]:
            why = opinion.why.get((who, spot)) or "not explained yet"
            place = f"{spot.resource} row {spot.row}" if spot.row else spot.resource
            field = f" `{spot.field}`" if spot.field else ""
            yield f"    only {who}: {spot.family} at {place}{field} ({why})"
        if len(spots) > _SHOWN:
            yield f"    only {who}: {len(spots) - _SHOWN:,} more"


def _family(code: str) -> str:
    return FAMILIES.get(code, code)


def _said(error: Exception) -> str:
    reasons = getattr(error, "reasons", None) or [error]
    return str(getattr(reasons[0], "note", "") or reasons[0]).partition("\n")[0]


def _declared(file: Path, schema: Path | None) -> dict[str, Resource]:
    with scratch() as folder:
        try:
            package = open_target(file, schema, folder).package
        except PipelineError:
            package = None
    return {item.name: item for item in package.resources} if package else {}


def _fields(resource: Resource) -> list[Mapping[str, Any]]:
    given = (resource.schema or {}).get("fields")
    return [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []


def _asked(who: str, spot: Spot, declared: Mapping[str, Resource], told: set[Spot]) -> Asked:
    """What a reason may look at; `told` is what we said of the package."""
    resource = declared.get(spot.resource)
    flawed = any(other.family == "row" and other.row == spot.row for other in told if spot.row)
    if resource is None:
        return Asked(spot.family, who, text=spot.text, unread=True, flawed=flawed)
    fields = [item for item in _fields(resource) if item.get("name") == spot.field]
    return Asked(
        family=spot.family,
        who=who,
        resource=resource.descriptor,
        schema=resource.schema or {},
        field=fields[0] if fields else {},
        text=spot.text,
        unread=resource.unread is not None,
        flawed=flawed,
        misdescribed=any(other.family == "descriptor" for other in told),
        across=_across(resource, declared),
        hindered=any(other.family in _HINDERING for other in told),
    )


_HINDERING = ("type-error", "label", "row", "source", "descriptor")
"""Families of what references wait for."""


def _across(resource: Resource, declared: Mapping[str, Resource]) -> bool:
    """Does a table refer to fields that have other types than its own?"""
    found, _ = Schema.from_descriptor(resource.schema or {})
    for key in found.foreign_keys if found else ():
        other = declared.get(key.resource) if key.resource else resource
        target, _ = Schema.from_descriptor((other.schema if other else None) or {})
        ours = [item.type for n in key.fields if found and (item := found.field(n))]
        theirs = [item.type for n in key.reference_fields if target and (item := target.field(n))]
        if target and ours != theirs:
            return True
    return False


def _ours(report: Report) -> Iterator[Spot]:
    for issue in report.issues:
        if issue.severity is not Severity.ERROR:
            continue
        family = _family(issue.code)
        cell = family in ("type-error", "constraint-error")
        row = 0 if family in ("label", "descriptor", "source", "integrity") else issue.row or 0
        resource = "" if family == "descriptor" else issue.resource or ""
        yield Spot(resource, row, issue.field or "" if cell else "", family, issue.value or "")


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
            text = str(getattr(error, "cell", "") or "")
            if family == "foreign-key":
                parts = getattr(error, "field_cells", None) or ["?"]
                text = SEVERAL.join("" if part is None else str(part) for part in parts)
            yield Spot("" if family == "descriptor" else task.name, row, name or "", family, text)


def _ask(file: Path, schema: Path | None) -> Any:
    """Its report, or what it raised: an exception that passed its context would spoil it."""
    import frictionless  # slow to import, and only asked for

    with frictionless.system.use_context(
        trusted=False, onerror="ignore", standards="v2", http_session=_Offline()
    ):
        try:
            if file.suffix.lower() in (".json", ".yaml", ".yml"):
                return frictionless.Package(str(file.absolute())).validate(limit_errors=10**9)
            with frictionless.system.use_context(trusted=True):
                return _table(file, schema).validate(limit_errors=10**9)
        except Exception as error:
            return error


def _table(file: Path, schema: Path | None) -> Any:
    from frictionless import Dialect, Resource
    from frictionless.formats import CsvControl

    kind, packing = extension(file.name)
    given: dict[str, Any] = {"schema": str(schema.absolute())} if schema else {}
    dialect = Dialect(controls=[CsvControl(delimiter=DELIMITED[kind])])
    if packing:
        given["compression"] = packing
    name = file.name.partition(".")[0].lower() or "table"
    return Resource(path=str(file.absolute()), name=name, format="csv", dialect=dialect, **given)


class _Offline:
    """In place of a connection: nothing is fetched to validate a package."""

    def __getattr__(self, name: str) -> NoReturn:
        raise ConnectionError("it wanted to fetch something from the network")
