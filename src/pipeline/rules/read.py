"""Read the rules of a folder: one file, one rule, its name the code of its issues."""

import re
from pathlib import Path

from pipeline.checks import find
from pipeline.declare import SLUG
from pipeline.report import Tally
from pipeline.rules.findings import broken
from pipeline.rules.head import RuleHead, files, parse, read_text
from pipeline.rules.model import Rule, Unfit


def read_rules(folder: Path, *, shown: str) -> tuple[list[Rule], list[Tally]]:
    """The rules by name; a file that is not a rule becomes a `broken` Tally, the others go on.

    shown: the folder's path as issues name it.
    """
    rules: list[Rule] = []
    tallies: list[Tally] = []
    for file in files(folder):
        path = f"{shown}/{file.name}"
        try:
            rules.append(_read(file, path))
        except Unfit as unfit:
            tallies.append(broken(file.stem, path, unfit.problem))
    return rules, tallies


def _read(file: Path, path: str) -> Rule:
    name = file.stem
    if not re.fullmatch(SLUG, name):
        raise Unfit(f"`{name}` cannot name a rule: use a-z, 0-9 and single hyphens")
    if find(name):
        raise Unfit(f"`{name}` is a check of the tool itself: give the rule another name")
    text = read_text(file)
    head = parse(text, RuleHead)
    return Rule(
        name=name,
        path=path,
        sql=text,
        title=head.title,
        title_zh=head.title_zh,
        severity=head.severity,
        needs=head.tables,
        hint=head.hint,
        hint_zh=head.hint_zh,
        min_cases=head.min_cases,
    )
