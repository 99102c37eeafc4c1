"""`geojson`: objects as RFC 7946 has them, and topologies as TopoJSON does."""

from collections.abc import Callable
from typing import Any

from pipeline.table_schema.parts import Field
from pipeline.table_schema.types.json_text import is_number
from pipeline.table_schema.types.json_types import json_type

_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
           "MultiPolygon": 3}  # fmt: skip
"""Type of geometry → how deep its positions (or arcs, less by one) lie in arrays."""

_OWN = {
    "coordinates": frozenset(_DEPTHS),
    "geometries": frozenset({"GeometryCollection"}),
    "geometry": frozenset({"Feature"}),
    "properties": frozenset({"Feature"}),
    "features": frozenset({"FeatureCollection"}),
}
"""Member → the types that may have it (RFC 7946, 7.1)."""


class _Wrong(Exception):
    """What is wrong, and where."""


def _shape(field: Field, value: Any) -> str | None:
    try:
        (_topo if field.format == "topojson" else _object)(value, "the cell")
    except _Wrong as error:
        return str(error)
    except RecursionError:
        return "it is nested too deeply"
    return None


def _need(holds: bool, message: str) -> None:
    if not holds:
        raise _Wrong(message)


def _object(value: Any, at: str) -> None:
    kind = _kind(value, at)
    if kind == "FeatureCollection":
        _each(value.get("features"), f"`features` of {at}", _feature)
    elif kind == "Feature":
        _feature(value, at)
    else:
        _geometry(value, at)
    _bbox(value, at)


def _kind(value: Any, at: str) -> str:
    _need(isinstance(value, dict), f"{at} is not an object")
    kind = value.get("type")
    _need(isinstance(kind, str), f"{at} has no `type`")
    for member, owners in _OWN.items():
        alien = member in value and any(kind in known for known in _OWN.values())
        _need(not alien or kind in owners, f"{at} is a {kind}, which has no `{member}`")
    return str(kind)


def _feature(value: Any, at: str) -> None:
    _need(_kind(value, at) == "Feature", f"{at} is not a Feature")
    _need("geometry" in value, f"{at} has no `geometry`; write null where it has none")
    if value["geometry"] is not None:
        _geometry(value["geometry"], f"`geometry` of {at}")
    known = "properties" in value and isinstance(value["properties"], dict | None)
    _need(known, f"{at} needs `properties`: an object, or null")
    named = isinstance(value.get("id", ""), str) or is_number(value["id"])
    _need(named, f"`id` of {at} is neither text nor number")
    _bbox(value, at)


def _geometry(value: Any, at: str) -> None:
    kind = _kind(value, at)
    if kind == "GeometryCollection":
        _each(value.get("geometries"), f"`geometries` of {at}", _geometry)
    else:
        _need(kind in _DEPTHS, f"`{kind[:40]}` is no type of GeoJSON")
        _coordinates(value.get("coordinates"), kind, f"`coordinates` of {at}")
    _bbox(value, at)


def _coordinates(value: Any, kind: str, at: str) -> None:
    if value == []:  # RFC 7946 3.1: may be read as no geometry
        return
    depth = _DEPTHS[kind]
    if depth == 0:
        _position(value, at)
    elif kind == "MultiPoint":
        _each(value, at, _position)
    elif kind == "LineString":
        _line(value, at)
    elif kind == "MultiLineString":
        _each(value, at, _line)
    elif kind == "Polygon":
        _each(value, at, _ring)
    else:
        _each(value, at, lambda part, where: _each(part, where, _ring))


def _position(value: Any, at: str) -> None:
    good = isinstance(value, list) and len(value) >= 2 and all(map(is_number, value))
    _need(good, f"{at} is not a position: two numbers, longitude and latitude")


def _line(value: Any, at: str) -> None:
    _each(value, at, _position)
    _need(len(value) >= 2, f"{at} is a line of fewer than two positions")


def _ring(value: Any, at: str) -> None:
    _each(value, at, _position)
    _need(len(value) >= 4, f"{at} is a ring of fewer than four positions")
    _need(value[0] == value[-1], f"{at} is a ring that does not end where it begins")


def _each(value: Any, at: str, check: Callable[[Any, str], None]) -> None:
    _need(isinstance(value, list), f"{at} is not an array")
    for number, item in enumerate(value, 1):
        check(item, f"item {number} of {at}" if at.count(" of ") < 4 else at)


def _bbox(value: dict[str, Any], at: str) -> None:
    box = value.get("bbox")
    numbers = isinstance(box, list) and len(box) >= 4 and len(box) % 2 == 0
    good = "bbox" not in value or (numbers and all(map(is_number, box or ())))
    _need(good, f"`bbox` of {at} is not an even number of numbers, at least four")


def _topo(value: Any, at: str) -> None:
    _need(isinstance(value, dict), f"{at} is not an object")
    if value.get("type") != "Topology":
        _topo_geometry(value, at)
        return
    objects = value.get("objects")
    _need(isinstance(objects, dict), f"{at} has no `objects`")
    for name, item in objects.items():
        _topo_geometry(item, f"`{name[:40]}`")
    _each(value.get("arcs"), f"`arcs` of {at}", _line)
    if "transform" in value:
        _transform(value["transform"], at)
    _bbox(value, at)


def _topo_geometry(value: Any, at: str) -> None:
    _need(isinstance(value, dict) and "type" in value, f"{at} has no `type`")
    kind = value["type"]
    if kind == "GeometryCollection":
        _each(value.get("geometries"), f"`geometries` of {at}", _topo_geometry)
    elif kind in ("Point", "MultiPoint"):
        _coordinates(value.get("coordinates"), kind, f"`coordinates` of {at}")
    elif kind is not None:
        known = isinstance(kind, str) and kind in _DEPTHS
        _need(known, f"`{str(kind)[:40]}` is no type of TopoJSON")
        _arcs(value.get("arcs"), _DEPTHS[kind], f"`arcs` of {at}")
    _bbox(value, at)


def _arcs(value: Any, depth: int, at: str) -> None:
    if depth == 0:
        whole = isinstance(value, int) and not isinstance(value, bool)
        _need(whole, f"{at} is not the number of an arc")
    else:
        _each(value, at, lambda part, where: _arcs(part, depth - 1, where))


def _transform(value: Any, at: str) -> None:
    _need(isinstance(value, dict), f"`transform` of {at} is not an object")
    for name in ("scale", "translate"):
        pair = value.get(name)
        good = isinstance(pair, list) and len(pair) == 2 and all(map(is_number, pair))
        _need(good, f"`{name}` of the `transform` is not two numbers")


def _expected(field: Field) -> str:
    if field.format == "topojson":
        return 'TopoJSON, as {"type": "Topology", "objects": {}, "arcs": []}'
    return 'GeoJSON, as {"type": "Point", "coordinates": [90.5, 45.5]}'


GEOJSON = json_type("geojson", "a geographic object", _shape, _expected, ("topojson",))
"""Stored like `object`."""
