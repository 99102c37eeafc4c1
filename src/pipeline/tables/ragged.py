"""What a row with too few or too many cells probably is, and what to do about it."""

import re
from collections.abc import Sequence
from itertools import pairwise

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
"""A line by which a merge of two versions marks what it could not decide."""

_WHOLE, _REST = re.compile(r"[+-]?\d+"), re.compile(r"\d+(?:\.\d+)?")
_WIDE = "，"


def conflict(text: str) -> bool:
    """Whether a line is a mark of a merge."""
    return bool(_CONFLICT.fullmatch(text.strip()))


def of_merge(text: str) -> tuple[str, str]:
    """Message and hint of the first such mark of a file."""
    return (
        f"`{text.strip()}` marks two versions of the file, of which a merge could not choose one.",
        "Keep the right rows of each block from <<<<<<< to >>>>>>>, and delete the lines of marks.",
    )


def hint(cells: Sequence[str], width: int, delimiter: str) -> str:
    """What to do about a row that has not `width` cells."""
    if len(cells) < width:
        wide = sum(cell.count(_WIDE) for cell in cells)
        if delimiter == "," and len(cells) + wide == width:
            return f"Its cells are separated by the full-width comma `{_WIDE}`: write `,` instead."
        return "Add what is missing; a cell that is empty still needs its delimiter."
    pairs = [
        delimiter.join(pair)
        for pair in pairwise(cells)
        if _WHOLE.fullmatch(pair[0]) and _REST.fullmatch(pair[1])
    ]
    if len(cells) == width + 1 and len(pairs) == 1:
        return (
            f'Is `{pairs[0]}` one number? Then put it in quotes, "{pairs[0]}", or write it without '
            "the sign; else delete what is surplus."
        )
    return "Put a cell that holds the delimiter in quotes, or delete what is surplus."
