"""`<name>.xlsx`: the release as a workbook that a curator can work in."""

from pipeline.export.workbook import limits
from pipeline.export.workbook.file import check, path, write_all

__all__ = ["check", "limits", "path", "write_all"]
