"""CHANGELOG.md of a project: the entry of one version, written from a difference.

Between two marks each entry has room for the words of a person; they stay when it is written again.
"""

import re
from collections.abc import Iterator

from pipeline.provenance import Adjudication
from pipeline.release.change import Change, Difference, Example
from pipeline.unseen import inert

FILE = "CHANGELOG.md"
_HEAD = """\
# Changelog

All notable changes of the data. The form is that of Keep a Changelog; versions are computed from
the data themselves: MAJOR where readers must adapt, MINOR where there is more, PATCH where
something was corrected.
"""
_BEGIN, _END = "<!-- in your own words -->", "<!-- end of your own words -->"
_SHOWN = 20
"""Rows or values named of one change; their number is given in full."""

_ADDED = frozenset(("table-added", "field-added", "rows-added", "category-added"))
_REMOVED = frozenset(
    ("table-removed", "field-removed", "rows-removed", "rows-redirected", "category-removed")
)


def written(text: str, version: str, date: str, found: Difference | None) -> str:
    """The changelog with this version's entry: renewed in its place, else before all others.

    `found` is None for a first release, which has nothing to be compared with.
    """
    before, entry, after = _split(text or _HEAD, version)
    body = "".join(f"{line}\n" for line in _entry(version, date, found, _words(entry)))
    return f"{before.rstrip()}\n\n{body}{chr(10) if after else ''}{after}"


def renamed(text: str, old: str, new: str) -> str:
    """The entry of a version that was never released becomes that of the next; its words stay."""
    found = _heading(text, old)
    if found is None or _heading(text, new):
        return text
    heading = found[0].replace(old, new, 1)
    return text[: found.start()] + heading + text[found.end() :]


def dated(text: str, version: str) -> str | None:
    """The date of this version's entry, None where it has none."""
    found = _heading(text, version)
    day = re.search(r"\d{4}-\d{2}-\d{2}", found[0]) if found else None
    return day[0] if day else None


def _split(text: str, version: str) -> tuple[str, str, str]:
    """What stands before the entry of a version, the entry, and what stands after it."""
    found = _heading(text, version)
    headings = [match.start() for match in re.finditer(r"^## ", text, re.MULTILINE)]
    if found is None:
        at = headings[0] if headings else len(text)
        return text[:at], "", text[at:]
    later = next((at for at in headings if at > found.start()), len(text))
    return text[: found.start()], text[found.start() : later], text[later:]


def _heading(text: str, version: str) -> re.Match[str] | None:
    return re.search(rf"^## \[?{re.escape(version)}\]?(?=\s).*$", text, re.MULTILINE)


def _words(entry: str) -> str:
    found = re.search(f"{re.escape(_BEGIN)}(.*?){re.escape(_END)}", entry, re.DOTALL)
    return found[1].strip("\n") if found else ""


def _entry(version: str, date: str, found: Difference | None, words: str) -> Iterator[str]:
    yield f"## [{version}] - {date}"
    yield ""
    yield _BEGIN
    yield words
    yield _END
    if found is None:
        yield from ("", "First release.")
        return
    yield from ("", f"Compared with {found.old.version or found.old.named}: {found.bump.word}.")
    parts = (
        ("Added", [c for c in found.changes if c.kind in _ADDED]),
        ("Changed", [c for c in found.changes if c.kind not in _ADDED | _REMOVED]),
        ("Removed", [c for c in found.changes if c.kind in _REMOVED]),
    )
    for title, changes in parts:
        if changes:
            yield from ("", f"### {title}", "")
            yield from (inert(line) for change in changes for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    where = f"`{change.table}`: " if change.table else ""
    yield f"- {where}{change.what}"
    shown = change.examples[:_SHOWN]
    yield from (f"  - {_example(change, example)}" for example in shown)
    if shown and change.count > len(shown):
        yield f"  - and {change.count - len(shown):,} more"


def _example(change: Change, example: Example) -> str:
    if change.kind == "values-changed" and example.key is not None:
        return f"{_code(example.key)}: {_code(example.old)} → {_code(example.new)}"
    if change.kind == "rows-redirected":
        return f"{_code(example.key)} → {_code(example.new) if example.new else 'withdrawn'}"
    if example.key is None:
        return f"{'-' if example.old else '+'} {_code(example.old or example.new)}"
    said = example.old or example.new
    if said and change.table == Adjudication.TABLE.name:
        return f"{_code(example.key)}: {_code(said)}"
    return _code(example.key)


def _code(value: str | None) -> str:
    """A value as code, on one line; no back quote of it ends that early."""
    if value is None:
        return "nothing"
    text = " ".join(value.split())
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"
