"""A second opinion: what the installed `frictionless` says of the same package."""

from pipeline.second_opinion.cells import CELLS
from pipeline.second_opinion.compare import Opinion, Spot, compare, render
from pipeline.second_opinion.reasons import TABLES, explained
from pipeline.second_opinion.refusals import REFUSALS

__all__ = ["CELLS", "REFUSALS", "TABLES", "Opinion", "Spot", "compare", "explained", "render"]
