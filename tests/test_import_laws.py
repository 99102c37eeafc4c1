"""Laws of a workbook that comes back, for random projects and random edits.

`IMPORT_EXAMPLES=2000` tries so many of each; the default keeps the suite quick.
"""

import os
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_builders import edited, exported, imported, project, raw, told
from import_projects import (
    Edit,
    Edits,
    canonical,
    edits,
    expected,
    parsed,
    schema,
    spelled,
    tables,
    type_in,
)
from openpyxl.utils.escape import unescape

from pipeline.issue import Severity

LAWS = settings(
    max_examples=int(os.environ.get("IMPORT_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
STYLES = st.fixed_dictionaries(
    {"end": st.sampled_from(["\n", "\r\n"]), "quoted": st.booleans(), "ended": st.booleans()}
)


def made(scratch, known, style):
    contents = {table.name: spelled(table, **style) for table in known}
    schemas = {table.name: schema(table) for table in known}
    folder = project(Path(scratch) / "p", contents, schemas, view=False)
    return folder, exported(folder, Path(scratch) / "out")


def rows_of(folder, table):
    return parsed((folder / "raw" / f"{table.name}.csv").read_bytes())


def cells_of(file, table):
    sheet = openpyxl.load_workbook(file)[table.name]
    rows = sheet.iter_rows(min_row=2, max_col=len(table.kinds), values_only=True)
    found = [[unescape(v) if isinstance(v, str) else v for v in row] for row in rows]
    return [row for row in found if any(cell is not None for cell in row)]


@LAWS
@given(tables(), STYLES)
def test_an_untouched_workbook_changes_nothing(known, style):
    with tempfile.TemporaryDirectory() as scratch:
        folder, book = made(scratch, known, style)
        before = raw(folder)
        for file in (book, edited(book, lambda _: None)):  # as it is, and saved by another program
            done = imported(folder, file)
            assert not done.report.issues and not done.changed and not done.written, told(done)
            assert raw(folder) == before


@LAWS
@given(st.data(), tables(), STYLES)
def test_an_edited_workbook_gives_exactly_its_edits(data, known, style):
    found = data.draw(edits(known))
    with tempfile.TemporaryDirectory() as scratch:
        folder, book = made(scratch, known, style)
        before, back = raw(folder), edited(book, type_in(found, known))
        done = imported(folder, back)
        if not done.report.valid:
            chance = by_chance(done) and any(carried(found, t, n) for t in known for n in t.kinds)
            assert not found.bland or chance, told(done)
            assert all(issue.address and issue.hint for issue in done.report.issues), told(done)
            assert raw(folder) == before
            return
        assert not any(ring(found, table, name) for table in known for name in table.kinds)
        for table in known:
            rows, wanted = rows_of(folder, table), expected(found, table)
            assert {row["id"]: row for row in rows} == wanted and len(rows) == len(wanted)
            kept = [row["id"] for row in rows if not row["id"].startswith("new")]
            assert kept == [row["id"] for row in table.rows if row["id"] in wanted]
        after = raw(folder)
        again = imported(folder, back)
        assert again.report.valid and not again.changed, told(again)
        assert raw(folder) == after
        same_workbook(folder, back, found, known, Path(scratch))


def same_workbook(folder, back, found, known, scratch):
    """Exported anew it says what the edited one said, where that was typed as we show it."""
    anew = exported(folder, scratch / "anew")
    assert not imported(folder, anew).changed
    for table in known:
        said = {row[0]: row for row in cells_of(back, table)}
        for row in cells_of(anew, table):
            for name, one, other in zip(table.kinds, row, said[row[0]], strict=True):
                if name == "who":  # the name beside a key may have changed
                    one, other = (str(cell).partition(" · ")[0] for cell in (one, other))
                assert one == other or unshown(found, table, row[0], name), (one, other)


def unshown(found, table, key, name):
    places = {row["id"]: number for number, row in enumerate(table.rows)}
    fresh = {row["id"].raw: row for row in found.new.get(table.name, ())}
    edit = fresh[key][name] if key in fresh else found.cells.get((table.name, places[key], name))
    return edit is not None and not edit.shown


@LAWS
@given(st.data(), tables(), STYLES)
def test_what_both_sides_changed_is_a_conflict_and_all_else_is_merged(data, known, style):
    theirs, ours = bland(data, known), bland(data, known)
    with tempfile.TemporaryDirectory() as scratch:
        folder, book = made(scratch, known, style)
        back = edited(book, type_in(theirs, known))
        for table in known:
            for (name, number, field), edit in ours.cells.items():
                if name == table.name:
                    ours.cells[name, number, field] = Edit(table.rows[number][field], edit.raw)
                    table.rows[number][field] = edit.raw
            (folder / "raw" / f"{table.name}.csv").write_bytes(spelled(table, **style))
        before, done = raw(folder), imported(folder, back)
        clash = {at for at in theirs.cells.keys() & ours.cells if differ(known, at, theirs, ours)}
        conflicts = [i for i in done.report.issues if i.code == "import-conflict"]
        errors = [i for i in done.report.issues if i.severity is Severity.ERROR]
        alone = {at for at in ours.cells if stands(known, at, theirs, ours)}
        behind = [i for i in done.report.issues if i.code == "import-behind"]
        assert len(conflicts) == len(clash) and len(behind) == len(alone), told(done)
        assert len(conflicts) == len(errors) or by_chance(done), told(done)
        if errors:
            assert raw(folder) == before
            return
        merge_into(known, theirs, ours)
        for table in known:
            assert rows_of(folder, table) == table.rows


def by_chance(done):
    """Random edits may give cells of a column each other's values, as a column sorted alone has."""
    said = "moved apart", "ids never change"
    return any(words in issue.message for issue in done.report.issues for words in said)


def carried(found, table, name):
    """The changed cells of a column that have the value of another one: two at least, where any."""
    cells = changes(found, table, name)
    return [at for at, (_, new) in cells.items() if new in gives(cells, at)]


def ring(found, table, name):
    """Three values or more, each of one row alone, that the changed cells have of each other."""
    if "categories" in table.kinds[name].schema or table.kinds[name].schema["type"] == "boolean":
        return set()
    cells = changes(found, table, name)
    kept = {}
    while kept != cells:
        kept = cells
        olds, news = ({pair[side] for pair in kept.values()} for side in (0, 1))
        cells = {at: pair for at, pair in kept.items() if pair[0] in news and pair[1] in olds}
    column = [canonical(table.kinds[name], row[name]) for row in table.rows]
    alone = {old for old, _ in cells.values() if old and column.count(old) == 1}
    return alone if len(alone) >= 3 else set()


def gives(cells, at):
    return {old for other, (old, _) in cells.items() if other != at}


def changes(found, table, name):
    """Row → what the cell said and says, of those that are neither as they were nor deleted."""
    kind, cells = table.kinds[name], {}
    for (whose, number, field), edit in found.cells.items():
        if (whose, field) == (table.name, name) and (whose != "items" or number not in found.gone):
            was = table.rows[number][name]
            cells[number] = canonical(kind, was), canonical(kind, edit.raw)
    return {at: pair for at, pair in cells.items() if pair[0] != pair[1]}


def bland(data, known):
    found = data.draw(edits(known, rows=False))
    return Edits({at: edit for at, edit in found.cells.items() if edit.bland})


def differ(known, at, theirs, ours):
    """Did both sides change the value, each otherwise? `typed` of ours is what was exported."""
    return len(set(said(known, at, theirs, ours))) == 3


def stands(known, at, theirs, ours):
    """Did we alone change the value?"""
    base, mine, yours = said(known, at, theirs, ours)
    return base == yours != mine


def said(known, at, theirs, ours):
    """What was exported, what we say, and what they say."""
    name, _, field = at
    kind = next(table for table in known if table.name == name).kinds[field]
    typed, mine = ours.cells[at].typed, ours.cells[at].raw
    texts = typed, mine, theirs.cells[at].raw if at in theirs.cells else typed
    return [canonical(kind, text) for text in texts]


def merge_into(known, theirs, ours):
    for table in known:
        for (name, number, field), edit in theirs.cells.items():
            if name != table.name:
                continue
            mine = ours.cells.get((name, number, field))
            now = table.rows[number][field]
            base = mine.typed if mine else now
            says = [canonical(table.kinds[field], text) for text in (base, now, edit.raw)]
            if says[2] not in says[:2]:
                table.rows[number][field] = edit.raw
