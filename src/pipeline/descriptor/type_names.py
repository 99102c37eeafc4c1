"""What people call types elsewhere, and which type of the standard is meant."""

from difflib import get_close_matches

from pipeline.table_schema.types import TYPES

_ALIKE = 0.8
"""A letter or two wrong: `interger`, `boolaen`; less alike words are others."""

_MEANT: dict[str, tuple[str, ...]] = {
    "string": (
        "text",
        "str",
        "varchar",
        "char",
        "nvarchar",
        "character",
        "clob",
        "longtext",
        "mediumtext",
        "tinytext",
        "factor",
        "categorical",
        "email",
        "uri",
        "url",
        "uuid",
        "binary",
    ),
    "integer": (
        "int",
        "bigint",
        "smallint",
        "tinyint",
        "mediumint",
        "int8",
        "int16",
        "int32",
        "int64",
        "long",
        "short",
        "serial",
    ),
    "number": (
        "decimal",
        "double",
        "float",
        "real",
        "numeric",
        "float32",
        "float64",
        "money",
    ),
    "boolean": (
        "bool",
        "bit",
        "logical",
    ),
    "datetime": (
        "timestamp",
        "timestamptz",
        "datetime64",
        "instant",
    ),
    "date": ("day",),
    "year": ("gyear",),
    "yearmonth": (
        "gyearmonth",
        "month",
    ),
    "object": (
        "dict",
        "map",
        "json",
        "struct",
        "record",
        "hash",
    ),
    "duration": (
        "interval",
        "timedelta",
        "period",
    ),
    "geopoint": (
        "point",
        "latlon",
        "coordinates",
    ),
    "geojson": (
        "geometry",
        "geography",
        "topojson",
    ),
    "any": (
        "mixed",
        "variant",
        "unknown",
    ),
}
_SYNONYMS = {name: kind for kind, names in _MEANT.items() for name in names}
_EITHER = ("tuple", "set")


def advice(name: str) -> str:
    """Which type to write for a word that is none."""
    plain = name.strip().partition("(")[0].strip().lower()
    if plain in _EITHER:
        return "did you mean `array` or `list`?"
    meant = plain if plain in TYPES else _SYNONYMS.get(plain)
    near = get_close_matches(plain, TYPES, 1, _ALIKE)
    found = meant or (near[0] if near else None)
    return f"did you mean `{found}`?" if found else f"the types are {', '.join(TYPES)}"
