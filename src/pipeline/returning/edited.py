"""One row of a sheet that came back, as far as it can be read."""

from dataclasses import dataclass

from pipeline.returning.spec import Texts


@dataclass(frozen=True, slots=True)
class Edited:
    """A record of the sheet: its row, its texts as far as they can be read, and what is marked.

    proposed: its id was empty, and this one is the model's. nameless: none can be made, and the
    record is only to be looked at, under an id that is none.
    """

    row: int
    cells: Texts
    deleted: bool = False
    proposed: bool = False
    nameless: bool = False
