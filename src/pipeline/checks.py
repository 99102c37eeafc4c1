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
    # -- table: headers, cells, keys and references against the schema
    Check(
        "blank-label",
        Layer.TABLE,
        "Every column has a header",
        "A column's header is empty.",
        "Give the column a header, or remove it.",
    ),
    Check(
        "duplicate-label",
        Layer.TABLE,
        "Every header stands once",
        "Two columns have the same header, so nobody can tell them apart.",
        "Rename or remove one of them.",
    ),
    Check(
        "incorrect-label",
        Layer.TABLE,
        "Headers are the schema's fields, in its order",
        "A header is misspelt, or stands where another is expected.",
        "Write the header that the message names, or put the columns in order.",
    ),
    Check(
        "missing-label",
        Layer.TABLE,
        "Every field has its column",
        "The schema has a field that the table has no column for.",
        "Add the column; it may be empty where its field may.",
    ),
    Check(
        "extra-label",
        Layer.TABLE,
        "Every column is a field",
        "The table has a column that the schema does not know.",
        "Remove the column, or add its field to the schema.",
    ),
    Check(
        "type-error",
        Layer.TABLE,
        "Cells are of their type",
        "A cell cannot be read as the type and format of its field.",
        "Write the value as the message shows; look for spaces and full-width digits.",
    ),
    Check(
        "constraint-error",
        Layer.TABLE,
        "Cells keep to their constraints",
        "A cell breaks a constraint: required, a length, a bound, a pattern, a list of values.",
        "Correct the cell, or the constraint where the value is right.",
    ),
    Check(
        "primary-key",
        Layer.TABLE,
        "Every row has a key of its own",
        "A part of the primary key is empty, or two rows have the same key.",
        "Give the row its own key, or remove the row that repeats another.",
    ),
    Check(
        "unique-error",
        Layer.TABLE,
        "Unique values stand once",
        "A value, or a set of values, that must be unique stands in two rows.",
        "Correct one of the two rows.",
    ),
    Check(
        "foreign-key",
        Layer.TABLE,
        "References find their record",
        "A cell refers to a record that does not exist in the other table.",
        "Correct the reference, or add the record that it means.",
    ),
    Check(
        "unsupported",
        Layer.TABLE,
        "Every type is checked",
        "A field is of a type that this version does not look into; its cells are passed as text.",
        "Look at these cells yourself.",
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
