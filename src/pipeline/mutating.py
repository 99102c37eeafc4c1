"""How mutation flows: change one thing of sound data, ask the checks, note what nobody notices."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import islice

from pipeline import gate, rules
from pipeline.errors import ProjectError
from pipeline.evidence import check as evidence
from pipeline.mutate.bench import Bench
from pipeline.mutate.mutant import Mutant, Mutation, Outcome
from pipeline.mutate.sites import Rows, draw, sites
from pipeline.project import Project
from pipeline.stages import Recorded, Step, Texts, judge, recorded
from pipeline.table_schema import sql

_HELD = "held"
"""Where the raw tables lie in the database: rules lock it, and no file can be read after."""


def mutate(
    project: Project,
    texts: Texts,
    *,
    seed: int,
    budget: int,
    step: Step,
    only: Collection[str] = (),
    today: date | None = None,
) -> Mutation:
    """Make up to `budget` changes, one at a time and in memory, and say which nothing noticed.

    only: names of tables to change; without it, all that people write. Raises ProjectError
    where the data have errors already, or `only` names what cannot be changed.
    """
    with recorded(project, step) as read:
        tables = _changeable(read, only)
        data = _held(read)
        bench, state = _bench(data, project, texts, step, today)
        found = [site for name in tables for site in sites(_rows(data, name))]
        mutants = list(islice(draw(found, seed), budget))
        outcomes = [_placed(o, read) for o in _judged(bench, mutants, step)]
        return Mutation(
            name=data.package.name,
            version=data.package.version,
            seed=seed,
            possible=sum(len(site.rows) for site in found),
            sources=state,
            outcomes=tuple(outcomes),
        )


def _changeable(data: Recorded, only: Collection[str]) -> list[str]:
    written = [n for n, model in data.models.items() if model.TABLE.tool_written]
    tables = [name for name in data.typed if name not in written]
    for name in only:
        if name not in tables:
            near = get_close_matches(name, tables, n=1)
            meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(tables)}"
            said = "is written by the tool" if name in written else "is no table of the package"
            raise ProjectError(f"--table {name}: {said}{meant}")
    return [name for name in tables if not only or name in only]


def _held(data: Recorded) -> Recorded:
    """The same with all raw tables in the database itself."""
    data.con.execute(f"CREATE SCHEMA {_HELD}")
    typed = {}
    for name, place in zip(data.typed, sql.distinct(data.typed), strict=True):
        table, held = data.typed[name].table, f"{_HELD}.{sql.name(place)}"
        data.con.execute(f"CREATE TABLE {held} AS SELECT * FROM {table.sql}")
        typed[name] = replace(data.typed[name], table=replace(table, sql=held))
    return replace(data, typed=typed)


def _bench(
    data: Recorded, project: Project, texts: Texts, step: Step, today: date | None
) -> tuple[Bench, str]:
    """The bench, and the state of the source texts; ProjectError where not all is well."""
    step("checking what is there")
    folder, required = texts.folder(project)
    witness, tallies = evidence.check(list(data.parsed.values()), folder, required=required)
    outcomes, found = judge(data, project)
    report = data.report([*tallies, *found], witness.state, witness.told, outcomes)
    if not gate.apply(report, data.settings.gate, today=today).valid:
        raise ProjectError(
            f"{project.root}: the data have errors as they are, so nothing can be learnt from "
            "changing them; pipeline validate shows them"
        )
    path = data.settings.rules
    known, _ = rules.read_rules(project.root / path, shown=path)
    bench = Bench(
        con=data.con,
        models=data.models,
        typed=data.typed,
        parsed=data.parsed,
        known=data.package.declared,
        rules=known,
        severities=data.settings.gate.severities,
        before=frozenset(issue.fingerprint for issue in report.issues),
        folder=folder,
        required=required,
    )
    return bench, witness.state


def _rows(data: Recorded, name: str) -> Rows:
    """A table and the keys that its references may take, as texts."""
    typed = data.typed[name]
    targets: dict[int, Sequence[tuple[str, ...]]] = {}
    for key in typed.schema.foreign_keys:
        target = key.resource or name
        if target in data.typed:
            targets[key.position] = list(dict.fromkeys(_texts(data, target, key.reference_fields)))
    labels = typed.table.labels
    rows = _texts(data, name, ("_row", *labels))
    return Rows(
        name,
        typed.schema,
        {int(row): dict(zip(labels, cells, strict=True)) for row, *cells in rows},
        targets,
    )


def _texts(data: Recorded, name: str, labels: Iterable[str]) -> list[tuple[str, ...]]:
    table = data.typed[name].table
    columns = [
        sql.name(table.columns[table.labels.index(label)] if label in table.labels else label)
        for label in labels
    ]
    query = f"SELECT {', '.join(columns)} FROM {table.sql} ORDER BY _row"
    return data.con.execute(query).fetchall()


def _judged(bench: Bench, mutants: Sequence[Mutant], step: Step) -> Iterator[Outcome]:
    """The outcomes, table by table, so that each typed table is put back once."""
    for name in dict.fromkeys(mutant.table for mutant in mutants):
        own = [mutant for mutant in mutants if mutant.table == name]
        step(f"changing {name}")
        for mutant in own:
            yield Outcome(mutant, bench.notices(mutant))
        bench.restore(name)


def _placed(outcome: Outcome, data: Recorded) -> Outcome:
    """Where a survivor stands in its file."""
    if outcome.codes:
        return outcome
    mutant = outcome.mutant
    table = data.read[mutant.table]
    cell = (mutant.row, None if mutant.field is None else mutant.field.split(", ")[0])
    line, column = table.places([cell]).get(cell, (None, None))
    return replace(outcome, path=table.path, line=line, column=column)
