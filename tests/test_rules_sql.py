import duckdb
import pytest
from rule_builders import TABLES, database, rule

from pipeline.report import State
from pipeline.rules import check, lock

CASES = "'k' AS key, 1 AS expected, 1 AS actual"


def attack(sql, **head):
    """The broken rule's issue; the tables are as they were."""
    con = database()
    before = con.execute("SELECT * FROM typed.claims ORDER BY _row").fetchall()
    schemas = con.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")
    tables = schemas.fetchall()
    outcomes, tallies = check(con, [rule(sql, **head)], tables=TABLES)
    assert outcomes[0].state is tallies[0].state is State.BROKEN, tallies[0]
    (issue,) = tallies[0].issues
    assert "\n" not in issue.message and issue.path == "schemas/rules/totals-agree.sql"
    assert con.execute("SELECT * FROM typed.claims ORDER BY _row").fetchall() == before
    after = con.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")
    assert after.fetchall() == tables
    return issue


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT * FROM read_text('/etc/hostname')", "`read_text()` is not allowed"),
        ("SELECT * FROM read_csv('x.csv')", "`read_csv()` is not allowed"),
        ("SELECT * FROM glob('/*')", "`glob()` is not allowed"),
        ("SELECT * FROM 'file.csv'", "reads `file.csv`"),
        ("FROM 'file.csv'", "reads `file.csv`"),
        ("SELECT * FROM duckdb_secrets()", "`duckdb_secrets()` is not allowed"),
        ("SELECT * FROM duckdb_settings", "reads `duckdb_settings`"),
        ("SELECT * FROM information_schema.tables", "not a table of the package"),
        ("SELECT * FROM query('SELECT 1')", "`query()` is not allowed"),
        ("SELECT * FROM query_table('claims')", "`query_table()` is not allowed"),
        ("SELECT * FROM pragma_version()", "`pragma_version()` is not allowed"),
        ("COPY claims TO 'x.csv'", "a SELECT, not COPY"),
        ("COPY (SELECT 1) TO '/tmp/x.csv'", "a SELECT, not COPY"),
        ("DROP TABLE claims", "a SELECT, not DROP"),
        ("DROP TABLE typed.claims", "a SELECT, not DROP"),
        ("CREATE TABLE x AS SELECT 1", "a SELECT, not CREATE"),
        ("CREATE MACRO f() AS 1", "a SELECT, not CREATE"),
        ("INSERT INTO claims DEFAULT VALUES", "a SELECT, not INSERT"),
        ("UPDATE claims SET value = 0", "a SELECT, not UPDATE"),
        ("DELETE FROM claims RETURNING *", "a SELECT, not DELETE"),
        ("INSTALL httpfs", "a SELECT, not LOAD"),
        ("LOAD httpfs", "a SELECT, not LOAD"),
        ("ATTACH ':memory:' AS other", "a SELECT, not ATTACH"),
        ("PRAGMA version", "must be a "),
        ("SET threads = 1", "a SELECT, not "),
        ("SET VARIABLE x = 1", "a SELECT, not "),
        ("RESET threads", "a SELECT, not "),
        ("USE main", "a SELECT, not "),
        ("CALL pragma_version()", "a SELECT, not CALL"),
        ("CHECKPOINT", "a SELECT, not CALL"),
        ("EXPLAIN SELECT 1", "a SELECT, not EXPLAIN"),
        ("PREPARE p AS SELECT 1", "a SELECT, not PREPARE"),
        ("BEGIN", "a SELECT, not TRANSACTION"),
        ("SHOW TABLES", "not SHOW"),
        ("DESCRIBE claims", "not SHOW"),
        ("SUMMARIZE claims", "not SHOW"),
        ("SELECT 1; SELECT 2", "it holds 2 statements"),
        ("SELECT 1; DROP TABLE claims", "it holds 2 statements"),
        ("", "it holds no statements"),
        ("-- nothing", "it holds no statements"),
        ("PIVOT claims ON claim_id USING sum(value)", "PIVOT must name its columns|2 statements"),
        (f"SELECT {CASES} WHERE 1 = ?", "must not have parameters"),
        (f"SELECT {CASES} WHERE 1 = $x", "must not have parameters"),
        (
            "WITH gone AS (DELETE FROM claims RETURNING *) SELECT * FROM gone",
            "holds a DELETE|A CTE needs a SELECT",
        ),
        (
            "WITH a AS (INSERT INTO claims VALUES (9,'c9',1,1,NULL) RETURNING *) FROM a",
            "holds a INSERT|A CTE needs a SELECT",
        ),
        (
            "WITH a AS (UPDATE claims SET value = 0 RETURNING *) FROM a",
            "holds a UPDATE|A CTE needs a SELECT",
        ),
        ("SELECT getenv('HOME')", "`getenv()` is not allowed"),
        ("SELECT getvariable('x')", "`getvariable()` is not allowed"),
        ("SELECT current_setting('threads')", "`current_setting()` is not allowed"),
        ("SELECT version()", "`version()` is not allowed"),
        ("SELECT random()", "`random()` is not allowed"),
        ("SELECT RANDOM()", "`random()` is not allowed"),
        ("SELECT main.random()", "`random()` is not allowed"),
        ("SELECT setseed(0.1)", "`setseed()` is not allowed"),
        ("SELECT uuid()", "`uuid()` is not allowed"),
        ("SELECT gen_random_uuid()", "`gen_random_uuid()` is not allowed"),
        ("SELECT now()", "`now()` is not allowed"),
        ("SELECT today()", "`today()` is not allowed"),
        ("SELECT ago(INTERVAL 1 DAY)", "`ago()` is not allowed|does not exist"),
        ("SELECT age(on_) FROM claims", "`age()` is not allowed"),
        ("SELECT current_timestamp", "`current_timestamp` is not allowed"),
        ("SELECT CURRENT_DATE", "`current_date` is not allowed"),
        ("SELECT localtime", "`localtime` is not allowed"),
        ("SELECT nextval('s')", "`nextval()` is not allowed"),
        ("SELECT pg_sleep(1)", "`pg_sleep()` is not allowed|does not exist"),
        ("SELECT txid_current()", "`txid_current()` is not allowed"),
        ("SELECT 1 ORDER BY random()", "`random()` is not allowed"),
        ("SELECT list_transform([1], lambda x: x + random())", "`random()` is not allowed"),
        ("SELECT sum(value) OVER (ORDER BY random()) FROM claims", "`random()` is not allowed"),
        ("SELECT (SELECT max(random()) FROM people) FROM claims", "`random()` is not allowed"),
        ("WITH a AS (SELECT random()) SELECT 1", "`random()` is not allowed"),
        ("SELECT * FROM claims TABLESAMPLE 10%", "leave SAMPLE out"),
        ("SELECT * FROM claims USING SAMPLE 1", "leave SAMPLE out"),
    ],
)
def test_what_is_not_one_harmless_select_is_refused(sql, words):
    """Words after `|` are those of DuckDB 1."""
    message = attack(sql).message
    assert any(part in message for part in words.split("|")), message


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM lists",
        "SELECT * FROM typed.lists",
        "SELECT (SELECT count(*) FROM lists) FROM claims",
        "WITH lists AS (SELECT * FROM lists) SELECT * FROM lists",
        "SELECT * FROM (WITH lists AS (SELECT 1) FROM lists), lists",
        "WITH lists AS (SELECT 1) SELECT * FROM lists, typed.lists",
        "SELECT 1 WHERE 'a' IN (SELECT list_id FROM lists)",
    ],
)
def test_a_table_must_be_named_before_it_is_read(sql):
    assert "reads `lists`, which `needs`" in attack(sql).message


