"""The closed list of checks: every code that the tool itself can give, and what it means.

Rules are checks too, under the name of their file; they live with the project.
"""

from pipeline.checks.check import Check
from pipeline.checks.evidence import CHECKS as EVIDENCE
from pipeline.checks.package import CHECKS as PACKAGE
from pipeline.checks.package import UNRELEASABLE
from pipeline.checks.record import CHECKS as RECORD
from pipeline.checks.release import CHECKS as RELEASE
from pipeline.checks.release import INCOMPLETE
from pipeline.checks.returning import CHECKS as RETURNING
from pipeline.checks.rule import CHECKS as RULE
from pipeline.checks.schema import CHECKS as SCHEMA
from pipeline.checks.structure import CHECKS as STRUCTURE

__all__ = ["CHECKS", "INCOMPLETE", "UNRELEASABLE", "Check", "find"]

CHECKS: tuple[Check, ...] = (
    *PACKAGE,
    *RELEASE,
    *STRUCTURE,
    *SCHEMA,
    *RECORD,
    *EVIDENCE,
    *RULE,
    *RETURNING,
)


def find(code: str) -> Check | None:
    """The check of this code, or None."""
    return next((check for check in CHECKS if check.code == code), None)
