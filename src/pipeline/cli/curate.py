"""The curator's commands: find words in the texts, and write the rows that they call for."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import completing
from pipeline.cli.options import Sources, Target, progress, texts
from pipeline.cli.telling import echo, put, say
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.curating import Adjudicated

source = typer.Typer(help="Register the texts that data are taken from.", no_args_is_help=True)

Setting = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="Any other field of the row: FIELD=VALUE. May be repeated.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(find)
    app.add_typer(source, name="source")
    app.command()(omit)
    app.command()(adjudicate)


def find(
    words: Annotated[str, typer.Argument(help="What to look for; white space is ignored.")],
    target: Target = Path(),
    document: Annotated[str | None, typer.Option(help="Look in this document only.")] = None,
    table: Annotated[
        str | None,
        typer.Option(
            help="Give whole rows of this table, such as claims.", autocompletion=completing.tables
        ),
    ] = None,
    sources: Sources = None,
) -> None:
    """Find words in the documents; each hit comes with a passage to paste."""
    from pipeline import curating
    from pipeline.curate import show
    from pipeline.project import Project

    with progress() as step:
        found = curating.find(
            Project.find(target), texts(sources), words, document, table, step=step
        )
    for line in show.search(found, say):
        put(line)
    raise typer.Exit(0 if found.hits else 1)


@source.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="The text file, in UTF-8.")],
    target: Target = Path(),
    id: Annotated[str | None, typer.Option(help="Its id (default: from the file's name).")] = None,
    title: Annotated[str | None, typer.Option(help="What the text is.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="Kind of publication; needed where the project has kinds of its own."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published_on: Annotated[
        str | None, typer.Option(help="2020, 2020-11 or 2020-11-24, as far as known.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where it can be read.")] = None,
    rights: Annotated[str | None, typer.Option(help="Rights in the text.")] = None,
    more: Setting = None,
) -> None:
    """Add a text to the sources: its name, SHA-256 and length are taken from the file."""
    from pipeline import curating
    from pipeline.project import Project

    named = {
        "source_id": id,
        "title": title,
        "kind": kind,
        "publisher": publisher,
        "published_on": published_on,
        "url": url,
        "rights": rights,
    }
    with progress() as step:
        done = curating.add_source(Project.find(target), file, _given(named, more), step=step)
    echo(f"wrote {done.path}:{done.line}: {done.cells['source_id']}")
    for name in ("file_name", "sha256", "characters"):
        echo(f"    {name} = {done.cells[name]}")
    echo(f"Next: fill in as far as it is known: {', '.join(done.empty) or 'nothing'}.")
    echo("Then name its works in documents, and their stretches in document_spans;")
    echo("the text itself belongs into the folder of sources (raw/sources/ or --sources).")


def omit(
    document: Annotated[
        str, typer.Argument(help="The document; or a source, for words outside of documents.")
    ],
    exact: Annotated[str, typer.Argument(help="The characters that are left out.")],
    target: Target = Path(),
    reason: Annotated[
        str,
        typer.Option(
            help="repeat, page-furniture, slogan, name-part, ordinal, …",
            autocompletion=completing.reasons,
        ),
    ] = "",
    at: Annotated[
        str | None, typer.Option(help="Passage that holds them, where they stand there twice.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else.")] = None,
    sources: Sources = None,
    more: Setting = None,
) -> None:
    """Record that something printed is left out on purpose, and why."""
    from pipeline import curating
    from pipeline.curate import show
    from pipeline.project import Project
    from pipeline.provenance import OmissionReason

    if not reason:
        known = ", ".join(item.value for item in OmissionReason)
        raise PipelineError(f"say why it is left out: --reason REASON, one of {known}")
    given = _given({"reason": reason, "note": note}, more)
    with progress() as step:
        done = curating.omit(
            Project.find(target), texts(sources), document, exact, at, given, step=step
        )
    echo(f"wrote {done.path}:{done.line}")
    echo(f"    {show.row(done.cells.values())}")


def adjudicate(
    rule: Annotated[
        str | None,
        typer.Argument(
            help="The rule; none lists all open cases.", autocompletion=completing.rules
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Argument(help="Key of its case; none lists its open cases.")
    ] = None,
    target: Target = Path(),
    decision: Annotated[
        str | None,
        typer.Option(
            help="prefer-expected, prefer-actual, both-stand or undecided.",
            autocompletion=completing.decisions,
        ),
    ] = None,
    cause: Annotated[str | None, typer.Option(help="Why the values differ.")] = None,
    reason: Annotated[str | None, typer.Option(help="The reason, in a sentence.")] = None,
    basis: Annotated[str | None, typer.Option(help="Documents it rests on.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decided.")] = None,
    on: Annotated[str | None, typer.Option(help="When: YYYY-MM-DD.")] = None,
) -> None:
    """Take up a conflict that a rule finds: write its row, the judgement left to you."""
    from pipeline import curating
    from pipeline.curate import show
    from pipeline.project import Project

    judgement = {
        "decision": decision,
        "cause": cause,
        "reason": reason,
        "basis": basis,
        "decided_by": by,
        "decided_on": on,
    }
    given = _given(judgement, None)
    with progress() as step:
        project = Project.find(target)
        if rule and key:
            done = curating.adjudicate(project, rule, key, given, step=step)
        elif given:
            raise PipelineError("name the case to decide: pipeline adjudicate RULE KEY")
        else:
            cases = curating.failing(project, rule, step=step)
    if rule and key:
        _print_decision(done)
        return
    for line in show.open_cases(cases):
        echo(line)
    raise typer.Exit(1 if cases else 0)


def _print_decision(done: "Adjudicated") -> None:
    from pipeline.curate import show

    for line in show.conflict(done.conflict.issue, done.conflict.case):
        echo(line)
    if done.lapsed:
        echo("the earlier decision was on other values, so its judgement was taken back")
    echo(f"wrote {done.row.path}:{done.row.line}: {done.row.cells['adjudication_id']}")
    if done.row.empty:
        echo(f"Next: decide, and fill in {', '.join(done.row.empty)} in this row")
    else:
        echo("Next: pipeline validate")


def _given(named: dict[str, str | None], more: list[str] | None) -> dict[str, str]:
    """What was said of the row's fields; each on one line."""
    given = {name: value for name, value in named.items() if value is not None}
    for item in more or ():
        name, sign, value = item.partition("=")
        if not sign:
            raise PipelineError(f"--set {item}: write FIELD=VALUE")
        given[name.strip()] = value
    return {name: " ".join(value.split()) for name, value in given.items()}
