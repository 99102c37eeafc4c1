"""The words that a project's `models.py` uses to say what one record must be.

A model is the single source of its table: columns, types, keys, references, categories,
titles and descriptions in English and Chinese, how each value is printed in the source,
and what a record may not say at once. `compile.py` turns it into a Table Schema.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self, cast

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import (
    CoreSchema,
    InitErrorDetails,
    PydanticCustomError,
    ValidationError,
    core_schema,
)

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Readable identifiers: ASCII, lower case, words joined by single hyphens."""

PARTIAL_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
"""A date as precise as the source prints it: `2020`, `2020-11` or `2020-11-24`."""


NUMBER = "{n}"
"""In a proposed id: a running number."""

_NO_SLUG = re.compile(r"[^a-z0-9]+")


class Category(StrEnum):
    """A closed vocabulary: `CODE = "code", "中文", "English", "printed form", …`.

    Members are strings equal to their code. `forms` are the words by which a source
    prints the category; where none is given it is never looked for in a text.
    """

    zh: str
    en: str
    forms: tuple[str, ...]

    def __new__(cls, code: str, zh: str, en: str, *forms: str) -> Self:
        """A member from its code, labels and printed forms."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh, member.en, member.forms = zh, en, forms
        return member

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Codes are what tables hold, so a code is accepted also where all else is strict."""
        return core_schema.enum_schema(cls, list(cls), sub_type="str", strict=False)


class How(StrEnum):
    """How a field's value stands in the passage that its row cites (design, section 5)."""

    LITERAL = "literal"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    LABEL = "label"
    CONTEXTUAL = "contextual"
    PASSAGE = "passage"
    DERIVED = "derived"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Printed:
    """How a value is printed; `parts` names the fields that are printed together with it.

    number: parts may name `low`, `high`, `comparator` and `unit`.
    derived: `rule` names the rule that proves the value.
    """

    how: How
    parts: tuple[tuple[str, str], ...] = ()
    rule: str | None = None


LITERAL = Printed(How.LITERAL)
DATE = Printed(How.DATE)
NAME = Printed(How.NAME)
LABEL = Printed(How.LABEL)
CONTEXTUAL = Printed(How.CONTEXTUAL)
PASSAGE = Printed(How.PASSAGE)
"""What the tool takes `at` and `other_at` to be; no model need say so."""

EDITORIAL = Printed(How.EDITORIAL)


def number(**parts: str) -> Printed:
    """A quantity, with the fields that hold the rest of what is printed with it."""
    return Printed(How.NUMBER, tuple(sorted(parts.items())))


def derived(rule: str | None = None) -> Printed:
    """Counted or computed; `rule` proves it."""
    return Printed(How.DERIVED, rule=rule)


@dataclass(frozen=True, slots=True)
class Column:
    """What a model says of one field beyond its Python type.

    `held`: words of ours that are no free text, so that evidence of the record rests on them.
    """

    title: str
    title_zh: str
    description: str
    description_zh: str
    printed: Printed = EDITORIAL
    key: bool = False
    references: str | None = None
    held: bool = False
    unique: bool = False
    type: str | None = None
    format: str | None = None
    pattern: str | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None


def column(
    title: str,
    title_zh: str,
    description: str,
    description_zh: str,
    *,
    name: str | None = None,
    **more: Any,
) -> Any:
    """A field of a record; `name` is for column names that Python cannot spell (`from`).

    The other arguments are those of `Column`. A field that may be empty is declared
    `X | None`; every other one is required.
    """
    spec = Column(title, title_zh, description, description_zh, **more)
    return Field(
        alias=name,
        title=title,
        description=description,
        ge=spec.minimum,
        le=spec.maximum,
        pattern=f"^(?:{spec.pattern})$" if spec.pattern else None,
        min_length=spec.min_length,
        max_length=spec.max_length,
        json_schema_extra=cast(Any, {"column": spec}),
    )


def key(title: str, title_zh: str, description: str, description_zh: str, **more: Any) -> Any:
    """A field of the primary key: a slug unless a pattern says otherwise."""
    more.setdefault("pattern", SLUG)
    return column(title, title_zh, description, description_zh, key=True, **more)


