"""A CSV file that was through a spreadsheet is merged into its table like a sheet."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from import_builders import imported, project, raw, shown, told

from pipeline.errors import ImportingError

ITEMS = (
    "id,name,kind,count,share,day,about,open,note\n"
    '007,王芳,speech,"1,689",0.5,2020-11-24,2020-11-24,true,"说：""好""，\n换行"\n'
    "a1,花子,toast,12,,2020-11-25,2020-11,false,=1+1\n"
    "b2,陈墨,,,1e-3,,2020,,it's 5 o'clock...\n"
)
PARTS = "part_id,item\np-1,007\np-2,a1\n"


@pytest.fixture
def tiny(tmp_path):
    return project(tmp_path / "p", {"items": ITEMS, "parts": PARTS}, view=False)


def saved(tmp_path, change=lambda rows: rows, *, delimiter=",", encoding="utf-8", end="\r\n"):
    """The table as a spreadsheet saves it: its own delimiter, encoding, line ends and quotes."""
    rows = change(list(csv.reader(StringIO(ITEMS, newline=""))))
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    file = tmp_path / "items-edited.csv"
    file.write_bytes(text.getvalue().encode(encoding))
    return file


def cell(row, column, value):
    def change(rows):
        rows[row][column] = value
        return rows

    return change


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_change_nothing(tiny, tmp_path, encoding, delimiter):
    before = raw(tiny)
    done = imported(tiny, saved(tmp_path, encoding=encoding, delimiter=delimiter), table="items")
    assert not done.report.issues and not done.changed, told(done)
    assert raw(tiny) == before


def test_an_edit_is_merged_and_nothing_else(tiny, tmp_path):
    file = saved(tmp_path, cell(3, 1, "陈默"), delimiter=";", encoding="gb18030")
    done = imported(tiny, file, table="items")
    assert done.written, told(done)
    assert raw(tiny)["items.csv"].decode() == ITEMS.replace("陈墨", "陈默")


def test_dates_that_say_the_same_are_no_edit(tiny, tmp_path):
    def slashes(rows):
        return [[c.replace("2020-11-2", "2020/11/2") for c in row] for row in rows]

    done = imported(tiny, saved(tmp_path, slashes), table="items")
    assert not done.report.issues and not done.changed, told(done)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (cell(1, 0, "7"), "import-cell", "`007` became `7` and lost its leading zeros"),
        (cell(2, 0, "a2"), "import-row", "the id `a1` was changed to `a2`"),
        (cell(1, 5, "11月24日"), "import-cell", "`11月24日` is not a date"),
        (cell(2, 5, "2020/11/26"), "import-cell", "`2020/11/26` is not a date"),
        (cell(1, 1, "王芳 "), "import-text", "it ends with a space"),
        (cell(2, 2, "speach"), "import-cell", "`speach` is no kind"),
        (lambda rows: rows[:-1], "import-row", "the row of `b2` is not there"),
        (lambda rows: [*rows, rows[1]], "import-row", "the row repeats the id `007`"),
        (lambda rows: [row[:3] + row[4:] for row in rows], "import-column", "no column `count`"),
    ],
)
def test_what_spreadsheets_do_is_refused_with_its_place(tiny, tmp_path, change, code, words):
    before, done = raw(tiny), imported(tiny, saved(tmp_path, change), table="items")
    (issue,) = done.report.issues
    assert issue.code == code and words in issue.message, told(done)
    assert issue.address.startswith("items-edited.csv") and issue.hint
    assert raw(tiny) == before


@pytest.mark.parametrize(
    ("was", "now", "refused"),
    [
        ("𠮷田", "?田", "𠮷"),
        ("𠮷田", "??田", "𠮷"),
        ("𠮷田 of é", "?田 of é now", "𠮷"),
        ("王芳", "??", "王"),
        ("© 王芳", "? 王芳", "©"),
        ("谁？", "谁?", None),
        ("谁来", "谁?来?", None),
        ("𠮷田", "吉田", None),
    ],
)
def test_question_marks_for_characters_that_an_encoding_lacks(tmp_path, was, now, refused):
    items = ITEMS.replace("王芳", was)
    tiny = project(tmp_path / "p", {"items": items, "parts": PARTS}, view=False)
    done = imported(tiny, saved(tmp_path, cell(1, 1, now)), table="items", dry_run=True)
    said = [issue.message for issue in done.report.issues]
    if refused:
        assert said == [
            f"`?` stands where `{refused}` was, which the file's encoding does not have"
        ]
    else:
        assert said == [] and done.changed, said


def test_places_are_physical_lines(tiny, tmp_path):
    done = imported(tiny, saved(tmp_path, cell(2, 5, "gestern")), table="items")
    assert [issue.address for issue in done.report.issues] == ["items-edited.csv:4:6"], shown(done)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,name\n007,\x81\n", "in no encoding known here"),
        (b'id,name\n007,"x\n', "its quotes cannot be read"),
        ("id,name\n007,全國勞動模範\n".encode("big5"), "in no encoding known here"),
    ],
)
def test_files_that_are_none(tiny, tmp_path, content, words):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(ImportingError, match=words):
        imported(tiny, file, table="items")
    with pytest.raises(ImportingError, match="there is no such table to edit; there are: items"):
        imported(tiny, file, table="nothing")


UNSEEN = {"\u00a0": "non-breaking space", "\u3000": "full-width space", "\u200b": "zero width"}


@pytest.mark.parametrize("char", UNSEEN)
def test_what_nobody_sees_is_refused_in_new_text_alone(tmp_path, char):
    held = ITEMS.replace("陈墨", f"陈{char}墨{char}").replace("a1,花子", "a1,花子 ")
    folder = project(tmp_path / "p", {"items": held, "parts": PARTS}, view=False)
    before = raw(folder)
    (tmp_path / "same.csv").write_bytes(held.encode())
    done = imported(folder, tmp_path / "same.csv", table="items")
    assert not done.report.issues and raw(folder) == before, told(done)
    (tmp_path / "new.csv").write_bytes(held.replace("=1+1", f"一{char}二").encode())
    done = imported(folder, tmp_path / "new.csv", table="items")
    assert [i.address for i in done.report.issues] == ["new.csv:4:9"], told(done)
    assert UNSEEN[char] in done.report.issues[0].message and raw(folder) == before


def test_a_reference_by_name_alone(tiny, tmp_path):
    file = tmp_path / "parts.csv"
    file.write_text("part_id,item\np-1,陈墨\np-2,a1\n", encoding="utf-8")
    done = imported(tiny, file, table="parts")
    assert done.written and raw(tiny)["parts.csv"].decode() == PARTS.replace("007", "b2")


@pytest.mark.parametrize(("read", "name"), [("gbk", "GBK"), ("cp1252", "Windows-1252")])
@pytest.mark.parametrize("saved_as", ["gbk", "utf-8"])
def test_utf_8_that_was_opened_as_something_else(tiny, tmp_path, read, name, saved_as):
    before, file = raw(tiny), tmp_path / "x.csv"
    garbled = ITEMS.encode().decode(read, "replace")
    file.write_bytes(garbled.encode("utf-8" if read == "cp1252" else saved_as, "replace"))
    with pytest.raises(ImportingError, match=f"it is UTF-8 that was opened as {name}"):
        imported(tiny, file, table="items")
    assert raw(tiny) == before


def test_one_cell_in_another_encoding(tiny, tmp_path):
    now = "陈墨".encode().decode("gbk")
    done = imported(tiny, saved(tmp_path, cell(3, 1, now)), table="items")
    assert [i.message for i in done.report.issues] == [
        f"`陈墨` became `{now}`: its UTF-8 was read as GBK"
    ]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_line_that_names_the_separator_is_no_header(tiny, tmp_path, first):
    file = saved(tmp_path, cell(2, 3, "十二"), delimiter=";")
    file.write_bytes(first.encode() + file.read_bytes())
    (issue,) = imported(tiny, file, table="items", dry_run=True).report.issues
    assert issue.address == "items-edited.csv:5:4"  # of the file as it is


@pytest.mark.parametrize(
    ("encoding", "name"), [("shift_jis", "Shift-JIS"), ("big5", "no encoding known")]
)
def test_another_encoding_that_reads_as_gbk_too(tmp_path, encoding, name):
    folder = project(tmp_path / "p", {"items": ITEMS, "parts": PARTS}, view=False)
    text = (
        ITEMS.replace("王芳", "山田")
        .replace("陈墨", "高橋")
        .replace("说：", "")
        .replace("换行", "")
    )
    (folder / "raw" / "items.csv").write_text(text, encoding="utf-8", newline="")
    file = tmp_path / "items-edited.csv"
    file.write_bytes(text.encode(encoding))
    with pytest.raises(ImportingError, match=name):
        imported(folder, file, table="items")


def test_coverage_is_named_where_a_project_keeps_it(tiny, tmp_path):
    file = saved(tmp_path, cell(3, 1, "陈默"))
    done = imported(tiny, file, table="items", dry_run=True)
    assert "coverage" not in shown(done)
    assert "run pipeline coverage" in shown(replace(done, covered=True))


@pytest.mark.parametrize(
    ("was", "now", "place", "message"),
    [
        ("a1,花子,", "a1,花, 子,", 10, "the line has 10 cells and the header 9: `=1+1`"),
        ("2020,,it's 5", "2020,it's 5", 1, "the line has 8 cells and the header 9"),
        (",false,=1+1\n", "\n", 1, "the line has 7 cells and the header 9"),
    ],
)
def test_lines_with_more_or_fewer_cells_than_the_header(tiny, tmp_path, was, now, place, message):
    file, before = tmp_path / "x.csv", raw(tiny)
    text = ITEMS.replace(was, now)
    file.write_bytes(text.encode())
    done = imported(tiny, file, table="items")
    line = 5 if "it's" in was else 4
    said = [(i.address, i.message) for i in done.report.issues]
    assert said == [(f"x.csv:{line}:{place}", message)], told(done)
    assert raw(tiny) == before


def lines(*rows):
    return ("id,name,kind,count,share,day,about,open,note\n" + "".join(rows)).encode()


def test_empty_cells_beyond_the_header_that_all_lines_have(tiny, tmp_path):
    file = tmp_path / "x.csv"
    rows = ITEMS.partition("\n")[2].replace("=1+1\n", "=1+1,,\n").replace('行"\n', '行",,\n')
    file.write_bytes(lines(rows.replace("...\n", "...,,\n"), "\n,,,\n"))
    done = imported(tiny, file, table="items")
    assert not done.report.issues and not done.changed, told(done)


def test_a_separator_without_quotes_that_leaves_an_empty_cell_beyond_the_header(tmp_path):
    """The line is as long as the header and one more, and all its cells have moved."""
    short = {"parts": PARTS, "items": ITEMS.replace("=1+1", "").replace(",false,", ",,")}
    folder, file = project(tmp_path / "p", short, view=False), tmp_path / "x.csv"
    before = raw(folder)
    file.write_bytes(short["items"].replace("a1,花子,", "a1,花, 子,").encode())
    (issue,) = imported(folder, file, table="items").report.issues
    assert issue.address == "x.csv:4:10" and raw(folder) == before
    assert issue.message == "the line has 10 cells, the last of them empty, and the header 9"
    assert issue.hint.startswith("put a text that holds the separator between quotes")


def test_another_encoding_that_lost_a_character_of_every_text(tmp_path):
    text = "id,name,kind,count,share,day,about,open,note\na,陈墨,,,,,,,\nb,王鹏,,,,,,,\n"
    folder = project(tmp_path / "p", {"items": text, "parts": "part_id,item\n"}, view=False)
    file, before = tmp_path / "x.csv", raw(folder)
    file.write_bytes(text.encode("shift_jis", "replace"))
    assert b"?" in file.read_bytes()
    with pytest.raises(ImportingError, match="Shift-JIS"):
        imported(folder, file, table="items")
    assert raw(folder) == before


def test_gbk_beside_half_width_kana_is_read(tmp_path):
    text = ITEMS.replace("陈墨", "ｱｲｳｴｵﾟﾞ 陈墨").replace("花子", "陈墨会议讲话")
    folder = project(tmp_path / "p", {"items": text, "parts": PARTS}, view=False)
    file = tmp_path / "x.csv"
    file.write_bytes(text.replace("王芳", "吉林").encode("gb18030"))
    assert imported(folder, file, table="items", dry_run=True).changed


def test_a_file_of_another_table_says_of_which(tiny, tmp_path):
    file = tmp_path / "copy.csv"
    file.write_text(PARTS, encoding="utf-8")
    with pytest.raises(ImportingError) as refused:
        imported(tiny, file, table="items")
    assert str(refused.value) == (
        f"{file}: its header is that of the table `parts`, and not of `items`; import it with "
        "--table parts"
    )
    assert imported(tiny, file, table="parts").report.valid


def test_a_file_with_some_headers_misspelt_is_of_its_own_table(tiny, tmp_path):
    file = tmp_path / "copy.csv"
    file.write_text(ITEMS.replace("name,kind", "nam,item,part_id,kinds"), encoding="utf-8")
    assert {issue.resource for issue in imported(tiny, file, table="items").report.issues} == {
        "items"
    }
