"""`<name>.sqlite`: the release as a database, with all that Datasette needs beside it."""

from pipeline.export.database import datasette
from pipeline.export.database.file import check, path, write_all

__all__ = ["check", "datasette", "path", "write_all"]
