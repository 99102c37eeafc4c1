"""What a package says, apart from how it is spelled: canonical values, and one digest of them all.

The digest is SHA-256 over the canonical JSON of `{"content": 1, "package": …, "tables": …}`.
`package` holds the descriptive metadata, and each table its canonical schema, its number of rows
and the digest of its rows. Tables that the tool writes count too: evidence is content.
"""

from pipeline.content.digest import of_folder, of_package, of_schemas, of_tables
from pipeline.content.shape import DESCRIPTIVE, LABELS, derived, described, shape, tool_written

__all__ = [
    "DESCRIPTIVE",
    "LABELS",
    "derived",
    "described",
    "of_folder",
    "of_package",
    "of_schemas",
    "of_tables",
    "shape",
    "tool_written",
]
