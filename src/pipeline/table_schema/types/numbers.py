"""`integer` and `number`: XML Schema's digits, never what a lenient cast would take for them.

Values are compared as HUGEINT or DECIMAL(38,10) while they fit, beyond digit by digit (`exact`).
"""

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, InvalidOperation
from typing import Any

from pipeline.digits import exact as exactly
from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types import exact
from pipeline.table_schema.types.base import Spelled, Store, Type, escaped, matches, plain

_DECIMAL = "DECIMAL(38,10)"
_WHOLE_DIGITS, _PLACES = 28, 10
"""What DECIMAL(38,10) holds before and after the point."""

_SPECIAL = r"(?i:nan|-?inf)"
_SMALL = "[^eE]{1,15}[eE][+-]?[0-9]{1,2}"
"""With an exponent, but no more digits and no more of an exponent than DOUBLE surely keeps."""

_SHORT = _PLACES + 1
"""Bytes of a number that fits into DECIMAL(38,10) in any case, unless it has an exponent."""

_WIDE = Context(prec=100)

_MOST_DIGITS = 4_300
"""Of a whole number in a descriptor, as Python reads them."""


def _bare(field: Field, cell: str) -> str:
    """SQL: the cell without the text around its number, where the field allows for such text."""
    if field.options.bare_number:
        return cell
    return f"regexp_replace({cell}, {sql.text(_wrapped(field))}, '\\1\\2')"


def _wrapped(field: Field) -> str:
    point = escaped(_point(field))
    return rf"(?s)^([+-]?)[^0-9]*?([+-]?(?:{point})?[0-9](?:.*[0-9])?)[^0-9]*$"


def _point(field: Field) -> str:
    return field.options.decimal_char if field.type == "number" else "."


def _digits(field: Field) -> str:
    group = field.options.group_char
    return f"[0-9]+(?:{escaped(group)}[0-9]+)*" if group else "[0-9]+"


def _integer_form(field: Field) -> str:
    return f"[+-]?{_digits(field)}"


def _number_form(field: Field) -> str:
    whole, point = _digits(field), escaped(_point(field))
    plain = f"(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+)"
    return f"(?:[+-]?{plain}(?:[eE][+-]?[0-9]+)?|{_SPECIAL})"


def _form(field: Field) -> str:
    return _integer_form(field) if field.type == "integer" else _number_form(field)


def _good(field: Field, cell: str) -> str:
    form = matches(_bare(field, cell), _form(field))
    if field.type == "number" or field.options.group_char:
        return form
    again = f"CAST(TRY_CAST({cell} AS BIGINT) AS VARCHAR)"  # a cast is cheaper than a pattern
    return f"CASE WHEN {again} = {cell} THEN TRUE ELSE {form} END"


def _canonical(field: Field, cell: str) -> str:
    """SQL: the number as SQL itself would spell it; of good cells only."""
    found = _bare(field, cell)
    if field.options.group_char:
        found = f"replace({found}, {sql.text(field.options.group_char)}, '')"
    if _point(field) != ".":
        found = f"replace({found}, {sql.text(_point(field))}, '.')"
    return found


def _integer_value(field: Field, cell: str) -> str:
    return f"TRY_CAST({_canonical(field, cell)} AS HUGEINT)"


def _number_value(field: Field, cell: str) -> str:
    number = _canonical(field, cell)
    fits = matches(number, rf"[+-]?0*[0-9]{{0,{_WHOLE_DIGITS}}}(?:\.[0-9]{{0,{_PLACES}}}0*)?")
    exact = f"TRY_CAST({number} AS {_DECIMAL})"
    same = f"CAST({exact} AS DOUBLE) = TRY_CAST({number} AS DOUBLE)"
    small = matches(number, _SMALL)
    bare = f"NOT contains({number}, 'e') AND NOT contains({number}, 'E')"
    cases = (f"strlen({number}) <= {_SHORT} AND {bare}", fits, f"{small} AND {same}")
    return f"CASE {' '.join(f'WHEN {case} THEN {exact}' for case in cases)} END"


def _parse(field: Field, text: str) -> Any:
    if not field.options.bare_number:
        text = re.sub(_wrapped(field), r"\1\2", text)
    if not re.fullmatch(_form(field), text):
        return None
    text = text.replace(field.options.group_char or "\0", "").replace(_point(field), ".")
    try:
        return int(text) if field.type == "integer" else Decimal(text)
    except (ValueError, InvalidOperation):
        return None


def _compare(field: Field, names: Spelled, operator: str, value: Any) -> str:
    fitting = _fitting(names, operator, value)
    if names.near and fitting.startswith(names.value):
        return fitting
    beyond = exact.compare(_canonical(field, names.cell), operator, value)
    return f"CASE WHEN {names.value} IS NOT NULL THEN {fitting} WHEN {names.good} THEN {beyond} END"


