"""The command line: parse, call the flow, render, and say by the exit code how it went.

Exit 0: nothing at or above --fail-on. 1: something. 2: could not begin or finish.
"""

import gc
import os
import signal
import sys
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer

from pipeline.cli import (
    anchor,
    coverage,
    curate,
    diff,
    explain,
    export,
    fmt,
    import_,
    init,
    mutate,
    release,
    schemas,
    validate,
    verify,
)
from pipeline.cli.telling import fail
from pipeline.cli.usage import Program
from pipeline.errors import PipelineError
from pipeline.language import Lang

app = typer.Typer(
    name="pipeline",
    cls=Program,
    help="Validate hand-curated records against schemas, rules and sources; export releases.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help in frames costs as long again to import
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = (
    init,
    validate,
    export,
    import_,
    verify,
    diff,
    release,
    schemas,
    fmt,
    explain,
    anchor,
    coverage,
    curate,
    mutate,
)
"""In the order of `pipeline --help`; each module adds its own."""

for _module in COMMANDS:
    _module.register(app)


@app.callback()
def _options(
    context: typer.Context,
    lang: Annotated[
        Lang | None, typer.Option(help="Language of messages (default: that of the locale).")
    ] = None,
) -> None:
    """`Program` reads it before anything is parsed, so that what goes wrong then is said in it."""
    if lang is not None:
        context.default_map = {module: {"lang": lang} for module in ("validate", "export")}


MANY = 10_000_000
"""Objects between two hunts for cycles: hunting among records cost a third of a run, and with
half a million objects between two hunts still a seventh."""

_INTERRUPTED = "interrupted; nothing was left half-written"


def main() -> NoReturn:
    """Run the command, and leave at once: to take all objects apart is a sixth of a short run."""
    try:
        _run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    else:
        code = 0
    os._exit(_said(code))


def _run() -> None:
    """The command; whatever stops the program becomes one clear line and exit code 2."""
    gc.set_threshold(MANY)
    signal.signal(signal.SIGTERM, _terminated)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except PipelineError as error:
        fail(str(error), more=error.more)
    except KeyboardInterrupt:
        fail(_INTERRUPTED, 130)
    except SystemExit as end:  # typer ends an interrupted command so, without a word
        if end.code != 130:
            raise
        fail(_INTERRUPTED, 130)
    except RuntimeError as error:
        if "interrupted" not in str(error).lower():
            raise
        fail(_INTERRUPTED, 130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(2)
    except OSError as error:
        fail(f"{error.filename or 'the system'}: {error.strerror or error}")


def _said(code: int) -> int:
    """The exit code, once all is said; 2 where it does not get through."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return code or 2
    return code


def _terminated(number: int, _: object) -> None:
    """End as by exit, so that scratch folders are taken away."""
    sys.exit(128 + number)
