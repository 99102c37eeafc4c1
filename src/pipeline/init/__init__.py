"""A small project to begin with: two tables, a rule, a text of our own, and a workflow for CI."""

from pipeline.init.place import named, staged
from pipeline.init.template import write

__all__ = ["named", "staged", "write"]
