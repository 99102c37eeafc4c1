"""One sheet of an edited file: its records by key, as canonical texts, and what is wrong in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.issue import Issue, Severity
from pipeline.returning import choice, dropped, header, mended, unnamed
from pipeline.returning.accept import accept
from pipeline.returning.damaged import Damaged
from pipeline.returning.edited import Edited
from pipeline.returning.finding import finding
from pipeline.returning.grid import Cell, Grid, Kind, column_of
from pipeline.returning.header import Header
from pipeline.returning.marked import marked
from pipeline.returning.marks import mark
from pipeline.returning.rekeyed import Line, Rekeyed
from pipeline.returning.spec import Key, Spec, Texts
from pipeline.returning.struck import struck
from pipeline.returning.words import Refused


@dataclass(slots=True)
class Sheet:
    """The records in the order of the sheet. gone: exported records that it lacks unmarked.

    columns: field → 1-based column. `usable` is False where no record could be told.
    """

    grid: Grid
    columns: Mapping[str, int] = field(default_factory=dict)
    records: dict[Key, Edited] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    usable: bool = True

    def address(self, row: int, name: str | None) -> str:
        """The cell of a field in a row; the first cell of the row without one."""
        return self.grid.address(row, self.columns.get(name or "", 1))


def read(
    grid: Grid,
    spec: Spec,
    base: Mapping[Key, Texts],
    known: Mapping[Key, Texts],
    exported: Collection[str],
) -> Sheet:
    """Read a sheet against what was exported. `known`: the raw file's records as they are now."""
    head = header.read(grid, spec, exported)
    found = Sheet(grid, head.columns, issues=list(head.issues), usable=head.usable)
    if not head.usable:
        return found
    found.issues += _merged(grid, spec, head.columns.values())
    reader = _Reader(found, head, spec, base, known)
    reader.rows()
    reader.again()
    reader.absent()
    reader.settle()
    rows = {key: edited.row for key, edited in found.records.items()}
    body = (number for number, _ in grid.body())
    keys = {edited.row: key for key, edited in found.records.items() if not edited.nameless}
    found.issues += struck(grid, spec.name, head.columns, body, keys)
    found.issues += dropped.edits(grid, spec.name, head.dropped, rows, base)
    new = reader.empty + [row for key, row in rows.items() if key not in base]
    found.issues += dropped.fresh(grid, spec.name, head.dropped, new)
    return found


