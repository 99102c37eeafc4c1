"""Numbers that no SQL type holds exactly: compared as digits and the place of the point.

Slow, and only for what is beyond HUGEINT and DECIMAL(38,10). A number is 0.SIG × 10^POINT, where
SIG neither begins nor ends with 0; so longer SIG and later POINT are more, digit by digit.
"""

from collections.abc import Callable
from decimal import Decimal

from pipeline.table_schema import sql

_LONGEST = 1_000
"""Places that are spelled out on either side of the point; beyond, `12E2000` is 0.12 × 10^2000."""

_FARTHEST = 10**36
"""What stands for exponents that even HUGEINT does not hold."""

_SPECIAL = {"NAN": "NaN", "INF": "INF", "-INF": "-INF"}

_MANTISSA = "split_part(lower(ltrim(n, '+-')), 'e', 1)"
_EXPONENT = "split_part(lower(n), 'e', 2)"
_DIGITS = f"replace({_MANTISSA}, '.', '')"
_LEAD = f"ltrim({_DIGITS}, '0')"
_SIG = f"rtrim({_LEAD}, '0')"
_MOVED = (
    f"CASE WHEN {_EXPONENT} = '' THEN 0 ELSE coalesce(TRY_CAST({_EXPONENT} AS HUGEINT), "
    f"CASE WHEN starts_with({_EXPONENT}, '-') THEN -{_FARTHEST} ELSE {_FARTHEST} END) END"
)
_POINT = (
    f"(strlen(split_part({_MANTISSA}, '.', 1)) - strlen({_DIGITS}) + strlen({_LEAD}) + {_MOVED})"
)
_SIGN = f"CASE WHEN {_SIG} = '' THEN 0 WHEN starts_with(n, '-') THEN -1 ELSE 1 END"

_HOLDS: dict[str, Callable[[int], bool]] = {
    ">=": lambda sign: sign >= 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    "<": lambda sign: sign < 0,
}


def holds(operator: str, sign: int) -> str:
    """SQL: does `a OPERATOR b` hold where the sign of a - b is known."""
    return "TRUE" if _HOLDS[operator](sign) else "FALSE"


def compare(number: str, operator: str, value: int | Decimal) -> str:
    """SQL: `number OPERATOR value`, of the text of a number; NaN is in no order."""
    bound = Decimal(value)
    more, less = holds(operator, 1), holds(operator, -1)
    same = holds(operator, 0)
    high, low = (same if bound == Decimal(end) else other
                 for end, other in (("inf", more), ("-inf", less)))  # fmt: skip
    finite = _finite(operator, bound) if bound.is_finite() else less if bound > 0 else more
    return _of(
        number,
        f"CASE upper(n) WHEN 'NAN' THEN FALSE WHEN 'INF' THEN {high} WHEN '-INF' THEN {low} "
        f"ELSE {finite} END",
    )


def _finite(operator: str, bound: Decimal) -> str:
    more, less = holds(operator, 1), holds(operator, -1)
    if not bound:
        return f"{_SIGN} {operator} 0"
    sig, point = parts(bound)
    one, other = f"row({_POINT}, {_SIG})", f"row(CAST('{point}' AS HUGEINT), '{sig}')"
    if bound > 0:
        return f"CASE WHEN {_SIGN} < 1 THEN {less} ELSE {one} {operator} {other} END"
    return f"CASE WHEN {_SIGN} > -1 THEN {more} ELSE {other} {operator} {one} END"


def text(number: str) -> str:
    """SQL: the one spelling of a number, from its text; `spelled` in Python."""
    point = f"TRY_CAST({_POINT} AS INTEGER)"
    plain = (
        f"CASE WHEN {point} <= 0 THEN '0.' || repeat('0', -{point}) || {_SIG} "
        f"WHEN {point} >= strlen({_SIG}) THEN {_SIG} || repeat('0', {point} - strlen({_SIG})) "
        f"ELSE left({_SIG}, {point}) || '.' || substr({_SIG}, {point} + 1) END"
    )
    far = f"{_SIG} || 'E' || CAST({_POINT} AS VARCHAR)"
    sign = "CASE WHEN starts_with(n, '-') THEN '-' ELSE '' END"
    special = " ".join(f"WHEN {sql.text(key)} THEN {sql.text(_SPECIAL[key])}" for key in _SPECIAL)
    return _of(
        number,
        f"CASE upper(n) {special} ELSE CASE WHEN {_SIG} = '' THEN '0' "
        f"WHEN abs({_POINT}) <= {_LONGEST} THEN {sign} || {plain} ELSE {sign} || {far} END END",
    )


def spelled(value: int | Decimal) -> str:
    """The one spelling of a number: equal numbers are spelled alike, others are not."""
    number = Decimal(value)
    if not number.is_finite():
        return _SPECIAL.get(str(number).upper().replace("INFINITY", "INF"), "NaN")
    if not number:
        return "0"
    sign = "-" if number < 0 else ""
    sig, point = parts(number)
    if abs(point) > _LONGEST:
        return f"{sign}{sig}E{point}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{sig}"
    if point >= len(sig):
        return f"{sign}{sig}{'0' * (point - len(sig))}"
    return f"{sign}{sig[:point]}.{sig[point:]}"


def parts(number: Decimal) -> tuple[str, int]:
    """SIG and POINT of a number that is not 0."""
    parts = number.as_tuple()
    digits = "".join(map(str, parts.digits)).lstrip("0")
    return digits.rstrip("0"), number.adjusted() + 1


def _of(number: str, said: str) -> str:
    """SQL in which `n` stands for the text of a number, which is spelled but once."""
    return f"list_transform([{number}], lambda n: {said})[1]"
