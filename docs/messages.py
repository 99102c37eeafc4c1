"""Messages of the program against its catalogue: `python docs/messages.py [--check | --missing]`.

The code holds messages in English, as plain strings and f-strings, and help in its commands;
`src/pipeline/language` says them in Chinese. This reads the templates out of the code, the help out
of the tree of commands, and compares them with the catalogue.
--check fails where one is missing there or no longer made; --missing prints what is to translate.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from pipeline.cli import app, usage
from pipeline.language import Lang
from pipeline.language.speaking import catalogue
from pipeline.language.template import Template

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "src" / "pipeline"

_TWO_LANGUAGES = re.compile(
    r"^(provenance|init|language)/|^table_schema/xsd/blocks|^release/changelog|^mutate/badge"
    r"|^export/(readme|dictionary|wording|citation|json_schemas|linked|workbook|draft)"
    r"|^render/(coverage_p|html|github|junit)|^render/markdown"
)
"""Where words are written in both languages, or belong to a page; `say(…)` is read there too."""

_WORDS = re.compile(r"[a-z]{2,}[,:]? [A-Za-z`{]|[A-Z][a-z]+ [a-z]{2}")
_NO_MESSAGE = re.compile(
    r"\b(SELECT|FROM|WHERE|JOIN|CREATE|ORDER BY|CAST|UNION|INSERT|IS NOT|CASE|OVER|AS|FILTER)\b"
    r"|</?[a-z]+[ >]|^bold |^dim$|lambda [a-z]:|STRUCT\(|([\w-]*[-\d][\w-]* ){4}"
    r"|^(integer number|object array|date datetime time)$"  # types by name
    r"|^import-row$|^DROP "
    r"|^(unhashable type|offset-naive and offset-aware|bad escape|'array' at property 'data')$"
)
_QUIET = {"Option", "Argument", "Typer", "compile", "split", "TypeVar"}
"""Calls whose strings are no messages; help is read from the tree of commands."""

_NOT_OURS = ("words", "usage")
"""Files of the catalogue that hold what no code of ours makes: single words, what typer says."""


def templates() -> dict[str, str]:
    """Template → the place in the code that makes it, or the command whose help it is."""
    return _messages() | helps()


def helps() -> dict[str, str]:
    """Every paragraph of help → the command that shows it, typer's own options too."""
    found: dict[str, str] = {}
    for command in commands():
        for text in (command.help, *(getattr(part, "help", None) for part in command.params)):
            for part in usage.paragraphs(text):
                found.setdefault(part, f"the help of {command.name}")
    return found


def commands() -> list[Any]:
    """All commands, the program itself first."""
    return [*usage.commands(typer.main.get_command(app))]


def _messages() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(CODE.rglob("*.py")):
        name = path.relative_to(CODE).as_posix()
        for node, told in _strings(ast.parse(path.read_text(encoding="utf-8")), False):
            for text in _template(node).split("\n"):
                words = text.strip()
                wanted = told or not _TWO_LANGUAGES.search(name)
                if wanted and _is_message(words, told):
                    found.setdefault(words, f"{name}:{node.lineno}")
    return found


def _is_message(text: str, told: bool) -> bool:
    if _NO_MESSAGE.search(text):
        return False
    return bool(re.search("[A-Za-z]{2}", text)) if told else bool(_WORDS.search(text))


def _strings(node: ast.AST, told: bool) -> Iterator[tuple[ast.expr, bool]]:
    """Every text of the code that is no docstring, and whether it is handed to `say`."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.arg):  # its annotation
        return
    if isinstance(node, ast.Assert):  # said to programmers
        yield from _strings(node.test, False)
        return
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _id(node.func)
        if name in _QUIET:
            return
        if name == "count" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
            for ending in ("", "s"):
                yield ast.parse(f"f'{{n}} {node.args[1].value}{ending}'").body[0].value, True  # type: ignore[attr-defined]
        told = name in ("say", "_say", "echo")
    if isinstance(node, ast.expr) and _is_text(node):
        yield node, told
        told = False
        for part in ast.walk(node):
            if isinstance(part, ast.FormattedValue):
                yield from _strings(part.value, False)
        return
    for child in ast.iter_child_nodes(node):
        yield from _strings(child, told and isinstance(child, (ast.expr, ast.keyword)))


def _id(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_text(node.left) and _is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _template(node: ast.expr) -> str:
    text, number = "", 0
    for piece in _pieces(node):
        if piece is None:
            text, number = f"{text}{{{number}}}", number + 1
        else:
            text += piece.replace("{", "{{").replace("}", "}}")
    return _numbered(text)


def _numbered(text: str) -> str:
    """Lines of a text are messages of their own: each counts its places from 0."""
    lines = []
    for line in text.split("\n"):
        order: dict[str, int] = {}
        renumber = lambda found, order=order: f"{{{order.setdefault(found[1], len(order))}}}"  # noqa: E731
        lines.append(re.sub(r"(?<!\{)\{(\d+)\}(?!\})", renumber, line))
    return "\n".join(lines)


def _pieces(node: ast.expr) -> Iterator[str | None]:
    if isinstance(node, ast.BinOp):
        yield from _pieces(node.left)
        yield from _pieces(node.right)
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield value.value if isinstance(value, ast.Constant) else None  # type: ignore[misc]
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def complaints() -> list[str]:
    """What is wrong with the catalogue, in words."""
    made, known = templates(), catalogue(Lang.ZH)
    shown = catalogue(Lang.ZH, "help")
    found = [
        f"{place}: not in help.json: {text}" for text, place in helps().items() if text not in shown
    ]
    found += [
        f"{place}: not in the catalogue: {text}"
        for text, place in made.items()
        if text not in known
    ]
    plain = {text for room in _NOT_OURS for text in catalogue(Lang.ZH, room)}
    found += [f"no longer made: {text}" for text in known if text not in made and text not in plain]
    for text, said in known.items():
        if not Template(said).places <= Template(text).places:
            found.append(f"has a place that the English has not: {said}")
        if not re.search("[\u3000-\u9fff\uff00-\uffef]", said) and text != said:
            found.append(f"is not Chinese: {said}")
    return found


def main() -> int:
    """See the module."""
    if "--missing" in sys.argv:
        known = catalogue(Lang.ZH)
        wanted = {text: place for text, place in templates().items() if text not in known}
        print(json.dumps(wanted, ensure_ascii=False, indent=0))
        return 0
    found = complaints()
    print("\n".join(found) or "the catalogue is complete")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
