"""The contract of each table: its committed schema, held against the model that it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import descriptor
from pipeline.issue import Issue, Layer, Severity
from pipeline.package import Package, Resource, tallied, text_of
from pipeline.report import Tally, tally
from pipeline.table_schema import Schema

if TYPE_CHECKING:  # models are Pydantic's, which is slow to import; packages of strangers have none
    from pipeline.declare import Record


def load(resource: Resource, package: Package) -> tuple[Schema | None, list[Tally]]:
    """The sound part of a resource's schema, with everything that is wrong in its file.

    What is wrong in a schema that stands in the descriptor was said when that was read.
    """
    if resource.schema is None:
        return None, tallied([], ["schema-error"], 0)
    schema, _ = Schema.from_descriptor(resource.schema)
    loose, issues = _loose(resource, package)
    if resource.schema_path:
        v1 = descriptor.is_v1(package.descriptor)
        found = descriptor.check_schema(resource.schema, resource.schema_path, v1=v1)
        issues = [*(replace(issue, resource=resource.name) for issue in found), *issues]
    placed = descriptor.placed(issues, lambda path: text_of(package.root / path))
    if schema and loose:
        kept = tuple(key for key in schema.foreign_keys if key.position not in loose)
        schema = replace(schema, foreign_keys=kept)
    return schema, tallied(placed, ["schema-error"], 1)


def _loose(resource: Resource, package: Package) -> tuple[set[int], list[Issue]]:
    """Places of foreign keys that refer to nothing, and issues of those not yet reported."""
    schemas = {r.name: r.schema for r in package.resources if r.schema is not None}
    known = descriptor.inline(package.descriptor)
    names = descriptor.declared(package.descriptor)
    found = list(descriptor.loose(resource.name, schemas, names))
    told = set(descriptor.loose(resource.name, known, names) if resource.name in known else ())
    prefix = "" if resource.schema_path else _pointer(resource, package)
    issues = [
        Issue(
            code="schema-error",
            layer=Layer.PACKAGE,
            severity=Severity.ERROR,
            message=bad.message,
            hint=bad.hint,
            resource=resource.name,
            path=resource.schema_path or package.path,
            pointer=f"{prefix}/foreignKeys/{bad.position}/reference/{bad.part}",
            value=bad.value,
        )
        for bad in found
        if bad not in told
    ]
    return {bad.position for bad in found if bad.disables}, issues


def _pointer(resource: Resource, package: Package) -> str:
    listed = package.descriptor.get("resources")
    number = next(n for n, item in enumerate(listed or ()) if item is resource.descriptor)
    return f"/resources/{number}/schema"


def compiled(models: "Mapping[str, type[Record]]") -> dict[str, str]:
    """Table name → text of its compiled schema."""
    from pipeline.compile import as_text, compile_schema

    return {name: as_text(compile_schema(model, models)) for name, model in models.items()}


def check(package: Package, models: "Mapping[str, type[Record]]") -> list[Tally]:
    """Every model has its resource, and every committed schema is what its model says."""
    drifted = list(_drifted(package, models))
    homeless = list(_homeless(package, models))
    return [
        tally("schema-drift", Layer.PACKAGE, drifted, evaluated=len(models)),
        tally("missing-resource", Layer.PACKAGE, homeless, evaluated=len(models)),
    ]


def _drifted(package: Package, models: "Mapping[str, type[Record]]") -> Iterator[Issue]:
    from pipeline.compile import as_text, drift

    texts = compiled(models)
    for resource in package.resources:
        text = texts.get(resource.name)
        if text is None or resource.schema is None:
            continue
        path = resource.schema_path
        if path:
            committed = (package.root / path).read_text(encoding="utf-8-sig")
        else:
            committed = as_text(resource.schema)
        difference = drift(committed, text, path or "schema")
        if difference:
            yield Issue(
                code="schema-drift",
                layer=Layer.PACKAGE,
                severity=Severity.ERROR,
                message=f"the schema of `{resource.name}` is not what its model compiles to",
                hint="run `pipeline schemas` and commit the result; `--check` shows the difference",
                resource=resource.name,
                path=path or package.path,
                line=_first_line(difference) if path else None,
            )


def _first_line(difference: str) -> int | None:
    """The line of the committed file at which a unified diff begins to differ."""
    line = None
    for text in difference.splitlines()[2:]:
        if text.startswith("@@"):
            line = int(text.split()[1].lstrip("-").split(",")[0])
        elif text[:1] in "+-":
            return line
        elif line is not None:
            line += 1
    return line


def _homeless(package: Package, models: "Mapping[str, type[Record]]") -> Iterator[Issue]:
    for name in models:
        if name not in package.declared:
            yield Issue(
                code="missing-resource",
                layer=Layer.PACKAGE,
                severity=Severity.ERROR,
                message=f"the model of `{name}` has no resource, so its table is not checked",
                hint=f"add a resource `{name}` to {package.path}, or take the model out of TABLES",
                resource=name,
                path=package.path,
                pointer="/resources",
            )


def write(package: Package, models: "Mapping[str, type[Record]]", root: Path) -> Iterator[Path]:
    """Write every compiled schema that differs from its file; yields the paths written."""
    for path, text in _files(package, models):
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8-sig") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            yield file


def differences(package: Package, models: "Mapping[str, type[Record]]", root: Path) -> list[str]:
    """What `write` would change, one unified diff a file."""
    from pipeline.compile import drift

    found = []
    for path, text in _files(package, models):
        file = root / path
        committed = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
        if committed != text:
            found.append(drift(committed, text, path))
    return found


def _files(package: Package, models: "Mapping[str, type[Record]]") -> Iterator[tuple[str, str]]:
    where = {r.name: r.schema_path for r in package.resources if r.schema_path}
    for name, text in compiled(models).items():
        yield where.get(name, f"schemas/{name}.json"), text