@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT {CASES} FROM claims LIMIT 1",
        f"WITH a AS (SELECT * FROM claims) SELECT {CASES} FROM a, people LIMIT 1;",
        f"WITH Mine AS MATERIALIZED (FROM claims) SELECT {CASES} FROM MINE LIMIT 1",
        f"WITH RECURSIVE a AS (SELECT 1 x UNION ALL SELECT x + 1 FROM a WHERE x < 3) "
        f"SELECT {CASES} FROM a WHERE x = 1",
        f"SELECT {CASES} FROM typed.claims LIMIT 1 -- the end",
        f"SELECT {CASES} FROM range(1)",
        f"SELECT {CASES} FROM (SELECT unnest([1]))",
        f"FROM claims SELECT {CASES} LIMIT 1",
        "SELECT 'k' AS key, count(*) AS expected, count(*) AS actual FROM claims, people",
        f"SELECT {CASES} UNION ALL SELECT 'l', 1, 1 ORDER BY 1",
        f"SELECT {CASES} WHERE repeat('a', 2) = 'aa' AND split_part('a/b', '/', 2) = 'b'",
        f"SELECT {CASES} FROM (SELECT 1 AS current_date) t WHERE t.current_date = 1",
        "SELECT max(key) AS key, sum(1) AS expected, sum(1) AS actual FROM "
        "(SELECT claim_id AS key, row_number() OVER (ORDER BY _row) FROM claims)",
        f"SELECT {CASES} FROM (PIVOT claims ON claim_id IN ('c1', 'c2') USING sum(value)) LIMIT 1",
    ],
)
def test_honest_queries_run(sql):
    outcomes, tallies = check(database(), [rule(sql)], tables=TABLES)
    assert outcomes[0].state is State.PASSED, tallies[0].issues


