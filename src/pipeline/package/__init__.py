"""The descriptor of a Data Package v2 and what it points to, from friends and strangers."""

from pipeline.limits import LIMITS, Limits
from pipeline.package import archive
from pipeline.package.archive import TooMuch
from pipeline.package.opened import (
    Opened,
    described,
    is_project,
    is_project_descriptor,
    open_target,
    unpacked,
)
from pipeline.package.package import Package, listed, read, tallied, text_of
from pipeline.paths import inside
from pipeline.resource import Resource

__all__ = [
    "LIMITS",
    "Limits",
    "Opened",
    "Package",
    "Resource",
    "TooMuch",
    "archive",
    "described",
    "inside",
    "is_project",
    "is_project_descriptor",
    "listed",
    "open_target",
    "read",
    "tallied",
    "text_of",
    "unpacked",
]
