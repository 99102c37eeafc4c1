"""Checks of fields against each other."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

CHECKS: tuple[Check, ...] = (
    Check(
        "record-error",
        Layer.RECORD,
        "Records do not contradict themselves",
        "Fields of one record cannot all be true, or the model refuses a value.",
        "Correct the row so that its fields agree; the message says which.",
    ),
)
