"""How much of a foreign package is read before it is refused: each limit is told by its name."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; what goes beyond one is an issue that names it. Sizes are bytes.

    descriptor: a descriptor, schema or dialect; inline data make some of them long.
    depth: nesting of JSON or YAML; GeoJSON, the deepest thing a cell holds, needs under twenty.
    nodes: values of a YAML file after its aliases are followed.
    members: files in an archive. unpacked: all that is unpacked from one archive or file.
    ratio: unpacked to packed, looked at beyond `unsuspicious`; CSV seldom packs 50 times.
    columns: labels of a header; DuckDB and its users are lost long before.
    """

    descriptor: int = 100 * MB
    depth: int = 200
    nodes: int = 1_000_000
    members: int = 10_000
    unpacked: int = 20 * 1024 * MB
    ratio: int = 200
    unsuspicious: int = 50 * MB
    columns: int = 10_000


LIMITS = Limits()
