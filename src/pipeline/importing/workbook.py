"""Their side of a merge: the sheets of a workbook that `pipeline export` wrote."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.export.workbook import manifest as manifests
from pipeline.export.workbook.manifest import SHEET, Carried, Manifest
from pipeline.export.workbook.spelling import field_of
from pipeline.importing import copies, exchanged, locked, remarks
from pipeline.importing.locked import Made
from pipeline.issue import Issue, Severity
from pipeline.returning import choice, words
from pipeline.returning.accept import accept
from pipeline.returning.book import Book
from pipeline.returning.column import Column, plain
from pipeline.returning.finding import finding
from pipeline.returning.grid import Cell, Grid, Kind
from pipeline.returning.spec import Key, Texts
from pipeline.returning.words import Refused

_SHEET = "import-sheet"


@dataclass(frozen=True, slots=True)
class Theirs:
    """A table as it came back: its sheet, and the records as exported.

    usual: field → line breaks and full-width spaces that its cells hold anyway. twice: keys that
    several of the records had → their rows of the sheet.
    """

    carried: Carried
    grid: Grid
    base: dict[Key, Texts]
    usual: Mapping[str, frozenset[str]]
    twice: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Returned:
    """Tables by name, and what is wrong with the sheets themselves."""

    tables: dict[str, Theirs] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def read(
    book: Book, about: Manifest, keys: dict[str, tuple[str, ...]], made: Callable[[str], Made]
) -> Returned:
    """Find every table's sheet; `keys`: the primary keys of the tables that people edit.

    made: what the project has in a table that the tool writes.
    """
    found = Returned()
    used = {SHEET, *(table.base for table in about.tables)}
    sheets = {table.name: _sheet(book, about, table) for table in about.tables}
    swapped = exchanged.exchanged(book, about)
    found.issues += exchanged.told(swapped)
    used |= {*swapped}
    for table in about.tables:
        if table.sheet in swapped:
            continue
        grid = sheets[table.name]
        if grid is not None:
            used.add(grid.title)
            found.issues += remarks.notes(grid, table, about)
        if table.base:
            found.issues += _edited(book, table, grid, keys, found)
            continue
        if grid is not None:
            found.issues += remarks.beside(grid, table)
        if grid is not None and not _as_exported(grid, table, _plain(table)):
            found.issues += locked.edits(grid, table, made(table.name))
    found.issues += [
        *remarks.on_tools_sheets(book, about),
        *_foreign(book, about, used, sheets, keys),
    ]
    return found


def untouched(theirs: Theirs, columns: Mapping[str, Column]) -> bool:
    """Does the sheet of a table that people edit still say what was exported?"""
    table = theirs.carried
    return _as_exported(theirs.grid, table, {**_plain(table), **columns})


def before(theirs: Theirs, columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns with the categories that the workbook was exported with."""
    known = dict(theirs.carried.categories)
    found = dict(columns)
    for name in known.keys() & columns.keys():
        shown = replace(columns[name].shown, categories=known[name])
        found[name] = replace(columns[name], before=shown)
    return found


def _plain(table: Carried) -> dict[str, Column]:
    return {name: plain(name, kind) for name, kind in table.fields}


def _edited(
    book: Book,
    table: Carried,
    grid: Grid | None,
    keys: dict[str, tuple[str, ...]],
    found: Returned,
) -> Iterator[Issue]:
    base = book.sheets.get(table.base)
    rows = list(_texts(base, table.labels)) if base else []
    if grid is None:
        yield _missing(book, table)
    elif base is None or manifests.digest(rows) != table.digest:
        said = f"the hidden copy of `{table.name}`, by which edits are told, is gone or was changed"
        hint = "repeat the edits in a workbook that is exported anew"
        yield finding(_SHEET, said, hint, grid.title, table=table.name)
    elif table.name not in keys:
        said = f"the project no longer has the table `{table.name}`; the sheet is not imported"
        hint = "nothing has to be done, unless you changed something in it"
        yield finding(_SHEET, said, hint, grid.title, table=table.name, severity=Severity.WARNING)
    else:
        records = [dict(zip(table.labels, row, strict=True)) for row in rows]
        key = keys[table.name]
        keyed = [tuple(r.get(name, "") for name in key) for r in records]
        known = dict(zip(keyed, records, strict=True))
        usual = {n: words.usual(r[n] for r in records) for n in table.labels}
        twice = _twice(keyed) if {*key} <= {*table.labels} else {}
        found.tables[table.name] = Theirs(table, grid, dict(known), usual, twice)


