"""The closed list of checks: every code that the tool itself can give, and what it means.

Rules are checks too, under the name of their file; they live with the project.
"""

from dataclasses import dataclass

from pipeline.issue import Layer


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of test. `meaning` and `remedy` are for the person who meets the code."""

    code: str
    layer: Layer
    title: str
    meaning: str
    remedy: str


CHECKS: tuple[Check, ...] = (
    # -- package: the descriptor and what it points to
    Check(
        "descriptor",
        Layer.PACKAGE,
        "The descriptor follows the Data Package standard",
        "A property of the descriptor is missing, of the wrong type, or not allowed there.",
        "Correct the property that the pointer names.",
    ),
    Check(
        "unsafe-path",
        Layer.PACKAGE,
        "Paths stay inside the package",
        "A path is absolute, hidden, or leads out of the folder of the descriptor.",
        "Move the file into the package and give its path relative to the descriptor.",
    ),
    Check(
        "missing-file",
        Layer.PACKAGE,
        "Every file that the descriptor names is there",
        "A resource's file does not exist or cannot be opened.",
        "Restore the file, or correct the path in the descriptor.",
    ),
    Check(
        "missing-schema",
        Layer.PACKAGE,
        "Every table has its schema",
        "A Table Schema is missing or is not readable JSON; its table is not checked.",
        "Run `pipeline schemas` to compile it, or correct the path in the descriptor.",
    ),
    Check(
        "schema-error",
        Layer.PACKAGE,
        "Schemas follow the Table Schema standard",
        "A Table Schema says something that the standard does not allow.",
        "Correct the property that the pointer names, or run `pipeline schemas`.",
    ),
    Check(
        "schema-drift",
        Layer.PACKAGE,
        "Schemas are what the models compile to",
        "A committed schema differs from what `models.py` says, so the two give two contracts.",
        "Run `pipeline schemas` and commit the result.",
    ),
    Check(
        "missing-resource",
        Layer.PACKAGE,
        "Every model has its resource",
        "`models.py` lists a table that the descriptor does not, so its file is not checked.",
        "Add the resource to the descriptor, or take the model out of TABLES.",
    ),
    # -- record: fields against each other
    Check(
        "record-error",
        Layer.RECORD,
        "Records do not contradict themselves",
        "Fields of one record cannot all be true, or the model refuses a value.",
        "Correct the row so that its fields agree; the message says which.",
    ),
    # -- evidence: the texts that the data were taken from
    Check(
        "source-text",
        Layer.EVIDENCE,
        "Source texts are the declared ones",
        "A text is missing, or is not the text whose digest and length `sources` declares.",
        "Restore the text; if it was corrected on purpose, carry its evidence and declare it anew.",
    ),
    Check(
        "document-span",
        Layer.EVIDENCE,
        "Spans of documents have their one place",
        "The first or last words of a span do not stand in its source, or stand there twice.",
        "Copy the words from the source; quote more of them, or choose an occurrence with #2.",
    ),
    Check(
        "passage",
        Layer.EVIDENCE,
        "Passages have their one place",
        "The words of a row's passage do not stand in its document, or stand there twice.",
        "Copy the words from the document; quote more of them, or choose one with #2.",
    ),
    # -- rule: what the project's own rules rest on
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


def find(code: str) -> Check | None:
    """The check of this code, or None."""
    return next((check for check in CHECKS if check.code == code), None)
