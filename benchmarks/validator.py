"""How fast `pipeline validate` is on a package of somebody else's: one command, one table.

Everything is measured as a whole process, in one run, the contenders in turn, medians of several
rounds. The files are made by DuckDB from a seed, in a temporary folder.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

SEED = 2020
PARENTS = 50_000
WAYS = 10

_FIELDS = [
    {"name": "c1", "type": "string", "constraints": {"pattern": "R[0-9]{9}"}},
    {"name": "c2", "type": "string", "constraints": {"pattern": "[A-Z]{3}-[0-9]{4}"}},
    {
        "name": "c3",
        "type": "string",
        "constraints": {"required": True, "minLength": 2, "maxLength": 30},
    },
    {
        "name": "c4",
        "type": "string",
        "constraints": {"enum": ["model", "advanced", "nominee", "other"]},
    },
    {
        "name": "c5",
        "type": "date",
        "constraints": {"minimum": "1950-01-01", "maximum": "2030-12-31"},
    },
    {"name": "c6", "type": "number", "constraints": {"minimum": 0, "maximum": 1000000}},
    {"name": "c7", "type": "integer", "constraints": {"minimum": 1, "maximum": 200}},
    {"name": "c8", "type": "string", "constraints": {"pattern": "[0-9a-f]{32}"}},
    {"name": "c9", "type": "string"},
    {"name": "c10", "type": "string"},
    {"name": "c11", "type": "string", "constraints": {"maxLength": 80}},
]
_WRONG = {
    "c1": "CASE w WHEN 0 THEN 'R000000000' ELSE {} END",
    "c2": "CASE w WHEN 1 THEN 'abc-1' ELSE {} END",
    "c3": "CASE w WHEN 2 THEN '' WHEN 3 THEN 'x' ELSE {} END",
    "c4": "CASE w WHEN 4 THEN 'unknown' ELSE {} END",
    "c5": "CASE w WHEN 5 THEN '2020-13-01' ELSE {} END",
    "c6": "CASE w WHEN 6 THEN '-5' ELSE {} END",
    "c7": "CASE w WHEN 7 THEN 'many' ELSE {} END",
    "c8": "CASE w WHEN 8 THEN 'zz' ELSE {} END",
    "c9": "CASE w WHEN 9 THEN 'P999999' ELSE {} END",
}
"""One way a row to be wrong; a row is wrong in one of them."""

_GOOD = {
    "c1": "format('R{{:09d}}', i)",
    "c2": "chr(65 + (h % 26)::INT) || chr(65 + (h // 26 % 26)::INT) || 'Q-' || format('{{:04d}}', h % 10000)",
    "c3": "'劳模' || (h % 1000000)",
    "c4": "(['model', 'advanced', 'nominee', 'other'])[1 + (h % 4)::INT]",
    "c5": "strftime(DATE '1950-01-01' + (h % 29000)::INT, '%Y-%m-%d')",
    "c6": "format('{{:.2f}}', (h % 100000000) / 100)",
    "c7": "(1 + h % 200)::VARCHAR",
    "c8": "md5(i::VARCHAR)",
    "c9": f"format('P{{{{:06d}}}}', h % {PARENTS})",
    "c10": """CASE WHEN i % 3 = 0 THEN '"said ""yes"", twice, to ' || (h % 1000) || '"' ELSE 'nothing to add to ' || (h % 1000) END""",
    "c11": "'of no. ' || (h % 100000) || ', see there'",
}


def rows(count: int, wrong: bool) -> str:
    """SQL: `count` rows of text as they stand in the file, joined by commas."""
    cells = []
    for name, good in _GOOD.items():
        sql = good.replace("{{", "{").replace("}}", "}")
        sql = _WRONG[name].replace("{}", sql) if wrong and name in _WRONG else sql
        cells.append(f"""'"' || {sql} || '"'""" if name == "c11" else sql)
    line = " || ',' || ".join(cells)
    base = f"SELECT i, hash(i, {SEED}) AS h, CASE WHEN i % 100 = 50 THEN (i // 100) % {WAYS} ELSE -1 END AS w"
    return f"SELECT {line} AS line FROM ({base} FROM range({count}) t(i)) ORDER BY i"


def write(con: duckdb.DuckDBPyConnection, file: Path, header: str, sql: str) -> None:
    file.unlink(missing_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(header + "\n")
        reader = con.execute(sql)
        while batch := reader.fetchmany(100_000):
            out.write("\n".join(line for (line,) in batch) + "\n")


def package(folder: Path, count: int, *, wrong: bool = False, children: int = 1) -> Path:
    """A package of a table (or several, of that many rows together) and its 50,000 parents."""
    folder.mkdir()
    con = duckdb.connect()
    write(
        con,
        folder / "parents.csv",
        "p1",
        f"SELECT format('P{{:06d}}', i) FROM range({PARENTS}) t(i)",
    )
    header = ",".join(field["name"] for field in _FIELDS)
    parents = {"fields": [{"name": "p1", "type": "string"}], "primaryKey": ["p1"]}
    reference = {"fields": ["c9"], "reference": {"resource": "parents", "fields": ["p1"]}}
    schema = {"fields": _FIELDS, "primaryKey": ["c1"], "foreignKeys": [reference]}
    resources = [{"name": "parents", "path": "parents.csv", "type": "table", "schema": parents}]
    for number in range(children):
        name = f"rows{number}"
        write(con, folder / f"{name}.csv", header, rows(count // children, wrong))
        resources.append({"name": name, "path": f"{name}.csv", "type": "table", "schema": schema})
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    target = folder / "datapackage.json"
    target.write_text(json.dumps({"$schema": profile, "name": "speed", "resources": resources}))
    return target


_READ = """
import duckdb, sys
for file, width in zip(sys.argv[1::2], sys.argv[2::2]):
    columns = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(1, int(width) + 1)) + "}"
    counts = ", ".join(f"count(c{n})" for n in range(1, int(width) + 1))
    duckdb.sql(f"select {counts} from read_csv('{file}', header=true, delim=',', all_varchar=true, names=['" + "','".join(f"c{n}" for n in range(1, int(width) + 1)) + "'])").fetchall()
