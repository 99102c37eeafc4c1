"""What both sides of a merge did, told at the cells of the sheet: conflicts, and what stands."""

from collections.abc import Iterator

from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue, Severity
from pipeline.render.wording import count
from pipeline.returning.finding import finding
from pipeline.returning.merge import Behind, Conflict

_EARLIER = (
    "where what it has is from an earlier import of this workbook, export anew and go on there"
)


def conflicts(table: TableOutcome) -> Iterator[Issue]:
    """An error for each value, or record, that both sides changed."""
    for found in table.merged.conflicts:
        said, hint = _told_of(table, found)
        yield finding(
            "import-conflict",
            said,
            "; ".join((hint, _EARLIER)),
            table.sheet.address(found.row, found.field),
            table=table.name,
            field=found.field,
            key=found.key,
        )


def behind(table: TableOutcome, left_out: int = 0) -> Iterator[Issue]:
    """What the raw file changed since the export, and the sheet does not know: it stands.

    left_out: rows of the raw file that could not stand in the workbook then.
    """
    broken = any(issue.severity is Severity.ERROR for issue in table.sheet.issues)
    for found in table.merged.behind:
        if found.row is None and broken:
            continue  # it may stand in a row that is refused
        said, hint = _stands(table, found, left_out)
        where = table.sheet.address(found.row, found.field) if found.row else None
        yield finding(
            "import-behind",
            said,
            hint,
            where or table.sheet.grid.title,
            table=table.name,
            field=found.field,
            key=found.key,
            severity=Severity.INFO,
        )


def _told_of(table: TableOutcome, found: Conflict) -> tuple[str, str]:
    if found.theirs is None:
        return _marked(table, found)
    return _gone(table, found) if found.ours is None else _cell(table, found)


def _marked(table: TableOutcome, found: Conflict) -> tuple[str, str]:
    """What the raw file changed or added, and the sheet marks as deleted."""
    path, key = table.spec.path, ", ".join(found.key)
    hint = f"decide which holds: take the mark away, or delete the record in {path} as well"
    if found.field is None:
        return f"`{key}` was added to {path} since the export, and is marked as deleted here", hint
    said = (
        f"`{found.field}` of `{key}` was changed in {path}, and the row is marked as deleted here: "
        f"exported {_told(found.base)}, {path} has {_told(found.ours)}, the file deletes the row"
    )
    return said, hint


def _gone(table: TableOutcome, found: Conflict) -> tuple[str, str]:
    """What the sheet changed of a record that the raw file no longer has."""
    path, key = table.spec.path, ", ".join(found.key)
    said = (
        f"`{found.field}` of `{key}` was changed here, and the record was deleted in {path}: "
        f"exported {_told(found.base)}, {path} has no such record, the file {_told(found.theirs)}"
    )
    return (
        said,
        f"decide which holds: put the record back in {path}, or mark the row as deleted here",
    )


def _cell(table: TableOutcome, found: Conflict) -> tuple[str, str]:
    path, key = table.spec.path, ", ".join(found.key)
    said = (
        f"`{found.field}` of `{key}` was changed on both sides: exported {_told(found.base)}, "
        f"{path} has {_told(found.ours)}, the file {_told(found.theirs)}"
    )
    return said, f"decide which holds, and write it in {path} and here"


def _stands(table: TableOutcome, found: Behind, left_out: int) -> tuple[str, str]:
    path, key = table.spec.path, ", ".join(found.key)
    if found.row is None and left_out:
        said = (
            f"`{key}` of {path} has no row in the sheet, and stays: {count(left_out, 'row')} could "
            "not stand in the workbook when it was written, and it is one of these or was added "
            "since"
        )
        return said, "to change it, export anew and write it there"
    if found.row is None:
        said = f"`{key}` was added to {path} since the export, and stays; the sheet has no such row"
        return said, "to delete it, export anew and mark its row as deleted there"
    if found.field is None:
        said = f"`{key}` was deleted in {path} since the export, and stays so"
        return said, "to have it back, export anew and add it there"
    said = (
        f"{path} was changed since the export, and stays: exported {_told(found.base)}, as here; "
        f"it has {_told(found.ours)}"
    )
    return said, "to change it, export anew and write it there"


def _told(text: str | None) -> str:
    return f"`{text}`" if text else "nothing"
