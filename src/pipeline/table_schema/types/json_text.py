"""JSON as a cell holds it: read strictly, and spelled in one way so that equal values are equal.

Numbers with a fraction or exponent are doubles, as RFC 8259 advises; whole numbers are exact, and
so are those beyond every double.
"""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline.digits import Written

_DIGITS = 4_300
"""Of one number that are read: Python refuses to turn longer texts into numbers."""


_TOO_LONG = f"a number in it has more than {_DIGITS} digits, which are not read"


class NotJson(ValueError):
    """Why a text is no JSON."""


def read(text: str) -> Any:
    """The value of a JSON text; raises NotJson."""
    try:
        return json.loads(text, parse_constant=_constant, parse_float=_number)
    except NotJson:
        raise
    except json.JSONDecodeError as error:
        raise NotJson(
            f"{error.msg[:1].lower()}{error.msg[1:]}, character {error.pos + 1}"
        ) from None
    except RecursionError:
        raise NotJson("it is nested too deeply") from None
    except ValueError:
        raise NotJson(_TOO_LONG) from None


def spelled(value: Any) -> str:
    """The one spelling of a JSON value: no spaces, names in order; raises NotJson."""
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if any("\ud800" <= char <= "\udfff" for char in text):  # escaped, which is all UTF-8 can do
            return json.dumps(value, sort_keys=True, separators=(",", ":"))
    except (RecursionError, ValueError, TypeError):
        raise NotJson("it cannot be written as JSON") from None
    return text


def plain(value: Any) -> Any:
    """A value of a descriptor as it were in a cell; raises NotJson."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, Written):
        return value
    try:
        return _number(value.text)
    except ValueError:
        raise NotJson(_TOO_LONG) from None


def is_number(value: Any) -> bool:
    """A number of JSON: Python would also take true and false for one."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _constant(name: str) -> None:
    raise NotJson(f"{name} is no value of JSON")


def _number(text: str) -> int | float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return _beyond(text)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _beyond(text: str) -> int:
    """A number larger than every double; what stands behind its point is nothing beside it."""
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent of nineteen digits and more
        raise ValueError from None
    if not number.is_finite() or number.adjusted() >= _DIGITS:
        raise ValueError
    return int(number)