"""

_FRICTIONLESS = """
import sys
from frictionless import Checklist, Package, system
package = Package(sys.argv[1])
report = package.validate(Checklist(), limit_errors=10**9)
print(report.stats["errors"])
"""


def reading(target: Path) -> list[str]:
    """The baseline: each file of the package parsed, every column counted."""
    words = [sys.executable, "-c", _READ]
    for item in json.loads(target.read_text())["resources"]:
        words += [str(target.parent / item["path"]), str(len(item["schema"]["fields"]))]
    return words


def ours(target: Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", "validate", str(target), "--limit", "0"]


def theirs(target: Path) -> list[str]:
    return [sys.executable, "-c", _FRICTIONLESS, str(target)]


def once(words: list[str]) -> tuple[float, float]:
    """Seconds, and the most memory in MB that any child took so far."""
    started = time.perf_counter()
    done = subprocess.run(words, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def medians(contenders: dict[str, list[str]], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, words in contenders.items():
            times[name].append(once(words)[0])
    return {name: statistics.median(found) for name, found in times.items()}


def tell(what: str, ratio: float, bar: str, seconds: dict[str, float]) -> None:
    said = ", ".join(f"{name} {value:.2f} s" for name, value in seconds.items())
    print(f"| {what} | {ratio:.2f} | {bar} | {said} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--only", nargs="*", default=["clean", "wrong", "children", "ten", "small", "help"]
    )
    parser.add_argument("--no-frictionless", action="store_true", help="it needs most of the time")
    given = parser.parse_args()
    print("| what | ratio | wanted | medians |\n|---|---:|---|---|")
    with tempfile.TemporaryDirectory(prefix="pipeline-bench-") as scratch:
        for name in given.only:
            CASES[name](Path(scratch) / name, given)


def clean(folder: Path, given: argparse.Namespace) -> None:
    target = package(folder, given.rows)
    found = medians({"pipeline": ours(target), "reading": reading(target)}, given.rounds)
    tell("clean, against reading", found["pipeline"] / found["reading"], "≤ 2.5", found)
    if not given.no_frictionless:
        found["frictionless"] = once(theirs(target))[0]
        tell(
            "clean, against frictionless", found["frictionless"] / found["pipeline"], "≥ 25", found
        )


def wrong(folder: Path, given: argparse.Namespace) -> None:
    target = package(folder, given.rows, wrong=True)
    found = medians({"pipeline": ours(target), "reading": reading(target)}, given.rounds)
    tell("1 % wrong, against reading", found["pipeline"] / found["reading"], "", found)
    if not given.no_frictionless:
        found["frictionless"] = once(theirs(target))[0]
        tell(
            "1 % wrong, against frictionless",
            found["frictionless"] / found["pipeline"],
            "≥ 15",
            found,
        )


def children(folder: Path, given: argparse.Namespace) -> None:
    target = package(folder, given.rows, children=10)
    found = medians({"pipeline": ours(target), "reading": reading(target)}, given.rounds)
    tell(
        "ten children of one parent, against reading",
        found["pipeline"] / found["reading"],
        "≤ 1.3",
        found,
    )


def ten(folder: Path, given: argparse.Namespace) -> None:
    folder.mkdir()
    one, many = package(folder / "one", given.rows), package(folder / "ten", 10 * given.rows)
    found = medians({"one": ours(one), "ten": ours(many)}, 1)
    tell("ten times the rows, against once", found["ten"] / found["one"], "≤ 12", found)
    print(
        f"| most memory of any process here, MB | {once(ours(one))[1]:.0f} | < 1000 | |", flush=True
    )


def small(folder: Path, given: argparse.Namespace) -> None:
    target = package(folder, 1000)
    contenders = {"pipeline": ours(target), "frictionless": theirs(target)}
    found = medians(contenders, max(given.rounds, 5))
    tell(
        "1,000 rows, against frictionless",
        found["pipeline"] / found["frictionless"],
        "≤ 0.7",
        found,
    )


def help_(folder: Path, given: argparse.Namespace) -> None:
    contenders = {
        "pipeline --help": [sys.executable, "-m", "pipeline", "--help"],
        "import typer": [sys.executable, "-c", "import typer"],
    }
    found = medians(contenders, max(given.rounds, 5))
    tell(
        "pipeline --help, against importing typer",
        found["pipeline --help"] / found["import typer"],
        "≤ 2",
        found,
    )


CASES = {
    "clean": clean,
    "wrong": wrong,
    "children": children,
    "ten": ten,
    "small": small,
    "help": help_,
}

if __name__ == "__main__":
    main()
