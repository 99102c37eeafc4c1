"""What is being done, on a terminal, once it takes longer than a second."""

import threading
from types import TracebackType

from rich.console import Console
from rich.status import Status
from rich.text import Text

from pipeline.cli.telling import say
from pipeline.unseen import inert

PATIENCE = 1.0
"""Seconds before anything is shown: what is quick needs no explanation."""


class Progress:
    """A spinner on standard error; entering gives the function that names the step."""

    def __init__(self) -> None:
        self._status = Status("starting", console=Console(stderr=True))
        self._timer = threading.Timer(PATIENCE, self._status.start)
        self._timer.daemon = True

    def __enter__(self) -> "Progress":
        self._timer.start()
        return self

    def __call__(self, step: str) -> None:
        """Name the step that begins."""
        self._status.update(Text(inert(say(step))))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        self._status.stop()
