"""What a wrong schema leaves out: checks that cannot be applied to some field, key or reference."""

from collections.abc import Iterable, Iterator

from pipeline.descriptor.findings import SCHEMA
from pipeline.issue import Issue, Layer, Severity
from pipeline.report import Tally, skipped
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema

_READING = ("type", "format", "itemType", "delimiter", "decimalChar", "groupChar", "bareNumber",
            "trueValues", "falseValues", "missingValues")  # fmt: skip
"""Properties of a field without which its cells cannot be judged."""


def leaving_out(name: str, schema: Schema, issues: Iterable[Issue], root: str) -> list[Tally]:
    """A tally for each check that is not, or not fully, applied to the table `name`.

    root: pointer of a schema that stands in the package's descriptor.
    """
    found: dict[tuple[str, str], None] = {}
    for issue in issues:
        if issue.code == SCHEMA and issue.severity is Severity.ERROR and issue.resource == name:
            parts = (issue.pointer or "").removeprefix(root).split("/")[1:]
            found |= dict.fromkeys(_of(name, schema, parts))
    return [skipped(code, Layer.TABLE, because) for code, because in found]


def _of(name: str, schema: Schema, parts: list[str]) -> Iterator[tuple[str, str]]:
    """Check and reason, for what stands at this place of the schema."""
    because = f"`{'/'.join(parts)}` in the schema of `{name}` is not as it should be"
    match parts:
        case ["fields", number, *inner] if number.isdigit():
            field = next((f for f in schema.fields if f.position == int(number)), None)
            yield from ((code, because) for code in _of_field(field, inner))
        case ["primaryKey", *_] if not schema.primary_key:
            yield "primary-key", because
        case ["uniqueKeys", *_]:
            yield "unique-error", because
        case ["foreignKeys", number, *_] if all(
            str(key.position) != number for key in schema.foreign_keys
        ):
            yield "foreign-key", because
        case ["missingValues", *_] | ["fields"]:
            yield "type-error", because


def _of_field(field: Field | None, inner: list[str]) -> Iterator[str]:
    """The checks of a field's cells that what stands at `inner` leaves out."""
    match inner:
        case ["constraints", constraint, *_]:
            if field is None or constraint not in field.constraints:
                yield "unique-error" if constraint == "unique" else "constraint-error"
        case ["constraints"] | ["categories", *_]:
            yield "constraint-error"
        case [prop, *_] if prop in _READING:
            yield "type-error"
            if field and (field.constraints or field.categories):
                yield "constraint-error"
        case [] | ["name", *_] if field is None:
            yield "type-error"
