"""Checks of headers, cells, keys and references against the schema."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

CHECKS: tuple[Check, ...] = (
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
)
