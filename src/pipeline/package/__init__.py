"""The descriptor of a Data Package v2 and what it points to, from friends and strangers."""

from pipeline.package.limits import LIMITS, Limits
from pipeline.package.package import Package, read, resolved
from pipeline.package.paths import inside
from pipeline.package.resource import Resource

__all__ = ["LIMITS", "Limits", "Package", "Resource", "inside", "read", "resolved"]
