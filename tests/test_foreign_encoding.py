"""Files of which nobody says in which encoding they are: found out where that is sure."""

import pytest
from package_builders import ID, checked, codes, package, table, tally

from pipeline.issue import Severity
from pipeline.tables.detection import surely

CHINESE = "id,name\n1,王进喜在大庆油田\n2,时传祥是清洁工人\n"
JAPANESE = "id,name\n1,田中太郎は東京に\n2,鈴木花子東京都\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("gbk", "gb18030"), ("gb18030", "gb18030")],
)  # fmt: skip
def test_what_is_surely_another_encoding_is_read_with_a_warning(tmp_path, codec, name):
    text = CHINESE if codec[-2:] not in ("le", "be") else "id,name\n1,Wang Jinxi (王进喜)\n"
    content = text.replace("1,", "x,").encode(codec)
    report = checked(package(tmp_path, table(), files={"t.csv": content}))
    assert codes(report) == ["type-error", "undeclared-encoding"]
    (issue,) = tally(report, "undeclared-encoding").issues
    assert issue.severity is Severity.WARNING and f"`encoding: {name}`" in (issue.hint or "")
    (wrong,) = tally(report, "type-error").issues
    assert (wrong.line, wrong.column, wrong.value) == (2, 1, "x")


def test_utf_8_with_or_without_its_mark_needs_no_declaration(tmp_path):
    for content, found in [
        (CHINESE.encode(), []),
        (CHINESE.encode("utf-8-sig"), ["byte-order-mark"]),
    ]:
        report = checked(package(tmp_path, table(), files={"t.csv": content}))
        assert codes(report) == found and tally(report, "undeclared-encoding").evaluated == 1


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("1,é\n", "cp1252"),
        ("1,甲\n", "gbk"),
        ("1,編號王進喜在大慶油田時傳祥是清潔工人\n", "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE.replace("は", "").replace("に", ""), "euc_jp"),
        ("1,김철수 박영희 대한민국 서울특별시\n", "euc_kr"),
        ("1,привет мир Москва Иван\n", "koi8_r"),
        ("1,привет мир Москва Иван\n", "cp1251"),
        ("1,สวัสดีครับสวัสดี\n", "cp874"),
    ],
)
def test_what_may_be_one_of_several_is_an_error(tmp_path, text, codec):
    content = b"id,name\n" + text.encode(codec)
    (tmp_path / "x.csv").write_bytes(content)
    assert surely(tmp_path / "x.csv") is None
    report = checked(package(tmp_path, table(), files={"t.csv": content}))
    assert codes(report) == ["encoding-error"]


def test_what_is_declared_is_not_found_out(tmp_path):
    content = CHINESE.encode("gbk")
    declared = package(tmp_path, table(encoding="utf-8"), files={"t.csv": content})
    assert codes(checked(declared)) == ["encoding-error"]
    single = tmp_path / "t.csv"
    assert codes(checked(single)) == ["undeclared-encoding"]


def test_each_part_is_found_out_by_itself(tmp_path):
    files = {"a.csv": CHINESE.encode("gbk"), "b.csv": CHINESE.encode().replace(b"1,", b"x,")}
    parts = {"name": "t", "path": ["a.csv", "b.csv"], "schema": ID}
    report = checked(package(tmp_path, parts, files=files))
    assert codes(report) == ["type-error", "undeclared-encoding"]
