"""Rows marked for deletion that say something else besides, which would be lost with them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from pipeline.issue import Issue, Severity
from pipeline.returning.edited import Edited
from pipeline.returning.finding import finding
from pipeline.returning.spec import Key, Texts

Address = Callable[[int, str | None], str]
"""Of the cell of a field in a row; without a field of the mark."""


def marked(
    lines: Iterable[tuple[Key | None, Edited]],
    table: str,
    fields: Collection[str],
    base: Mapping[Key, Texts],
    known: Collection[Key],
    address: Address,
    *,
    exported: bool,
) -> Iterator[Issue]:
    """An error at the mark of a new row; a warning at each edit in a row that goes.

    known: keys of the raw file as it is now. exported: is `base` what the file was exported with?
    Else a record that is gone may have been deleted by an earlier import of the file.
    """
    for key, edited in lines:
        if not edited.deleted:
            continue
        new = key is None or (key not in base and key not in known)
        if new and key and not exported:
            said = f"`{', '.join(key)}` is marked as deleted, and there is no such record any more"
            hint = "nothing has to be done, unless its id is misspelt"
            at, info = address(edited.row, None), Severity.INFO
            yield finding("import-row", said, hint, at, table=table, key=key, severity=info)
        elif new:
            said = "a new row is marked as deleted, so it would not be imported"
            hint = "take the mark away to add the row, else delete the row itself"
            at = address(edited.row, None)
            yield finding("import-row", said, hint, at, table=table, key=key)
        was = base.get(key) if key else None
        for name in fields if was is not None else ():
            if was is not None and edited.cells.get(name) != was.get(name, ""):
                said = f"`{name}` was changed in a row that is marked as deleted; the row goes"
                hint = "take the mark away where the row is to stay with what was changed"
                at = address(edited.row, name)
                severity = Severity.WARNING
                yield finding(
                    "import-row",
                    said,
                    hint,
                    at,
                    table=table,
                    field=name,
                    key=key,
                    severity=severity,
                )
