"""The questions of one pass over a table, each asked once, and their answers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pipeline import engine


@dataclass(slots=True)
class Asked:
    """Aggregates and what they came to."""

    answers: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, condition: str) -> int:
        """For how many rows a condition holds."""
        return self.answers[counting(condition)]

    def run(
        self,
        con: engine.Connection,
        source: str,
        aggregates: Iterable[str],
        gathered: Collection[str] = (),
    ) -> None:
        """Ask all of them of a FROM item.

        gathered: aggregates that give lists, of which the number of different items is wanted. They
        are counted after the pass: count(DISTINCT …) in it takes a tenth of the pass longer.
        """
        asked = dict.fromkeys([*aggregates, *gathered])
        named = {item: f"a{number}" for number, item in enumerate(asked)}
        found = ", ".join(f"{item} AS {name}" for item, name in named.items())
        told = [_different(name) if item in gathered else name for item, name in named.items()]
        query = f"WITH pass AS MATERIALIZED (SELECT {found} FROM {source}) "
        answers = con.execute(f"{query} SELECT {', '.join(told)} FROM pass").fetchone() or ()
        self.answers.update(zip(asked, answers, strict=True))


def _different(name: str) -> str:
    items = f"SELECT unnest({name}) AS item FROM pass"
    return f"(SELECT count(*) FROM (SELECT DISTINCT item FROM ({items})))"


def counting(condition: str) -> str:
    """The aggregate that counts the rows for which a condition holds."""
    return "count(*)" if condition == "TRUE" else f"count(*) FILTER ({condition})"
