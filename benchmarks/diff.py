"""How long a difference takes, against merely reading both tables with DuckDB.

    python benchmarks/diff.py [--rows N] [--runs N]

Writes 1,000,000 rows of 10 columns, and the same with 1 % of the rows changed, into a temporary
folder. Each of the two runs in a process of its own, by turns; compared are the medians.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TYPES = [
    "string",
    "string",
    "integer",
    "number",
    "date",
    "boolean",
    "string",
    "integer",
    "number",
    "string",
]

READ = """
import sys, duckdb
con = duckdb.connect()
for number, file in enumerate(sys.argv[1:]):
    con.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv('{file}/data.csv')")
"""

DIFF = """
import sys
from pipeline.releasing import diff
found = diff(sys.argv[1], sys.argv[2], None, step=lambda _: None)
print(sum(change.count for change in found.changes))
"""


def row(number: int, chance: random.Random) -> list[str]:
    return [
        f"id-{number:07}", f"姓名{chance.randrange(10**6)}", str(chance.randrange(10**6)),
        f"{chance.random():.4f}", f"20{chance.randrange(10, 25)}-0{chance.randrange(1, 10)}-11",
        chance.choice(["true", "false"]), chance.choice(["甲", "乙", "丙"]),
        str(chance.randrange(100)), f"{chance.random():.2f}", f"note {chance.randrange(10**9)}",
    ]  # fmt: skip


def write(folder: Path, rows: int, changed: bool) -> None:
    folder.mkdir()
    chance = random.Random(1)
    with (folder / "data.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(f"c{n}" for n in range(10)) + "\n")
        for number in range(rows):
            cells = row(number, chance)
            if changed and number % 100 == 7:
                cells[9] = "changed"
            file.write(",".join(cells) + "\n")
    fields = [{"name": f"c{n}", "type": kind} for n, kind in enumerate(TYPES)]
    schema = {"fields": fields, "primaryKey": ["c0"]}
    package = {
        "name": "demo",
        "resources": [{"name": "data", "path": "data.csv", "schema": schema}],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def timed(script: str, old: Path, new: Path) -> tuple[float, str]:
    started = time.perf_counter()
    command = [sys.executable, "-c", script, str(old), str(new)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old", Path(folder) / "new"
        write(old, given.rows, False)
        write(new, given.rows, True)
        reads, diffs, found = [], [], ""
        for _ in range(given.runs):
            reads.append(timed(READ, old, new)[0])
            seconds, found = timed(DIFF, old, new)
            diffs.append(seconds)
    read, diff = statistics.median(reads), statistics.median(diffs)
    print(f"reading both with DuckDB  {read:6.2f} s")
    print(f"pipeline diff             {diff:6.2f} s   {diff / read:.1f} times   ({found} changes)")


if __name__ == "__main__":
    main()
