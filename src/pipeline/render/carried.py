"""What became of evidence that was carried to a corrected text, for a terminal."""

from collections.abc import Iterator

from pipeline.evidence.carry.carried import Carried, Edited
from pipeline.language import Say
from pipeline.unseen import page


def render(carried: Carried, say: Say = str) -> str:
    """The counts, then everything that was edited: where, from what to what, and what to do."""
    return page(map(say, [*_counts(carried), *_edits(carried)]))


def _counts(carried: Carried) -> Iterator[str]:
    kinds = (
        ("document spans", carried.spans),
        ("passages", carried.passages),
        ("evidence", carried.evidence),
    )
    for name, count in kinds:
        rewrapped = f", {count.rewrapped:,} re-wrapped" if name == "evidence" else ""
        yield f"{name}: {count.carried:,} carried{rewrapped}, {count.edited:,} edited"
    if carried.waiting:
        yield f"{carried.waiting:,} of these wait for a span or passage that is listed below"


def _edits(carried: Carried) -> Iterator[str]:
    for item in carried.edited:
        yield ""
        yield f"{_place(item)}: `{item.old}` → `{item.new}`"
        yield f"  {item.reason}"
        yield f"  → {item.hint}"


def _place(item: Edited) -> str:
    return f"{item.resource}, row {item.row} ({item.key}), {item.field}"
