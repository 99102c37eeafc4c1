"""What an import changes, as a diff by table and key; and what keeps it from being written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.export.workbook.spelling import NAMELESS
from pipeline.language import Say
from pipeline.render.run import Run
from pipeline.render.text import headline
from pipeline.render.wording import count, details, visible
from pipeline.report import Report
from pipeline.returning.merge import Added, Changed, Merged
from pipeline.returning.spec import Key
from pipeline.unseen import page

_ENGLISH = Run()
_BEHIND = "import-behind"
_ANEW = (
    "Before you go on in a workbook, export anew: this one is still held against what it was "
    "exported from"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is told of a table: its name, its raw file as seen from here, and its changes."""

    name: str
    path: str
    merged: Merged


def text(
    file: str,
    origin: str,
    report: Report,
    tables: Sequence[Shown],
    *,
    stale: int,
    written: bool,
    workbook: bool = False,
    same: bool = True,
    covered: bool = False,
    run: Run = _ENGLISH,
) -> str:
    """The issues first, then the changes by table, and what was done or is to be done.

    What is ours is said in the language of `run`; sheets, keys and values stay what they are.
    workbook, same: as of `Imported`.
    """
    say = run.say
    lines = [f"{file}: {say(origin)}", *_issues(report, run)]
    lines += [line for table in tables for line in _table(table, say)]
    lines += _verdict(report, tables, stale, written, same, covered, run)
    if written and workbook:
        lines.append(say(_ANEW))
    return page(lines)


def _issues(report: Report, run: Run) -> Iterator[str]:
    for issue in report.issues:
        yield headline(issue, run)
        yield from (f"    {line}" for line in details(issue, run))
    for check in report.checks:
        if check.failed > len(check.issues):
            yield run.say(f"{check.code}: {check.failed - len(check.issues):,} more, not shown")


def _table(table: Shown, say: Say) -> Iterator[str]:
    if not (table.merged.removed or table.merged.changed or _named(table.merged)):
        return
    yield f"{table.name} ({table.path})"
    for key in table.merged.removed:
        yield f"  - {_key(key)}"
    for key, changes in _by_key(table.merged.changed).items():
        yield f"  ~ {_key(key)}"
        for item in changes:
            yield f"      {item.field}: {_value(item.old, say)} → {_value(item.new, say)}"
    for new in _named(table.merged):
        yield f"  + {_key(new.key)}"
        yield from (f"      {name}: {_value(value, say)}" for name, value in _filled(new))


def _verdict(
    report: Report,
    tables: Sequence[Shown],
    stale: int,
    written: bool,
    same: bool,
    covered: bool,
    run: Run,
) -> Iterator[str]:
    say = run.say
    behind = sum(check.failed for check in report.checks if check.code == _BEHIND)
    if behind:
        places = count(behind, "place")
        yield say(f"raw/ was changed since the export in {places}, and stays so there")
    told, pick = _counts([table.merged for table in tables], run), run.lang.pick
    if not report.valid:
        semi, colon = pick("; ", "；"), pick(": ", "：")
        without = f"{semi}{say('without the errors')}{colon}{told}" if told else ""
        yield say("nothing was written") + without
        yield say("Next: mend what is named above in the file (or in raw/), then import it again")
        return
    if not told:
        if same:
            yield say("nothing to import: raw/ says all that the file says")
        else:
            yield say("nothing to import; where the file says otherwise than raw/ is named above")
        return
    done = say("written") if written else say("nothing was written (--dry-run); would be")
    yield f"{done}{pick(': ', '：')}{told}"
    if stale:
        yield say(f"the evidence of {count(stale, 'record')} is stale: run pipeline anchor")
    if covered:
        yield say("coverage is of the records as they were: run pipeline coverage afterwards")
    if written:
        yield say("rules between records were not looked at: pipeline validate does that")
        anchor = "Next: pipeline anchor, then pipeline validate"
        yield say(anchor if stale else "Next: pipeline validate")


def _counts(merged: Sequence[Merged], run: Run) -> str:
    numbers = (
        (sum(len(m.changed) for m in merged), "value", "changed"),
        (sum(len(_named(m)) for m in merged), "row", "added"),
        (sum(len(m.removed) for m in merged), "row", "removed"),
    )
    said = (run.say(f"{count(number, noun)} {verb}") for number, noun, verb in numbers if number)
    return run.lang.pick(", ", "，").join(said)


def _named(merged: Merged) -> list[Added]:
    """What would be added: a row without an id cannot be."""
    return [new for new in merged.added if not new.nameless]


def _by_key(changes: Sequence[Changed]) -> Mapping[Key, list[Changed]]:
    found: dict[Key, list[Changed]] = {}
    for item in changes:
        found.setdefault(item.key, []).append(item)
    return found


def _filled(new: Added) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in new.cells.items() if value)


def _key(key: Key) -> str:
    return visible(", ".join(key)) or NAMELESS


def _value(value: str, say: Say) -> str:
    return f"`{visible(value)}`" if value else say("nothing")
