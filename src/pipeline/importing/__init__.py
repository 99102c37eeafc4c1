"""How an edited file comes back: read it, merge it into `raw/`, try the result out, write it."""

from pipeline.importing.flow import import_file
from pipeline.importing.outcome import Imported, TableOutcome

__all__ = ["Imported", "TableOutcome", "import_file"]