def test_a_refusal_names_its_place():
    issue = attack("SELECT '姓名' AS key,\n  '𠮷' AS expected, now() AS actual")
    assert (issue.line, issue.column) == (4, 20)


@pytest.mark.parametrize(
    ("sql", "line", "column", "words"),
    [
        ("SELECT 1\nFROM claims WHRE x", 4, 18, "syntax error"),
        ("SELECT 'k' AS key,\n nope AS expected FROM people", 4, 2, 'Referenced column "nope"'),
        ("SELECT '姓名𠮷' AS key, nope FROM claims", 3, 22, 'Referenced column "nope"'),
        ("SELECT foo(1)", 3, 8, "foo does not exist"),
        (
            "SELECT claims.nope AS key FROM claims",
            3,
            8,
            'column named "nope". Candidate bindings: "',
        ),
    ],
)
def test_the_engine_is_quoted_in_one_line_with_its_place(sql, line, column, words):
    issue = attack(sql)
    assert words in issue.message
    assert (issue.line, issue.column) == (line, column)


def test_an_error_while_running_breaks_the_rule():
    issue = attack("SELECT name AS key, CAST(name AS INTEGER) AS expected, 1 AS actual FROM people")
    assert "𠮷川﨑" in issue.message and issue.line == 3


def test_the_lock_holds_without_the_vetting(tmp_path):
    con = database()
    lock(con)
    lock(con)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for sql in (
        f"SELECT * FROM read_text('{secret}')",
        f"SELECT * FROM '{secret}'",
        f"COPY typed.claims TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'x.db'}'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "INSTALL httpfs",
    ):
        for one in (con, con.cursor()):
            with pytest.raises(duckdb.Error):
                one.execute(sql)
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]
    zone = con.cursor().execute("SELECT current_setting('TimeZone')").fetchone()
    assert zone == ("UTC",)


def test_python_variables_are_not_tables():
    con = database()
    claims2 = con.sql("SELECT 'k' AS key, 1 AS expected, 1 AS actual")
    assert claims2 is not None
    outcomes, _ = check(
        con,
        [rule("SELECT * FROM claims2", needs=("claims2",))],
        tables={"claims2": True},
    )
    assert outcomes[0].state is State.BROKEN


def test_the_callers_connection_keeps_its_search_path():
    con = database()
    con.execute("CREATE TABLE main.mine (a INTEGER)")
    check(con, [rule(f"SELECT {CASES}")], tables=TABLES)
    assert con.execute("SELECT * FROM mine").fetchall() == []


def test_a_deep_query_is_refused_and_no_more():
    deep = "(" * 400 + "1" + ")" * 400 + " + 1" * 900
    outcomes, _ = check(
        database(), [rule(f"SELECT 'k' AS key, {deep} AS expected, 1 AS actual")], tables=TABLES
    )
    assert outcomes[0].state in (State.BROKEN, State.FAILED)
