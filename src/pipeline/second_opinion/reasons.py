"""Why the two validators differ: the reasons that a second opinion gives, each tried by tests."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.second_opinion.cells import CELLS

SEVERAL = "\x1f"
"""Between the texts of the parts of a reference."""

Described = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding of one of the two: what is declared there, and the text as far as it is told.

    unread: we did not open the resource, and said why. flawed: we found the row as a whole wrong.
    misdescribed: we found something wrong with the descriptor. across: a reference of the table is
    between fields of different types. hindered: we found something wrong that references wait for.
    """

    family: str
    who: str
    resource: Described = field(default_factory=dict)
    schema: Described = field(default_factory=dict)
    field: Described = field(default_factory=dict)
    text: str = ""
    unread: bool = False
    flawed: bool = False
    misdescribed: bool = False
    across: bool = False
    hindered: bool = False


@dataclass(frozen=True, slots=True)
class TableReason:
    """One reason beyond single cells. found: families and who found it alone (`us` or `it`)."""

    id: str
    says: str
    found: tuple[tuple[str, str], ...]
    holds: Callable[[Asked], bool] = lambda _: True


def explained(asked: Asked) -> str | None:
    """The first reason for a finding that only one of the two has."""
    by_table = (
        reason.says
        for reason in TABLES
        if (asked.family, asked.who) in reason.found and reason.holds(asked)
    )
    if asked.family in ("type-error", "constraint-error"):
        by_cell = (reason.says for reason in CELLS if reason.holds(asked.field, asked.text))
        return next(by_cell, None) or next(by_table, None)
    return next(by_table, None)


def _key(asked: Asked) -> list[str]:
    given = asked.schema.get("primaryKey") or []
    return [given] if isinstance(given, str) else list(given)


def _dialect(asked: Asked) -> Described:
    given = asked.resource.get("dialect")
    return given if isinstance(given, Mapping) else {}


def _unfollowed(asked: Asked) -> bool:
    """Properties of a dialect that frictionless does not follow."""
    dialect = _dialect(asked)
    long = len(str(dialect.get("delimiter", ","))) > 1
    ends = dialect.get("lineTerminator", "\n") not in ("\n", "\r\n")
    return long or ends or "nullSequence" in dialect or len(dialect.get("headerRows", ())) > 1


def _unique(asked: Asked) -> bool:
    return bool(asked.schema.get("uniqueKeys"))


def _field_missing(asked: Asked) -> bool:
    given = asked.schema.get("fields")
    fields = given if isinstance(given, list) else []
    return any(isinstance(item, dict) and "missingValues" in item for item in fields)


def _parts(asked: Asked) -> bool:
    path = asked.resource.get("path")
    return isinstance(path, list) and len(path) > 1


_ROWS = ("type-error", "constraint-error", "label", "row", "primary-key", "unique-error", "source")

TABLES = (
    TableReason(
        "null-in-key",
        "frictionless allows a null in a primary key unless all parts are null",
        (("primary-key", "us"),),
        lambda asked: len(_key(asked)) > 1,
    ),
    TableReason(
        "bad-cell-in-key",
        "a cell that is not of its type makes no second issue of the key with us",
        (("primary-key", "it"),),
    ),
    TableReason(
        "unique-keys",
        "frictionless does not check `uniqueKeys`",
        (("unique-error", "us"),),
        _unique,
    ),
    TableReason(
        "key-said-once",
        "a field that is unique and the primary key gives one issue with us, of the key",
        (("unique-error", "it"),),
        lambda asked: bool(_key(asked)),
    ),
    TableReason(
        "categories-checked",
        "frictionless does not compare cells with `categories`",
        (("constraint-error", "us"),),
        lambda asked: "categories" in asked.field,
    ),
    TableReason(
        "six-digits",
        "frictionless keeps six digits of a second",
        (("unique-error", "it"), ("primary-key", "it")),
        lambda asked: bool(re.search("[.][0-9]{6}", asked.text)),
    ),
    TableReason(
        "required-key",
        "a null in a required part of the primary key is one issue with us, of the key",
        (("constraint-error", "it"),),
        lambda asked: asked.field.get("name") in _key(asked),
    ),
    TableReason(
        "reference-null",
        "a reference with a null is none with us",
        (("foreign-key", "it"),),
        lambda asked: "" in asked.text.split(SEVERAL),
    ),
    TableReason(
        "reference-across-types",
        "the text is silent on references between fields of different types: we compare how values "
        "are written, frictionless types too",
        (("foreign-key", "us"), ("foreign-key", "it")),
        lambda asked: asked.across,
    ),
    TableReason(
        "reference-waits",
        "references to a table in which something is wrong wait with us",
        (("foreign-key", "it"),),
        lambda asked: asked.hindered,
    ),
    TableReason(
        "hash-algorithms",
        "frictionless knows the hashes md5 and sha256 only, and passes over the others",
        (("integrity", "us"), ("integrity", "it")),
        lambda asked: not re.match("[0-9a-f]{32}$|md5:|sha256:", str(asked.resource.get("hash"))),
    ),
    TableReason(
        "no-bytes",
        "frictionless takes a size of 0 for none",
        (("integrity", "us"),),
        lambda asked: asked.resource.get("bytes") == 0,
    ),
    TableReason(
        "quotes",
        "frictionless does not see misplaced quotes and lone line ends; NUL is a character to it",
        (("row", "us"), ("mixed-line-ends", "us")),
    ),
    TableReason(
        "blank-of-missing",
        "frictionless calls a row blank all of whose cells are missing values",
        (("row", "it"),),
        lambda asked: "missingValues" in asked.schema or _field_missing(asked),
    ),
    TableReason(
        "part-headers",
        "frictionless reads the header of the first part only",
        (("label", "us"),),
        _parts,
    ),
    TableReason(
        "trimmed-labels",
        "frictionless strips spaces from the labels of a header",
        (("label", "us"),),
        lambda asked: asked.text != asked.text.strip(),
    ),
    TableReason(
        "guessed-encoding",
        "frictionless guesses the encoding where none is named, we only say what is sure",
        (("source", "us"),),
        lambda asked: "encoding" not in asked.resource,
    ),
    TableReason(
        "dialect-unfollowed",
        "frictionless does not follow a delimiter of several characters, `lineTerminator`, "
        "`nullSequence`, and header rows that end early",
        tuple((family, who) for family in _ROWS for who in ("us", "it")),
        _unfollowed,
    ),
    TableReason(
        "inline-keys",
        "frictionless does not compare the keys of inline objects with the fields",
        (("label", "us"),),
        lambda asked: "data" in asked.resource,
    ),
    TableReason(
        "not-opened",
        "we open no table whose description is wrong or that is on the network, and say so",
        tuple((family, "it") for family in (*_ROWS, "integrity", "foreign-key")),
        lambda asked: asked.unread,
    ),
    TableReason(
        "row-said-once",
        "a row that is wrong as a whole, as by its quotes, is one issue with us",
        (("type-error", "it"), ("constraint-error", "it")),
        lambda asked: asked.flawed,
    ),
    TableReason(
        "said-of-the-descriptor",
        "what a wrong descriptor makes of the data is one issue with us, of the descriptor",
        tuple((family, "it") for family in (*_ROWS, "integrity", "foreign-key")),
        lambda asked: asked.misdescribed,
    ),
    TableReason(
        "descriptor-unchecked",
        "frictionless does not check this of a descriptor",
        (("descriptor", "us"),),
    ),
)
"""Checked in this order, after the reasons of cells."""
