"""docs/conformance.md: every requirement, what keeps and breaks it, and both verdicts."""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import frictionless

from conformance.judging import ours_holds, theirs
from conformance.trials import Requirement, Trial, requirements
from pipeline.second_opinion import compare
from pipeline.strangers import validate_package

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
STATED = f"frictionless {frictionless.__version__}"

UNCHECKED = "frictionless does not check this of a descriptor"
ALONE = {
    "package-created": "it knows no leap seconds and does not ask for a time zone",
    "resource-schema": "it wants to fetch the schema and does not go on without the network",
    "field-name-unique": "it refuses names that repeat, which version 1 allowed",
    "v1-fields": "it refuses names that repeat, which version 1 allowed",
    "data-any": "a field without a type holds text with it, so a number is none",
    "v1-profile": "it wants to fetch the profile and does not go on without the network",
}
"""Reasons of single requirements, beside those that a second opinion gives."""

UNJUDGED = (
    ("SHOULD", "A name is unique in its registry, does not change between versions, and tells no "
     "range of time; versions follow the recipe.", "one package does not show it"),
    ("MAY", "The fields of a reference have the types of those that they refer to.",
     "the text is silent; we compare values as they are written, so that a text `1` is the number 1"),
    ("MUST", "An `id` is unique in the world.", "one package does not show it"),
    ("SHOULD", "A descriptor is published as `datapackage.json`, and as JSON.",
     "a file does not tell whether it is published; YAML is read too"),
    ("MUST", "A profile is versioned, never changes, and is a JSON Schema of draft-07.",
     "profiles are not fetched; one that is not the standard's is told"),
    ("SHOULD", "The first paragraph of a description stands apart.", "any text may be one paragraph"),
    ("SHOULD", "Roles are of a vocabulary.", "which one is left open"),
    ("SHOULD", "Custom properties have names of the form `namespace:property`.",
     "nearly every package would be warned, and nothing is lost: only what looks like a misspelt "
     "property of the standard is told"),
    ("SHOULD", "Programs that write follow the order of categories, or load missing values as null.",
     "it asks something of programs that load data, not of data"),
    ("SHOULD", "JSON, YAML, spreadsheets and databases are read by their dialects.",
     "such resources are told to be unchecked; only their bytes and hash are held"),
)  # fmt: skip

_HEAD = """# Conformance

Every requirement of the text of the Data Package standard, version 2.0 (Data Package, Data
Resource, Table Dialect, Table Schema, Glossary), in our words, with what keeps it and what breaks
it; how `pipeline validate` and the installed {stated} judge these.

- **pipeline**: ✓ where every case of the row is judged as the text asks. The tests hold this.
- **frictionless**: ✓ where it judges so too; else what it takes though it breaks the requirement,
  refuses though it keeps it, or falls over; and why. What the text only recommends is a warning
  with us; frictionless has no warnings, so of a descriptor it is asked about the good cases only.

Cases of descriptors are changes to a small package that is sound; `(absent)` takes a property away.
Both programs are asked about the whole package on disk, with tables that fit it. A warning that
something is not looked at (a remote file, an unknown digest), or that an encoding had to be found
out, counts as no verdict.

Where the standard's profiles (JSON Schemas) and its text differ, the text counts: the published
profile asks for a list in `fieldsMatch`, and the text misspells `datetime` among the items of
lists.

`pipeline validate --second-opinion` explains by the same reasons. Written by
`python tests/test_conformance_page.py`; edit `tests/conformance/` instead.

{totals}
"""


def page() -> str:
    """The whole page; asks both engines about every case, which takes a minute."""
    judged = [_Judged(requirement) for requirement in requirements()]
    parts = [_HEAD.format(stated=STATED, totals=_totals(judged))]
    for section, group in groupby(judged, lambda item: item.requirement.section):
        parts += [f"## {section}\n", *_table(group)]
    rows = [f"| {text} | {level} | {why} |" for level, text, why in UNJUDGED]
    parts += ["## What no validator of a package can tell, or we do not\n",
              "\n".join(["| requirement | level | why |", "|---|---|---|", *rows]) + "\n"]  # fmt: skip
    return "\n".join(parts)


