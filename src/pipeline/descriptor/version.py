"""Which version of the standard a descriptor is judged by, and what `$schema` may be.

The standard's rule: `$schema` at the root names a profile; without it the profile of version 1.0
is meant, and `profile` is read as version 1 had it. Other profiles extend version 2.
"""

import re
from collections.abc import Mapping
from typing import Any

from pipeline.descriptor import paths
from pipeline.descriptor.findings import Findings
from pipeline.table_schema.complaints import shown

_OFFICIAL = re.compile(r"https?://datapackage\.org/profiles/(\d+)\.\d+/(\w+)\.json")
_V1 = re.compile(r"https?://(?:specs\.frictionlessdata\.io|schemas\.frictionlessdata\.io)/")


def is_v1(descriptor: Mapping[str, Any]) -> bool:
    """Is a package judged by version 1 of the standard."""
    given = descriptor.get("$schema")
    if not isinstance(given, str):
        return True
    official = _OFFICIAL.fullmatch(given)
    return official[1] in ("0", "1") if official else bool(_V1.match(given))


def check(source: Mapping[str, Any], kind: str, findings: Findings) -> None:
    """Judge `$schema` of a descriptor of a kind: datapackage, dataresource, tableschema, …"""
    if "$schema" not in source:
        return
    given = source["$schema"]
    with findings.at("$schema"):
        if findings.depth > 1:
            findings.warn(
                "`$schema` stands inside another descriptor, where it has no effect",
                "take it out, or move it to the root of the descriptor",
                value=given,
            )
        elif not isinstance(given, str) or not paths.is_url(given):
            findings.error(f"`$schema` must be the URL of a profile, and is {shown(given)}",
                           f"write {profile(kind)}", value=given)  # fmt: skip
        else:
            _judge(given, kind, findings)


def profile(kind: str) -> str:
    """The recommended profile of a kind of descriptor."""
    return f"https://datapackage.org/profiles/2.0/{kind}.json"


def _judge(given: str, kind: str, findings: Findings) -> None:
    official = _OFFICIAL.fullmatch(given)
    if official and official[2] != kind:
        findings.error(
            f"{shown(given)} is the profile of another kind of descriptor",
            f"write {profile(kind)}",
            value=given,
        )
    elif not official and not _V1.match(given):
        findings.inform(
            f"the profile {shown(given)} is not fetched; only the standard itself is checked",
            "check what the profile adds to the standard with its publisher's own tool",
            value=given,
        )
