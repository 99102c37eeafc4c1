"""`geopoint`: longitude and latitude, as text, JSON array or JSON object."""

import re
from typing import Any, NamedTuple

from pipeline.table_schema.parts import Field
from pipeline.table_schema.types.base import Store, Type, by_literal, in_literals, never, plain
from pipeline.table_schema.types.json_text import NotJson, is_number, read, spelled

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_PAIR = re.compile(f"({_NUMBER}), ?({_NUMBER})")


class Point(NamedTuple):
    """A place in degrees."""

    lon: float
    lat: float

    def __str__(self) -> str:
        return f"{self.lon}, {self.lat}"


def _parse(field: Field, text: str) -> Point | None:
    if field.format == "default":
        found = _PAIR.fullmatch(text)
        return _point(float(found[1]), float(found[2])) if found else None
    try:
        return _primitive(field, read(text))
    except NotJson:
        return None


def _primitive(field: Field, value: Any) -> Point | None:
    if field.format == "object":
        named = isinstance(value, dict) and value.keys() == {"lon", "lat"}
        return _point(value["lon"], value["lat"]) if named else None
    return _point(*value) if isinstance(value, list) and len(value) == 2 else None


def _point(lon: Any, lat: Any) -> Point | None:
    if not (is_number(lon) and is_number(lat)):
        return None
    within = -180 <= lon <= 180 and -90 <= lat <= 90
    return Point(float(lon) + 0.0, float(lat) + 0.0) if within else None  # + 0.0: no -0.0


def _cell(field: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if field.format == "object":
        return spelled(value)
    pair = f"{_spelled(value['lon'])}, {_spelled(value['lat'])}"
    return f"[{pair}]" if field.format == "array" else pair


def _spelled(degrees: float) -> str:
    return repr(degrees).removesuffix(".0")


def _why(field: Field, text: str) -> str | None:
    found = re.fullmatch(rf"\s*[\[{{]?.*?({_NUMBER})[^0-9.+-]+({_NUMBER})\W*", text, re.DOTALL)
    if found and field.format != "object" and abs(float(found[2])) > 90 >= abs(float(found[1])):
        return "the longitude stands first, then the latitude: these two seem exchanged"
    return None


_SHAPES = {
    "default": "longitude and latitude in degrees, as 90.50, 45.50",
    "array": "longitude and latitude in degrees, as [90.50, 45.50]",
    "object": 'longitude and latitude in degrees, as {"lon": 90.50, "lat": 45.50}',
}


def _literal(value: Any) -> str:
    lon, lat = (f"CAST('{part!r}' AS DOUBLE)" for part in value)
    return f"{{'lon': {lon}, 'lat': {lat}}}"


GEOPOINT = Type(
    name="geopoint",
    noun="a geographic point",
    expected=lambda field: _SHAPES[field.format],
    parse=_parse,
    good=never,
    value=never,
    compare=by_literal(_literal),
    among=in_literals(_literal),
    stores=(Store("STRUCT(lon DOUBLE, lat DOUBLE)", plain),),
    primitive=_primitive,
    formats=("default", "array", "object"),
    in_python=lambda _: True,
    held=lambda point: {"lon": point.lon, "lat": point.lat},
    cell=_cell,
    why=_why,
)
"""Stored as STRUCT of `lon` and `lat`."""
