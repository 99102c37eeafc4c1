"""What an import changes, as a diff by table and key; and what keeps it from being written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.render.run import Run
from pipeline.render.text import headline
from pipeline.render.wording import count, details, harmless, visible
from pipeline.report import Report
from pipeline.returning.merge import Added, Changed, Merged
from pipeline.returning.spec import Key


@dataclass(frozen=True, slots=True)
class Shown:
    """What is told of a table: its name, its raw file as seen from here, and its changes."""

    name: str
    path: str
    merged: Merged


def text(
    file: str, origin: str, report: Report, tables: Sequence[Shown], *, stale: int, written: bool
) -> str:
    """The issues first, then the changes by table, and what was done or is to be done."""
    return "".join(f"{line}\n" for line in _lines(file, origin, report, tables, stale, written))


def _lines(
    file: str, origin: str, report: Report, tables: Sequence[Shown], stale: int, written: bool
) -> Iterator[str]:
    yield harmless(f"{file}: {origin}")
    for issue in report.issues:
        yield harmless(headline(issue, Run(None)))
        yield from (f"    {harmless(line)}" for line in details(issue, Run(None)))
    for check in report.checks:
        if check.failed > len(check.issues):
            yield f"{check.code}: {check.failed - len(check.issues)} more, not shown"
    for table in tables:
        yield from _table(table)
    yield from _verdict(report, tables, stale, written)


def _table(table: Shown) -> Iterator[str]:
    yield f"{table.name} ({table.path})"
    for key in table.merged.removed:
        yield f"  - {_key(key)}"
    for key, changes in _by_key(table.merged.changed).items():
        yield f"  ~ {_key(key)}"
        for item in changes:
            yield f"      {item.field}: {_value(item.old)} → {_value(item.new)}"
    for new in table.merged.added:
        yield f"  + {_key(new.key)}"
        yield from (f"      {name}: {_value(value)}" for name, value in _filled(new))


def _verdict(report: Report, tables: Sequence[Shown], stale: int, written: bool) -> Iterator[str]:
    told = _counts([table.merged for table in tables])
    if not report.valid:
        yield "nothing was written" + (f"; without the errors: {told}" if told else "")
        yield "Next: mend what is named above in the file (or in raw/), then import it again"
        return
    if not told:
        yield "nothing to import: raw/ says all that the file says"
        return
    yield f"{'written' if written else 'nothing was written (--dry-run); would be'}: {told}"
    if stale:
        yield f"evidence is stale in {count(stale, 'place')}: run pipeline anchor"
    if written:
        yield "Next: pipeline anchor" if stale else "Next: pipeline validate"


def _counts(merged: Sequence[Merged]) -> str:
    numbers = (
        (sum(len(m.changed) for m in merged), "value", "changed"),
        (sum(len(m.added) for m in merged), "row", "added"),
        (sum(len(m.removed) for m in merged), "row", "removed"),
    )
    return ", ".join(f"{count(number, noun)} {verb}" for number, noun, verb in numbers if number)


def _by_key(changes: Sequence[Changed]) -> Mapping[Key, list[Changed]]:
    found: dict[Key, list[Changed]] = {}
    for item in changes:
        found.setdefault(item.key, []).append(item)
    return found


def _filled(new: Added) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in new.cells.items() if value)


def _key(key: Key) -> str:
    return visible(", ".join(key))


def _value(value: str) -> str:
    return f"`{visible(value)}`" if value else "nothing"
