"""What a file was exported from, and what is otherwise now: only as far as that is known."""

from collections.abc import Mapping, Sequence

from pipeline import content
from pipeline.export.workbook.manifest import Manifest, kept
from pipeline.importing.outcome import TableOutcome
from pipeline.importing.workbook import Theirs
from pipeline.stages import Recorded


def told(
    data: Recorded,
    about: Manifest | None,
    theirs: Mapping[str, Theirs],
    outcomes: Sequence[TableOutcome],
) -> str:
    """In words; about: what a workbook says of itself, None of a text file, which says nothing.

    The digest of the content is of schemas too: where it is another, the tables themselves tell.
    """
    if about is None:
        return "held against raw/ as it is now"
    if not about.content:
        return f"a draft of {about.name} {about.version}".rstrip()
    now = content.of_schemas((r.name, r.schema or {}, r.descriptor) for r in data.package.resources)
    same, schemas = _same(data, about), now == about.schema
    if same:
        since = "raw/ is as it was then"
    elif len(outcomes) == len(theirs) and all(_as_then(t, theirs[t.name]) for t in outcomes):
        since = "what people edit in raw/ is as it was then"
        since += "" if schemas else ", the schemas have changed"
    else:
        since = "raw/ has changed since then"
        since += "" if schemas else ", and so have the schemas"
    return f"exported from {about.name} {about.version}; {since}"


def _same(data: Recorded, about: Manifest) -> bool:
    return content.of_package(data.con, data.package, data.typed) == about.content


def _as_then(table: TableOutcome, theirs: Theirs) -> bool:
    """Has the raw file the records that were exported, in the fields that there are still?"""
    if table.ours.keys() != theirs.base.keys():
        return False
    names = [name for name in theirs.carried.labels if name in table.spec.columns]
    both = ((table.ours[key], was) for key, was in theirs.base.items())
    return all(kept(ours.get(n, "")) == kept(was.get(n, "")) for ours, was in both for n in names)
