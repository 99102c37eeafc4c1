"""The test bench: sound tables in memory, into which one change is put, and the checks asked.

The checks run in this order, and the first that notices ends the run: the changed table (with
those that refer to it), its records, what its passages print, the rules that need it, and at last
all evidence and coverage, held to what is committed. So what is noticed only there is noticed as
drift: as a change since the evidence was derived.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import engine, records, rules
from pipeline.declare import Record
from pipeline.evidence import check as evidence
from pipeline.issue import Severity
from pipeline.mutate.change import changed
from pipeline.mutate.mutant import Kind, Mutant
from pipeline.records import Parsed
from pipeline.report import State, Tally
from pipeline.rules import Rule
from pipeline.table_schema.check import check as check_tables
from pipeline.table_schema.typed import Typed
from pipeline.tables.table import Table

_OWNED = "pipeline.provenance"
"""Where the tables are declared on which all evidence rests."""

_ADJUDICATIONS = "adjudications"
"""The table that every rule is held against, whether or not it needs it."""


@dataclass(frozen=True, slots=True)
class Bench:
    """All that checks need of a project whose tables are sound and lie in the database.

    known: names of all resources. severities: by code, where the project weighs a check
    otherwise. before: fingerprints of what was found, and let pass, before any change.
    folder, required: of the source texts, as `evidence.check` takes them.
    """

    con: engine.Connection
    models: Mapping[str, type[Record]]
    typed: Mapping[str, Typed]
    parsed: Mapping[str, Parsed]
    known: Collection[str]
    rules: Sequence[Rule]
    severities: Mapping[str, Severity]
    before: frozenset[str]
    folder: Path | None
    required: bool

    def notices(self, mutant: Mutant) -> tuple[str, ...]:
        """The codes of the checks that notice a change; none where nothing does.

        The typed table stays changed until it is changed again or restored.
        """
        return next(filter(None, map(self._codes, self._ask(mutant))), ())

    def restore(self, name: str) -> None:
        """Put a typed table back as it was, before another one is changed."""
        self._check({name: self.typed[name].table})

    def _ask(self, mutant: Mutant) -> Iterator[list[Tally]]:
        name = mutant.table
        near = {other: self.typed[other].table for other in self._referring(mutant)}
        typed, found = self._check(near | {name: changed(self.typed[name].table, mutant)})
        yield found
        parsed = self.parsed
        if name in self.parsed:
            item, said = records.parse(self.con, typed[name], self.models[name])
            yield [said]
            parsed = {**self.parsed, name: item}
            if self.folder is not None:
                yield self._evidence(parsed[other] for other in self._about(name))
        yield self._rules(name)
        if parsed:
            yield self._evidence(parsed.values())

    def _evidence(self, tables: Iterable[Parsed]) -> list[Tally]:
        return evidence.check(list(tables), self.folder, required=self.required)[1]

    def _about(self, name: str) -> list[str]:
        """The tables without which it cannot be told what the passages of a table print.

        Left out is what the tool writes, and with it what is held to what is committed.
        """
        wanted = {other for other in self.parsed if self._owned(other)}
        wanted |= {name, *(other for other in self.parsed if name in self._targets(other))}
        while more := {t for other in wanted for t in self._targets(other)} - wanted:
            wanted |= more
        return [n for n in self.parsed if n in wanted and not self.models[n].TABLE.tool_written]

    def _owned(self, name: str) -> bool:
        return any(base.__module__.startswith(_OWNED) for base in self.models[name].__mro__)

    def _targets(self, name: str) -> set[str]:
        found = {key.resource for key in self.typed[name].schema.foreign_keys if key.resource}
        return {other for other in found if other in self.parsed} - {name}

    def _check(self, tables: Mapping[str, Table]) -> tuple[dict[str, Typed], list[Tally]]:
        schemas = {name: self.typed[name].schema for name in tables}
        return check_tables(self.con, tables, schemas, known=self.known)

    def _rules(self, name: str) -> list[Tally]:
        whole = name == _ADJUDICATIONS
        asked = [rule for rule in self.rules if whole or name in rule.needs]
        _, found = rules.check(
            self.con,
            asked,
            tables=dict.fromkeys(self.known, True),
            adjudications=rules.read_adjudications(self.con),
            unread=[rule.name for rule in self.rules if rule not in asked],
        )
        return found

    def _referring(self, mutant: Mutant) -> Iterator[str]:
        """The tables whose references a change may break; its own are drawn so that they hold."""
        labels = {label for _, label, _ in mutant.cells}
        for other, item in self.typed.items():
            for key in item.schema.foreign_keys:
                there = mutant.gone is not None or labels & {*key.reference_fields}
                if key.resource == mutant.table and there:
                    yield other
                if other == mutant.table and key.resource and mutant.kind is Kind.SWAPPED:
                    yield key.resource

    def _codes(self, found: Iterable[Tally]) -> tuple[str, ...]:
        codes = [item.code for item in found if self._tells(item)]
        return tuple(dict.fromkeys(codes))

    def _tells(self, found: Tally) -> bool:
        """Whether a check says, as an error, what it did not say before."""
        if self.severities.get(found.code, found.severity) is not Severity.ERROR:
            return False
        if found.state in (State.BROKEN, State.VACUOUS):
            return True
        return any(issue.fingerprint not in self.before for issue in found.issues)
