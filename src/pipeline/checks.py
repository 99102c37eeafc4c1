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
    # -- table: the text of a file, before its schema
    Check(
        "encoding-error",
        Layer.TABLE,
        "Files are text in their encoding",
        "A byte is not text in the encoding of the file, UTF-8 unless the descriptor says so.",
        'Save the file as "CSV UTF-8", or declare its `encoding` in the descriptor.',
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
        "The first or last words of a span do not stand in its source, or stand there twice; "
        "or a document has no spans.",
        "Copy the words from the source; quote more of them, or choose an occurrence with #2.",
    ),
    Check(
        "passage",
        Layer.EVIDENCE,
        "Passages have their one place",
        "The words of a row's passage do not stand in its document, or stand there twice.",
        "Copy the words from the document; quote more of them, or choose one with #2.",
    ),
    Check(
        "variant",
        Layer.EVIDENCE,
        "Differences of two printings are explained",
        "Two documents with the same work_id differ and no row of `variants` holds the place in "
        "both; or a row of `variants` explains no difference.",
        "Explain the difference in `variants`, or take out the row that explains none.",
    ),
    Check(
        "missing-evidence",
        Layer.EVIDENCE,
        "Every value is printed in its passage",
        "The passage of a row does not print one of its values, as the model says it is printed.",
        "Correct the value, widen `at`, or explain another printed form in `readings`.",
    ),
    Check(
        "ambiguous-evidence",
        Layer.EVIDENCE,
        "Every value is printed once in its passage",
        "The passage of a row prints one of its values more than once; the tool does not guess.",
        "Narrow `at` until it holds one of them; join passages with | to leave out the rest.",
    ),
    Check(
        "evidence",
        Layer.EVIDENCE,
        "Evidence is what the texts print",
        "`evidence` differs from what was derived anew: a place, a digest, a row too few or many.",
        "Run `pipeline anchor` and commit evidence.csv; it is never edited by hand.",
    ),
    Check(
        "stale-evidence",
        Layer.EVIDENCE,
        "Evidence is of the data that stand here now",
        "The text is not at hand, and a row changed after its evidence was derived from it.",
        "Get the source texts and run `pipeline anchor`, or take back the change.",
    ),
    Check(
        "coverage",
        Layer.EVIDENCE,
        "Every numeral and known name of the sources was seen",
        "A source prints an Arabic numeral, a date or the name of a record that is neither "
        "evidence of anything nor left out on purpose.",
        "Record what it says, or give a row in `omissions` with the reason why it is left out.",
    ),
    Check(
        "omission",
        Layer.EVIDENCE,
        "Omissions leave something out",
        "The characters of an omission do not stand where it says, or they are recorded anyway.",
        "Copy the characters from the source, narrow `at`, or delete the omission.",
    ),
    Check(
        "stale-coverage",
        Layer.EVIDENCE,
        "The counts of coverage are those of today",
        "`coverage` holds other counts than the texts and records give now.",
        "Run `pipeline coverage` and commit coverage.csv; it is never edited by hand.",
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
