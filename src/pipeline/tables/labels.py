"""The labels of a header, and the SQL columns named after them."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

ROW = "_row"
"""The column with the number of the record."""

_FOLD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def joined(rows: Sequence[Sequence[str]], sign: str) -> tuple[str, ...]:
    """One label a column from several header rows, leaving out blanks and repetitions.

    A row above that ends early goes on with its last label, as in the example of the standard.
    """
    if len(rows) == 1:
        return tuple(rows[0])
    width = max(map(len, rows))
    above = [[*row, *list(row[-1:]) * (width - len(row))] for row in rows[:-1]]
    columns = zip_longest(*above, rows[-1], fillvalue="")
    return tuple(sign.join(dict.fromkeys(part for part in column if part)) for column in columns)


def numbered(count: int) -> tuple[str, ...]:
    """The labels of a file without a header, as the standard names them."""
    return tuple(f"field{number}" for number in range(1, count + 1))


def columns(labels: Sequence[str]) -> tuple[str, ...]:
    """Names for SQL: the labels, numbered where one occurs again; `field N` for a blank one.

    DuckDB takes names for equal that differ in the case of ASCII letters only.
    """
    reserved = {ROW, *map(_folded, labels)}
    given, repeats, names = {ROW}, Counter[str](), []
    for number, label in enumerate(labels, 1):
        name = label if label.strip() else f"field {number}"
        if _folded(name) in (given if name == label else reserved):
            name = _free(name, reserved, repeats)
        given.add(_folded(name))
        reserved.add(_folded(name))
        names.append(name)
    return tuple(names)


def _free(name: str, reserved: set[str], repeats: Counter[str]) -> str:
    while True:
        repeats[_folded(name)] += 1
        free = f"{name} ({repeats[_folded(name)] + 1})"
        if _folded(free) not in reserved:
            return free


def _folded(name: str) -> str:
    return name.translate(_FOLD)
