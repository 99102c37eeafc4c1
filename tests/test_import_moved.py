"""Cells of a column that moved to other rows, among other edits of it: refused; edits: taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_builders import edited, exported, imported, project, raw, told

from pipeline.returning.moved import Place, carried, grouped, regrouped, slid

KINDS = [{"value": value, "label": value} for value in ("pine", "poplar", "cypress", "elm")]
FIELDS = [
    {"name": "id", "type": "string", "constraints": {"required": True}},
    {"name": "name", "type": "string"},
    {"name": "trees", "type": "integer"},
    {"name": "kind", "type": "string", "categories": KINDS},
    {"name": "page", "type": "integer"},
    {"name": "place", "type": "integer"},
]
SCHEMA = {"fields": FIELDS, "primaryKey": ["id"]}
NAMES = [f"{sign}{n}" for n, sign in enumerate("陈𠮷安白钱孙李周吴郑王冯")]
ROWS = [
    (f"r{n:02}", name, 480 + 7 * n, KINDS[n * 3 % 4]["value"], 10 + n // 3, n + 1)
    for n, name in enumerate(NAMES)
]
LETTER = dict(zip((field["name"] for field in FIELDS), "ABCDEF", strict=True))


@pytest.fixture
def made(tmp_path):
    heads = tuple(field["name"] for field in FIELDS)
    text = "".join(",".join(map(str, row)) + "\n" for row in [heads, *ROWS])
    folder = project(tmp_path / "p", {"people": text}, {"people": SCHEMA}, view=False)
    return folder, exported(folder, tmp_path / "out")


def back(made, field, cells, first=2, **more):
    """The import with these cells of a column from the row `first` down, and with more edits."""

    def edit(book):
        sheet = book["people"]
        for row, value in enumerate(cells, first):
            sheet[f"{LETTER[field]}{row}"] = value
        for at, value in more.items():
            sheet[at] = value

    return imported(made[0], edited(made[1], edit))


def was(field, first, last):
    """The cells of a column as exported, of these rows of the sheet."""
    at = list(LETTER).index(field)
    return [row[at] for row in ROWS[first - 2 : last - 1]]


TURNED = [*was("trees", 3, 4), *was("trees", 2, 2)]
SORTED = sorted(was("name", 2, 9), reverse=True)
SLID = ["一", *was("name", 2, 4)]


@pytest.mark.parametrize(
    ("field", "cells", "more", "span", "count"),
    [
        ("name", SORTED, {"B13": "改"}, "B2 … B8", 6),
        ("name", SORTED, {"B4": "改"}, "B2 … B8", 6),
        ("name", SORTED, {f"B{row}": f"改{row}" for row in (4, 10, 11, 12, 13)}, "B2 … B8", 6),
        ("trees", TURNED, {"C8": 421}, "C2 … C4", 3),
        ("name", SLID, {}, "B2 … B5", 4),
        ("name", [*was("name", 3, 5), None], {"B9": "改", "B11": "甲"}, "B2 … B5", 4),
        ("kind", was("kind", 3, 13), {}, "D2 … D12", 11),
    ],
)
def test_cells_that_moved_are_refused_whatever_else_was_edited(
    made, field, cells, more, span, count
):
    before, done = raw(made[0]), back(made, field, cells, **more)
    (issue,) = done.report.issues
    assert issue.code == "import-column" and "raw/people.csv" in issue.hint
    assert f"`{field}` ({span}); values of {count} records stand beside others" in issue.message
    assert issue.address == "people!" + span.partition(" ")[0]
    assert not done.written and raw(made[0]) == before


def test_inserted_cells_are_called_so(made):
    (issue,) = back(made, "name", SLID).report.issues
    assert issue.message.startswith(
        "moved apart from the rest of the rows, as if cells were inserted or deleted: `name`"
    )
    (issue,) = back(made, "trees", TURNED).report.issues
    assert issue.message.startswith("sorted or moved apart from the rest of the rows: `trees`")


def test_cells_that_slid_in_a_sorted_sheet(made):
    """What stands below each other there did not in the export."""

    def edit(book):
        sheet = book["people"]
        order = sorted(range(2, 14), key=lambda row: row * 5 % 13)
        rows = [[cell.value for cell in sheet[row][: len(FIELDS)]] for row in order]
        for row, cells in enumerate(rows, 2):
            for column, value in enumerate(cells, 1):
                sheet.cell(row, column).value = value
        for row, cells in enumerate(rows[:6], 3):
            sheet.cell(row, 2).value = cells[1]

    (issue,) = imported(made[0], edited(made[1], edit)).report.issues
    assert "as if cells were inserted or deleted: `name` (B3 … B8)" in issue.message


@pytest.mark.parametrize(
    ("field", "cells", "more"),
    [
        ("name", ["一", "二", "三", "四"], {}),
        ("name", was("name", 8, 10), {}),  # copied
        ("name", [None], {"B5": NAMES[0], "B6": None, "B9": NAMES[4]}),  # two set right
        ("kind", ["poplar", "cypress", "pine"], {"D9": "elm"}),
        ("kind", ["elm", "elm", "pine", "pine", "poplar"], {}),
        ("page", [10, 10, 10, 10, 11, 11, 11, 12, 12, 12], {}),  # each page begins a row later
    ],
)
def test_edits_that_look_alike_are_taken(made, field, cells, more):
    done = back(made, field, cells, **more)
    assert done.report.valid and done.written, told(done)


def test_numbers_that_made_place_for_a_row_are_taken(made):
    fresh = {"A14": "r99", "B14": "新", "F14": 3}
    done = back(made, "place", range(4, 14), first=4, **fresh)
    assert done.report.valid and done.written, told(done)


NUMBERED = {
    "fields": [*FIELDS[:1], {"name": "list", "type": "string"}, {"name": "seq", "type": "integer"}],
    "primaryKey": ["id"],
}
LISTS = [
    (f"{group}{n:02}", group, n + 1) for group, size in (("甲", 13), ("𠮷", 9)) for n in range(size)
]


def renumbered(folder, place, fresh=(), gone=(), more=()):
    """The import of two numbered lists; place: list and number → number. more: cell → value."""
    text = "".join(f"{','.join(map(str, row))}\n" for row in [("id", "list", "seq"), *LISTS])
    made = project(folder / "p", {"people": text}, {"people": NUMBERED}, view=False)

    def edit(book):
        sheet = book["people"]
        sheet["D1"] = "_delete"
        for row, (_, group, number) in enumerate(LISTS, 2):
            sheet.cell(row, 3).value = place(group, number)
            if (group, number) in gone:
                sheet.cell(row, 4).value = "x"
        for row, values in enumerate(fresh, len(LISTS) + 2):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value
        for at, value in dict(more).items():
            sheet[at] = value

    return imported(made, edited(exported(made, folder / "out"), edit))


def two_more(group, number):
    return number + (number >= 5) + (number >= 9) if group == "甲" else number


def more_and_less(group, number):
    return number + (number >= 5) if group == "甲" else number - (number > 3)


TWO = [("x1", "甲", 5), ("x2", "甲", 10)]


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        (two_more, {"fresh": TWO}),
        (two_more, {"fresh": TWO, "more": {"C20": 41}}),
        (two_more, {"fresh": TWO, "more": {"C20": 41, "C6": 70, "C22": 5}}),
        (more_and_less, {"fresh": TWO[:1], "gone": [("𠮷", 3)]}),
        (lambda _, number: number + (number >= 5), {"fresh": [TWO[0], ("x2", "𠮷", 5)]}),
    ],
)
def test_rows_that_were_numbered_on_are_taken(tmp_path, place, changes):
    done = renumbered(tmp_path, place, **changes)
    assert done.report.valid and done.written, told(done)


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        (two_more, {"fresh": [("x1", "𠮷", 12)]}),
        (lambda _, number: number % 9 + 1, {"fresh": TWO}),
        (lambda g, n: n * 5 % 13 + 1 if g == "甲" else n, {"fresh": TWO, "gone": [("𠮷", 3)]}),
        (lambda group, number: number - 1 if group == "甲" else number, {"fresh": TWO}),
    ],
)
def test_numbers_that_moved_beside_new_rows_are_refused(tmp_path, place, changes):
    done = renumbered(tmp_path, place, **changes)
    assert "import-column" in {issue.code for issue in done.report.issues}, told(done)
    assert not done.written


def test_a_swap_beside_another_edit_is_told(made):
    done = back(made, "name", [NAMES[1], NAMES[0]], B9="改")
    (issue,) = done.report.issues
    assert issue.message == "`name` of `r00` and `r01` changed places" and done.written


@given(st.data(), st.integers(6, 20))
def test_a_ring_of_values_is_found_among_edits(data, size):
    places = data.draw(st.permutations(range(size)))
    ring = places[: data.draw(st.integers(3, size))]
    others = data.draw(st.sets(st.sampled_from(places[len(ring) :] or [-1])))
    new = {one: f"v{two}" for one, two in zip(ring, [*ring[1:], ring[0]], strict=True)}
    new |= {n: f"new{n}" for n in others - {-1}}
    column = [Place((str(n),), f"v{n}", new.get(n, f"v{n}")) for n in range(size)]
    assert carried(column) == {(str(n),) for n in ring}


@given(st.lists(st.tuples(st.text(max_size=2), st.integers(0, 3)), max_size=30))
def test_new_values_are_never_taken_for_moved_ones(cells):
    new = [f"{text}+{n}" if edit else text for n, (text, edit) in enumerate(cells)]
    column = [Place((str(n),), old, new[n]) for n, (old, _) in enumerate(cells)]
    assert not carried(column) and not slid(column, 0) and not grouped(column)


@pytest.mark.parametrize("codes", [0, 3])
def test_a_part_with_few_values_that_was_sorted(codes):
    values = [("a", "b", "c")[n * 7 % 3] for n in range(24)]
    new = [*values[:4], *sorted(values[4:20]), *values[20:-1], "d"]
    column = [Place((str(n),), *both) for n, both in enumerate(zip(values, new, strict=True))]
    moved = grouped(column)
    assert moved and moved <= {(str(n),) for n in range(4, 20)}
    assert not slid(column, codes)


def column_of(old, new):
    return [Place((str(n),), *both) for n, both in enumerate(zip(old, new, strict=True))]


@pytest.mark.parametrize("typed", [{}, {4: "改", 11: "改"}, {9: "a", 19: "a", 29: "b", 39: "新"}])
@pytest.mark.parametrize("descending", [False, True])
def test_a_whole_column_that_was_sorted_and_typed_over_since(typed, descending):
    old = ["abcdef"[n * n % 13 % 6] for n in range(52)]
    new = sorted(old, reverse=descending)
    for n, value in typed.items():
        new[n] = value
    assert regrouped(column_of(old, new)) == {
        (str(n),) for n, (one, other) in enumerate(zip(old, new, strict=True)) if one != other
    }


@pytest.mark.parametrize("every", [2, 3, 4, 7])
def test_a_column_that_was_nearly_in_groups_may_be_mended(every):
    new = sorted("abcd"[n % 4] for n in range(48))
    old = ["abcd"[n % 5 % 4] if n % every == 0 else text for n, text in enumerate(new)]
    assert not regrouped(column_of(old, new))


@given(st.randoms(use_true_random=False))
def test_values_given_at_random_are_none_that_were_sorted(random):
    old = random.choices("甲乙丙丁", k=60)
    assert not regrouped(column_of(old, random.choices("甲乙丙丁", k=60)))


def test_a_column_sorted_alone_and_typed_over_is_refused(tmp_path):
    values = ["甲乙𠮷丁戊"[n * n % 17 % 5] for n in range(40)]
    rows = "".join(f"r{n:02},{value}甲,2\n" for n, value in enumerate(values))
    folder = project(
        tmp_path / "p", {"people": "id,list,seq\n" + rows}, {"people": NUMBERED}, view=False
    )

    def edit(book):
        for row, value in enumerate(sorted(values), 2):
            book["people"][f"B{row}"] = "改" if row in (5, 12) else value + "甲"

    done = imported(folder, edited(exported(folder, tmp_path / "out"), edit))
    (issue,) = done.report.issues
    assert issue.code == "import-column" and not done.written
