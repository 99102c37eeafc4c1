"""Values as Chinese texts print them: quantities, dates, and the numerals of both scripts."""

from pipeline.evidence.values.dates import PrintedDate, complete, dates
from pipeline.evidence.values.numerals import numeral, to_chinese
from pipeline.evidence.values.quantities import Quantity, quantities
from pipeline.evidence.values.sentences import Sentences
from pipeline.evidence.values.shape import Shape, shape

__all__ = [
    "PrintedDate",
    "Quantity",
    "Sentences",
    "Shape",
    "complete",
    "dates",
    "numeral",
    "quantities",
    "shape",
    "to_chinese",
]
