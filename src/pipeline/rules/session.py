"""A locked DuckDB session: no files, no network, no settings, UTC, and a limit of time."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline import engine
from pipeline.rules.model import Unfit

_SETTINGS = (
    "SET GLOBAL TimeZone = 'UTC'",
    "SET GLOBAL Calendar = 'gregorian'",
    "SET GLOBAL python_enable_replacements = false",  # else `FROM x` finds Python's variables
    "SET GLOBAL autoinstall_known_extensions = false",
    "SET GLOBAL autoload_known_extensions = false",
    "SET GLOBAL allow_community_extensions = false",
    "SET GLOBAL enable_external_access = false",
    "SET GLOBAL lock_configuration = true",
)
_POSITION = re.compile(r"\n+LINE (\d+): (.*)\n( *)\^")
_MANGLED = re.compile(r"(?<=[^.!])( Candidate bindings: ): ")
"""How the engine lists columns of one table: with two colons, after a sentence without its end."""

_LONGEST = 300
"""Characters of an engine's message that are passed on."""


def lock(con: engine.Connection) -> None:
    """Shut the database that `con` belongs to, for good and for all its connections.

    Idempotent. Afterwards no connection to it can read or write a file or load an extension.
    """
    locked = con.execute("SELECT current_setting('lock_configuration')").fetchone()
    if locked and locked[0]:
        return
    for setting in _SETTINGS:
        con.execute(setting)


def enter(con: engine.Connection) -> engine.Connection:
    """A connection of its own to the locked database, where typed tables need no schema name."""
    lock(con)
    cursor = con.cursor()
    cursor.execute("CREATE SCHEMA IF NOT EXISTS typed")
    cursor.execute("SET search_path = 'typed'")
    return cursor


@contextmanager
def limit(con: engine.Connection, seconds: float) -> Iterator[None]:
    """Stop what `con` does when the time is over, and say so; engine errors become Unfit.

    Within it, the query under test begins on the second line of what is executed.
    """
    over = threading.Event()

    def stop() -> None:
        over.set()
        con.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield
    except engine.Error as error:
        if over.is_set() and isinstance(error, engine.InterruptException):
            raise Unfit(f"stopped after {seconds:g} seconds, its time limit") from None
        raise explain(error, above=1) from None
    finally:
        timer.cancel()
        timer.join()


def explain(error: engine.Error, *, above: int = 0) -> Unfit:
    """The engine's message in one line, with its place in the file; `above`: lines before it."""
    text = str(error)
    head = text.partition("\n\nLINE ")[0]
    message = " ".join(head.partition("Error: ")[2].split() or head.split())
    message = _MANGLED.sub(r".\1", message)
    if len(message) > _LONGEST:
        message = message[: _LONGEST - 1] + "…"
    found = _POSITION.search(text)
    if found is None:
        return Unfit(message)
    line = int(found[1]) - above
    return Unfit(message, line, _column(found[2], len(found[3]) - len(f"LINE {found[1]}: ")))


def _column(excerpt: str, width: int) -> int | None:
    """The caret stands at a display width, where a Chinese character takes two; None if cut."""
    if excerpt.startswith("..."):
        return None
    for column, character in enumerate(excerpt + " ", start=1):
        if width <= 0:
            return column
        width -= _width(character)
    return None


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
