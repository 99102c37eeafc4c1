"""How the curator's commands flow: read the project, draft a row, try it out, write it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copymode
from typing import TypeVar, cast

from pipeline import provenance, rules, stages
from pipeline.curate import conflict as conflicts
from pipeline.curate import edit, search
from pipeline.curate.conflict import JUDGEMENT, Conflict
from pipeline.curate.library import Library
from pipeline.curate.naming import choices, meant, refusal
from pipeline.curate.omission import omission_row
from pipeline.curate.search import Search
from pipeline.curate.source import source_row, to_fill_in
from pipeline.declare import Record, columns, primary_key
from pipeline.errors import CurateError
from pipeline.issue import Issue, Severity
from pipeline.placing import Places, placed
from pipeline.project import Project
from pipeline.report import tally
from pipeline.rules import Case
from pipeline.stages import Recorded, Step, Texts
from pipeline.tables.table import Table

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Written:
    """A row that was written: its file and line, its cells, and what is still to be said in it."""

    path: str
    line: int
    cells: Mapping[str, str]
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """A conflict, and the row in which it is to be decided; `lapsed`: an earlier decision was."""

    conflict: Conflict
    row: Written
    lapsed: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file as it would be with the row in it."""

    table: Table
    content: bytes
    row: int
    line: int
    appended: bool


def find(
    project: Project,
    texts: Texts,
    words: str,
    document: str | None,
    table: str | None = None,
    *,
    step: Step,
) -> Search:
    """Every place of some words in the documents; with `table` as rows of it."""
    with stages.recorded(project, step, tool_written=False) as data:
        labels = _labels(data, table) if table else ()
        step("reading the sources")
        return search.find(_library(data, project, texts), words, document, labels)


def add_source(project: Project, file: Path, given: Mapping[str, str], *, step: Step) -> Written:
    """Register a text as a source."""
    with stages.recorded(project, step, tool_written=False) as data:
        model, table = _table(data, provenance.Source)
        _refuse(model, given)
        cells = source_row(file, given, model, _records(data, provenance.Source))
        draft = _Draft(table, *edit.appended(table, cells), True)
    _write(project, draft, model, (), step)
    return Written(table.path, draft.line, cells, tuple(to_fill_in(cells, model)))


def omit(
    project: Project,
    texts: Texts,
    where: str,
    exact: str,
    at: str | None,
    given: Mapping[str, str],
    *,
    step: Step,
) -> Written:
    """Record that something printed is left out on purpose."""
    with stages.recorded(project, step, tool_written=False) as data:
        model, table = _table(data, provenance.Omission)
        _refuse(model, given)
        step("reading the sources")
        library, known = _library(data, project, texts), _records(data, provenance.Omission)
        cells = omission_row(library, where, exact, at, given, known)
        draft = _Draft(table, *edit.appended(table, cells), True)
    _write(project, draft, model, (), step)
    return Written(table.path, draft.line, cells, ())


def failing(project: Project, rule: str | None, *, step: Step) -> list[tuple[str, Case]]:
    """The open cases of a rule, or of all."""
    with stages.recorded(project, step) as data:
        step("applying the rules")
        return conflicts.failing(stages.judge(data, project)[0], rule)


def adjudicate(
    project: Project, rule: str, key: str, given: Mapping[str, str], *, step: Step
) -> Adjudicated:
    """Write the row in which a conflict is decided; what is not given of it is left empty."""
    with stages.recorded(project, step) as data:
        model, table = _table(data, provenance.Adjudication)
        _refuse(model, given)
        step("applying the rules")
        outcomes, _ = stages.judge(data, project)
        rows = rules.read_adjudications(data.con)
        _refuse_basis(given.get("basis"), data)
        found = _placed(conflicts.conflict(outcomes, rule, key, rows), data)
        ids = {row.adjudication_id for row in rows}
        cells, lapsed = conflicts.decision(found, given, ids)
        known = found.row.row if found.row else None
        if known is None:
            draft = _Draft(table, *edit.appended(table, cells), True)
        else:
            draft = _Draft(table, *edit.replaced(table, known, cells), False)
            cells = {**edit.cells_of(table, known), **cells}
    empty = tuple(name for name in JUDGEMENT if not cells.get(name))
    _write(project, draft, model, empty, step)
    wanted = tuple(name for name in empty if name != "basis")
    return Adjudicated(found, Written(table.path, draft.line, cells, wanted), lapsed)


def _library(data: Recorded, project: Project, texts: Texts) -> Library:
    folder, _ = texts.folder(project)
    return Library.from_tables(list(data.parsed.values()), folder)


