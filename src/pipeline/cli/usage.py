"""Help and usage errors, in the language of whoever types the command.

Both are made in English, by our commands and by typer. Where another language is asked for, the
tree of commands is dressed in it before it runs; whoever wants English pays nothing for that.
"""

import inspect
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any, cast

import typer
from typer.core import TyperGroup

from pipeline.cli.telling import say, speak
from pipeline.language import Lang, preferred

if TYPE_CHECKING:
    from typer._click.core import Command, Parameter
    from typer._click.exceptions import ClickException

OPTION = "--lang"
_ERROR = "Error: "
_PLAINER = {
    "Value error, ": "",
    "a valid int range": "a whole number",
    "a valid float range": "a number",
}
"""Words of typer, or of Pydantic that some versions of it ask, → those that a curator knows."""


class Program(TyperGroup):
    """The root of all commands: it knows the language before anything is parsed.

    Each command has its option `--lang`, so that it may stand anywhere.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.plain = True
        option = next(part for part in self.params if OPTION in part.opts)
        for command in commands(self):
            if not any(OPTION in part.opts for part in command.params):
                command.params.append(_unheard(option))

    def invoke(self, ctx: Any) -> Any:
        """Run the command, whose options are read here."""
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            if self.plain:  # the catalogues of other languages know the words as they are
                _plainly(cast("ClickException", error))
            raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run as typer does, and say in the person's language what it says."""
        given = list(sys.argv[1:] if args is None else args)
        lang = asked(given) or preferred(os.environ)
        speak(lang)
        run = partial(
            super().main,
            args,
            prog_name,
            complete_var,
            windows_expand_args=windows_expand_args,
            **extra,
        )
        self.plain = lang is Lang.EN
        if lang is Lang.EN:
            return run(standalone_mode=standalone_mode)
        dress(self, lang)
        try:
            code = run(standalone_mode=False)
        except typer.TyperException as error:
            if not standalone_mode:
                raise
            code = _said(cast("ClickException", error))
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def _plainly(error: "ClickException") -> None:
    """Take out of a usage error what its maker, and no curator, understands."""
    for words, plainer in _PLAINER.items():
        error.message = error.message.replace(words, plainer, 1)


def asked(words: Sequence[str]) -> Lang | None:
    """The language that the words of a command ask for, wherever among them; the last counts."""
    found = None
    before = words[: words.index("--")] if "--" in words else words
    for word, after in zip(before, [*before, ""][1:], strict=True):
        name, sign, value = word.partition("=")
        wanted = value if sign else after
        if name == OPTION and wanted in tuple(Lang):
            found = Lang(wanted)
    return found


def dress(root: "Command", lang: Lang) -> None:
    """Put every help text of a tree of commands into a language."""
    from pipeline.cli.wide import context_class
    from pipeline.language.speaking import catalogue

    known = catalogue(lang, "help") | catalogue(lang, "usage")
    for command in commands(root):
        command.context_class = context_class(known)
        command.short_help = _each(command.short_help or _first(command.help), known)
        command.help = _each(command.help, known)
        command.options_metavar = _each(command.options_metavar, known)
        if isinstance(command, TyperGroup):
            command.subcommand_metavar = known.get(
                command.subcommand_metavar, command.subcommand_metavar
            )
        for part in command.params:
            if hasattr(part, "help"):
                part.help = _each(part.help, known)


def commands(root: "Command") -> Iterator["Command"]:
    """A command, and all below it."""
    yield root
    if isinstance(root, TyperGroup):
        for command in root.commands.values():
            yield from commands(command)


def paragraphs(text: str | None) -> list[str]:
    """Help as it is translated: paragraph by paragraph, each on one line."""
    parts = inspect.cleandoc(text or "").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def _unheard(option: "Parameter") -> "Parameter":
    """The option for a command whose function does not ask for it."""
    found = copy(option)
    found.expose_value = False
    return found


def _first(text: str | None) -> str | None:
    return next(iter(paragraphs(text)), None)


def _each(text: str | None, known: Mapping[str, str]) -> str | None:
    if text is None:
        return None
    return "\n\n".join(known.get(part, part) for part in paragraphs(text))


def _said(error: "ClickException") -> int:
    """Print what typer has to say of a command that cannot be, line by line."""
    told = StringIO()
    error.show(told)
    for line in told.getvalue().splitlines():
        name, sign, what = line.partition(_ERROR)
        typer.echo(
            f"{say(_ERROR.strip())}{say(what)}" if sign and not name else say(line), err=True
        )
    return error.exit_code
