"""What a curator is told of a citation that a correction of its text has touched."""

from dataclasses import replace

from pipeline.evidence.carry.moves import Moves
from pipeline.evidence.coverage.lines import Lines
from pipeline.evidence.derive import Outcome
from pipeline.evidence.forms import spell
from pipeline.evidence.passages import Passage, Unplaced, locate
from pipeline.evidence.spans import Range

ELSEWHERE = "these words are now found at another place than the one that was meant"
CHOOSE = "quote the words that stand there now; of several, choose with #1, #2, …"

_SHOWN = 3
"""Lines named where words stand several times."""

_THEN = "then run `pipeline anchor` with the new text"


def moved_out(passage: Passage, moves: Moves) -> tuple[str, str, Range] | None:
    """Words that left the spans of their document: where they stand now, and what to do."""
    found = locate(replace(passage, nth=None), moves.new.text)
    if isinstance(found, Unplaced):
        places = [(at, at + len(passage.first)) for at in found.found]
    else:
        places = [found]
    if not places:
        return None
    at = Lines(moves.new.raw)
    numbers = [str(at.place(moves.new.origins[first])[0]) for first, _ in places[:_SHOWN]]
    where = f"line{'s' if len(places) > 1 else ''} {', '.join(numbers)}"
    reason = f"it now stands at {where} of the new text, outside the spans of its document"
    hint = (
        "extend document_spans to it: correct the `from` or `to` of a span, or add a span whose "
        f"first and last words hold it; {_THEN}"
    )
    return reason, hint, places[0]


def rewritten(problem: Unplaced) -> tuple[str, str]:
    """Words that do not stand in their document any more, or not once."""
    if problem.found:
        return problem.reason, problem.remedy
    hint = (
        "quote in their stead what stands there now, look whether the values of the record should "
        f"change with it, {_THEN}"
    )
    return "these words do not stand in the new text of the document", hint


def reworded(outcome: Outcome, old: str, new: str) -> str:
    """What to do where the text prints something else than the record says."""
    datum = outcome.datum
    value = "" if datum.value is None else f" (`{spell(datum.value)}`)"
    return (
        f"the text was corrected here, `{old}` → `{new}`: look whether `{datum.field}`{value} of "
        f"the record should change with it and edit the row, or correct the text; {_THEN}"
    )


def broken_number(moves: Moves, places: list[Range]) -> tuple[str, str] | None:
    """White space that the new text has inside a number, and the old one had not."""
    for first, last in places:
        for at in range(first + 1, last):
            if _parted(moves, at):
                number = moves.old.text[first:last]
                reason = f"a line break or space now stands inside the number of `{number}`"
                return reason, (
                    "take it out of the new text, if the source prints the number in one piece; "
                    "a number is never read across white space"
                )
    return None


def _parted(moves: Moves, at: int) -> bool:
    """Whether two figures that met in the old raw text stand apart in the new one."""
    left, right = moves.to(at - 1), moves.to(at)
    if left is None or right != left + 1:
        return False
    old, new = moves.old, moves.new
    figures = old.text[at - 1] in _FIGURES and old.text[at] in _FIGURES
    met = old.origins[at - 1] + 1 == old.origins[at]
    return figures and met and new.origins[left] + 1 < new.origins[right]


_FIGURES = frozenset("0123456789０１２３４５６７８９.,．，")
