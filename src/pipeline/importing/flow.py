"""THE PAGE of an import: their sheets, our records, the merge, the trial, the files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline import stages
from pipeline.curate import edit
from pipeline.errors import CurateError, ImportingError
from pipeline.export.workbook.manifest import Manifest
from pipeline.importing import ours as ours_
from pipeline.importing import sides, since, twins, waiting, workbook
from pipeline.importing.characters import unusual_cells
from pipeline.importing.locked import Made
from pipeline.importing.names import Names
from pipeline.importing.ours import Ours
from pipeline.importing.outcome import Imported, TableOutcome
from pipeline.importing.ragged import ragged
from pipeline.importing.text_file import delimited
from pipeline.importing.trial import trial
from pipeline.importing.workbook import Theirs
from pipeline.in_place import put_in_place
from pipeline.issue import Issue, Layer, Severity
from pipeline.project import Project
from pipeline.provenance import Coverage
from pipeline.report import Report, Tally, tally
from pipeline.returning import book, sheet, shifted
from pipeline.returning.finding import CODES, finding
from pipeline.returning.merge import merge
from pipeline.returning.spelling import spelled
from pipeline.returning.words import Refused
from pipeline.stages import Recorded, Step

_BEHIND = 20
"""Places where raw/ went on alone that are named: all else is as a fresh export shows it."""


def import_file(
    project: Project, file: Path, *, table: str | None = None, dry_run: bool = False, step: Step
) -> Imported:
    """Merge an edited workbook, or a CSV file of `table`, into the raw files.

    All or nothing: where anything is wrong, nothing is written. ImportingError where the file is
    none that could come back.
    """
    step("reading the file")
    found = None if table else book.read(_there(file))
    with stages.recorded(project, step) as data:
        if found is None:
            about = None
            theirs, issues = _of_text(data, _there(file), table or "")
        else:
            about = _manifest(data, file, found.manifest)
            returned = workbook.read(found, about, _keys(data), partial(_made, data))
            theirs, issues = returned.tables, returned.issues
        step("merging")
        outcomes, more = _merged(data, theirs)
        issues += more
        origin = since.told(data, about, theirs, outcomes)
        if table:
            issues = ragged(theirs[table].grid, table, issues)
        contents, more = _contents(data, outcomes)
        told = {issue.address for issue in issues if issue.field}
        issues += [issue for issue in more if issue.address not in told]
        stale, tallies = 0, _tallies(issues, outcomes)
        if contents:
            step("trying it out")
            tried = trial(project, data, outcomes, contents, issues, step)
            stale, tallies = tried.stale, tallies + tried.tallies
        covered = any(issubclass(model, Coverage) for model in data.models.values())
        report = Report.from_tallies(
            tallies, name=data.package.name, version=data.package.version, tables=()
        )
        written = report.valid and not dry_run and bool(contents)
        if written:
            put_in_place({data.read[name].origin.file: new for name, new in contents.items()})
    same = all(i.code == "import-row" and i.severity is Severity.INFO for i in report.issues)
    return Imported(
        file.name, origin, report, tuple(outcomes), stale, written, found is not None, same, covered
    )


def _there(file: Path) -> Path:
    if not file.is_file():
        raise ImportingError(f"{file}: there is no such file")
    return file


def _manifest(data: Recorded, file: Path, found: Manifest | None) -> Manifest:
    if found is None:
        raise ImportingError(
            f"{file}: it does not say what it was exported from, so edits cannot be told; edit a "
            "workbook that pipeline export wrote and keep its hidden sheets, or import one table "
            "as CSV: pipeline import FILE.csv --table NAME"
        )
    if found.name != data.package.name:
        raise ImportingError(
            f"{file}: it is a workbook of the dataset `{found.name}`, and this project is "
            f"`{data.package.name}`; name the project that it belongs to: --into FOLDER"
        )
    return found


def _keys(data: Recorded) -> dict[str, tuple[str, ...]]:
    names = ours_.editable(data)
    return {n: data.typed[n].schema.primary_key if n in data.typed else () for n in names}


def _made(data: Recorded, name: str) -> Made:
    """The records of a table that the tool writes; none of a view, which is not kept."""
    key = data.typed[name].schema.primary_key if name in data.typed else ()
    cells = ours_.rows(data, name).values() if key else ()
    return key, {tuple(c.get(part, "") for part in key): c for c in cells}


def _of_text(data: Recorded, file: Path, name: str) -> tuple[dict[str, Theirs], list[Issue]]:
    """A CSV file carries no copy of what was exported: it is held against `raw/` as it is."""
    known = ours_.editable(data)
    if name not in known:
        raise ImportingError(
            f"--table {name}: there is no such table to edit; there are: {', '.join(known)}"
        )
    mine = ours_.read(data, name, Names(data))
    if mine is None:
        raise ImportingError(f"`{name}` cannot be read; pipeline validate says what to mend first")
    found = delimited(file, mine)
    if other := _meant(data, known, found, mine):
        raise ImportingError(
            f"{file}: its header is that of the table `{other}`, and not of `{name}`; import it "
            f"with --table {other}"
        )
    return {name: found}, []


def _meant(data: Recorded, known: Sequence[str], found: Theirs, mine: Ours) -> str | None:
    """Another table whose fields are all in the header, and more of them than of the one named."""
    heads = {cell.shown for cell in found.grid.rows[0]} if found.grid.rows else set()
    fields = {n: {f.name for f in data.typed[n].schema.fields} for n in known if n in data.typed}
    fits = [n for n, names in fields.items() if names <= heads and n != mine.spec.name]
    best = max(fits, key=lambda n: len(fields[n]), default=None)
    return best if best and len(fields[best]) > len(heads & {*mine.spec.columns}) else None


def _merged(data: Recorded, theirs: Mapping[str, Theirs]) -> tuple[list[TableOutcome], list[Issue]]:
    outcomes: list[TableOutcome] = []
    issues: list[Issue] = []
    names = Names(data, theirs)
    for name, given in theirs.items():
        mine = ours_.read(data, name, names, given.usual)
        if mine:
            columns = workbook.before(given, mine.spec.columns)
            mine = replace(mine, spec=replace(mine.spec, columns=columns))
        because = mine and (mine.trouble or twins.waiting(given))
        if mine and because and (same := waiting.uncompared(given, mine, because)):
            issues += same
            continue
        if mine and (mine.twice or (given.twice and not mine.trouble)):
            issues += twins.refused(data, given, mine)
            continue
        if mine is None or mine.trouble:
            issues += waiting.refused(given, name, because or "it cannot be read")
            continue
        read = sheet.read(given.grid, mine.spec, given.base, mine.records, given.carried.labels)
        issues += read.issues
        merged = merge(given.base, mine.records, read.records)
        told, merged = shifted.apart(read, mine.spec, given.base, merged)
        issues += told
        outcome = TableOutcome(mine.spec, read, merged, mine.records, mine.rows)
        outcomes.append(outcome)
        issues += [*sides.conflicts(outcome), *sides.behind(outcome, given.carried.left_out)]
        issues += [*_proposed(outcome), *unusual_cells(outcome)]
    return outcomes, issues


def _proposed(table: TableOutcome) -> list[Issue]:
    """Ids that the model made: told, so that a person looks at them."""
    return [
        finding(
            "import-row",
            f"the row has no id; it gets `{', '.join(new.key)}`",
            "write another one in the sheet if you want one",
            table.sheet.address(new.row, table.spec.key[0]),
            table=table.name,
            key=new.key,
            severity=Severity.INFO,
        )
        for new in table.merged.added
        if new.proposed
    ]


def _contents(
    data: Recorded, outcomes: Sequence[TableOutcome]
) -> tuple[dict[str, bytes], list[Issue]]:
    """Table → its new file, of the tables that change; what cannot be spelled is an issue."""
    contents: dict[str, bytes] = {}
    issues: list[Issue] = []
    for table in outcomes:
        if not table.merged:
            continue
        changed, added, found = _spelled(table)
        issues += found
        removed = {table.lines[key] for key in table.merged.removed}
        try:
            contents[table.name] = edit.revised(data.read[table.name], changed, removed, added)
        except CurateError as error:
            said, hint = str(error), "nothing was written"
            issues.append(
                finding("import-sheet", said, hint, table.sheet.grid.title, table=table.name)
            )
    return contents, issues


def _spelled(
    table: TableOutcome,
) -> tuple[dict[int, dict[str, str]], list[tuple[int | None, dict[str, str]]], list[Issue]]:
    changed: dict[int, dict[str, str]] = {}
    added: list[tuple[int | None, dict[str, str]]] = []
    issues: list[Issue] = []

    def spell(key: tuple[str, ...], name: str, text: str) -> str:
        told = spelled(table.spec.columns[name], text)
        if isinstance(told, Refused):
            edited = table.sheet.records[key]
            where, whose = table.sheet.address(edited.row, name), None if edited.nameless else key
            about = told.code, told.message, told.hint, where
            issues.append(finding(*about, table=table.name, field=name, key=whose))
            return text
        return told

    for item in table.merged.changed:
        cells = changed.setdefault(table.lines[item.key], {})
        cells[item.field] = spell(item.key, item.field, item.new)
    for new in table.merged.added:
        cells = {n: spell(new.key, n, new.cells.get(n, "")) for n in table.spec.columns}
        added.append((table.lines[new.after] if new.after else None, cells))
    return changed, added, issues


def _tallies(issues: Sequence[Issue], outcomes: Sequence[TableOutcome]) -> list[Tally]:
    """One for each check, and for each severity that it was found with."""
    records = sum(len(table.sheet.records) for table in outcomes)
    found = []
    for code in CODES:
        for severity in Severity:
            kept = [i for i in issues if i.code == code and i.severity is severity]
            if kept or severity is Severity.ERROR:
                told = kept[:_BEHIND] if code == "import-behind" else kept
                found.append(
                    tally(
                        code,
                        Layer.TABLE,
                        told,
                        severity=severity,
                        evaluated=records,
                        failed=len(kept),
                    )
                )
    return found
