"""From a file to issues with physical lines: the real reader under the real checks."""

import duckdb
import pytest
from table_schema_builders import parsed

from pipeline.dialect import Dialect
from pipeline.table_schema.check import check
from pipeline.tables.reader import read

DESCRIPTOR = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "name", "type": "string", "constraints": {"maxLength": 4}},
        {"name": "born", "type": "date"},
    ],
    "primaryKey": "id",
}


@pytest.fixture
def checked(tmp_path):
    con = duckdb.connect()

    def run(text, descriptor=DESCRIPTOR, encoding="utf-8", dialect=None):
        (tmp_path / "t.csv").write_bytes(text.encode(encoding))
        table, _ = read(
            con, "t", tmp_path / "t.csv", path="raw/t.csv", dialect=dialect or Dialect(),
            encoding=encoding, scratch=tmp_path,
        )  # fmt: skip
        typed, tallies = check(con, {"t": table}, {"t": parsed(descriptor)})
        issues = [issue for tally in tallies for issue in tally.issues]
        return typed["t"], sorted((i.line or 0, i.column, i.code, i.value) for i in issues)

    return run


def test_lines_and_columns_are_those_of_the_file(checked):
    rows = ['1,"a\r\n𠮷",2020-01-01', "01,﨑,２０２０-01-01", '3,"x, y",2020-02-30']
    text = "\r\n".join(["\ufeffid,name,born", *rows, ""])
    _, issues = checked(text)
    assert issues == [
        (4, 1, "primary-key", "01"),
        (4, 6, "type-error", "２０２０-01-01"),
        (5, 10, "type-error", "2020-02-30"),
    ]


def test_a_code_page_and_a_bad_header(checked):
    _, issues = checked("id,姓名,born\n1,丁,2020/1/1\n", encoding="gbk")
    assert issues == [(1, 4, "incorrect-label", "姓名"), (2, 5, "type-error", "2020/1/1")]


def test_the_second_of_two_equal_labels_is_the_one_to_change(checked):
    _, issues = checked("id,name,id\n1,x,2020-01-01\n")
    assert issues == [(1, 9, "duplicate-label", "id")]


def test_rejected_rows_keep_the_others_numbers_and_make_the_table_unsound(checked):
    typed, issues = checked("id,name,born\n1,a\n2,b,\n3,abcde,\n")
    assert issues == [(4, 3, "constraint-error", "abcde")] and not typed.sound


def test_a_file_without_a_header(checked):
    descriptor = {"fields": [{"name": "field1", "type": "integer"}, {"name": "field2"}]}
    typed, issues = checked("1,a\nx,b\n", descriptor, dialect=Dialect(header=False))
    assert issues == [(2, 1, "type-error", "x")] and not typed.sound
