"""What a workbook says of itself on its hidden sheet, so that it can come back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

SHEET = "_pipeline"
"""The hidden sheet: one JSON text a row in column A, the workbook first, then its tables."""

VERSION = 1
"""Of this format; a reader refuses one that it does not know."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One table: its sheet, the spreadsheet table on it, and the hidden copy, "" where it has none.

    fields: names and types, in the order of the columns. digest: of the rows of the hidden copy;
    where there is none, of the rows as the sheet shows them, whose labels and names are text.
    """

    name: str
    sheet: str
    display: str
    base: str
    fields: tuple[tuple[str, str], ...]
    digest: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(name for name, _ in self.fields)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The workbook: which dataset and version it came from, its digests, and all its sheets.

    The digests of a draft, whose data need not be sound, are empty.
    """

    name: str
    version: str
    content: str
    schema: str
    sheets: tuple[str, ...]
    tables: tuple[Carried, ...]


def lines(manifest: Manifest) -> list[str]:
    """The rows of the hidden sheet."""
    head = {"workbook": VERSION, **asdict(manifest)}
    del head["tables"]
    return [_spell(head), *(_spell(asdict(table)) for table in manifest.tables)]


def parse(rows: Sequence[str]) -> Manifest | None:
    """The hidden sheet read back; None where it is not one that this version wrote."""
    try:
        head, *tables = [json.loads(row) for row in rows if row]
        if head.pop("workbook") != VERSION:
            return None
        carried = tuple(
            Carried(**{**item, "fields": tuple((n, k) for n, k in item["fields"])})
            for item in tables
        )
        return Manifest(**{**head, "sheets": tuple(head["sheets"]), "tables": carried})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def digest(rows: Iterable[Sequence[str]]) -> str:
    """Of rows of canonical texts in whatever order: sorting a sheet changes nothing.

    Neither do rows that hold nothing, nor the kind of line ends, which spreadsheets do not keep.
    """
    found = sorted(_line(row) for row in rows if any(row))
    total = sha256()
    for item in found:
        total.update(item)
    return total.hexdigest()


def _line(row: Sequence[str]) -> bytes:
    text = _spell([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row])
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _spell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
