"""What records are called, in `raw/` and in the file that came back: a reference may say only that.

A name is what a drop-down shows after a key. Two records may have the same: then the name alone
says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import naming
from pipeline.export.workbook.spelling import BETWEEN, field_of, reference
from pipeline.importing.workbook import Theirs
from pipeline.returning.choice import fold
from pipeline.returning.column import Known
from pipeline.returning.grid import Kind
from pipeline.stages import Recorded


class Names:
    """What references to each table may say, worked out once it is asked for."""

    def __init__(self, data: Recorded, theirs: Mapping[str, Theirs] | None = None) -> None:
        self._data, self._theirs = data, theirs or {}
        self._known: dict[tuple[str, str], Known] = {}

    def of(self, name: str) -> dict[str, Known]:
        """For each field of a table that alone refers to another: what it may say."""
        found = {}
        for key in self._data.typed[name].schema.foreign_keys:
            other = key.resource or name
            if len(key.fields) == 1 and other in self._data.typed:
                found[key.fields[0]] = self._of(other, key.reference_fields[0])
        return found

    def _of(self, table: str, key: str) -> Known:
        if (table, key) not in self._known:
            self._known[table, key] = _known(self._records(table, key))
        return self._known[table, key]

    def _records(self, table: str, key: str) -> Iterator[tuple[str, Sequence[str]]]:
        typed = self._data.typed[table]
        labels = typed.table.labels
        said = self._data.labels.get(table)
        wanted = [name for name in naming.names(labels, said) if name != key]
        if key in labels:
            columns = [typed.table.columns[labels.index(name)] for name in (key, *wanted)]
            listed = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
            asked = f"SELECT {listed} FROM {typed.table.sql} ORDER BY _row"
            for known, *names in self._data.con.execute(asked).fetchall():
                yield str(known), [str(name or "") for name in names]
        if table in self._theirs:
            yield from _on_sheet(self._theirs[table], key, wanted)


def _on_sheet(
    theirs: Theirs, key: str, wanted: Sequence[str]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The records that a sheet has, new ones too, and those that it was exported with."""
    for record in theirs.base.values():
        yield record.get(key, ""), [record.get(name, "") for name in wanted]
    grid = theirs.grid
    at = {field_of(cell.shown): n for n, cell in enumerate(grid.rows[0] if grid.rows else (), 1)}
    if key in at:
        for row, _ in grid.body():
            cells = [grid.cell(row, at[name]) for name in (key, *wanted) if name in at]
            known, *names = (cell.shown if cell.kind is Kind.TEXT else "" for cell in cells)
            if known:
                yield known, names


def _known(records: Iterable[tuple[str, Sequence[str]]]) -> Known:
    keys: set[str] = set()
    found: dict[str, dict[str, None]] = defaultdict(dict)
    spelled: dict[str, str] = {}
    for key, names in records:
        keys.add(key)
        for name in filter(None, names) if key else ():
            shown = reference(key, name).partition(f"{key}{BETWEEN}")[2]
            for written in (name, shown):
                if word := fold(written):
                    found[word][key] = None
                    spelled.setdefault(word, written.strip())
    called = {word: tuple(had) for word, had in found.items()}
    return Known(frozenset(keys), called, spelled)
