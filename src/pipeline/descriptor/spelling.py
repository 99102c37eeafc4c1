"""Custom properties are allowed, so a misspelt one is silent: these look like the standard's."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pipeline.descriptor.findings import Findings

_ALIKE = 0.8
"""Catches a letter swapped, lost or doubled, and `licences`, but not `types` of its own meaning."""


def near_misses(source: Mapping[str, Any], known: Collection[str], findings: Findings) -> None:
    """Warn of each property that is almost one of the standard's, which itself is absent."""
    for name in source:
        if not isinstance(name, str) or name in known or not name.isalpha() or len(name) < 4:
            continue
        near = get_close_matches(name, [k for k in known if k not in source], 1, _ALIKE)
        if near:
            with findings.at(name):
                findings.warn(
                    f"`{name}` is not a property of the standard, which has `{near[0]}`",
                    f"write `{near[0]}`, or give a property of your own a prefix: `my:{name}`",
                    value=name,
                )
