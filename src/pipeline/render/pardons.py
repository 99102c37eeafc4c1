"""Findings that are let pass, by the waiver that does so: who, why, until when."""

from collections.abc import Iterable

from pipeline.render.run import Run
from pipeline.report import Pardon


def by_waiver(pardons: Iterable[Pardon]) -> list[list[Pardon]]:
    """The pardons of each waiver together, in the order in which they were found."""
    found: dict[tuple[str, ...], list[Pardon]] = {}
    for item in pardons:
        found.setdefault((item.issue.code, item.reason, item.author, item.until), []).append(item)
    return [*found.values()]


def until(pardon: Pardon, run: Run) -> str:
    """By whom, and until when."""
    return run.say(f"by `{pardon.author}` until `{pardon.until}`").replace("`", "")