def _twice(keys: Sequence[Key]) -> dict[Key, tuple[int, ...]]:
    """The keys that stand in several rows of the sheet as it was exported."""
    rows: dict[Key, tuple[int, ...]] = {}
    for row, key in enumerate(keys, 2):
        rows[key] = (*rows.get(key, ()), row)
    return {key: at for key, at in rows.items() if key and len(at) > 1}


def _sheet(book: Book, about: Manifest, table: Carried) -> Grid | None:
    """The sheet by its name; where it was renamed, by the spreadsheet table on it."""
    if table.sheet in book.sheets:
        return book.sheets[table.sheet]
    others = (g for title, g in book.sheets.items() if title not in about.sheets)
    return next((grid for grid in others if table.display in grid.tables), None)


def _missing(book: Book, table: Carried) -> Issue:
    alike = [
        title
        for title, grid in book.sheets.items()
        if title not in (table.base, table.sheet)
        and not title.startswith("_base_")
        and {*_heads(grid)} >= set(table.labels)
    ]
    hint = f"put the sheet `{table.sheet}` back, as exported"
    if alike:
        hint = f"`{alike[0]}` has its headers: name it `{table.sheet}` again"
    said = f"the sheet `{table.sheet}` of the table `{table.name}` is not there"
    return finding(_SHEET, said, hint, table.sheet, table=table.name)


def _foreign(
    book: Book,
    about: Manifest,
    used: set[str],
    sheets: Mapping[str, Grid | None],
    keys: Mapping[str, tuple[str, ...]],
) -> Iterator[Issue]:
    """Sheets that somebody added: what stands on them would be lost without a word.

    sheets: by table, whatever they are called now.
    """
    for title, grid in book.sheets.items():
        ours = title in used or title in about.sheets
        tables = () if ours else about.tables
        copied = next(
            (
                t
                for t in tables
                if _other(sheets[t.name], grid, t)
                or copies.differs(sheets[t.name], grid, t.labels, keys.get(t.name, ()))
            ),
            None,
        )
        if copied:
            first = sheets[copied.name]
            name = first.title if first else copied.sheet
            said = f"the sheet `{title}` is a copy of `{name}` with other values"
            hint = f"put its edits into `{name}` and delete it; it would not be imported"
            yield finding(_SHEET, said, hint, title, table=copied.name)
        elif not ours and any(cell.kind is not Kind.BLANK for row in grid.rows for cell in row):
            said = f"the sheet `{title}` was added and is not imported"
            hint = "put what it says into the sheets of the tables, or keep it elsewhere"
            yield finding(_SHEET, said, hint, title, severity=Severity.WARNING)


def _other(sheet: Grid | None, grid: Grid, table: Carried) -> bool:
    """Does it have the headers of a table whose sheet is there, and rows that this one has not?"""
    if not table.base or sheet is None or not {*_heads(grid)} >= set(table.labels):
        return False
    rows = {*_shown(sheet, table)}
    return not rows.issuperset(_shown(grid, table)) and not _as_exported(grid, table, _plain(table))


def _shown(grid: Grid, table: Carried) -> Iterator[tuple[str, ...]]:
    """What rows show in the columns of the table, whatever the order of the columns."""
    at = {name: number for number, name in enumerate(_heads(grid), 1)}
    for row, _ in grid.body():
        yield tuple(grid.cell(row, at[name]).shown if name in at else "" for name in table.labels)


def _heads(grid: Grid) -> list[str]:
    return [field_of(cell.shown) for cell in grid.rows[0]] if grid.rows else []


def _texts(grid: Grid, labels: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a hidden copy, whose cells are all text."""
    width = len(labels)
    for cells in grid.rows[1:]:
        shown = [cell.shown for cell in cells[:width]]
        yield tuple(shown + [""] * (width - len(shown)))


def _as_exported(grid: Grid, table: Carried, columns: Mapping[str, Column]) -> bool:
    """Does a sheet still say what it was exported with, in whatever order?"""
    heads = _heads(grid)
    at = {name: number for number, name in enumerate(heads, 1)}
    if any(heads.count(name) != 1 or name not in columns for name in table.labels):
        return False
    rows = []
    for number, _ in grid.body():
        told = [_told(grid.cell(number, at[name]), columns[name]) for name in table.labels]
        if not all(isinstance(text, str) for text in told):
            return False
        rows.append([str(text) for text in told])
    return manifests.digest(rows) == table.digest


def _told(cell: Cell, column: Column) -> str | Refused:
    if code := choice.exported(column, cell):
        return code
    meant = choice.meant(column, cell)
    if wrong := choice.misnamed(column, cell):
        return wrong
    return accept(column, meant, meant.shown if meant.kind is Kind.TEXT else None)
