"""When two values are the same, what a conflict's digest is, and how values are shown.

Numbers are equal by value (35 = 35.0), a DOUBLE counting as the shortest decimal that reads
back as it; dates and times are their ISO form; text is exact. Two lists are equal when they
hold the same values as often, in any order; an empty list is nothing, like null.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256

from pipeline import twins
from pipeline.rules.model import Side, Value, Verdict
from pipeline.unseen import visible

_SHOWN = 5
"""Values of a list shown in a message: enough to recognise it."""

_LONG = 80
"""Characters of a text shown in a message."""

_SIGNS = re.compile('[][(){},;:"`（），；：]')

Canonical = tuple[str, str]
"""Kind and text of a value: equal exactly where the values are."""


def digest(expected: object, actual: object) -> str:
    """SHA-256 of both sides as typed JSON: what an adjudication pins in `observed`.

    Lists or tuples count as lists, their order not; a value that no rule may give, such as
    a boolean, raises TypeError.
    """
    both = {"expected": _json(_side(expected)), "actual": _json(_side(actual))}
    text = json.dumps(both, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def verdict(expected: Side, actual: Side, reason: str | None = None) -> Verdict:
    """Compare: a null side fails unless a reason says why there is nothing to compare."""
    if type(expected) is type(actual) and isinstance(expected, str | int) and expected == actual:
        return Verdict.PASS
    if _nothing(expected) or _nothing(actual):
        return Verdict.NOT_EVALUABLE if reason else Verdict.FAIL
    return Verdict.FAIL if any(_deviations(expected, actual)) else Verdict.PASS


def tidy(value: object) -> Side:
    """A value as DuckDB gives it: a list becomes a tuple in canonical order, an empty one None."""
    given = _side(value)
    if not isinstance(given, tuple):
        return given
    return tuple(sorted(given, key=_canonical)) or None


def difference(expected: Side, actual: Side) -> str:
    """What differs, for people: `expected 1689, found 1688`."""
    if _nothing(expected) or _nothing(actual) or not isinstance(actual, tuple):
        said = f"expected {show(expected)}, found {show(actual)}"
        return f"{said}: {form}" if (form := _form(expected, actual)) else said
    missing, wrong = _deviations(expected, actual)
    if isinstance(expected, tuple):
        parts = [f"missing {_listed(missing)}"] if missing else []
        parts += [f"extra {_listed(wrong)}"] if wrong else []
        return f"the lists differ: {'; '.join(parts)}"
    found = _listed(wrong)
    return f"expected {show(expected)}, but {len(wrong):,} of {len(actual):,} differ: {found}"


def show(value: Side) -> str:
    """A value for a message: text in quotes, numbers without idle zeros, null as `nothing`."""
    if isinstance(value, tuple):
        return _listed(value) if value else "nothing"
    kind, text = _canonical(value)
    if kind != "text":
        return text
    text = visible(text)
    text = text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
    if '"' not in text:
        return f'"{text}"'
    return "`" + text.replace("`", "\\u{60}") + "`"  # else nobody sees where it ends


def named(key: str) -> str:
    """The key of a case for a message, in quotes where it holds signs that sentences have."""
    return show(key) if _SIGNS.search(key) else key


def _form(expected: Side, actual: Side) -> str:
    """How two texts differ that are the same but for the form of their characters; else empty."""
    if not (isinstance(expected, str) and isinstance(actual, str)):
        return ""
    if twins.same_but_script(expected, actual):
        return "one has traditional characters where the other has simplified ones"
    return "their characters are variants" if twins.same_but_width(expected, actual) else ""


def _nothing(side: Side) -> bool:
    return side is None or side == ()


def _deviations(
    expected: Side, actual: Side
) -> tuple[tuple[Value | None, ...], tuple[Value | None, ...]]:
    """What of `expected` is missing in `actual`, and what of `actual` should not be there."""
    found = actual if isinstance(actual, tuple) else (actual,)
    if isinstance(expected, tuple):
        return _beyond(expected, found), _beyond(found, expected)
    wanted = _canonical(expected)
    return (), tuple(value for value in found if _canonical(value) != wanted)


def _beyond(
    these: Iterable[Value | None], those: Iterable[Value | None]
) -> tuple[Value | None, ...]:
    """The values of `these` that `those` does not hold as often."""
    left = Counter(map(_canonical, those))
    beyond = []
    for value in these:
        form = _canonical(value)
        left[form] -= 1
        if left[form] < 0:
            beyond.append(value)
    return tuple(beyond)


def _listed(values: Iterable[Value | None]) -> str:
    counts = Counter(map(show, values))
    shown = [f"{text} ({n:,} times)" if n > 1 else text for text, n in counts.items()]
    more = [f"… and {len(shown) - _SHOWN:,} more"] if len(shown) > _SHOWN else []
    return ", ".join(shown[:_SHOWN] + more)


def _side(value: object) -> Side:
    """The value as a Side; the canonical form of each part is what admits it."""
    parts = tuple(value) if isinstance(value, list | tuple) else (value,)
    for part in parts:
        _canonical(part)
    return parts if isinstance(value, list | tuple) else value  # type: ignore[return-value]


def _canonical(value: object) -> Canonical:
    if value is None:
        return "nothing", "nothing"
    if isinstance(value, str):
        return "text", value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return "number", _number(value)
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, time):
        return "time", value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be compared")


def _number(value: int | float | Decimal) -> str:
    """Never through a Decimal context: DuckDB's numbers have more digits than it keeps."""
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    text = format(exact, "d" if isinstance(exact, int) else "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _json(side: Side) -> object:
    """Typed JSON: {"number": "35"}, {"text": "35"}, null, or a sorted list of such."""
    if _nothing(side):
        return None
    if isinstance(side, tuple):
        return [_json_value(form) for form in sorted(map(_canonical, side))]
    return _json_value(_canonical(side))


def _json_value(form: Canonical) -> object:
    kind, text = form
    return None if kind == "nothing" else {kind: text}
