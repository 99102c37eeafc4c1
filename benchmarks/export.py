"""Exporting, measured: the flagship against its validation, a large table against openpyxl.

python benchmarks/export.py [--rows 100000]
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

FLAGSHIP = Path(__file__).resolve().parent.parent

ALLOWED, EXTRA = 3, 3.0
"""The flagship's export: so many times its validation, and so many seconds more."""

SHEET = 4
"""A large table's export: so many times as long as openpyxl takes to write its sheet."""

KINDS = (
    "string",
    "string",
    "string",
    "string",
    "string",
    "number",
    "number",
    "integer",
    "date",
    "boolean",
)


def main() -> None:
    """Print both ratios and whether they are met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        validation = command("validate", str(FLAGSHIP))
        export = command("export", str(FLAGSHIP), "--build", str(build))
        told(
            "flagship: export",
            export,
            ALLOWED * validation + EXTRA,
            f"validation {validation:.2f} s",
        )
        project(Path(folder), rows)
        sheet = openpyxl(Path(folder))
        whole = command("export", folder, "--build", str(build))
        told(f"{rows:,} rows: export", whole, SHEET * sheet, f"openpyxl's sheet {sheet:.2f} s")


def told(what: str, seconds: float, allowed: float, beside: str) -> None:
    met = "met" if seconds <= allowed else "NOT MET"
    print(f"{what} {seconds:.2f} s, {beside}, allowed {allowed:.2f} s: {met}")


def command(*words: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pipeline", *words], check=True, capture_output=True)
    return time.perf_counter() - started


def record(number: int) -> list[str]:
    day = f"2020-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    words = [f"f-{number}", "劳动模范", f"model worker {number % 97}", f"甲乙丙丁 {number}", "x"]
    return [
        *words,
        str(number / 4),
        str(number % 10**6 / 100),
        str(number),
        day,
        ("true", "false")[number % 2],
    ]


def project(folder: Path, rows: int) -> None:
    names = [f"c{index}" for index in range(len(KINDS))]
    fields = [{"name": name, "type": kind} for name, kind in zip(names, KINDS, strict=True)]
    schema = {"name": "facts", "fields": fields, "primaryKey": ["c0"]}
    (folder / "facts.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / "datapackage.yaml").write_text(
        'name: bench\nversion: 1.0.0\ncreated: "2026-01-01T00:00:00Z"\nresources:\n'
        "  - {name: facts, path: facts.csv, schema: facts.json}\n", encoding="utf-8",
    )  # fmt: skip
    with (folder / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(record(number) for number in range(rows))


def openpyxl(folder: Path) -> float:
    """Seconds that openpyxl takes to write the typed rows, plain, in its fastest mode."""
    from openpyxl import Workbook

    with (folder / "facts.csv").open(encoding="utf-8", newline="") as file:
        read = [typed(row) for row in list(csv.reader(file))[1:]]
    started = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("facts")
    for row in read:
        sheet.append(row)
    book.save(folder / "plain.xlsx")
    return time.perf_counter() - started


def typed(row: list[str]) -> list[Any]:
    return [
        *row[:5],
        Decimal(row[5]),
        Decimal(row[6]),
        int(row[7]),
        date.fromisoformat(row[8]),
        row[9] == "true",
    ]


if __name__ == "__main__":
    main()
