"""Cells that were chosen from a list: the code that a label means, the key before a name."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.export.workbook.spelling import BETWEEN, NAMELESS, read_back
from pipeline.returning.column import Column
from pipeline.returning.grid import Cell, Kind
from pipeline.returning.words import Refused
from pipeline.table_schema.hints import near

_LISTED = 12
"""Codes that a hint names; the drop-down has them all."""


def meant(column: Column, cell: Cell) -> Cell:
    """The cell with the code or key that it stands for, as far as its spelling alone tells."""
    if cell.kind is not Kind.TEXT:
        return cell
    said = cell.shown
    found = read_back(column.shown, said)
    if column.shown.references and found not in column.referred.keys:
        head = said.partition(BETWEEN.strip())[0].rstrip()
        found = next((key for key in (said, head) if key in column.referred.keys), found)
    return replace(cell, value=found) if found != said else cell


def exported(column: Column, cell: Cell) -> str | None:
    """The code that a text meant when the workbook was exported; None where that is not known."""
    if column.before is None or cell.kind is not Kind.TEXT:
        return None
    found = read_back(column.before, cell.shown)
    known = column.before.categories
    if any(found == code for code, *_ in known):
        return found
    codes = {words[0] for words in known if fold(found) in map(fold, words) and fold(found)}
    return codes.pop() if len(codes) == 1 else None


def relabelled(column: Column, cell: Cell) -> Refused | None:
    """Why a label is refused that meant one code at the export and means another today, or none."""
    was = exported(column, cell)
    if was is None or not column.codes:
        return None
    now = code(column, meant(column, cell))
    if isinstance(now, Refused) and not column.words.get(fold(cell.shown)):
        return _renamed(column, cell, was)
    if isinstance(now, Refused) or now == was:
        return None
    listed = " or ".join(f"`{item}`" for item in (was, now) if item in column.codes)
    return Refused(
        f"`{cell.shown}` meant `{was}` when this workbook was exported, and means `{now}` now",
        f"write the code that is meant: {listed}",
    )


def misnamed(column: Column, cell: Cell) -> Refused | None:
    """Why a name beside a key is refused: its record is not called so in any language."""
    said, found = cell.shown, meant(column, cell).shown
    if found == said or not column.shown.references or found not in column.referred.keys:
        return None
    name = said.removeprefix(found).strip().removeprefix(BETWEEN.strip()).strip()
    called = column.referred.called.get(fold(name), ())
    if name in ("", NAMELESS) or found in called:
        return None
    listed = " or ".join(f"`{item}`" for item in (found, *called)[:_LISTED])
    return Refused(
        f"`{name}` is not the name of `{found}`",
        f"write the key of the one that is meant: {listed}",
    )


def code(column: Column, cell: Cell) -> str | Refused:
    """A code, or what one code alone is called in either language; `label · code` in any order."""
    said = cell.shown
    if said in column.codes:
        return said
    if said in column.missing:
        return ""
    options = [column.words.get(fold(part), frozenset()) for part in (said, *_parts(said))]
    found = options[0] or frozenset.intersection(*options[1:]) if len(options) > 1 else options[0]
    if len(found) == 1:
        return next(iter(found))
    if found:
        listed = " or ".join(f"`{item}`" for item in column.codes if item in found)
        return Refused(f"`{said}` is the label of several codes", f"write the code: {listed}")
    close = near(said, (*column.codes, *column.words))
    listed = _choices(column)
    if close and close not in column.codes:
        words = (word for words in column.shown.categories for word in words)
        close = next((word for word in words if fold(word) == close), close)
    hint = f"did you mean `{close}`? choose from the list" if close else f"choose one of: {listed}"
    return Refused(f"`{said}` is no {column.item.name}", hint)


def key(column: Column, cell: Cell) -> Cell | Refused:
    """The cell with the key of the one record that it names; as it is where it names none."""
    said = cell.shown
    if said in column.referred.keys or not column.referred.called:
        return cell
    found = column.referred.called.get(fold(said), ())
    if len(found) == 1:
        return replace(cell, value=found[0])
    if found:
        listed = " or ".join(f"`{item}`" for item in found[:_LISTED])
        return Refused(f"`{said}` is the name of several records", f"write the key: {listed}")
    close = near(said, column.referred.called)
    if close is None or near(said, column.referred.keys) is not None:
        return cell
    listed = " or ".join(f"`{item}`" for item in column.referred.called[close][:_LISTED])
    return Refused(
        f"`{said}` is neither key nor name of a record",
        f"did you mean `{column.referred.spelled.get(close, close)}`? write {listed}",
    )


def _choices(column: Column) -> str:
    """The first codes, each with what it is called in either language."""
    return ", ".join(
        code + (f" ({', '.join(called)})" if (called := _called(code, labels)) else "")
        for code, *labels in column.shown.categories[:_LISTED]
    )


def _called(code: str, labels: Iterable[str | None]) -> list[str]:
    return [label for label in dict.fromkeys(labels) if label and label != code]


def fold(word: str) -> str:
    """A word as it is looked up: whatever its case and the spaces around it."""
    return word.strip().casefold()


def _renamed(column: Column, cell: Cell, was: str) -> Refused:
    """Why a label is refused that the workbook was exported with and that nothing is called now."""
    said = cell.shown
    if was not in column.codes:
        listed = _choices(column)
        told = f"`{said}` was a category when this workbook was exported, and is none now"
        return Refused(told, f"choose one of: {listed}")
    labels = next(labels for found, *labels in column.shown.categories if found == was)
    called = ", ".join(f"`{label}`" for label in dict.fromkeys(labels) if label) or f"`{was}`"
    return Refused(
        f"`{said}` meant `{was}` when this workbook was exported, which is called {called} now",
        f"write the code, if that is meant: `{was}`",
    )


def _parts(said: str) -> list[str]:
    return said.split(BETWEEN.strip()) if BETWEEN.strip() in said else []