def _table(data: Recorded, base: type[R]) -> tuple[type[R], Table]:
    """The project's table of a class of `provenance`; CurateError where it has none."""
    name = next((n for n, model in data.models.items() if issubclass(model, base)), None)
    if name is None or name not in data.package.declared:
        raise CurateError(
            f"the project has no table of {base.TABLE.title.lower()}; add "
            f"provenance.{base.__name__} to TABLES in {data.settings.models}, and a resource "
            f"`{base.TABLE.name}` with its path, such as raw/{base.TABLE.name}.csv"
        )
    model, table = cast(type[R], data.models[name]), data.read.get(name)
    lacking = set(columns(model)) - set(table.labels) if table else set()
    if table is None or name not in data.typed or lacking:
        said = f" (its header lacks {', '.join(sorted(lacking))})" if lacking else ""
        raise CurateError(
            f"the table `{name}` cannot be read{said}; pipeline validate says what to mend first"
        )
    _refuse_other_files(data, name)
    return model, table


def _refuse_other_files(data: Recorded, name: str) -> None:
    """CurateError where the rows do not stand in one plain file, the only thing rewritten."""
    resource = next(r for r in data.package.resources if r.name == name)
    if len(resource.paths) != 1 or any(resource.packing):
        raise CurateError(
            f"the rows of `{name}` stand in {resource.shown}; a row can be written only where they "
            "are one file that is not packed: put them into one CSV, or write the row by hand"
        )


def _labels(data: Recorded, name: str) -> tuple[str, ...]:
    """The header of a table whose rows cite a passage; CurateError where there is none."""
    citing = {n: t.labels for n, t in data.read.items() if {"document_id", "at"} <= set(t.labels)}
    if name not in citing:
        said = "cites no passage" if name in data.package.declared else "does not exist"
        raise CurateError(f"the table `{name}` {said}{meant(name, citing)}")
    return tuple(citing[name])


def _records(data: Recorded, base: type[R]) -> list[R]:
    tables = (t for t in data.parsed.values() if issubclass(t.model, base))
    return [r for t in tables for r in t.records.values() if isinstance(r, base)]


def _refuse(model: type[Record], given: Mapping[str, str]) -> None:
    for field, value in given.items():
        if said := refusal(model, field, value):
            raise CurateError(said)


def _refuse_basis(basis: str | None, data: Recorded) -> None:
    """CurateError where a decision would rest on a document that the project does not have."""
    known = [d.document_id for d in _records(data, provenance.Document)]
    for name in (basis or "").split() if known else ():
        if name not in known:
            raise CurateError(
                f"--basis: there is no document `{name}`{meant(name, known)} (a decision rests on "
                "documents, their ids with spaces between; anything else belongs into --reason)"
            )


def _placed(found: Conflict, data: Recorded) -> Conflict:
    """The conflict with the files and lines of the places that it speaks of."""
    issue = found.issue
    alone = tally(issue.code, issue.layer, [issue])
    return replace(found, issue=placed([alone], Places(data.read, data.parsed))[0].issues[0])


def _write(
    project: Project, draft: _Draft, model: type[Record], empty: Collection[str], step: Step
) -> None:
    """Put the file in place if the project, read with it, has nothing against the row."""
    file = draft.table.origin.file.resolve()
    before = file.read_bytes()
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(draft.content)
        copymode(file, new)
        step("trying the row out")
        _try(project, draft, model, empty, new, step)
        if file.read_bytes() != before:
            raise CurateError(f"{draft.table.path}: was changed by another program; try again")
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _try(
    project: Project,
    draft: _Draft,
    model: type[Record],
    empty: Collection[str],
    new: Path,
    step: Step,
) -> None:
    name = draft.table.name
    with stages.recorded(project, step, tool_written=False, instead={name: new}) as data:
        table = data.read.get(name)
        if table is None or table.rows != draft.table.rows + draft.appended:
            raise CurateError(
                f"{draft.table.path}: the new row would not be read as one; mend the file first "
                "(pipeline validate)"
            )
        against = [
            issue
            for found in data.tallies
            for issue in found.issues
            if issue.resource == name and issue.row == draft.row
            if issue.severity is Severity.ERROR and issue.field not in empty
        ]
    if against:
        said = [f"    {_against(issue, model)}" for issue in against]
        raise CurateError(f"{draft.table.path}: the row would not be valid:", said)


def _against(issue: Issue, model: type[Record]) -> str:
    field = issue.field or ", ".join(primary_key(model))
    codes = choices(model, field)
    hint = f"one of {', '.join(codes)}" if codes else issue.hint
    return f"{field}: {issue.message}" + (f" → {hint}" if hint else "")
