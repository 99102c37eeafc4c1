"""One finding about the data: what is wrong, where, and what to do about it."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from pipeline.unseen import harmless

_MOVING = re.compile(r"\b(line|row) \d+")
"""What a message says of its place, which changes when rows are put above it."""

FINGERPRINTS = 3
"""Which way of making fingerprints this is: those of another way are not to be compared."""


class Severity(StrEnum):
    """How much a finding weighs; `error` alone closes the gate by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Layer(StrEnum):
    """Which layer of expectation spoke, in the order in which they run."""

    PACKAGE = "package"
    TABLE = "table"
    RECORD = "record"
    EVIDENCE = "evidence"
    RULE = "rule"

    @property
    def rank(self) -> int:
        """0 for the first to run."""
        return list(Layer).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an issue also concerns: a cell of another record, or a spot in a file.

    `row`, `label` and `column` are as in `Issue`.
    """

    resource: str | None = None
    path: str | None = None
    row: int | None = None
    line: int | None = None
    key: str | None = None
    field: str | None = None
    label: str | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One finding; every field but the first four is None where it does not apply.

    code: kebab-case, from `checks.CHECKS` or the name of a rule.
    path: the file, relative to the package's folder, with forward slashes.
    part: 1-based number of the file of a resource that has several.
    pointer: JSON pointer into the descriptor or schema that is wrong.
    row: counts records; 2 is the first data row, as in `frictionless`.
    line, column: physical, from 1; column counts characters.
    key: the record's primary key as text, parts joined by `, `.
    label: the record's name, for people.
    value: the offending text as read.
    address: a workbook cell, `Sheet!B5`.
    hint: what to do about it, a sentence.
    found: what was found, where `value` does not hold it; for the fingerprint alone.
    message_zh, hint_zh: the project's own Chinese; reports for programs leave it out.

    In message and hint, characters that nobody sees stand as signs.
    """

    code: str
    layer: Layer
    severity: Severity
    message: str
    hint: str | None = None
    resource: str | None = None
    path: str | None = None
    part: int | None = None
    pointer: str | None = None
    row: int | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None
    key: str | None = None
    label: str | None = None
    value: str | None = None
    address: str | None = None
    related: tuple[Place, ...] = ()
    found: str | None = None
    message_zh: str | None = None
    hint_zh: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", harmless(self.message))
        object.__setattr__(self, "hint", self.hint and harmless(self.hint))

    @property
    def fingerprint(self) -> str:
        """Names the finding from run to run: it does not change when lines move.

        32 hexadecimal digits over code, place (record rather than line) and what was found there:
        `found`, `value`, or without these the message. Findings that these do not tell apart have
        the same, and are counted. FINGERPRINTS changes with it.
        """
        pointer = self.pointer if self.row is None else None  # it counts rows of inline data
        place = (self.resource, self.path, pointer, self.key, self.field, self.value)
        words = [self.code, *(part or "" for part in place)]
        if self.found is not None:
            words.append(self.found)
        elif self.value is None and not pointer:
            words.append(_MOVING.sub("", self.message))
        return hashlib.sha256("\x1f".join(words).encode("utf-8", "backslashreplace")).hexdigest()[
            :32
        ]

    def sort_key(self) -> tuple[int, str, int, int, str, str, str]:
        """By layer, then by place, so that a report reads from cause to effect."""
        place = self.path or self.resource or ""
        row, column = _cell(self.address or "")
        return (
            self.layer.rank,
            place,
            self.line or self.row or row,
            self.column or column,
            self.code,
            self.field or "",
            self.message,
        )


def _cell(address: str) -> tuple[int, int]:
    """Row and column of `people!B5` or `people.csv:5:2`; zeros of another place."""
    if found := re.search(r"!([A-Z]{1,3})(\d+)$", address):
        return int(found[2]), reduce(lambda n, letter: n * 26 + ord(letter) - 64, found[1], 0)
    found = re.search(r":(\d+):(\d+)$", address)
    return (int(found[1]), int(found[2])) if found else (0, 0)
