"""What the Data Package standard asks of descriptors: JSON values → issues, each with a pointer.

MUST is an error, SHOULD a warning. Whether a package is judged by version 1 is told by `$schema`
at its root (`version`). Where the published profile and the text of the standard differ, the text
counts.
"""

from pipeline.descriptor.dialect import check_dialect
from pipeline.descriptor.findings import CODES, LIMIT
from pipeline.descriptor.leaving_out import leaving_out
from pipeline.descriptor.links import Loose, declared, inline, loose
from pipeline.descriptor.package import check
from pipeline.descriptor.paths import is_remote, unsafe
from pipeline.descriptor.places import placed, places
from pipeline.descriptor.schema import check_schema
from pipeline.descriptor.usable import blocked, wrong
from pipeline.descriptor.version import is_v1

__all__ = [
    "CODES",
    "LIMIT",
    "Loose",
    "blocked",
    "check",
    "check_dialect",
    "check_schema",
    "declared",
    "inline",
    "is_remote",
    "is_v1",
    "leaving_out",
    "loose",
    "placed",
    "places",
    "unsafe",
    "wrong",
]
