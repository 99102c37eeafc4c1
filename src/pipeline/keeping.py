"""How many findings of each check and table a run keeps: what is kept costs time and memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

READ = 500
"""Where people read them: enough to work through; counts beside them stay exact."""

ALL = 100_000
"""Where a program, a later run or a waiver needs each one: beyond, a package needs another tool."""

_kept: ContextVar[int] = ContextVar("kept", default=READ)
"""For the run, not a parameter: every check of every layer asks, and none passes it on."""


def room() -> int:
    """For how many findings of one check and table this run has room."""
    return _kept.get()


@contextmanager
def keeping(number: int) -> Iterator[None]:
    """Keep at least so many while it lasts; never fewer than already are."""
    token = _kept.set(max(number, room()))
    try:
        yield
    finally:
        _kept.reset(token)