class _Judged:
    def __init__(self, requirement: Requirement) -> None:
        self.requirement = requirement
        self.ours = ours_holds(requirement)
        self.theirs = theirs(requirement)
        self.silent = requirement.about == "descriptor" and requirement.level == "SHOULD"
        self.why = reasons(requirement, self.theirs) if self.theirs else []


def reasons(requirement: Requirement, differs: Iterable[str]) -> list[str]:
    """Why frictionless judges otherwise: what a second opinion on the same cases says."""
    found = [ALONE[requirement.id]] if requirement.id in ALONE else []
    verbs = {said.partition("\0")[0] for said in differs}
    if requirement.about == "descriptor" and "takes" in verbs and not found:
        found.append(UNCHECKED)
    told = [t for t in requirement.trials if t.good or requirement.about != "descriptor"]
    for trial in told if requirement.about != "descriptor" or not found else ():
        found += _second_opinion(requirement, trial)
    if "crashes on" in verbs and not any("crash" in reason for reason in found):
        found.append("a Python exception where an issue should be")
    return list(dict.fromkeys(found))


def _second_opinion(requirement: Requirement, trial: Trial) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = trial.write(Path(folder))
        opinion = compare(validate_package(file, step=lambda _: None), file)
    if opinion.refused and "(" in opinion.refused:
        yield opinion.refused.rpartition(" (")[2].removesuffix(")")
    if requirement.about != "descriptor" and opinion.refused is None:
        yield from (why for why in opinion.why.values() if why)


def _totals(judged: list[_Judged]) -> str:
    trials = [trial for item in judged for trial in item.requirement.trials]
    cases = sum(len(trial.rows) or 1 for trial in trials)
    ours = sum(item.ours for item in judged)
    same = sum(not item.theirs and not item.silent for item in judged)
    return (
        f"{len(judged)} requirements, {cases} cases: pipeline judges {ours} requirements as the "
        f"text asks, frictionless {same}."
    )


def _table(group: Iterable[_Judged]) -> Iterator[str]:
    lines = ["| requirement | level | kept by | broken by | pipeline | frictionless |",
             "|---|---|---|---|---|---|"]  # fmt: skip
    for item in group:
        it = item.requirement
        text = it.text + (f" {it.note}" if it.note else "")
        kept, broken = (_shown(it, good=good) for good in (True, False))
        verdict = "✓" if item.ours else "**not yet**"
        lines.append(
            f"| {_cell(text)} | {it.level} | {kept} | {broken} | {verdict} | {_other(item)} |"
        )
    yield "\n".join(lines) + "\n"


def _other(item: _Judged) -> str:
    if not item.theirs:
        return "gives no warnings" if item.silent else "✓"
    said = []
    for statement in item.theirs:
        verb, *whats = statement.split("\0")
        listed = [what if what in ("the schema", "the header") else _code(what) for what in whats]
        said.append(f"{verb} {', '.join(dict.fromkeys(listed))}")
    return "; ".join(said) + ": " + _cell("; ".join(item.why))


def _shown(requirement: Requirement, *, good: bool) -> str:
    tried = [trial for trial in requirement.trials if trial.good is good]
    if not tried:
        return "nothing can" if good else "nothing is refused"
    if requirement.about == "cells":
        return ", ".join(_code(cell) for trial in tried for cell in trial.rows.values())
    return "<br>".join(_code(trial.shown) for trial in tried[:3])


_LONG = 70


def _code(text: str) -> str:
    if text == "{}":
        return "(as it is)"
    short = text if len(text) <= _LONG else text[: _LONG - 1] + "…"
    escaped = short.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
    visible = escaped.replace("\r", "␍").replace("\n", "␊").replace("`", "&#96;")
    return f"<code>{visible}</code>" if visible.strip() else "<code>␠</code>" if visible else "(empty)"  # fmt: skip


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
