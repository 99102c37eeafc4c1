"""The descriptor of a Data Package v2 and what it points to, from friends and strangers."""

from pipeline.package.limits import LIMITS, Limits
from pipeline.package.opened import Opened, described, is_project, open_target
from pipeline.package.package import Package, read
from pipeline.package.paths import inside
from pipeline.package.resource import Resource

__all__ = [
    "LIMITS",
    "Limits",
    "Opened",
    "Package",
    "Resource",
    "described",
    "inside",
    "is_project",
    "open_target",
    "read",
]
