"""Header against schema: which column holds which field, and what is wrong with the labels."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

from pipeline.issue import Issue, Layer, Severity
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.parts import Field
from pipeline.table_schema.schema import Schema
from pipeline.tables.table import Table

LABEL_CODES = (
    "blank-label",
    "duplicate-label",
    "incorrect-label",
    "missing-label",
    "extra-label",
)
_HEADER = 1
"""The record that holds the labels."""

_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", "，": "full-width commas"}
"""What separates cells, and what to call it."""

_FEW = 2
"""Columns of which all may well have a wrong header."""

_CLOSE, _LAST = 0.7, 0.5
"""Similarity from which a label is taken for a misspelt one, and where no other is left."""


_LISTED = 8
"""Fields that a reason names: about what fits in a line."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which column of the table holds which field (by index), and the issues of the labels."""

    columns: dict[int, int]
    issues: tuple[Issue, ...]


def judge(table: Table, schema: Schema) -> Header:
    """Match labels and fields; one issue for one cause."""
    matching = _Matching(table, schema)
    whole = matching.joined() or matching.headless()
    return Header({}, (whole,)) if whole else matching.result()


def not_given(table: Table, schema: Schema, header: Header) -> dict[str, str]:
    """Check → why it leaves out cells: the header does not say which column holds them."""
    if not header.issues or schema.fields_match in ("superset", "partial"):
        return {}
    absent = [field for n, field in enumerate(schema.fields) if n not in header.columns]
    bound = [field for field in absent if field.constraints or field.categories]
    return {
        code: f"the header of {table.name} does not give {_names(fields)}"
        for code, fields in (("type-error", absent), ("constraint-error", bound))
        if fields
    }


