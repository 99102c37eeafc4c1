"""Checks of the text of a file, before its schema."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

CHECKS: tuple[Check, ...] = (
    Check(
        "byte-count",
        Layer.TABLE,
        "Files have their declared size",
        "A file has another number of bytes than `bytes` of its resource says.",
        "Restore the file, or correct `bytes` where the file is right.",
    ),
    Check(
        "hash-count",
        Layer.TABLE,
        "Files have their declared digest",
        "A file has another digest than `hash` of its resource says, or `hash` is none.",
        "Restore the file, or correct `hash` where the file is right.",
    ),
    Check(
        "compression-error",
        Layer.TABLE,
        "Packed files can be unpacked",
        "A gzip or zip file is damaged, or does not hold exactly one table.",
        "Pack the file again, each table by itself.",
    ),
    Check(
        "source-error",
        Layer.TABLE,
        "Inline data are rows",
        "The `data` of a resource are neither a list of lists, nor a list of objects, nor CSV.",
        "Give a list of lists of which the first is the header, or a list of objects.",
    ),
    Check(
        "encoding-error",
        Layer.TABLE,
        "Files are text in their encoding",
        "A byte is not text in the encoding that the file is said to have, or should: UTF-8.",
        'Save the file as "CSV UTF-8", or declare its `encoding` in the descriptor.',
    ),
    Check(
        "undeclared-encoding",
        Layer.TABLE,
        "Files are UTF-8 where no encoding is declared",
        "A file is surely in another encoding, in which it is read; the descriptor names none.",
        "Declare `encoding` in the descriptor, or save the file as UTF-8.",
    ),
    Check(
        "byte-order-mark",
        Layer.TABLE,
        "Files begin with their first label",
        "An invisible byte order mark stands before the first label; it is read past.",
        "Nothing has to be done; without the mark (UTF-8 without BOM) other programs read better.",
    ),
    Check(
        "empty-file",
        Layer.TABLE,
        "Every table has a header",
        "A file is empty, or ends before its header.",
        "Restore its content; a table without rows still needs its header.",
    ),
    Check(
        "mixed-line-ends",
        Layer.TABLE,
        "A file has one kind of line end",
        "Some lines end otherwise than the first, as when a file was edited on several systems.",
        "Save the file with one kind of line end; editors show and change it.",
    ),
    Check(
        "row-conservation",
        Layer.TABLE,
        "No row is lost in reading",
        "Rows read, rejected, blank, comments and header are not together the records counted.",
        "This is a fault of the program, not of the data: please report it.",
    ),
    Check(
        "nul-byte",
        Layer.TABLE,
        "Text has no NUL",
        "A row holds a NUL, a character that no text has; the row is not read.",
        "Retype the cell, or export the file again: it may be damaged.",
    ),
    Check(
        "long-row",
        Layer.TABLE,
        "Rows have a reasonable length",
        "A row has more than ten million characters; it is not read.",
        "Look for a quote that is opened and not closed, or for missing line ends.",
    ),
    Check(
        "quote-error",
        Layer.TABLE,
        "Quotes enclose whole cells",
        "A quote is never closed, text follows a closing quote, or a quote stands inside a cell "
        "that is not in quotes; the row is not read.",
        "Put the whole cell in quotes, and write a quote inside it twice.",
    ),
    Check(
        "blank-row",
        Layer.TABLE,
        "Every row holds something",
        "A line is empty, or no cell of a row holds anything; the row is not read.",
        "Delete the line.",
    ),
    Check(
        "missing-cell",
        Layer.TABLE,
        "No row has fewer cells than the header",
        "A row has fewer cells than the header has labels; the row is not read.",
        "Add what is missing; a cell that is empty still needs its delimiter.",
    ),
    Check(
        "extra-cell",
        Layer.TABLE,
        "No row has more cells than the header",
        "A row has more cells than the header has labels; the row is not read.",
        "Put a cell that holds the delimiter in quotes, or delete what is surplus.",
    ),
    Check(
        "unusual-character",
        Layer.TABLE,
        "Texts are written in usual characters",
        "A cell holds a radical or compatibility form of a character, a letter apart from its "
        "accent, a space that is not the plain one, or a code that is no character: searches miss "
        "it. Tables that the tool writes are not looked at.",
        "Write the usual character that the message shows; where the source prints the other, "
        "waive the warning in the descriptor.",
    ),
    Check(
        "unseen-character",
        Layer.TABLE,
        "What is in a text can be seen",
        "A cell in a project holds a character that nobody sees, such as a zero-width space or a "
        "soft hyphen: the value is another than it looks, names are not unique and searches miss "
        "it. Where writing needs one, as in emoji, `unusual-character` tells of it.",
        "Delete it, or type the cell again; it is usually left over from copying.",
    ),
    Check(
        "stray-space",
        Layer.TABLE,
        "Cells neither begin nor end with white space",
        "A cell of text in a project begins or ends with a space, a tab, a line break or a"
        " full-width space. Nobody sees it, but the value is another: names are not unique,"
        " references find nothing, what is printed does not compare.",
        "Run `pipeline fmt`, which takes it away, or delete it in the cell.",
    ),
    Check(
        "missing-resource",
        Layer.PACKAGE,
        "Every model has its resource",
        "`models.py` lists a table that the descriptor does not, so its file is not checked.",
        "Add the resource to the descriptor, or take the model out of TABLES.",
    ),
)
