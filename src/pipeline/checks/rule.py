"""Checks of what the project's own rules rest on."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

CHECKS: tuple[Check, ...] = (
    Check(
        "adjudication",
        Layer.RULE,
        "Decisions about conflicts still hold",
        "A decision was made on other values than stand there now, or its conflict is gone.",
        "Decide anew with `pipeline adjudicate RULE KEY`, or remove the row.",
    ),
    Check(
        "broken-view",
        Layer.RULE,
        "Views can be made",
        "A file of `schemas/views` has a wrong head, or its query fails; the view is left out.",
        "Correct the file at the line that the message names.",
    ),
)