class _Matching:
    def __init__(self, table: Table, schema: Schema) -> None:
        self.table, self.schema, self.labels = table, schema, table.labels
        self.columns = dict(_by_name(table.labels, schema.fields))
        self.missing = [n for n in range(len(schema.fields)) if n not in self.columns]
        unused = [n for n in range(len(table.labels)) if n not in self.columns.values()]
        self.blank = [n for n in unused if not table.labels[n].strip()]
        self.repeated = [n for n in unused if n not in self.blank and self._seen_before(n)]
        self.extra = [n for n in unused if n not in self.blank and n not in self.repeated]
        self.meant: dict[int, int] = {}  # column → the missing field that it probably is

    def result(self) -> Header:
        if self.schema.fields_match != "partial":
            self._pair()
        issues = tuple(self._issues())
        displaced = self._displaced() if self.schema.fields_match == "exact" else {}
        kept = {n: column for n, column in self.columns.items() if n not in displaced}
        return Header(kept, issues)

    def joined(self) -> Issue | None:
        """All labels in one cell: the file separates its cells otherwise than it should."""
        names = {field.name for field in self.schema.fields}
        if len(self.labels) != 1 or len(names) < 2 or self.table.inline is not None:
            return None
        for sign, called in _SIGNS.items():
            if sum(part.strip('" ') in names for part in self.labels[0].split(sign)) > 1:
                usual = _SIGNS.get(self.table.origin.dialect.delimiter, "another sign")
                return self._at(
                    "incorrect-label",
                    f"the whole header is one cell: the file separates its cells by {called}, not "
                    f"{usual}, as some spreadsheets do",
                    f"save it separated by {usual}, or declare the `delimiter` of its `dialect`",
                    column=0,
                )
        return None

    def headless(self) -> Issue | None:
        """As many labels as fields, none of which is one or like one: the first line is a row."""
        fields, labels = self.schema.fields, self.labels
        strange = len(labels) == len(fields) > _FEW and not self.columns
        if not strange or self.schema.fields_match == "partial" or self.table.inline is not None:
            return None
        if any(self._likeness(c, n) >= _CLOSE for c in self.extra for n in self.missing):
            return None
        names = ",".join(field.name for field in fields)
        return self._at(
            "incorrect-label",
            "the first line is no header: none of its cells is the name of a field",
            f"put the header back above it: {names}",
        )

    def _seen_before(self, column: int) -> bool:
        return self.labels[column] in self.labels[:column]

    def _pair(self) -> None:
        """Misspelt labels first; under `exact` a wrong label also stands for its place."""
        for column in self.extra:
            scored = [(self._likeness(column, n), -n) for n in self._open()]
            best = max(scored, default=(0.0, 0))
            if best[0] >= _CLOSE:
                self.meant[column] = -best[1]
        left = [column for column in self.extra if column not in self.meant]
        if (
            len(left) == len(self._open()) == 1
            and self._likeness(left[0], self._open()[0]) >= _LAST
        ):
            self.meant[left[0]] = self._open()[0]
        broken = [c for c in (*self.blank, *self.repeated, *self.extra) if c not in self.meant]
        match = self.schema.fields_match
        for column in broken if match == "exact" else ():
            if column in self._open():
                self.meant[column] = column
        if match == "equal" and len(broken) == len(self._open()) == 1:
            self.meant[broken[0]] = self._open()[0]

    def _open(self) -> list[int]:
        return [n for n in self.missing if n not in self.meant.values()]

    def _likeness(self, column: int, number: int) -> float:
        label, name = _folded(self.labels[column]), _folded(self.schema.fields[number].name)
        return SequenceMatcher(None, label, name).ratio()

    def _issues(self) -> Iterator[Issue]:
        match = self.schema.fields_match
        named = match in ("exact", "equal", "superset")  # the others may have more columns
        for column in self.blank if named else ():
            yield self._issue("blank-label", column, f"column {column + 1} has no header")
        for column in self.repeated:
            said = f"column {column + 1} has the same header as an earlier one"
            yield self._issue("duplicate-label", column, said)
        for column in self.extra:
            if column in self.meant:
                yield self._issue("incorrect-label", column, f"column {column + 1} has the header")
            elif named:
                said = f"column {column + 1} is not a field of the schema"
                yield self._issue("extra-label", column, said)
        if match in ("exact", "equal", "subset"):
            yield from (self._absent(number) for number in self._open())
        if match == "exact":
            yield from self._disorder()
        elif match == "superset" or self.columns:
            yield from (self._absent(number) for number in self._open() if self._needed(number))
        if match == "partial" and not self.columns:
            yield self._none()

    def _needed(self, number: int) -> bool:
        """An absent column gives nothing but nulls, which these fields may not have."""
        field = self.schema.fields[number]
        return bool(field.constraints.get("required")) or number in self.schema.numbers(
            self.schema.primary_key
        )

    def _issue(self, code: str, column: int, said: str) -> Issue:
        expected = self.schema.fields[self.meant[column]].name if column in self.meant else None
        label = self.labels[column]
        where = f" {shown(label)}" if label.strip() else ""
        hint = {
            "blank-label": "give it a header, or remove the column",
            "duplicate-label": "rename or remove one of them",
            "extra-label": self._stray(),
        }.get(code)
        if expected:
            said, hint = f"{said}{where}, expected `{expected}`", f"write `{expected}`"
        else:
            said += f":{where}" if where else ""
        return self._at(code, said, hint, column=column, field=expected)

    def _stray(self) -> str:
        """What to do about a column that is no field; it may be one whose header is wrong."""
        absent = ", ".join(f"`{self.schema.fields[n].name}`" for n in self._open())
        if absent:
            return f"if it holds {absent}, correct its header; else add the field to the schema"
        return "remove the column, or add the field to the schema"

    def _absent(self, number: int) -> Issue:
        name = self.schema.fields[number].name
        said = f"there is no column `{name}`"
        hint = f"add a column with the header `{name}`"
        strays = [self.labels[column] for column in self.extra if column not in self.meant]
        if strays:
            shown_ = ", ".join(map(shown, strays))
            hint = f"is it the column {shown_}? Then write the header `{name}` there; else add it"
        return self._at("missing-label", said, hint, field=name)

    def _displaced(self) -> dict[int, int]:
        """Field → the column where it should stand, for those that stand elsewhere.

        Whether headers or columns were exchanged cannot be told, so their cells are not judged.
        """
        where = self.columns | {number: column for column, number in self.meant.items()}
        numbers = sorted(where)
        places = sorted(where.values())
        return {n: place for n, place in zip(numbers, places, strict=True) if where[n] != place}

    def _disorder(self) -> Iterator[Issue]:
        displaced = self._displaced()
        if not displaced:
            return
        expected, place = next(iter(displaced.items()))
        name = self.schema.fields[expected].name
        names = ",".join(field.name for field in self.schema.fields)
        yield self._at(
            "incorrect-label",
            f"the columns are not in the order of the schema: {shown(self.labels[place])} stands "
            f"where `{name}` is expected",
            f"if only the labels were exchanged, put them back as the schema has them: `{names}`; "
            "if whole columns were moved, put them in that order (in a project, `pipeline fmt "
            "--columns` does that)",
            column=place,
            field=name,
        )

    def _none(self) -> Issue:
        names = ", ".join(field.name for field in self.schema.fields)
        return self._at("missing-label", "none of the fields of the schema is a column", names)

    def _pointer(self, column: int | None) -> str | None:
        inside = self.table.inline is not None and column is not None
        return self.table.header_pointer(column) if inside and column is not None else None

    def _at(
        self,
        code: str,
        message: str,
        hint: str | None,
        *,
        column: int | None = None,
        field: str | None = None,
    ) -> Issue:
        cell = (_HEADER, None if column is None else self.table.columns[column])
        line, character = self.table.places([cell]).get(cell, (None, None))
        return Issue(
            code=code,
            layer=Layer.TABLE,
            severity=Severity.ERROR,
            message=message,
            hint=hint,
            resource=self.table.name,
            path=self.table.path,
            row=_HEADER,
            line=line,
            column=character,
            field=field,
            pointer=self._pointer(column),
            value=None if column is None else self.labels[column],
        )


def _names(fields: list[Field]) -> str:
    listed = ", ".join(f"`{field.name}`" for field in fields[:_LISTED])
    more = len(fields) - _LISTED
    return listed + (f" and {more:,} more" if more > 0 else "")


def _by_name(labels: tuple[str, ...], fields: tuple[Field, ...]) -> Iterator[tuple[int, int]]:
    """Field → column; of several with one name the first is the first, the second the second."""
    places: dict[tuple[str, int], int] = {}
    seen: Counter[str] = Counter()
    for column, label in enumerate(labels):
        places[label, seen[label]] = column
        seen[label] += 1
    seen.clear()
    for number, field in enumerate(fields):
        column = places.get((field.name, seen[field.name]), -1)
        seen[field.name] += 1
        if column >= 0:
            yield number, column


def _folded(label: str) -> str:
    return normalize("NFKC", label).strip().casefold().replace(" ", "_").replace("-", "_")
