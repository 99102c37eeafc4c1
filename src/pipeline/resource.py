"""One resource as its descriptor declares it: where its rows are, and how they are spelt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource as the descriptor declares it; `schema` is resolved, or None.

    paths: its files, none where its rows stand in the descriptor (`inline`).
    position: 0-based index among the descriptor's resources.
    packing: for each path gz, zip, or ''.
    detect: nothing is said of the encoding, which then is to be found out; `encoding` is UTF-8.
    unread: why its rows are not read at all, though nothing is wrong with the resource.
    """

    name: str
    paths: tuple[str, ...]
    descriptor: Mapping[str, Any]
    schema: Mapping[str, Any] | None
    schema_path: str | None
    encoding: str
    dialect: Dialect
    position: int = 0
    packing: tuple[str, ...] = ()
    inline: bool = False
    detect: bool = False
    unread: str | None = None

    @property
    def shown(self) -> str:
        """How a summary names the place of its rows."""
        return ", ".join(self.paths) or "inline data"
