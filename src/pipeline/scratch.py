"""A folder for what does not fit into memory: gone when the work is done, however it ends.

A process that is killed cannot tidy up; the next one does, by the lock that nobody holds any more.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows does without: there a killed process leaves its folder
    fcntl = None  # type: ignore[assignment]

_PREFIX, _LOCK = "pipeline-scratch-", "lock"


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder; those that dead processes left are removed on the way."""
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        unseen = Path(folder) / f".{_LOCK}"
        with unseen.open("w") as lock:
            _taken(lock)
            unseen.rename(Path(folder) / _LOCK)  # only now, or another would find it free
            inner = Path(folder) / "work"
            inner.mkdir()
            yield inner


def _sweep() -> None:
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open("r+") as held:
            if _taken(held):
                shutil.rmtree(lock.parent, ignore_errors=True)


def _taken(lock: IO[str]) -> bool:
    """True where nobody else holds the lock; it is ours now, until it is closed."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
