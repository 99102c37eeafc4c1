"""A small project to begin with: two tables, a rule, a text of our own, and a workflow for CI."""

from pipeline.init.place import named, staged
from pipeline.init.template import READMES, write

__all__ = ["READMES", "named", "staged", "write"]
