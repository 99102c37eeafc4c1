"""Numbers of JSON and YAML that a float would change: they keep the text they are read from."""

import re
from decimal import Decimal, InvalidOperation

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class Written(float):
    """A float to everybody, as JSON writes it too; `str` has every digit."""

    text: str

    def __new__(cls, text: str) -> "Written":
        """The number that a text spells."""
        made = super().__new__(cls, text)
        made.text = str(text)
        return made

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def number(text: str) -> float:
    """A number with a fraction or exponent: a plain float where that is the same number."""
    plain = float(text)
    try:
        same = Decimal(text) == Decimal(repr(plain))
    except InvalidOperation:
        same = False
    return plain if same or not _NUMBER.fullmatch(text) else Written(text)


def exact(value: float) -> Decimal | None:
    """What is written, digit by digit; None where not even Decimal holds its exponent."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
