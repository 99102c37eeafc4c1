"""`pipeline explain`: what a code means."""

from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.telling import pick, put, say
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.project import Project


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(explain)


def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            help="A code from a report; none lists all.", autocompletion=completing.explained
        ),
    ] = None,
) -> None:
    """Say what a code means and what to do about it."""
    from pipeline.checks import CHECKS, find

    if code is None:
        for check in CHECKS:
            put(f"{check.code:<20} {say(check.title)}")
        _list_rules()
        return
    known = find(code)
    if known is None:
        _explain_rule(code, [check.code for check in CHECKS])
        return
    put(f"{known.code} ({say(known.layer)}): {say(known.title)}")
    put("")
    put(say(known.meaning))
    put(f"→ {say(known.remedy)}")


def _list_rules() -> None:
    """The rules of the project here, if there is one."""
    from pipeline.rules import read_rules

    project = _project()
    folder = _rules(project) if project else None
    rules = read_rules(project.root / folder, shown=folder)[0] if project and folder else ()
    if rules:
        put("")
        put(say("Rules of this project:"))
    wide = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        put(f"{rule.name:<{wide}} {pick(rule.title, rule.title_zh)}")


def _explain_rule(code: str, known: list[str]) -> None:
    """Of the project here; PipelineError where no rule of it is called so."""
    from pipeline.rules import read_rules

    project = _project()
    folder = _rules(project) if project else None
    if project is None or folder is None:
        _refuse(code, known)
        return
    rules, broken = read_rules(project.root / folder, shown=folder)
    rule = next((rule for rule in rules if rule.name == code), None)
    if rule is None:
        wrong = [issue for tally in broken if tally.code == code for issue in tally.issues]
        for issue in wrong:
            raise PipelineError(f"{issue.path}: {issue.message}")
        _refuse(code, [*known, *(rule.name for rule in rules)])
        return
    put(f"{rule.name} ({say('rule')}): {pick(rule.title, rule.title_zh)}")
    put("")
    told = f"It is a rule of this project, {rule.path}, and looks at {', '.join(rule.needs)}."
    put(say(told))
    if rule.hint:
        put(f"→ {pick(rule.hint, rule.hint_zh)}")


def _refuse(code: str, known: list[str]) -> None:
    if near := get_close_matches(code, known, n=1):
        raise PipelineError(f"{code}: no check of the tool; did you mean {near[0]}?")
    raise PipelineError(
        f"{code}: no check of the tool, and no rule of a project here; "
        "pipeline explain lists the checks"
    )


def _project() -> "Project | None":
    from pipeline.project import Project

    with suppress(PipelineError):
        return Project.find(Path())
    return None


def _rules(project: "Project") -> str | None:
    """The folder of its rules; None where its descriptor cannot be read."""
    from pipeline.package.load import load
    from pipeline.project import Settings

    with suppress(PipelineError):
        return Settings.from_descriptor(load(project.descriptor)).rules
    return None
