"""The descriptor of a Data Package v2 and what it points to, from friends and strangers."""

from pipeline.limits import LIMITS, Limits
from pipeline.package.opened import Opened, described, is_project, open_target
from pipeline.package.package import Package, listed, read, tallied, text_of
from pipeline.paths import inside
from pipeline.resource import Resource

__all__ = [
    "LIMITS",
    "Limits",
    "Opened",
    "Package",
    "Resource",
    "described",
    "inside",
    "is_project",
    "listed",
    "open_target",
    "read",
    "tallied",
    "text_of",
]
