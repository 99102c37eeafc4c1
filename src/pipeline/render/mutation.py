"""What mutation found, as text and JSON: how much was noticed, and every change that was not."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.language import Say
from pipeline.mutate.mutant import Kind, Mutant, Mutation, Outcome
from pipeline.render.json_text import json_text
from pipeline.render.run import Run
from pipeline.unseen import inert, page

_AROUND = 12
"""Characters shown on either side of what differs."""

_STATES = {
    "re-read": "source texts re-read",
    "attested": "source texts not at hand, evidence attested",
    "none": "no source texts",
}


def percent(share: float | None) -> str:
    """A share in words; what is not all is never rounded up to it."""
    if share is None:
        return "nothing to change"
    return "100 %" if share == 1 else f"{int(share * 1000) / 10:g} %"


def text(found: Mutation, run: Run) -> str:
    """For people: the share, who noticed, and the survivors by table, field and kind."""
    made = len(found.outcomes)
    state = _STATES.get(found.sources, found.sources)
    head = f"{made:,} changes of {found.possible:,} possible, seed {found.seed} ({state})"
    say = run.say
    lines = [say(head)]
    if made:
        lines += [say(f"noticed: {found.noticed:,} ({percent(found.share)})"), *_noticed(found)]
    if found.drift:
        said = say(f"noticed only as drift: {found.drift:,}{_DRIFT}")
        lines += ["", said, *_table(found, 2, say)]
    if found.survivors:
        lines += ["", say(f"not noticed: {len(found.survivors):,}"), *_table(found, 1, say), ""]
        lines += [inert(_line(outcome, run)) for outcome in found.survivors]
        lines += ["", say(_NEXT)]
    return page(line for lot in lines for line in lot.split("\n"))


_DRIFT = """
  changed after the evidence was derived from the data; typed so before, nothing would tell"""

_NEXT = (
    "Next: declare how a field is printed (schemas/models.py), or add a rule (schemas/rules) that\n"
    "would notice; what is text of your own may stay."
)


def too_few(found: Mutation, wanted: float | None) -> str | None:
    """Why fewer changes were noticed than a gate asks for (a share, 0 to 1); None where enough."""
    if wanted is None or (found.share or 0) >= wanted:
        return None
    least = f"{wanted * 100:g} %"
    if found.share is None:
        return f"nothing could be changed, so --min-share cannot find {least} noticed"
    return f"{percent(found.share)} of the changes were noticed; --min-share asks for {least}"


def as_json(found: Mutation, wanted: float | None = None) -> str:
    """For machines: counts, by table, field and kind, and every survivor with both texts.

    wanted: the share that a gate asks for, 0 to 1.
    """
    document = {
        "mutation": 1,
        "package": {"name": found.name, "version": found.version},
        "seed": found.seed,
        "sources": found.sources,
        "possible": found.possible,
        "made": len(found.outcomes),
        "noticed": found.noticed,
        "drift": found.drift,
        "share": None if found.share is None else round(found.share, 4),
        "min_share": wanted,
        "enough": too_few(found, wanted) is None,
        "fields": [
            {
                "table": table,
                "field": name or None,
                "kind": kind,
                "made": made,
                "survived": lived,
                "drift": drift,
            }
            for (table, name, kind), (made, lived, drift) in found.spots().items()
        ],
        "checks": [{"code": code, "noticed": n} for code, n in _first(found).most_common()],
        "survivors": [_survivor(outcome) for outcome in found.survivors],
    }
    return json_text(document)


def _first(found: Mutation) -> Counter[str]:
    """By code: how many changes the check was the first to notice, but for drift."""
    told = (outcome for outcome in found.outcomes if outcome.codes and not outcome.drift)
    return Counter(outcome.codes[0] for outcome in told)


def _noticed(found: Mutation) -> Iterator[str]:
    for code, number in _first(found).most_common():
        yield f"  {number:>6,}  {code}"


def _table(found: Mutation, which: int, say: Say) -> Iterator[str]:
    """The spots of which any change is counted, by the position of the count."""
    rows = [(*spot, *counts) for spot, counts in found.spots().items() if counts[which]]
    cells = [
        (f"{table}.{name}" if name else table, kind, say(f"{counts[which - 1]} of {made}"))
        for table, name, kind, made, *counts in rows
    ]
    wide = max(len(cell[0]) for cell in cells)
    yield from (f"  {where:<{wide}}  {kind:<10}  {said}" for where, kind, said in cells)


def _line(outcome: Outcome, run: Run) -> str:
    mutant = outcome.mutant
    spots = [str(part) for part in (outcome.line, outcome.column) if part is not None]
    where = ":".join((run.path(outcome.path), *spots))
    return f"{where} {mutant.kind} {mutant.key}: {change(mutant, run.say)}"


def change(mutant: Mutant, say: Say = str) -> str:
    """What was changed, in words, long texts only around what differs."""
    if mutant.kind is Kind.REMOVED:
        return say("the row was left out")
    if mutant.kind is Kind.DUPLICATED:
        again = f"the row stood there again, as {mutant.now}"
        return say(again if mutant.now else "twice")
    if mutant.kind is Kind.SWAPPED:
        return say(f"{mutant.field} {mutant.was} and {mutant.now} changed places")
    was, now = _excerpts(mutant.was, mutant.now)
    return f"{mutant.field} {was} → {now}"


def _excerpts(was: str, now: str) -> tuple[str, str]:
    """Both texts around the first character in which they differ, on one line each."""
    pairs = enumerate(zip(was, now, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(was), len(now)))
    return _excerpt(was, at), _excerpt(now, at)


def _excerpt(whole: str, at: int) -> str:
    if len(whole) <= 3 * _AROUND:
        return " ".join(whole.split())
    start, end = max(0, at - _AROUND), at + _AROUND
    part = " ".join(whole[start:end].split())
    return ("…" if start else "") + part + ("…" if end < len(whole) else "")


def _survivor(outcome: Outcome) -> dict[str, Any]:
    mutant = outcome.mutant
    return {
        "table": mutant.table,
        "key": mutant.key,
        "field": mutant.field,
        "kind": mutant.kind.value,
        "was": mutant.was,
        "now": mutant.now,
        "path": outcome.path,
        "row": mutant.row,
        "line": outcome.line,
        "column": outcome.column,
    }
