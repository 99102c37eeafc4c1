"""The trees' day with a table of omissions and one of coverage, and what is said of its text."""

import tempfile
from pathlib import Path

from evidence_builders import ROWS, TEXT, World

from pipeline import provenance
from pipeline.evidence.check import check
from pipeline.evidence.coverage.basis import Basis
from pipeline.evidence.coverage.counts import counts
from pipeline.evidence.index import Index
from pipeline.records import Parsed


def omission(name, exact, at=None, *, document="day", source="paper", reason="background"):
    """Characters left out on purpose."""
    return {
        "omission_id": name, "source_id": source, "document_id": document, "exact": exact,
        "at": at, "reason": reason, "note": None,
    }  # fmt: skip


def table(model, rows):
    blank = dict.fromkeys(model.model_fields)
    records = [model.model_validate({**blank, **row}) for row in rows]
    return Parsed(model.TABLE.name, model, dict(enumerate(records, 2)))


class Day:
    """A world and its omissions; `coverage` None: the project keeps no such table."""

    def __init__(self, world=None, omissions=(), coverage=(), *, evidence=False):
        self.evidence = evidence
        self.world = world or World()
        self.omissions, self.coverage = list(omissions), coverage

    def tables(self):
        found = [
            *self.world.parsed(evidence=self.evidence),
            table(provenance.Omission, self.omissions),
        ]
        if self.coverage is not None:
            found.append(table(provenance.Coverage, self.coverage))
        return found

    def check(self, *, texts=True, cover=False):
        with tempfile.TemporaryDirectory() as folder:
            if texts:
                Path(folder, "paper.txt").write_bytes(self.world.text.encode())
            where = Path(folder) if texts else None
            return check(self.tables(), where, required=False, cover=cover)

    def counted(self):
        """The same with the counts of today committed."""
        survey = self.check(cover=True)[0].survey
        evidence = self.check(cover=True)[0].rows
        basis = Basis(Index.from_tables(self.tables()), evidence)
        rows = [row.model_dump() for row in counts(survey, basis)]
        return Day(self.world, self.omissions, rows, evidence=self.evidence)

    def states(self, kind=None):
        """(words, state) of everything printed, in order."""
        survey = self.check(cover=True)[0].survey
        return [(i.words, str(i.state)) for i in survey.seen if kind in (None, i.kind)]

    def issues(self, code, **how):
        return [i for t in self.check(**how)[1] if t.code == code for i in t.issues]

    def tallies(self, **how):
        codes = ("coverage", "omission", "stale-coverage")
        return {t.code: t for t in self.check(**how)[1] if t.code in codes}


def day(more="", *, spans=(), omissions=(), **rows):
    """The trees' day with more text after it: spans make it part of the document."""
    changed = {**ROWS, "document_spans": [*ROWS["document_spans"], *spans]}
    for name, added in rows.items():
        changed[name] = [*changed[name], *added]
    return Day(World(TEXT + more, changed), omissions)
