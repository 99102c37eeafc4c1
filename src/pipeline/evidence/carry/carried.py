"""What became of all that cites a text: carried, re-wrapped, or edited and to be seen to."""

from dataclasses import dataclass, field

from pipeline.evidence.row import Row


@dataclass(frozen=True, slots=True)
class Edited:
    """A citation that is not carried: where it is declared, what it read and reads, what to do."""

    resource: str
    row: int
    key: str
    field: str
    old: str
    new: str
    reason: str
    hint: str


@dataclass(slots=True)
class Count:
    """Citations of one kind; a re-wrapped one has other white space between its characters."""

    carried: int = 0
    rewrapped: int = 0
    edited: int = 0


@dataclass(slots=True)
class Carried:
    """The outcome: `rows` is all evidence of the project, without what was edited.

    `waiting` counts evidence left out because its span or passage is listed as edited.
    """

    spans: Count = field(default_factory=Count)
    passages: Count = field(default_factory=Count)
    evidence: Count = field(default_factory=Count)
    edited: list[Edited] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    waiting: int = 0

    @property
    def whole(self) -> bool:
        """True where everything was carried."""
        return not self.edited and not self.waiting
