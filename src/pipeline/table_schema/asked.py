"""The questions of one pass over a table, each asked once, and their answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline import engine


@dataclass(slots=True)
class Asked:
    """Aggregates and what they came to."""

    answers: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, condition: str) -> int:
        """For how many rows a condition holds."""
        return self.answers[counting(condition)]

    def run(self, con: engine.Connection, source: str, aggregates: Iterable[str]) -> None:
        """Ask those of the aggregates that were not yet answered, of a FROM item."""
        new = [item for item in dict.fromkeys(aggregates) if item not in self.answers]
        if new:
            found = con.execute(f"SELECT {', '.join(new)} FROM {source}").fetchone() or ()
            self.answers.update(zip(new, found, strict=True))


def counting(condition: str) -> str:
    """The aggregate that counts the rows for which a condition holds."""
    return "count(*)" if condition == "TRUE" else f"count(*) FILTER ({condition})"
