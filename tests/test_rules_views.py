import pytest
from rule_builders import TABLES, database, write

from pipeline.report import State
from pipeline.rules import create_views, read_views

FIGURES = """/*
title: Figures
title_zh: 数字
description: One row per fact.
description_zh: 每项事实一行。
needs: [claims]
columns:
  value: {title: Value, title_zh: 数值}
*/
SELECT value, list(claim_id ORDER BY claim_id) AS stated FROM claims
GROUP BY value ORDER BY value DESC NULLS LAST
"""


def make(folder, **texts):
    for name, text in texts.items():
        write(folder, f"{name}.sql", text)
    views, tallies = read_views(folder, shown="schemas/views")
    con = database()
    made, more = create_views(con, views, TABLES)
    return con, made, [*tallies, *more]


def test_a_view_stands_beside_the_tables(tmp_path):
    con, (view,), tallies = make(tmp_path, figures=FIGURES)
    assert (view.name, view.title, view.title_zh) == ("figures", "Figures", "数字")
    assert (view.description, view.description_zh) == ("One row per fact.", "每项事实一行。")
    assert view.columns["value"].title_zh == "数值"
    rows = con.execute(f"FROM {view.table}").fetchall()
    assert rows == [(1689, ["c1"]), (1688, ["c2"]), (None, ["c3"])]
    assert [t.state for t in tallies] == [State.PASSED, State.PASSED]
    assert sum(t.evaluated for t in tallies) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT 1", "does not begin with a head"),
        (FIGURES.replace("title: Figures", "titel: Figures"), "did you mean `title`?"),
        (FIGURES.replace("needs:", "severity: error\nneeds:"), "unknown key `severity`"),
        (FIGURES.replace("  value:", "  worth:"), "describes `worth`"),
        (FIGURES.replace("SELECT value", "SELECT valu"), 'column "valu" not found'),
        (FIGURES.replace("SELECT value", "SELECT random(), value"), "`random()` is not allowed"),
        (FIGURES.replace("SELECT value", "DROP TABLE claims; SELECT value"), "2 statements"),
        (FIGURES.replace("FROM claims", "FROM people"), "reads `people`"),
        (FIGURES.replace("[claims]", "[clams]"), "did you mean `claims`?"),
    ],
)
def test_a_broken_view_is_left_out(tmp_path, text, words):
    con, made, tallies = make(tmp_path, bad=text, figures=FIGURES)
    assert [view.name for view in made] == ["figures"]
    (issue,) = [issue for tally in tallies for issue in tally.issues]
    assert issue.code == "broken-view" and issue.path == "schemas/views/bad.sql"
    assert words in issue.message
    assert sum(t.evaluated for t in tallies) == 2
    stands = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'views'")
    assert stands.fetchall() == [("figures",)]


def keyed(*names):
    return FIGURES.replace("columns:", f"key: [{', '.join(names)}]\ncolumns:")


def test_a_view_has_the_key_that_its_head_names(tmp_path):
    text = keyed("value").replace("ORDER BY value DESC NULLS LAST", "HAVING value IS NOT NULL")
    _, (view,), tallies = make(tmp_path, figures=text)
    assert view.key == ("value",) and not any(t.issues for t in tallies)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (keyed("value"), "does not tell rows apart: nothing"),
        (keyed("other"), "describes `other`, which the query does not give"),
        (keyed("value").replace("GROUP BY value", "GROUP BY value, claim_id").replace(
            "SELECT value", "SELECT 1 AS value"
        ).replace("ORDER BY value DESC NULLS LAST", ""), "does not tell rows apart: 1"),
    ],
)  # fmt: skip
def test_a_key_that_tells_no_rows_apart_is_an_issue(tmp_path, text, words):
    con, made, tallies = make(tmp_path, figures=text)
    (issue,) = (issue for t in tallies for issue in t.issues)
    assert made == [] and issue.code == "broken-view" and words in issue.message
    assert not con.execute("FROM duckdb_tables() WHERE schema_name = 'views'").fetchall()


def test_a_view_must_not_take_the_name_of_a_table(tmp_path):
    _, made, tallies = make(tmp_path, people=FIGURES)
    assert made == [] and "is a table of the package" in tallies[1].issues[0].message


def test_a_view_of_an_unsound_table_waits(tmp_path):
    _, made, tallies = make(tmp_path, figures=FIGURES.replace("[claims]", "[claims, lists]"))
    assert made == []
    assert tallies[-1].state is State.SKIPPED
    assert tallies[-1].because == "figures waits until lists can be trusted"


def test_a_views_name_is_a_tables_name(tmp_path):
    _, made, tallies = make(tmp_path, **{"Wide Figures": FIGURES, "wide_figures": FIGURES})
    assert [view.name for view in made] == ["wide_figures"]
    assert "cannot name a view" in tallies[0].issues[0].message
