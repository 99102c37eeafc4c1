"""Checks of an edited workbook or CSV that comes back by `pipeline import`."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

CHECKS: tuple[Check, ...] = (
    Check(
        "import-sheet",
        Layer.TABLE,
        "Sheets are those of the export",
        "A sheet is missing, was added, or its hidden copy was changed; or its table cannot be "
        "merged as it is now.",
        "Give the sheet its name back, or export anew and repeat the edits there.",
    ),
    Check(
        "import-column",
        Layer.TABLE,
        "Columns are those of the export",
        "A header is missing, misspelt or stands twice, or a column was sorted apart from the "
        "rest of the rows; a warning names columns that were added, which are not imported.",
        "Restore the header as exported; sort whole rows. The order of columns does not matter.",
    ),
    Check(
        "import-row",
        Layer.TABLE,
        "Rows are kept, added with an id, or marked as deleted",
        "A row vanished without a mark, stands twice, has no id, or its id was changed.",
        "Put the row or its id back; to delete one, write `delete` in a column headed `_delete`.",
    ),
    Check(
        "import-cell",
        Layer.TABLE,
        "Cells hold values of their field",
        "A cell holds a formula, an error, a value of another type, or no code of its category; "
        "or cells are merged.",
        "Write the value as the message shows; format cells of text as text.",
    ),
    Check(
        "import-text",
        Layer.TABLE,
        "Nothing was slipped into a text",
        "A program put curly quotes, spaces, line breaks or invisible characters into a text that "
        "was exported without them.",
        "Take them out; where they are meant, write them in the file of the table itself.",
    ),
    Check(
        "import-conflict",
        Layer.TABLE,
        "No value was changed on both sides",
        "The workbook and the raw file both changed a value since the export, each otherwise.",
        "Decide which one holds, and write it in the sheet and in the raw file.",
    ),
    Check(
        "import-locked",
        Layer.TABLE,
        "What the tool writes was not edited",
        "A sheet of evidence, coverage or a view was edited; such tables follow from the others.",
        "Take the edit back; change the tables that it follows from, then run the tool again.",
    ),
    Check(
        "import-behind",
        Layer.TABLE,
        "The workbook knows what raw/ says",
        "Not an error: the raw file was changed since the workbook was exported, also by an "
        "earlier import of the same workbook, where the sheet says what was exported. It stands.",
        "Where something else is meant, export anew and write it there.",
    ),
)
