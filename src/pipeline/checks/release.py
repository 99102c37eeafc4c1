"""Checks of a release that somebody holds in hands."""

from pipeline.checks.check import Check
from pipeline.issue import Layer

INCOMPLETE = "incomplete-release"
"""No setting of the gate weighs it: a release that lacks a row is none."""

CHECKS: tuple[Check, ...] = (
    Check(
        INCOMPLETE,
        Layer.PACKAGE,
        "A release holds every row that was read",
        "A row, a column or a table would be missing from a release, or a key would stand in it"
        " twice, though the gate lets the finding pass. `validate` warns of it, `export` refuses,"
        " `verify` finds releases that have other rows than their `report.json` read. No severity,"
        " threshold, waiver or baseline changes that.",
        "Mend what the message names; of a release that somebody gave you, ask for a whole one.",
    ),
    Check(
        "release-file",
        Layer.PACKAGE,
        "The release has exactly the files that it was made with",
        "A file is missing, was changed, or is not one of those that `SHA256SUMS` lists.",
        "Download the release again from where it was published, and verify that copy.",
    ),
    Check(
        "release-artefact",
        Layer.PACKAGE,
        "Workbook, database, JSON and Parquet hold what the tables hold",
        "An artefact says something else than the CSV files beside it, though `SHA256SUMS` lists"
        " it so: somebody changed one of them and computed the sums anew.",
        "Trust neither; download the release again from where it was published.",
    ),
    Check(
        "content-digest",
        Layer.PACKAGE,
        "The data are those that the release was stamped with",
        "The digest of the tables, computed anew, is not the one in `RELEASE.json`.",
        "Download the release again; where it is your own, run `pipeline export` again.",
    ),
    Check(
        "release-version",
        Layer.PACKAGE,
        "Name and version are the same wherever they stand",
        "`RELEASE.json`, `datapackage.json` and the names of folder and files must agree.",
        "Restore the names that the release came with, or download it again.",
    ),
)
