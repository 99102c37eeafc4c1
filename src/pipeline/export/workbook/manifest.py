"""What a workbook says of itself on its hidden sheet, so that it can come back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from openpyxl.utils.escape import unescape

SHEET = "_pipeline"
"""The hidden sheet: one JSON text a row in column A, the workbook first, then its tables."""

VERSION = 1
"""Of this format; a reader refuses one that it does not know."""

_BATCH = 1000
"""Marks in a row of the sheet: a cell holds 32,767 characters."""

_CODES = 50
"""Codes with their labels in a row of the sheet."""

Category = tuple[str, str, str]
"""A code and its labels, as of `ReleaseField`."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One table: its sheet, the spreadsheet table on it, and the hidden copy, "" where it has none.

    fields: names and types, in the order of the columns. digest: of the rows of the hidden copy;
    where there is none, of the rows as the sheet shows them, whose labels and names are text.
    categories: of the fields that have them, as they were called at the export; workbooks of
    before these were kept have none. left_out: rows of the raw file that a draft lacks, as they
    could not be read.
    """

    name: str
    sheet: str
    display: str
    base: str
    fields: tuple[tuple[str, str], ...]
    digest: str
    categories: tuple[tuple[str, tuple[Category, ...]], ...] = ()
    left_out: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(name for name, _ in self.fields)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The workbook: which dataset and version it came from, its digests, and all its sheets.

    The digests of a draft, whose data need not be sound, are empty. known: marks of what the first
    sheet and the notes on headers say.
    """

    name: str
    version: str
    content: str
    schema: str
    sheets: tuple[str, ...]
    tables: tuple[Carried, ...]
    known: tuple[str, ...] = ()


def lines(manifest: Manifest) -> list[str]:
    """The rows of the hidden sheet."""
    head = {"workbook": VERSION, **asdict(manifest)}
    del head["tables"], head["known"]
    known = [{"known": part} for part in _batched(manifest.known)]
    tables = [asdict(table) for table in manifest.tables]
    for table in tables:
        del table["categories"]
        if not table["left_out"]:
            del table["left_out"]  # as in workbooks of before it was kept
    coded = [
        {"coded": table.name, "field": name, "categories": part}
        for table in manifest.tables
        for name, given in table.categories
        for part in _batched(given, _CODES)
    ]
    return [_spell(item) for item in (head, *tables, *coded, *known)]


def parse(rows: Sequence[str]) -> Manifest | None:
    """The hidden sheet read back; None where it is not one that this version wrote."""
    try:
        head, *others = [json.loads(row) for row in rows if row]
        tables = [item for item in others if not item.keys() & {"known", "coded"}]
        known = tuple(str(part) for item in others for part in item.get("known", ()))
        if head.pop("workbook") != VERSION:
            return None
        carried = tuple(
            Carried(
                **{**item, "fields": tuple((n, k) for n, k in item["fields"])},
                categories=_coded(item["name"], others),
            )
            for item in tables
        )
        return Manifest(
            **{**head, "sheets": tuple(head["sheets"]), "tables": carried, "known": known}
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def mark(text: str) -> str:
    """Tells a text from others, whatever a program makes of its line ends and escapes."""
    return sha256("".join(unescape(text).split()).encode("utf-8", "replace")).hexdigest()[:12]


def kept(cell: str) -> str:
    """A text as far as programs keep it: of `_x005F_x0041_` LibreOffice keeps `_x0041_`."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    while "_x005F_" in cell:
        cell = cell.replace("_x005F_", "_")
    return cell


def digest(rows: Iterable[Sequence[str]]) -> str:
    """Of rows of canonical texts in whatever order: sorting a sheet changes nothing.

    Neither do rows that hold nothing, nor the kind of line ends, nor escapes in a text of what
    looks like an escape: spreadsheets do not keep these.
    """
    found = sorted(_line(row) for row in rows if any(row))
    total = sha256()
    for item in found:
        total.update(item)
    return total.hexdigest()


def _line(row: Sequence[str]) -> bytes:
    text = _spell([kept(cell) for cell in row])
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _coded(table: str, rows: Sequence[Any]) -> tuple[tuple[str, tuple[Category, ...]], ...]:
    """The fields of a table that have categories, with these."""
    found: dict[str, list[Category]] = {}
    for item in rows:
        if item.get("coded") == table:
            given = [(str(code), str(en), str(zh)) for code, en, zh in item["categories"]]
            found.setdefault(item["field"], []).extend(given)
    return tuple((name, tuple(given)) for name, given in found.items())


def _batched(items: Sequence[Any], size: int = _BATCH) -> Iterator[Sequence[Any]]:
    """The items in parts that a cell can hold."""
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _spell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
