"""One row of a sheet that came back, as far as it can be read."""

from dataclasses import dataclass

from pipeline.returning.spec import Texts


@dataclass(frozen=True, slots=True)
class Edited:
    """A record of the sheet: its row, its texts as far as they can be read, and what is marked.

    proposed: its id was empty, and this one is the model's.
    """

    row: int
    cells: Texts
    deleted: bool = False
    proposed: bool = False
