"""The one canonical spelling of a value, in Python: of a release's cell, and of a number."""

import re
from decimal import Decimal

_PLAIN = 100
"""Places before or after the point up to which a number is written out; beyond, digits and E."""

_FRACTION = re.compile(r"\.0+(?=Z?$)|(\.[0-9]*[1-9])0+(?=Z?$)")


def cell(kind: str, text: str) -> str | None:
    """The canonical spelling of a cell of a release, None for null; `kind` is the field's type."""
    if text == "":
        return None
    if kind == "number":
        return number(Decimal(text))
    if kind in ("integer", "year"):
        return _integer(text)
    if kind in ("time", "datetime"):
        return moment(text)
    return text


def number(value: Decimal) -> str:
    """35 for 35.0 and 3.5E1; `NaN`, `INF` and `-INF` for what is none."""
    if value.is_nan():
        return "NaN"
    if value.is_infinite():
        return "INF" if value > 0 else "-INF"
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0")
    kept = text.rstrip("0")
    exponent += len(text) - len(kept)
    if not kept:
        return "0"
    return "-" * sign + _placed(kept, exponent)


def moment(text: str) -> str:
    """A time or datetime without zeros that end its fraction."""
    return _FRACTION.sub(lambda found: found[1] or "", text)


def _placed(digits: str, exponent: int) -> str:
    point = len(digits) + exponent
    if not -_PLAIN < point <= _PLAIN or exponent < -_PLAIN:
        return f"{digits}E{exponent}"
    if exponent >= 0:
        return digits + "0" * exponent
    if point > 0:
        return f"{digits[:point]}.{digits[point:]}"
    return "0." + "0" * -point + digits


def _integer(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-").lstrip("0")
    return sign + digits if digits else "0"
