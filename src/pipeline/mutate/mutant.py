"""One small change of a table, what noticed it, and the outcome of many."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

DRIFT = frozenset({"evidence", "stale-evidence", "stale-coverage"})
"""Codes that hold data to what was derived from them; deriving it again silences them."""


class Kind(StrEnum):
    """What kind of slip a change imitates."""

    DIGIT = "digit"
    DATE = "date"
    NAME = "name"
    REFERENCE = "reference"
    CATEGORY = "category"
    TEXT = "text"
    REMOVED = "removed"
    """A row is left out."""
    DUPLICATED = "duplicated"
    """A row stands there once more, under a key of its own."""
    SWAPPED = "swapped"
    """Two neighbours of a list have changed places."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: `cells` get other texts, the row `gone` is left out, or `again` is repeated.

    row: the row that is changed, as in `Issue.row`. cells: row, label and text of each; the
    repeated row has the number `copy`. was, now: what a reader is shown.
    """

    table: str
    kind: Kind
    row: int
    key: str = ""
    field: str | None = None
    was: str = ""
    now: str = ""
    cells: tuple[tuple[int, str, str], ...] = ()
    gone: int | None = None
    again: int | None = None
    copy: int = 0

    @property
    def spot(self) -> tuple[str, str, str]:
        """Table, field ('' of a whole row) and kind."""
        return self.table, self.field or "", self.kind.value


@dataclass(frozen=True, slots=True)
class Outcome:
    """A change with the codes of the checks that noticed it; none where it survived.

    path, line, column: where its row or cell stands in the file, for survivors.
    """

    mutant: Mutant
    codes: tuple[str, ...] = ()
    path: str = ""
    line: int | None = None
    column: int | None = None

    @property
    def drift(self) -> bool:
        """Whether it was noticed only because evidence or coverage was derived before it."""
        return bool(self.codes) and DRIFT.issuperset(self.codes)


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of all changes that were made.

    possible: how many rows and cells could have been changed. sources: as in a report.
    """

    name: str | None
    version: str | None
    seed: int
    possible: int
    sources: str
    outcomes: tuple[Outcome, ...] = field(default=())

    @property
    def survivors(self) -> tuple[Outcome, ...]:
        """The changes that nothing noticed."""
        return tuple(outcome for outcome in self.outcomes if not outcome.codes)

    @property
    def noticed(self) -> int:
        """How many changes some check noticed, and not only as drift."""
        return len(self.outcomes) - len(self.survivors) - self.drift

    @property
    def drift(self) -> int:
        """How many were noticed only because evidence or coverage was derived before."""
        return sum(outcome.drift for outcome in self.outcomes)

    @property
    def share(self) -> float | None:
        """The share of changes that were noticed, 0 to 1; None where nothing could be changed."""
        return self.noticed / len(self.outcomes) if self.outcomes else None

    def spots(self) -> Mapping[tuple[str, str, str], tuple[int, int, int]]:
        """Table, field and kind → how many changes were made, survived, were drift only."""
        made = Counter(outcome.mutant.spot for outcome in self.outcomes)
        lived = Counter(outcome.mutant.spot for outcome in self.survivors)
        drift = Counter(outcome.mutant.spot for outcome in self.outcomes if outcome.drift)
        return {spot: (made[spot], lived[spot], drift[spot]) for spot in sorted(made)}
