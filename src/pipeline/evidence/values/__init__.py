"""Values as Chinese texts print them: quantities, dates, and the numerals of both scripts."""

from pipeline.evidence.values.dates import PrintedDate, complete, dates, placed, shaped_dates
from pipeline.evidence.values.numerals import numeral, to_chinese
from pipeline.evidence.values.quantities import Quantity, quantities, quantities_in
from pipeline.evidence.values.shape import Shape, shape

__all__ = [
    "PrintedDate",
    "Quantity",
    "Shape",
    "complete",
    "dates",
    "numeral",
    "placed",
    "quantities",
    "quantities_in",
    "shape",
    "shaped_dates",
    "to_chinese",
]
