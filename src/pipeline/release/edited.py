"""What was changed in raw files since the last commit, cell by cell: where to look first."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReleaseError
from pipeline.release.git import at_head

_MOST = 10_000_000
"""Bytes of a file that is compared: no table of curators is larger, and the look stays quick."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that has another value; without `field` a row that is new, or (no `line`) gone."""

    resource: str
    path: str
    line: int | None
    key: str
    field: str | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """A table that people edit: its name, its file in the project, and its key."""

    name: str
    path: str
    key: Sequence[str]


def edited(root: Path, tables: Iterable[Raw]) -> Iterator[Edit]:
    """The edits of these tables; none where git does not know the folder, or a file has no rows."""
    with suppress(ReleaseError):
        for table in tables:
            now = _content(root / table.path)
            then = at_head(root, table.path) if now is not None else None
            if now is not None and then is not None and now != then:
                yield from _differences(table, _records(then, table), _records(now, table))


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.stat().st_size <= _MOST else None
    except OSError:
        return None


_Records = Mapping[str, tuple[int, Mapping[str, str]]]
"""Key → the line that the record begins in, and its cells by label."""


def _records(content: bytes, table: Raw) -> _Records:
    found: dict[str, tuple[int, Mapping[str, str]]] = {}
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        labels = next(reader, [])
        line = reader.line_num + 1
        for row in reader:
            cells = dict(zip(labels, row, strict=False))
            found[", ".join(cells.get(name, "") for name in table.key)] = line, cells
            line = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error):
        return {}
    return found


def _differences(table: Raw, then: _Records, now: _Records) -> Iterator[Edit]:
    if not (then and now and table.key):
        return
    for key, (line, cells) in now.items():
        if key not in then:
            yield Edit(table.name, table.path, line, key)
            continue
        old = then[key][1]
        for field in (name for name in cells if name in old):
            if cells[field] != old[field]:
                yield Edit(table.name, table.path, line, key, field, old[field], cells[field])
    yield from (Edit(table.name, table.path, None, key) for key in then if key not in now)