def ref(
    table: str, title: str, title_zh: str, description: str, description_zh: str, **more: Any
) -> Any:
    """A reference to the key of another table (or of the same one)."""
    return column(title, title_zh, description, description_zh, references=table, **more)


@dataclass(frozen=True, slots=True)
class Table:
    """What a model says of its table; `unique` lists further keys, each a tuple of columns.

    `tool_written`: the tool writes it and nobody edits it by hand.
    """

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    unique: tuple[tuple[str, ...], ...] = ()
    tool_written: bool = False


class Finding(NamedTuple):
    """One way in which a record contradicts itself; the Chinese is for who reads Chinese."""

    field: str
    message: str
    hint: str | None = None
    message_zh: str | None = None
    hint_zh: str | None = None


def slug(*words: str) -> str | None:
    """Words as an id, joined by hyphens; None where one has no ASCII letter or digit."""
    parts = [_NO_SLUG.sub("-", word.lower()).strip("-") for word in words]
    return "-".join(parts) if all(parts) else None


class FindingsError(Exception):
    """`findings` of a model failed, for the cause that it is raised from."""


class Record(BaseModel):
    """One row as a typed, frozen value; override `findings` for rules across its fields."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    TABLE: ClassVar[Table]

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """An id for a new record that has none, from the texts of its other fields; None: no rule.

        `cells` has all of them, "" for nothing. `pipeline import` asks for it; an id that is taken
        is numbered. `NUMBER` in it becomes the first number from 1 that makes it new.
        """
        return None

    def findings(self) -> Iterable[Finding]:
        """Everything that this record says against itself; nothing where it is sound."""
        return ()

    @model_validator(mode="after")
    def _raise_findings(self) -> Self:
        found = list(_impossible_dates(self))
        try:
            found += self.findings()
        except Exception as error:  # Pydantic would take a ValueError for what data do
            raise FindingsError from error
        if found:
            raise ValidationError.from_exception_data(
                type(self).__name__, [_as_error(self, finding) for finding in found]
            )
        return self


def is_partial_date(spec: Column) -> bool:
    """Whether a column holds dates as precise as they are printed."""
    return spec.pattern == PARTIAL_DATE


def columns(model: type[Record]) -> dict[str, Column]:
    """Column name → declaration, in the order of the table; raises TypeError if undeclared."""
    return {
        info.alias or name: _declared(model, name, info.json_schema_extra)
        for name, info in model.model_fields.items()
    }


def primary_key(model: type[Record]) -> tuple[str, ...]:
    """Names of the columns of the primary key."""
    return tuple(name for name, spec in columns(model).items() if spec.key)


def _declared(model: type[Record], name: str, extra: object) -> Column:
    spec = extra.get("column") if isinstance(extra, dict) else None
    if not isinstance(spec, Column):
        raise TypeError(f"{model.__name__}.{name} is not declared with column(), key() or ref()")
    return spec


def _impossible_dates(record: Record) -> Iterable[Finding]:
    """Partial dates have the form of one by their pattern; here they must be in the calendar."""
    for column_name, name in _partial_dates(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        try:
            date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            yield Finding(column_name, f"there is no day {value}", "write a day of the calendar")


@cache
def _partial_dates(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """Column and attribute of each partial date."""
    return tuple(
        (info.alias or name, name)
        for name, info in model.model_fields.items()
        if isinstance(info.json_schema_extra, dict)
        and isinstance(spec := info.json_schema_extra.get("column"), Column)
        and is_partial_date(spec)
    )


def _as_error(record: Record, finding: Finding) -> InitErrorDetails:
    names = {info.alias or name: name for name, info in type(record).model_fields.items()}
    context = {name: value or "" for name, value in finding._asdict().items() if name != "field"}
    return InitErrorDetails(
        type=PydanticCustomError("finding", "{message}", context),
        loc=(finding.field,),
        input=getattr(record, names.get(finding.field, ""), None),
    )
