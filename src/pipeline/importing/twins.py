"""Records that share a key: nothing tells which an edit is of, so their table waits, at their rows.

They share it in the raw file as it is now, or shared it when the workbook was made.
"""

from collections.abc import Iterator, Sequence

from pipeline.export.workbook.spelling import field_of
from pipeline.importing.ours import Ours, named
from pipeline.importing.workbook import Theirs
from pipeline.issue import Issue
from pipeline.returning import choice
from pipeline.returning.finding import finding
from pipeline.returning.spec import Key
from pipeline.stages import Recorded

_OTHERS = "the other sheets are imported at once if this one is put back as it was"


def waiting(theirs: Theirs) -> str | None:
    """Why nothing is merged into a table whose raw file is well by now; None where something is."""
    for key, rows in theirs.twice.items():
        return f"several records had {named(key)} when the workbook was made ({_rows(rows)})"
    return None


def refused(data: Recorded, theirs: Theirs, ours: Ours) -> Iterator[Issue]:
    """An error for each such key, at the last row of the sheet that has it."""
    for key in {**ours.twice, **theirs.twice}:
        said, hint = _told(data, theirs, ours, key)
        row = _row(theirs, ours, key)
        place = theirs.grid.title
        if row:
            place = theirs.grid.address(row, _columns(theirs, ours).get(ours.spec.key[0], 1))
        name = ours.spec.key[0]
        yield finding("import-row", said, hint, place, table=ours.spec.name, field=name, key=key)


def _told(data: Recorded, theirs: Theirs, ours: Ours, key: Key) -> tuple[str, str]:
    path = ours.spec.path
    if key not in ours.twice:
        said = (
            f"several records had {named(key)} when the workbook was made "
            f"({_rows(theirs.twice[key])}), and nothing tells which of them an edit is of"
        )
        anew = (
            f"make the workbook anew from {path} as it is now, and repeat the edits of this sheet "
            "there"
        )
        return said, f"{anew}; {_OTHERS}"
    said = (
        f"several records have {named(key)} ({_lines(data, ours, ours.twice[key])}), and nothing "
        "tells which of them an edit is of"
    )
    mend = f"give each a key of its own in {path}, or remove those that repeat"
    again = "then make the workbook anew and repeat the edits of this sheet there"
    if theirs.grid.by_line:
        again = "do so in this file as well, then import it again"
        return said, f"{mend}; {again}"
    return said, f"{mend}; {again}; {_OTHERS}"


def _rows(rows: Sequence[int]) -> str:
    return f"rows {', '.join(map(str, rows))} of the sheet"


def _lines(data: Recorded, ours: Ours, rows: Sequence[int]) -> str:
    """Where the records stand: `raw/people.csv:2, raw/people.csv:5`, or rows."""
    table = data.read[ours.spec.name]
    cells = {row: (row, ours.spec.key[0]) for row in rows}
    found = table.places(set(cells.values()))
    if len(found) < len(cells):
        return f"{ours.spec.path}: {', '.join(map(str, rows))}"
    return ", ".join(f"{table.path_of(row)}:{found[cell][0]}" for row, cell in cells.items())


def _columns(theirs: Theirs, ours: Ours) -> dict[str, int]:
    heads = theirs.grid.rows[0] if theirs.grid.rows else ()
    found = {field_of(cell.shown): number for number, cell in enumerate(heads, 1)}
    return {name: found[name] for name in ours.spec.key if name in found}


def _row(theirs: Theirs, ours: Ours, key: Key) -> int | None:
    """The last row that shows the key, else the last that did when the workbook was made."""
    at = _columns(theirs, ours)
    found = theirs.twice.get(key, (None,))[-1]
    if len(at) < len(ours.spec.key):
        return found
    for row, _ in theirs.grid.body():
        cells = {name: theirs.grid.cell(row, column) for name, column in at.items()}
        columns = ours.spec.columns
        shown = (choice.exported(columns[n], cell) or cell.shown for n, cell in cells.items())
        if tuple(shown) == key:
            found = row
    return found
