"""Text: `string` with its formats, and `any`."""

import re
from dataclasses import dataclass
from typing import Any

from pipeline.table_schema import sql
from pipeline.table_schema.parts import Field
from pipeline.table_schema.types.base import (
    Spelled,
    Store,
    Type,
    by_literal,
    in_literals,
    matches,
    plain,
)
from pipeline.tables.json_values import NATIVE, told

_ATOM = r"[^\x00-\x20\x22\x28\x29\x2c\x2e\x3a-\x3c\x3e\x40\x5b-\x5d\x7f\s]+"
_LABEL = (
    r"[0-9A-Za-z\x{80}-\x{10ffff}](?:[0-9A-Za-z\x{80}-\x{10ffff}\-]*[0-9A-Za-z\x{80}-\x{10ffff}])?"
)
_QUOTED = r"\x22(?:[^\x00-\x1f\x22\x5c\x7f]|\x5c[^\x00-\x1f\x7f])*\x22"
_ADDRESS = r"\x5b[\x21-\x5a\x5e-\x7e]+\x5d"
"""RFC 5322: a name in quotation marks, and a host by its address in brackets, are of an address."""

_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"

_FORMATS = {
    "email": (
        rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:{_LABEL}(?:\.{_LABEL})*|{_ADDRESS})",
        "an e-mail address, as name@example.org",
    ),
    "uri": (
        r"[A-Za-z][A-Za-z0-9+.\-]*:"
        r"(?://(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?"
        r"(?:\[[0-9A-Fa-fvV:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
        rf"(?:/{_PCHAR}*)*|/?(?:{_PCHAR}+(?:/{_PCHAR}*)*)?)"
        rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?",
        "a web address or other URI (RFC 3986), as https://example.org/a",
    ),
    "uuid": (
        r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
        "a UUID, as 123e4567-e89b-12d3-a456-426614174000",
    ),
    "binary": (
        r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
        "base64 text, as aGVsbG8=",
    ),
}
"""Format → what the whole text must match, in RE2's spelling, and what to tell people."""


def _expected(field: Field) -> str:
    return _FORMATS[field.format][1] if field.format in _FORMATS else "text"


def _parse(field: Field, text: str) -> str | None:
    known = _FORMATS.get(field.format)
    if not known:
        return text
    pattern = re.sub(r"\\x\{([0-9a-f]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", known[0])
    return text if re.fullmatch(pattern, text) else None


def _good(field: Field, cell: str) -> str:
    known = _FORMATS.get(field.format)
    return matches(cell, known[0]) if known else "TRUE"


def _as_is(field: Field, cell: str) -> str:
    return cell


def _text_only(_: Field, value: Any) -> str | None:
    return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Native:
    """A value of JSON that is no string, and so not equal to one that reads the same."""

    text: str

    def __str__(self) -> str:
        return self.text


def _as_it_is(_: Field, value: Any) -> str | Native | None:
    """`any` takes values as they are: a CSV holds texts, JSON also numbers and others."""
    text, kind = told(value)
    return None if kind == "null" else text if kind == "string" else Native(text)


def _marked(value: str | Native) -> str:
    return sql.text(NATIVE + value.text if isinstance(value, Native) else value)


_IS_NATIVE = f"starts_with({{0}}, {sql.text(NATIVE)})"


def _stored(_: Field, names: Spelled) -> str:
    value = names.value
    return f"CASE WHEN {_IS_NATIVE.format(value)} THEN substr({value}, 2) ELSE {value} END"


STRING = Type(
    name="string",
    noun="text",
    expected=_expected,
    parse=_parse,
    good=_good,
    value=_as_is,
    compare=by_literal(sql.text),
    among=in_literals(sql.text),
    stores=(Store("VARCHAR", plain),),
    primitive=_text_only,
    formats=("default", *_FORMATS),
)
ANY = Type(
    name="any",
    noun="a value",
    expected=lambda _: "a text, a number, or true or false",
    parse=lambda _, text: text,
    good=lambda _field, _cell: "TRUE",
    value=_as_is,
    compare=by_literal(_marked),
    among=in_literals(_marked),
    stores=(
        Store("VARCHAR", _stored, lambda _, names: _IS_NATIVE.format(names.value)),
        Store("VARCHAR", _stored),
    ),
    primitive=_as_it_is,
    keyed=Store("VARCHAR", plain),
)
