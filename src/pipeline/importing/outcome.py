"""What became of an import, as values."""

from dataclasses import dataclass

from pipeline.report import Report
from pipeline.returning.merge import Merged
from pipeline.returning.sheet import Sheet
from pipeline.returning.spec import Key, Spec, Texts


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """One table: the sheet that was read, what it changes, and the records as they were."""

    spec: Spec
    sheet: Sheet
    merged: Merged
    ours: dict[Key, Texts]
    lines: dict[Key, int]

    @property
    def name(self) -> str:
        """The table's name."""
        return self.spec.name

    @property
    def mended(self) -> dict[Key, Key]:
        """Ids that are put right → those that their records had, by which all else goes."""
        found: dict[Key, dict[str, str]] = {}
        for item in self.merged.changed:
            if item.field in self.spec.key:
                found.setdefault(item.key, {})[item.field] = item.new
        names = self.spec.key
        return {
            tuple(new.get(n, was) for n, was in zip(names, key, strict=True)): key
            for key, new in found.items()
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome: `stale` records whose evidence no longer fits; `written`: are files changed?

    origin: in words, what the file was exported from, and what changed since. workbook: is it one,
    which carries what it was exported with. same: nothing is left that the file says and `raw/`
    does not. covered: does the project keep counts of what its sources hold, which the records
    change?
    """

    file: str
    origin: str
    report: Report
    tables: tuple[TableOutcome, ...]
    stale: int
    written: bool
    workbook: bool
    same: bool
    covered: bool = False

    @property
    def changed(self) -> tuple[TableOutcome, ...]:
        """The tables that change."""
        return tuple(table for table in self.tables if table.merged)
