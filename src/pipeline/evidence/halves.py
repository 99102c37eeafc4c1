"""Much evidence proved by two processes: does all that is committed stand as it is derived anew?

The answer is only yes or no. Where it is no, everything is derived once more by one process, and
each difference is named: what is proved here is never taken for granted there.
"""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection

from pipeline.evidence.anchor import anchor
from pipeline.evidence.data import Datum
from pipeline.evidence.derive import Found, Nothing, derive
from pipeline.evidence.index import Index
from pipeline.evidence.row import Row, names
from pipeline.evidence.witness import Witness

LARGE = 10_000
"""Data from which a second process saves more than it costs."""

_PATIENCE = 60.0
"""Seconds beyond our own half until the other process is given up."""


def proved(
    data: Sequence[Datum],
    index: Index,
    witnesses: Mapping[str, Witness],
    committed: Sequence[Row],
    *,
    large: int = LARGE,
) -> bool:
    """Whether every datum was found and the committed rows are those derived, in their order.

    False as well where there is too little to divide, or no second process can be had.
    """
    if len(data) < large or not _divisible():
        return False
    from multiprocessing import get_context  # only who has much to prove pays for it

    middle = _between_records(data)
    context = get_context("fork")  # nothing is copied; the other process asks no database
    ours, theirs = context.Pipe(duplex=False)
    told = (data[middle:], index, witnesses, committed, theirs)
    other = context.Process(target=_tell, args=told, daemon=True)
    other.start()
    theirs.close()
    started = time.monotonic()
    try:
        number = _as_committed(data[:middle], index, witnesses, committed, first=True)
        if number is None:
            return False
        wait = _PATIENCE + 2 * (time.monotonic() - started)
        rest = ours.recv() if ours.poll(wait) else None
    except EOFError:  # it was killed
        return False
    finally:
        other.kill()
        other.join()
        ours.close()
    return rest is not None and number + rest == len(committed) and _named(committed)


def _tell(
    data: Sequence[Datum],
    index: Index,
    witnesses: Mapping[str, Witness],
    committed: Sequence[Row],
    to: Connection,
) -> None:
    to.send(_as_committed(data, index, witnesses, committed, first=False))


def _as_committed(
    data: Sequence[Datum],
    index: Index,
    witnesses: Mapping[str, Witness],
    committed: Sequence[Row],
    *,
    first: bool,
) -> int | None:
    """How many rows these data give, where they are the first or the last of the committed."""
    outcomes = list(derive(data, index, witnesses))
    if any(not isinstance(o.result, Found) and o.result is not Nothing.ABSENT for o in outcomes):
        return None
    rows = anchor(outcomes, index)
    start = 0 if first else len(committed) - len(rows)
    beside = committed[start : start + len(rows)] if start >= 0 else ()
    same = len(beside) == len(rows) and all(
        ours[1:] == theirs[1:] for ours, theirs in zip(rows, beside, strict=True)
    )
    return len(rows) if same else None


def _named(committed: Sequence[Row]) -> bool:
    """Whether the ids of rows follow from their fields: that takes all rows together."""
    return [row.evidence_id for row in committed] == names(row.spot for row in committed)


def _between_records(data: Sequence[Datum]) -> int:
    """The middle, or what follows it, where no record is parted: its data rest on one another."""
    middle = len(data) // 2
    while middle < len(data) and data[middle].cells is data[middle - 1].cells:
        middle += 1
    return middle


def _divisible() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
