"""Where `frictionless` reads cells otherwise than the standard's text, told by field and text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Field = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CellReason:
    """One reason. kinds: types of fields, by spaces. right: who is: ours, theirs, or both.

    Both are right where the text leaves the choice.
    """

    id: str
    says: str
    kinds: str
    test: Callable[[Field, str], bool]
    right: str = "ours"

    def holds(self, field: Field, text: str) -> bool:
        """True where this may be why the two differ on a cell of a field."""
        return field.get("type", "any") in self.kinds.split() and self.test(field, text)


def _constraints(field: Field) -> Field:
    found = field.get("constraints")
    return found if isinstance(found, Mapping) else {}


def _listed(field: Field) -> list[Any]:
    found = _constraints(field).get("enum")
    return found if isinstance(found, list) else []


def _format(name: str) -> Callable[[Field, str], bool]:
    return lambda field, _: field.get("format") == name


def _plain(field: Field) -> bool:
    return bool(field.get("format", "default") == "default")


_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)

CELLS = (
    CellReason(
        "pattern-choice",
        "frictionless lets a pattern with a choice match the beginning or end of a value only",
        "string",
        lambda field, text: "|" in str(_constraints(field).get("pattern", "")) and len(text) > 1,
    ),
    CellReason(
        "integer-strict",
        "frictionless takes spaces, underscores and the digits of other scripts for a number",
        "integer number",
        lambda field, text: not text.isascii() or bool(re.search(r"[\s_]", text)),
    ),
    CellReason(
        "integer-group",
        "frictionless does not know `groupChar` of integers",
        "integer",
        lambda field, text: "groupChar" in field and field["groupChar"] in text,
    ),
    CellReason(
        "number-words",
        "frictionless also takes +INF and the word infinity for numbers",
        "number",
        lambda _, text: bool(re.fullmatch(r"(?i)\+?inf|[+-]?infinity", text)),
    ),
    CellReason(
        "number-group-stray",
        "frictionless drops `groupChar` wherever it stands, also where it groups no digits",
        "number",
        lambda field, text: (
            "groupChar" in field
            and bool(
                re.search(
                    r"(^|[^0-9]){0}|{0}($|[^0-9])".format(re.escape(field["groupChar"])), text
                )
                or (
                    field.get("decimalChar")
                    and text.count(field["decimalChar"]) + text.count(".") > 1
                )
            )
        ),
    ),
    CellReason(
        "bare-number-sign",
        "frictionless strips a sign or a point together with the text before a number",
        "integer number",
        lambda field, text: (
            field.get("bareNumber") is False
            and bool(re.search(r"^[^0-9]*[+-][^0-9]+[0-9]|^[^0-9]*[^0-9][.+-][0-9]", text))
        ),
    ),
    CellReason(
        "email-host",
        "frictionless wants a dot in the host of an e-mail address",
        "string",
        lambda field, text: field.get("format") == "email" and "." not in text.rpartition("@")[2],
    ),
    CellReason(
        "uuid-forms",
        "frictionless takes UUIDs in braces and as URNs",
        "string",
        lambda field, text: (
            field.get("format") == "uuid" and bool(re.search("[{}]|urn:|uuid:", text))
        ),
    ),
    CellReason(
        "json-constants",
        "frictionless takes NaN for JSON",
        "object array",
        lambda _, text: "NaN" in text,
    ),
    CellReason(
        "list-empty",
        "an empty cell that is not missing is a list of no items with us, of one empty with them",
        "list",
        lambda _, text: text == "",
        right="both",
    ),
    CellReason(
        "list-items",
        "frictionless reads items of lists as leniently as cells",
        "list",
        lambda field, text: (
            (field.get("itemType") == "integer" and " " in text)
            or (
                field.get("itemType") == "date"
                and not all(_DATE.fullmatch(t) for t in text.split(","))
            )
        ),
    ),
    CellReason(
        "date-strict",
        "frictionless reads dates without leading zeros and in the digits of other scripts",
        "date",
        lambda field, text: _plain(field) and not _DATE.fullmatch(text),
    ),
    CellReason(
        "any-date",
        "what the format `any` reads is left to the program; frictionless completes parts of dates",
        "date datetime time",
        _format("any"),
        right="both",
    ),
    CellReason(
        "datetime-strict",
        "frictionless reads other forms of ISO 8601 than XML Schema's",
        "datetime",
        lambda field, text: _plain(field) and not _INSTANT.fullmatch(text),
    ),
    CellReason(
        "datetime-range",
        "frictionless knows years from 1 to 9999 only, and six digits of a second",
        "datetime",
        lambda field, text: (
            _plain(field)
            and bool(
                re.search(r"^-|^[0-9]{5}|[.][0-9]{7}|^9999-.*T24|^(0001-01-01|9999-12-31)", text)
            )
        ),
    ),
    CellReason(
        "datetime-zones",
        "instants with and without a zone never agree or differ in frictionless",
        "datetime",
        lambda field, text: _plain(field) and bool(re.search(r"Z$|[+-]\d\d:\d\d$", text)),
    ),
    CellReason(
        "time-strict",
        "frictionless takes fractions, zones and 24:00:00 in times, which are hh:mm:ss",
        "time",
        lambda field, text: (
            _plain(field) and not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]", text)
        ),
    ),
    CellReason(
        "year-form",
        "frictionless knows only years of four characters, also signed, 0000 and in other digits",
        "year",
        lambda _, text: not re.fullmatch("[0-9]{4}", text) or text == "0000",
    ),
    CellReason(
        "yearmonth-form",
        "frictionless knows no zones and no years before 1, and reads months without a zero",
        "yearmonth",
        lambda _, text: not re.fullmatch("[0-9]{4}-[0-9]{2}", text),
    ),
    CellReason(
        "duration-form",
        "frictionless reads weeks, fractions of any part, and parts that XML Schema refuses",
        "duration",
        lambda _, text: bool(re.search(r"W|[.,][0-9]+[YMDH]|^[+]|T$", text)),
    ),
    CellReason(
        "geopoint-spaces",
        "frictionless takes spaces anywhere around longitude and latitude",
        "geopoint",
        lambda field, text: _plain(field) and bool(re.search(r"^\s|\s$|\s,|,\s\s", text)),
    ),
    CellReason(
        "geopoint-numbers",
        "frictionless takes text and true for the numbers of a point",
        "geopoint",
        lambda field, text: not _plain(field) and bool(re.search('"[0-9]|true', text)),
    ),
    CellReason(
        "uri-characters",
        "frictionless takes characters that no URI may hold",
        "string",
        lambda field, text: field.get("format") == "uri" and bool(re.search(r"[\s<>]", text)),
    ),
    CellReason(
        "email-forms",
        "frictionless knows no e-mail addresses with quotation marks or an address in brackets",
        "string",
        lambda field, text: field.get("format") == "email" and bool(re.search(r'^"|@\[', text)),
    ),
    CellReason(
        "uuid-hyphens",
        "frictionless takes UUIDs without their hyphens",
        "string",
        lambda field, text: field.get("format") == "uuid" and "-" not in text,
    ),
    CellReason(
        "base64-strict",
        "frictionless ignores characters that are not base64",
        "string",
        lambda field, text: (
            field.get("format") == "binary" and bool(re.search("[^A-Za-z0-9+/=]", text))
        ),
    ),
)