def _fitting(names: Spelled, operator: str, bound: int | Decimal) -> str:
    """SQL: `value OPERATOR bound`, of values that fit; the bound may lie beyond or between them."""
    if not _fits(bound) and isinstance(bound, Decimal) and bound.is_finite():
        upwards = operator.startswith(">")
        rounding = ROUND_CEILING if upwards else ROUND_FLOOR
        if bound.adjusted() < _WHOLE_DIGITS:
            bound = bound.quantize(Decimal(1).scaleb(-_PLACES), rounding, _WIDE)
            operator = ">=" if upwards else "<="
    if _fits(bound):
        return f"{names.value} {operator} {_literal(bound)}"
    return exact.holds(operator, -1 if bound > 0 else 1)


def _among(field: Field, names: Spelled, values: Iterable[Any]) -> str:
    listed = list(values)
    fitting = ", ".join(_literal(value) for value in listed if _fits(value)) or "NULL"
    if names.near:
        return f"{names.value} IN ({fitting})"
    spelled = sql.texts(exact.spelled(value) for value in listed)
    return (
        f"CASE WHEN {names.value} IS NOT NULL THEN {names.value} IN ({fitting}) "
        f"WHEN {names.good} THEN {exact.text(_canonical(field, names.cell))} IN {spelled} END"
    )


def _fits(value: int | Decimal) -> bool:
    if isinstance(value, int):
        return abs(value) < 2**127
    if not value:
        return True
    if not value.is_finite():
        return False
    digits, point = exact.parts(value)
    return point <= _WHOLE_DIGITS and len(digits) - point <= _PLACES


def _literal(value: int | Decimal) -> str:
    if isinstance(value, int):
        return f"CAST('{value}' AS HUGEINT)"
    return f"CAST('{value:f}' AS {_DECIMAL})"


def _integer_text(field: Field, names: Spelled) -> str:
    digits = f"regexp_replace({_canonical(field, names.cell)}, '^[+]?(-?)0*([0-9])', '\\1\\2')"
    return f"CASE WHEN {names.good} THEN CASE {digits} WHEN '-0' THEN '0' ELSE {digits} END END"


def _number_double(field: Field, names: Spelled) -> str:
    return f"CASE WHEN {names.good} THEN TRY_CAST({_canonical(field, names.cell)} AS DOUBLE) END"


def _number_text(field: Field, names: Spelled) -> str:
    return f"CASE WHEN {names.good} THEN {exact.text(_canonical(field, names.cell))} END"


def _integer_primitive(_: Field, value: Any) -> int | None:
    if isinstance(value, float):
        found = exactly(value)
        return int(found) if found is not None and _whole(found) and not _long(found) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def beyond(field: Field, value: Any) -> bool:
    """True for a number of a descriptor that has more digits, or more of an exponent, than is read.

    Also for a text that has the form of one.
    """
    if field.type not in ("integer", "number"):
        return False
    if isinstance(value, str):
        return bool(re.fullmatch(_form(field), value)) and _parse(field, value) is None
    found = exactly(value) if isinstance(value, float) else Decimal(0)
    return found is None or (field.type == "integer" and _whole(found) and _long(found))


def _whole(number: Decimal) -> bool:
    return number.is_finite() and number == number.to_integral_value()


def _long(number: Decimal) -> bool:
    return number.adjusted() >= _MOST_DIGITS


def _number_primitive(_: Field, value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return exactly(value) if isinstance(value, float) else Decimal(value)


INTEGER = Type(
    name="integer",
    noun="a whole number",
    expected=lambda field: "digits only" + _grouping(field) + ", as 1689",
    parse=_parse,
    good=_good,
    value=_integer_value,
    compare=_compare,
    among=_among,
    stores=(
        Store(
            "BIGINT",
            lambda _, names: f"TRY_CAST({names.value} AS BIGINT)",
            lambda _, names: f"TRY_CAST({names.value} AS BIGINT) IS NULL",
        ),
        Store("HUGEINT", plain, lambda _, names: f"{names.value} IS NULL"),
        Store("VARCHAR", _integer_text),
    ),
    primitive=_integer_primitive,
)
"""Stored as BIGINT, else HUGEINT; beyond 38 digits as canonical text, which loses nothing."""

NUMBER = Type(
    name="number",
    noun="a number",
    expected=lambda field: f"digits with `{_point(field)}` before the fraction" + _grouping(field),
    parse=_parse,
    good=_good,
    value=_number_value,
    compare=_compare,
    among=_among,
    stores=(
        Store(_DECIMAL, plain, lambda _, names: f"{names.value} IS NULL"),
        Store("DOUBLE", _number_double),
    ),
    keyed=Store("VARCHAR", _number_text),
    primitive=_number_primitive,
)
"""Stored as DECIMAL(38,10) where every value is one exactly, else as DOUBLE; keys then as text."""


def _grouping(field: Field) -> str:
    group = field.options.group_char
    return f", grouped by `{group}`" if group else ""
