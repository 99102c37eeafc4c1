"""Values as Chinese texts print them: quantities, dates, and the numerals of both scripts."""

from pipeline.evidence.values.dates import PrintedDate, complete, dates
from pipeline.evidence.values.numerals import numeral, to_chinese
from pipeline.evidence.values.quantities import Quantity, quantities

__all__ = [
    "PrintedDate",
    "Quantity",
    "complete",
    "dates",
    "numeral",
    "quantities",
    "to_chinese",
]
