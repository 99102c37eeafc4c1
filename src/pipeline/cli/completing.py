"""What the Tab key offers beyond commands and options: codes, formats, tables, rules.

A shell asks while somebody types, so what cannot be read is offered nothing, and says nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from pipeline.cli.telling import say

Offered = tuple[str, str]
"""What may be typed, and what it is."""

Completer = Callable[[typer.Context, list[str], str], list[Offered]]


def codes(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """Every code of the tool, with its title."""
    from pipeline.checks import CHECKS

    return [(check.code, say(check.title)) for check in CHECKS]


def explained(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """Every code of the tool, and the rules of the project."""
    return [*codes(ctx, args, incomplete), *rules(ctx, args, incomplete)]


def outputs(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """`FORMAT=`, as `--output` takes it."""
    from pipeline.cli.reporting import WORKBOOK
    from pipeline.cli.validate import Format

    return [(f"{name}=", "") for name in (*Format, WORKBOOK)]


def artefacts(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """What `export --only` writes."""
    from pipeline.export.build import WRITERS

    return [(writer.name, "") for writer in WRITERS]


def tables(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """The tables that the project's descriptor lists."""
    listed = _descriptor(ctx).get("resources")
    found = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return [(str(item["name"]), str(item.get("title") or "")) for item in found if "name" in item]


def rules(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """The rules of the project."""
    folder = "schemas/rules"
    with suppress(Exception):
        from pipeline.project import Settings

        folder = Settings.from_descriptor(_descriptor(ctx)).rules
    root = _root(ctx)
    return [(file.stem, "") for file in sorted((root / folder).glob("*.sql"))] if root else []


def reasons(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """Why something may be left out."""
    from pipeline.provenance import OmissionReason

    return _terms(OmissionReason)


def decisions(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
    """What may be decided of a conflict."""
    from pipeline.provenance import Decision

    return _terms(Decision)


def words(*listed: str) -> Completer:
    """These words."""

    def offered(ctx: typer.Context, args: list[str], incomplete: str) -> list[Offered]:
        return [(word, "") for word in listed]

    return offered


def _terms(members: Iterable[Any]) -> list[Offered]:
    return [(str(member.value), "") for member in members]


def _descriptor(ctx: typer.Context) -> dict[str, Any]:
    root = _root(ctx)
    with suppress(Exception):
        from pipeline.package.load import load

        return load(root / "datapackage.yaml") if root else {}
    return {}


def _root(ctx: typer.Context) -> Path | None:
    """The project that the words typed so far name, else the one here.

    Words before an option that has no value yet are left in `args`.
    """
    named = (*reversed(ctx.args), ctx.params.get("into"), ctx.params.get("target"), Path())
    start = next(Path(word) for word in named if word and Path(word).is_dir())
    with suppress(Exception):
        from pipeline.project import Project

        return Project.find(start).root
    return None
