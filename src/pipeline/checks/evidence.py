"""Checks of the texts that the data were taken from."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

CHECKS: tuple[Check, ...] = (
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
        "The text is not at hand, and a row changed after its evidence was derived from it, or "
        "evidence.csv was edited by hand.",
        "Take back the change, or look at the passage again and run `pipeline anchor` with the "
        "source texts.",
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
        "`coverage` holds other counts than the texts and records give now, or what they rest on "
        "changed since they were counted.",
        "Run `pipeline coverage` and commit coverage.csv, never edited by hand.",
    ),
)
