"""A difference for people and machines: text, JSON, Markdown."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from pipeline.language import Say
from pipeline.release.change import Change, Difference, Example, Side
from pipeline.release.version import Bump, Version
from pipeline.render.json_text import json_text
from pipeline.render.markdown import cell, code
from pipeline.render.wording import visible
from pipeline.unseen import page

_SHOWN = 10
"""Examples of a change in a text; the count beside them is exact, and JSON holds more."""


def text(found: Difference, say: Say = str) -> str:
    """Table by table, each change with its class; the required bump, and why, at the end."""
    return page(_lines(found, say))


def markdown(found: Difference, say: Say = str) -> str:
    """The same as a page."""
    lines = [f"# {cell(_sides(found))}", "", cell(say(_verdict(found))), ""]
    for table in dict.fromkeys(change.table for change in found.changes):
        lines += [f"## {code(table) if table else say('Package')}", ""]
        for change in (c for c in found.changes if c.table == table):
            told = f"{say(change.what)} ({say(change.why)})"
            lines.append(f"- **{change.bump.word}** · {cell(told)}")
            lines += [f"  - {cell(line)}" for line in _examples(change, say)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_json(found: Difference, _: Say = str) -> str:
    """Every change with its count and up to a hundred examples; in English, for programs."""
    because = found.because
    values: dict[str, Any] = {
        "difference": 1,
        "old": asdict(found.old),
        "new": asdict(found.new),
        "bump": found.bump.word,
        "because": because.what if because else None,
        "version": needed(found),
        "changes": [{**asdict(item), "bump": item.bump.word} for item in found.changes],
    }
    return json_text(values)


RENDERERS: dict[str, Callable[[Difference, Say], str]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
}
"""Format name → renderer of a difference."""


def needed(found: Difference) -> str | None:
    """The least version that the new package may have; None where the old one has none."""
    known = Version.parse(found.old.version)
    return str(known.bumped(found.bump)) if known else None


def _lines(found: Difference, say: Say) -> Iterator[str]:
    yield _sides(found)
    for table in dict.fromkeys(change.table for change in found.changes):
        yield ""
        yield table or say("the package")
        for change in (c for c in found.changes if c.table == table):
            yield f"  {change.bump.word:5}  {say(change.what)} ({say(change.why)})"
            yield from (f"             {line}" for line in _examples(change, say))
    yield ""
    yield say(_verdict(found))


def _examples(change: Change, say: Say) -> Iterator[str]:
    yield from (_example(change, example, say) for example in change.examples[:_SHOWN])
    hidden = change.count - _SHOWN
    if hidden > 0 and change.examples:
        yield say(f"and {hidden:,} more")


def _example(change: Change, example: Example, say: Say) -> str:
    key = visible(example.key) + ": " if example.key is not None else ""
    if change.kind == "rows-redirected":
        return f"{key[:-2]} → {_value(example.new, say) if example.new else say('withdrawn')}"
    if change.kind == "values-changed" and example.key is not None:
        return f"{key}{_value(example.old, say)} → {_value(example.new, say)}"
    sign = "-" if example.old else "+"
    value = example.old or example.new
    if example.key is None:
        return f"{sign} {_value(value, say)}"
    return f"{key[:-2]} ({visible(value)})" if value else key[:-2]


def _value(value: str | None, say: Say) -> str:
    return say("nothing") if value is None else f"`{visible(value)}`"


def _verdict(found: Difference) -> str:
    because = found.because
    if because is None or found.bump is Bump.NONE:
        return "No difference: the content is the same, and no other version is required."
    where = f"{because.table}: " if because.table else ""
    version = needed(found)
    what = f"{where}{because.what} ({because.why})"
    if version:
        return f"Required: {found.bump.word}, so at least {version}, because {what}."
    return f"Required: {found.bump.word}, because {what}."


def _sides(found: Difference) -> str:
    return f"{_side(found.old)} → {_side(found.new)}"


def _side(side: Side) -> str:
    known = " ".join(part for part in (side.name, side.version) if part)
    return f"{side.named} ({known})" if known else side.named
