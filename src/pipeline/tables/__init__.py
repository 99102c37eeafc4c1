"""Raw files to DuckDB tables of text: structural issues, and the physical places of cells."""

from pipeline.tables.findings import MARK
from pipeline.tables.gather import gather, intact
from pipeline.tables.reader import read
from pipeline.tables.table import Table

__all__ = ["MARK", "Table", "gather", "intact", "read"]
