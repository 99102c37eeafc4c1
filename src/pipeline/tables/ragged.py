"""What a row with too few or too many cells probably is, and what to do about it."""

import re
from collections.abc import Sequence
from itertools import pairwise

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
"""A line by which a merge of two versions marks what it could not decide."""

_WHOLE, _REST = re.compile(r"[+-]?\d+"), re.compile(r"\d+|\d{3}\.\d+")
"""What stands on either side of the comma of a number; a point follows one of thousands only."""

_THOUSANDS, _GROUP = re.compile(r"[+-]?[1-9]\d{0,2}"), 3
"""What stands before a comma of thousands, and how many digits behind it."""

_WIDE = "，"

_WIDTH = 3
"""Columns from which on a row as long as two is more likely two than one with stray delimiters."""


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
    pairs = [pair for pair in pairwise(cells) if all(map(_matches, (_WHOLE, _REST), pair))]
    if delimiter == "," and len(cells) == width + 1 and len(pairs) == 1:
        return _of_number(*pairs[0])
    if width >= _WIDTH and len(cells) in (2 * width - 1, 2 * width):
        return (
            "Its cells are as many as those of two rows: if the line break between two is lost, "
            "put it back; else put a cell that holds the delimiter in quotes."
        )
    return "Put a cell that holds the delimiter in quotes, or delete what is surplus."


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.fullmatch(text))


def _of_number(before: str, after: str) -> str:
    """How to write a number that was parted at its comma: of thousands, or a decimal one."""
    whole, point = f"{before}{after}", f"{before}.{after}"
    if "." in after:
        return (
            f"Is `{before},{after}` one number? Then write it without the comma: `{whole}`; else "
            "delete what is surplus."
        )
    if _THOUSANDS.fullmatch(before) and len(after) == _GROUP:
        return (
            f"Is `{before},{after}` one number? Then write it without the comma, `{whole}`, where "
            f"it parts thousands, or with a point, `{point}`, where it parts a fraction; else "
            "delete what is surplus."
        )
    if not after.strip("0"):
        return (
            f"Is `{before},{after}` one number? Then write it with a point, `{point}`, or as a "
            f"whole number, `{before}`; else delete what is surplus."
        )
    return (
        f"Is `{before},{after}` one number? Then write it with a point: `{point}`; else delete "
        "what is surplus."
    )