class _Reader:
    def __init__(
        self,
        sheet: Sheet,
        head: Header,
        spec: Spec,
        base: Mapping[Key, Texts],
        known: Mapping[Key, Texts],
    ) -> None:
        self.sheet, self.head, self.spec, self.base, self.known = sheet, head, spec, base, known
        self.seen: dict[Key, int] = {}
        self.lines: list[Line] = []
        self.empty: list[int] = []  # rows that hold nothing in the columns of the table
        self.mended: dict[int, Key] = {}  # row → the wrong id of the record that it puts right
        self.lost = False  # a row whose key cannot be told: nobody knows which record it is
        self.damaged = Damaged(base, self._standing())

    def rows(self) -> None:
        """Every row that holds anything in the columns of the table."""
        for number, _ in self.sheet.grid.body():
            cells = {n: self.sheet.grid.cell(number, c) for n, c in self.head.columns.items()}
            if any(cell.kind not in (Kind.BLANK, Kind.MERGED) for cell in cells.values()):
                self._row(number, cells)
            elif any(cell.kind is Kind.MERGED for cell in cells.values()):
                self.lost = True
            else:
                self.empty.append(number)
                self._beside_nothing(number)

    def again(self) -> None:
        """Rows without an id that came into the raw file before, by an import of the same file.

        What a workbook was exported with had its id in it; a text file says nothing of an export.
        """
        old = () if self.sheet.grid.by_line else self.base
        left = {k: r for k, r in self.known.items() if k not in self.seen and k not in old}
        found = unnamed.Unnamed(self.lines, self.spec, self.head.columns, left)
        self.lines = found.named()
        self.seen |= {key: row for row, key in (found.like | found.same).items()}
        self.sheet.issues += found.issues(self.sheet.address)

    def absent(self) -> None:
        """Exported records that neither the sheet nor a mark speaks of, and keys that stand twice.

        Beside a row whose key cannot be told, a key was changed only where all else is the same.
        """
        rows = Rekeyed(self.base, self.seen, self.head.columns, self.spec.key)
        self.lines, again = rows.split(self.lines)
        fresh = [line for line in self.lines if self._new(line[0])] + [line for line, _ in again]
        gone = [k for k in self.base if k not in self.seen and k in self.known]
        gone = [k for k in gone if not self.lost or any(rows.others(self.base[k]))]
        far: list[Key] = []
        for key in gone:
            new = next((line for line in fresh if rows.same(key, line[1])), None)
            if new is None:
                far.append(key)
            else:
                fresh.remove(new)
                self._renamed(key, *new, sure=True)
        for key in far:
            new = rows.near(key, fresh)
            if new is not None:
                fresh.remove(new)
                self._renamed(key, *new, sure=False)
            elif not self.lost:
                self._gone(key)
        left = {edited.row for _, edited in fresh}
        kept = [x for x in self.lines if not self._new(x[0]) or x[1].row in {*left, *self.mended}]
        self.lines = [(self.mended.get(edited.row, key), edited) for key, edited in kept]
        for (repeated, edited), first in again:
            if edited.row in left and repeated:
                self._repeated(repeated, edited.row, first.row)

    def settle(self) -> None:
        """The records in the order of the sheet, those without an id under the model's."""
        taken = {k[0] for k in (*self.base, *self.known, *self.seen)}
        fields, base, known = self.head.columns, self.base, self.known
        table, exported = self.spec.name, not self.sheet.grid.by_line
        self.sheet.issues += marked(
            self.lines, table, fields, base, known, self._mark, exported=exported
        )
        for key, edited in self.lines:
            if key is None:
                if edited.deleted:
                    continue
                new = self._proposed(edited, taken)
                if new is None and len(self.spec.key) > 1:
                    continue
                new = new or unnamed.stand_in(edited, self.spec.key[0])
                key, edited = self.spec.key_of(new.cells), new
                taken.add(key[0])
            self.sheet.records[key] = edited

    def _mark(self, row: int, name: str | None) -> str:
        column = self.head.columns[name] if name else self.head.delete or 1
        return self.sheet.grid.address(row, column)

    def _new(self, key: Key | None) -> bool:
        return key is None or (key not in self.base and key not in self.known)

    def _renamed(self, old: Key, new: Key | None, edited: Edited, *, sure: bool) -> None:
        name = self.spec.key[0]
        if new:
            parts = zip(self.spec.key, old, new, strict=True)
            name = next((part for part, was, now in parts if was != now), name)
        if old in self.spec.wrong:
            self._mend(old, new, edited, name)
            return
        said = f"the id `{', '.join(old)}` was deleted; ids never change"
        if new:
            said = f"the id `{', '.join(old)}` was changed to `{', '.join(new)}`; ids never change"
        hint = f"write `{', '.join(old)}`"
        if not sure:
            other = "where the row is of another record, put the row that was here back beside it"
            hint = "; ".join((hint, other))
        self._say("import-row", said, hint, edited.row, name, old)

    def _mend(self, old: Key, new: Key | None, edited: Edited, name: str) -> None:
        """Take the row for that of an id that is wrong, unless what stands there is wrong too."""
        wrong = mended.refused(old, new, {*self.base, *self.known})
        if wrong:
            self._say("import-row", *wrong, edited.row, name, old)
            return
        self.mended[edited.row] = old
        if new:
            said, hint = mended.told(old, new)
            self._say("import-row", said, hint, edited.row, name, old, severity=Severity.INFO)

    def _gone(self, key: Key) -> None:
        said = f"the row of `{', '.join(key)}` is not there, and was not marked as deleted"
        hint = (
            "put the row back; to delete it, write `delete` beside it in a column headed `_delete`"
        )
        row = 2 + list(self.base).index(key)
        self._say("import-row", f"{said} (exported in row {row})", hint, None, None, key)

    def _standing(self) -> set[Key]:
        """The keys that the sheet has as they were exported."""
        at = [self.head.columns[name] for name in self.spec.key]
        rows = (number for number, _ in self.sheet.grid.body())
        found = {tuple(self.sheet.grid.cell(row, column).shown for column in at) for row in rows}
        return found & set(self.base)

    def _row(self, number: int, cells: Mapping[str, Cell]) -> None:
        deleted = self._marked(number)
        texts = self._key(number, cells)
        if texts is None:
            self.lost = True
            return
        key = self.spec.key_of(texts) if all(texts.values()) else None
        again = key is not None and self.seen.setdefault(key, number) != number
        was = self.base.get(key) if key else None
        for name, cell in cells.items():
            if name not in self.spec.key:
                told = accept(
                    self.spec.columns[name], cell, None if was is None else was.get(name, "")
                )
                if isinstance(told, str):
                    texts[name] = told
                elif not deleted and not again:
                    self._refuse(told, number, name, key, cell)
        self.lines.append((key, Edited(number, texts, deleted)))

    def _key(self, number: int, cells: Mapping[str, Cell]) -> dict[str, str] | None:
        """The parts of the key; all may be empty, None where they cannot be read."""
        columns = {n: self.spec.columns[n] for n in self.spec.key}
        then = {n: choice.exported(column, cells[n]) for n, column in columns.items()}
        exported = {n: code or cells[n].shown for n, code in then.items()}
        if any(then.values()) and tuple(exported.values()) in self.base:
            return exported
        shown = {n: choice.meant(column, cells[n]) for n, column in columns.items()}
        as_is = tuple(cell.shown for cell in shown.values())
        ours = as_is in self.base or as_is in self.known
        texts: dict[str, str] = {}
        for at, (name, cell) in enumerate(shown.items()):
            base = cell.shown if ours else self.damaged.meant(cell, at)
            column = self.spec.columns[name]
            wrong = choice.relabelled(column, cells[name]) or choice.misnamed(column, cells[name])
            told = wrong or accept(column, cell, base)
            if isinstance(told, Refused):
                self._refuse(told, number, name, None, cell)
                return None
            texts[name] = told
        if all(texts.values()) or not any(texts.values()) or as_is in self.spec.wrong:
            return texts
        empty = next(name for name, text in texts.items() if not text)
        said = f"a part of the row's key is empty: `{empty}`"
        self._say("import-row", said, "fill it in, or delete the row", number, empty, None)
        return None

    def _repeated(self, key: Key, row: int, first: int) -> None:
        said = f"the row repeats the id `{', '.join(key)}` of row {first}"
        hint = "delete one of the two, or give the new record an id of its own"
        self._say("import-row", said, hint, row, self.spec.key[0], key)

    def _proposed(self, edited: Edited, taken: Collection[str]) -> Edited | None:
        """The row with the id that its model makes; None where it makes none, which is said.

        A row with cells that cannot be read waits for them: an id is made of them.
        """
        name = self.spec.key[0]
        if self.spec.propose and any(item not in edited.cells for item in self.head.columns):
            return None
        texts = {item: edited.cells.get(item, "") for item in self.spec.columns}
        made = self.spec.propose(texts) if self.spec.propose else None
        if made and len(self.spec.key) == 1:
            new = unnamed.free(made, taken)
            return Edited(edited.row, {**edited.cells, name: new}, proposed=True)
        what = f"the id that its model proposes is taken: `{made}`" if made else "it has no id"
        said = f"a row was added, and {what}"
        self._say("import-row", said, f"write an id of its own in `{name}`", edited.row, name, None)
        return None

    def _marked(self, number: int) -> bool:
        found = mark(self.sheet.grid, self.spec.name, number, self.head.delete)
        if isinstance(found, Issue):
            self.sheet.issues.append(found)
            return False
        return found

    def _beside_nothing(self, number: int) -> None:
        if self._marked(number):
            said = "an empty row is marked as deleted, so the mark deletes nothing"
            hint = "mark the row that is meant, or take the mark away"
            where = self._mark(number, None)
            self.sheet.issues.append(finding("import-row", said, hint, where, table=self.spec.name))

    def _refuse(self, told: Refused, row: int, name: str, key: Key | None, cell: Cell) -> None:
        if cell.kind is not Kind.MERGED:  # said once for the whole range
            for item in (told, *told.more):
                value = cell.shown if item.code == "import-text" else None
                self._say(item.code, item.message, item.hint, row, name, key, value)

    def _say(
        self,
        code: str,
        said: str,
        hint: str,
        row: int | None,
        name: str | None,
        key: Key | None,
        value: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        where = self.sheet.address(row, name) if row else self.sheet.grid.title
        about: dict[str, Any] = {"field": name, "key": key, "value": value, "severity": severity}
        self.sheet.issues.append(finding(code, said, hint, where, table=self.spec.name, **about))


def _merged(grid: Grid, spec: Spec, columns: Collection[int]) -> list[Issue]:
    """What is wrong with merged cells in columns of the table; beside it they do not matter."""
    found = []
    for area in grid.merged:
        first, _, last = (part.strip("0123456789") for part in area.rpartition(":"))
        ends = column_of(first or last), column_of(last)
        if not any(ends[0] <= column <= ends[1] for column in columns):
            continue
        said = f"the cells {area} are merged, so only one of them can hold a value"
        hint = "unmerge them and fill in each cell"
        at = grid.address(1, 1).removesuffix("A1") + area.partition(":")[0]
        found.append(finding("import-cell", said, hint, at, table=spec.name))
    return found
