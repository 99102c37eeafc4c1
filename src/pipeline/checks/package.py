"""Checks of the descriptor and what it points to."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

UNRELEASABLE = "unreleasable"
"""No setting of the gate weighs it: what stops an export stops it in any case."""

CHECKS: tuple[Check, ...] = (
    Check(
        "stopped",
        Layer.PACKAGE,
        "The check can begin and end",
        "Something stops the program, such as a descriptor, a gate or models that cannot be read; "
        "nothing is known of the data, and the exit code is 2.",
        "Correct what the message names, then run `pipeline validate` again.",
    ),
    Check(
        "descriptor",
        Layer.PACKAGE,
        "The descriptor follows the Data Package standard",
        "A property of the descriptor is missing, of the wrong type, or not allowed there; a "
        "warning says what the standard recommends, and `validate --strict` makes it an error.",
        "Correct the property that the pointer names.",
    ),
    Check(
        "dialect-error",
        Layer.PACKAGE,
        "Dialects follow the Table Dialect standard",
        "A dialect says something that the standard does not allow; its table is not read.",
        "Correct the property that the pointer names.",
    ),
    Check(
        "unsafe-path",
        Layer.PACKAGE,
        "Paths stay inside the package",
        "A path is absolute, hidden, of an unknown scheme, or leads out of the folder of the "
        "descriptor.",
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
        "waiver",
        Layer.PACKAGE,
        "Waivers are in use and have not run out",
        "A waiver under x-pipeline.gate lets nothing pass any more, or its date has gone by.",
        "Delete the waiver, or mend what it was for; a new date needs a new reason.",
    ),
    Check(
        "gate-setting",
        Layer.PACKAGE,
        "The gate names what there is",
        "A severity, threshold or waiver under x-pipeline.gate names a check, rule, table or field"
        " that is not there, so it changes nothing.",
        "Correct the name where the line says, or take the entry out.",
    ),
    Check(
        UNRELEASABLE,
        Layer.PACKAGE,
        "What is sound can also be released",
        "The package declares a version or a date, and something would stop `pipeline export`."
        " No severity, threshold or waiver changes that.",
        "Give what is missing, or take out of the cell what a workbook cannot hold.",
    ),
    Check(
        "unchecked-resource",
        Layer.PACKAGE,
        "Every resource is a table that can be read",
        "A resource is remote or in a format that is not CSV or TSV: its rows are not looked at. "
        "The package may be right; nobody should take it for checked.",
        "Look at it by other means, or deliver the table as a CSV inside the package.",
    ),
    Check(
        "limit-reached",
        Layer.PACKAGE,
        "Files keep within the declared limits",
        "A file is larger, unpacks further, or has more parts than is read of a stranger's data.",
        "Look whether the file is what it should be; the message names the limit.",
    ),
)
