"""What the curator's commands say."""

import csv
import io
import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.curate.hits import left_out
from pipeline.curate.search import Hit, Search
from pipeline.issue import Issue, Place
from pipeline.language import Say
from pipeline.rules import Case, difference, named, show

_CITING = ("document_id", "at")
"""Columns by which a row cites a passage."""

_ALSO = "also in source texts, where no document prints it:"
_ONLY = "only in source texts, where no document prints it:"

_SHOWN = 10
"""Hints listed: past that they are a flood, not a hint."""


def search(found: Search, say: Say) -> Iterator[str]:
    """The hits by document, each with a line to paste; else where the words stand instead."""
    for name, hits in groupby(found.hits, key=lambda hit: hit.document_id):
        yield from _document(name, list(hits), found.labels, say)
    if found.hits:
        columns = ",".join(found.labels or _CITING)
        yield say(f"{_times(len(found.hits))} in {_documents(found.hits)}; paste as {columns}")
    else:
        nowhere = f"no document prints `{found.words}`"
        yield say(f"no document prints `{found.words}` there" if found.elsewhere else nowhere)
    if found.cut:
        yield say(f"    it stands {left_out(found.cut)}")
    for name, count in found.elsewhere.items():
        yield say(f"    it stands {_times(count)} in {name}")
    if found.strays:
        yield say(_ALSO if found.hits else _ONLY)
    for stray in found.strays[:_SHOWN]:
        why = "documents hold it only in parts" if stray.parted else "outside of documents"
        yield f"    {stray.spot} {stray.context} ({say(why)})"
    if found.near:
        yield say("one character differs (a hint, not a match):")
    for near in found.near[:_SHOWN]:
        yield f"    {near.spot} {near.context} ({say(near.where)})"
    for lot in (found.strays, found.near):
        if len(lot) > _SHOWN:
            yield say(f"    and {len(lot) - _SHOWN:,} more")
    if found.unread:
        yield say("not looked through:")
    yield from (say(f"    {said}") for said in found.unread)


def conflict(issue: Issue, case: Case) -> Iterator[str]:
    """A case with both its sides and the places it speaks of."""
    yield f"{issue.code}: {named(case.key)}"
    yield f"    expected {show(case.expected)}"
    yield f"    found    {show(case.actual)}"
    if case.message:
        yield f"    {case.message}"
    yield from (f"    see {_spot(place)}" for place in issue.related)
    if issue.hint:
        yield f"    → {issue.hint}"


def open_cases(cases: Sequence[tuple[str, Case]]) -> Iterator[str]:
    """Every open case with the command that takes it up."""
    for rule, case in cases:
        yield f"{rule}: {named(case.key)}: {difference(case.expected, case.actual)}"
        yield f"    pipeline adjudicate {shlex.quote(rule)} {shlex.quote(case.key)}"
    yield f"{_count(len(cases), 'open case')}" if cases else "no rule has an open case"


def row(cells: Iterable[str]) -> str:
    """Cells as a line of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _document(name: str, hits: Sequence[Hit], labels: Sequence[str], say: Say) -> Iterator[str]:
    yield f"{name}  {hits[0].title}".rstrip()
    for hit in hits:
        yield f"    {hit.spot} {hit.context}"
        if hit.at:
            cells = dict(zip(_CITING, (name, hit.at), strict=True))
            yield f"    {row(cells.get(label, '') for label in labels or _CITING)}"
        else:
            yield say("    no passage can quote this place")
    yield ""


def _documents(hits: Sequence[Hit]) -> str:
    return _count(len({hit.document_id for hit in hits}), "document")


def _times(number: int) -> str:
    return _count(number, "time")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _spot(place: Place) -> str:
    where = f"{place.path}:{place.line}" if place.path and place.line else place.path or ""
    words = [where, place.resource or "", place.key or "", place.field or ""]
    return " / ".join(word for word in words if word)
