"""Columns sorted or moved apart from their rows: refused; edits and swaps that look alike: taken."""

import pytest
from import_builders import edited, exported, imported, project, raw, shown, told

FIELDS = [
    {"name": "id", "type": "string", "constraints": {"required": True}},
    {"name": "name", "type": "string"},
    {"name": "open", "type": "boolean"},
    {"name": "note", "type": "string"},
]
SCHEMA = {"fields": FIELDS, "primaryKey": ["id"]}
ROWS = [
    ("a1", "陈墨", "true", ""),
    ("b2", "𠮷田", "false", "二"),
    ("c3", "安君", "true", ""),
    ("d4", "白石", "false", ""),
    ("e5", "陈墨", "true", "五"),
    ("f6", "钱一", "false", ""),
]


@pytest.fixture
def made(tmp_path):
    text = "".join(",".join(row) + "\n" for row in [("id", "name", "open", "note"), *ROWS])
    folder = project(tmp_path / "p", {"people": text}, {"people": SCHEMA}, view=False)
    return folder, exported(folder, tmp_path / "out")


def back(made, **columns):
    """The import of a workbook with these columns anew, from the second row down."""

    def edit(book):
        for letter, cells in columns.items():
            for row, value in enumerate(cells, 2):
                book["people"][f"{letter}{row}"] = value

    return imported(made[0], edited(made[1], edit))


@pytest.mark.parametrize(
    ("columns", "address"),
    [
        ({"B": ["𠮷田", "陈墨", "陈墨", "安君", "白石", "钱一"]}, "people!B2"),
        ({"C": [False, False, False, True, True, True]}, "people!C2"),
        ({"D": ["二", "五", None, None, None, None]}, "people!D2"),
        ({"A": ["f6", "e5", "d4", "c3", "b2", "a1"]}, "people!A1"),
    ],
)
def test_a_column_sorted_apart_is_refused(made, columns, address):
    before, done = raw(made[0]), back(made, **columns)
    (issue,) = done.report.issues
    assert (issue.address, issue.code, str(issue.severity)) == (address, "import-column", "error")
    assert "sorted or moved apart" in issue.message and "raw/people.csv" in issue.hint
    assert not done.changed and not done.written and raw(made[0]) == before


def test_two_columns_sorted_together_are_one_issue(made):
    names, notes = [row[1] for row in ROWS[::-1]], [row[3] or None for row in ROWS[::-1]]
    (issue,) = back(made, B=names, D=notes).report.issues
    assert issue.message.startswith(
        "sorted or moved apart from the rest of the rows: `name` (B2 … B7), `note` (D3 … D6);"
    )


def test_a_table_of_ids_and_one_column_tells_which_of_them_moved(tmp_path):
    schema = {"fields": FIELDS[:2], "primaryKey": ["id"]}
    text = "id,name\na1,陈墨\nb2,𠮷田\nc3,安君\n"
    folder = project(tmp_path / "p", {"people": text}, {"people": schema}, view=False)
    made = folder, exported(folder, tmp_path / "out")
    (ids,) = back(made, A=["c3", "a1", "b2"]).report.issues
    (names,) = back(made, B=["安君", "陈墨", "𠮷田"]).report.issues
    assert (ids.address, names.address) == ("people!A1", "people!B2")


def test_a_swap_of_two_is_taken_and_told(made):
    done = back(made, B=["陈墨", "安君", "𠮷田"])
    (issue,) = done.report.issues
    assert issue.message == "`name` of `b2` and `c3` changed places"
    assert (issue.address, str(issue.severity)) == ("people!B3", "info")
    assert done.written and "b2,安君" in raw(made[0])["people.csv"].decode()


@pytest.mark.parametrize(
    "columns",
    [
        {"C": [False, True, False, True]},  # two of each corrected, and in no order
        {"B": ["安君", "安君", "安君", "安君"]},
        {"D": ["二", None]},
        {letter: [row[at] or None for row in ROWS[::-1]] for at, letter in enumerate("ABD")}
        | {"C": [row[2] == "true" for row in ROWS[::-1]]},
    ],
)
def test_edits_and_sorted_rows_are_taken(made, columns):
    done = back(made, **columns)
    assert done.report.valid and not done.report.issues, told(done)


def test_what_is_in_raw_by_now_is_no_move(made):
    file = made[0] / "raw" / "people.csv"
    moved = [(row[0], ROWS[at - 1][1], *row[2:]) for at, row in enumerate(ROWS)]
    lines = [("id", "name", "open", "note"), *moved]
    file.write_text("".join(",".join(row) + "\n" for row in lines), encoding="utf-8")
    done = back(made, B=[row[1] for row in moved])
    assert done.report.valid and not done.changed, told(done)


def test_a_csv_with_one_column_sorted(made, tmp_path):
    lines = ["id,name,open,note"]
    for row, name in zip(ROWS, sorted(row[1] for row in ROWS), strict=True):
        lines.append(",".join((row[0], name, *row[2:])))
    file = tmp_path / "people.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = imported(made[0], file, table="people")
    assert [issue.address for issue in done.report.issues] == ["people.csv:2:2"]
    assert "nothing was written" in shown(done)
