"""What we and the installed `frictionless` say of a trial, and how far it is what the text asks."""

import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import frictionless

from conformance.trials import Requirement, Trial
from pipeline import descriptor
from pipeline.issue import Issue
from pipeline.strangers import validate_package

ABOUT_DATA = {
    "scheme-error", "source-error", "format-error", "encoding-error", "compression-error",
    "blank-header", "blank-label", "duplicate-label", "incorrect-label", "missing-label",
    "extra-label", "blank-row", "missing-cell", "extra-cell", "type-error", "constraint-error",
    "unique-error", "primary-key", "foreign-key",
}  # fmt: skip
"""Codes that say nothing about a descriptor: its examples are not made to fit their table."""


@dataclass(frozen=True)
class Said:
    """What frictionless said. refused: it read no table. findings: (code, row)."""

    findings: tuple[tuple[str, int], ...] = ()
    refused: bool = False
    crashed: str = ""
    offline: bool = False


def ours_holds(requirement: Requirement) -> bool:
    """True where we say of every trial what the text asks."""
    return all(_ours(requirement, trial) == trial.gives for trial in requirement.trials)


def theirs(requirement: Requirement) -> tuple[str, ...]:
    """How frictionless differs from the text, in short statements; none where it does not."""
    said: list[str] = []
    for trial in requirement.trials:
        if requirement.level == "SHOULD" and requirement.about == "descriptor" and not trial.good:
            continue
        told = _ask(trial)
        judge = {"descriptor": _descriptor, "cells": _cells, "data": _data}[requirement.about]
        said += judge(trial, told)
    return tuple(_joined(said))


def _ours(requirement: Requirement, trial: Trial) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        report = validate_package(trial.write(Path(folder)), step=lambda _: None)
    if requirement.about == "descriptor":
        told = [issue for issue in report.issues if not _only_unchecked(issue)]
        found = {issue.pointer: issue.severity.value for issue in told}
        return found if len(found) == len(told) else told
    return sorted(
        (issue.code, issue.row or 0)
        for issue in report.issues
        if not _only_unchecked(issue)
        if issue.severity == "error" or issue.code not in descriptor.CODES
    )


_UNCHECKED = ("unchecked-resource", "hash-count", "missing-schema", "undeclared-encoding")
"""What is right by the standard and cannot be tried here, or had to be found out, which a warning
says."""


def _only_unchecked(issue: Issue) -> bool:
    """It judges nothing: it tells that something is not looked at."""
    return issue.severity == "warning" and issue.code in _UNCHECKED


def _ask(trial: Trial) -> Said:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = trial.write(Path(folder))
        context = {"trusted": False, "standards": "v2", "http_session": _Offline()}
        with frictionless.system.use_context(**context):
            try:
                report = frictionless.Package(str(file)).validate()
            except frictionless.FrictionlessException as error:
                if "the network" in str(error):
                    return Said(offline=True)
                return Said((("refused", 0),), refused=True)
            except Exception as error:  # whatever it is, it is what the page tells
                return Said(crashed=type(error).__name__)
    found = [(error.type, 0) for error in report.errors]
    for task in report.tasks:
        found += [(error.type, getattr(error, "row_number", 0) or 0) for error in task.errors]
    refused = any(code not in ABOUT_DATA and not code.endswith("-count") for code, _ in found)
    return Said(tuple(found), refused)


def _descriptor(trial: Trial, said: Said) -> Iterable[str]:
    if said.offline:
        return ["fetches", trial.shown]
    if said.crashed:
        return ["crashes on", trial.shown]
    if not trial.good and "error" in trial.gives.values():
        seen = said.refused or any(code.endswith("-count") for code, _ in said.findings)
        return [] if seen else ["takes", trial.shown]
    return ["refuses", trial.shown] if said.refused else []


def _cells(trial: Trial, said: Said) -> Iterable[str]:
    if said.crashed:
        return ["crashes on", _row(trial, min(trial.rows))]
    if said.refused:
        return ["refuses", "the schema"]
    rows = {row for _, row in said.findings}
    wrong = rows if trial.good else set(trial.rows) - rows
    verb = "refuses" if trial.good else "takes"
    return [part for row in sorted(wrong) for part in (verb, _row(trial, row))]


def _data(trial: Trial, said: Said) -> Iterable[str]:
    if said.crashed:
        return ["crashes on", trial.shown]
    if trial.good:
        return ["refuses", trial.shown] if said.findings or said.refused else []
    return [] if said.findings else ["takes", trial.shown]


def _row(trial: Trial, row: int) -> str:
    return trial.rows.get(row, "the header")


def _joined(said: list[str]) -> Iterable[str]:
    """`verb`, `what` in turn → one statement a verb."""
    by_verb: dict[str, list[str]] = {}
    for verb, what in zip(said[::2], said[1::2], strict=True):
        by_verb.setdefault(verb, []).append(what)
    for verb, whats in by_verb.items():
        yield "\0".join([verb, *whats])


class _Offline:
    def __getattr__(self, name: str) -> NoReturn:
        raise ConnectionError("it wanted to fetch something from the network")
