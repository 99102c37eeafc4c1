import json
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_builders import FIELDS, package

from pipeline.content import spell
from pipeline.release.dataset import opened


def digest(folder):
    with opened(folder) as data:
        return data.digest()


def by_hand(folder):
    """The digest computed again from its definition, without DuckDB and without our code."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resource = descriptor["resources"][0]
    kinds = [item["type"] for item in resource["schema"]["fields"]]
    lines = (folder / resource["path"]).read_text("utf-8").splitlines()[1:]
    digests = []
    for line in lines:
        row = ""
        for kind, cell in zip(kinds, line.split(","), strict=True):
            if kind in ("number", "integer") and cell:
                value = Decimal(cell).normalize()
                cell = format(value if value else Decimal(0), "f")
            row += f"{len(cell.encode())}:{cell}," if cell else "-,"
        digests.append(sha256(row.encode()).hexdigest() + "\n")
    fields = [dict(item) for item in resource["schema"]["fields"]]
    shape = {"fields": fields, "primaryKey": ["id"]}
    entry = {
        "schema": shape,
        "rows": len(lines),
        "digest": sha256("".join(sorted(digests)).encode()).hexdigest(),
    }
    whole = {"content": 1, "package": {"name": "demo"}, "tables": {"people": entry}}
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


HARD = [
    ("p-1", "𠮷田﨑", "35.0", "0007", "true", "2020-11-24", "2020-11-24T15:00:00.500Z"),
    ("p-2", "１６８９", "-0.10", "", "false", "", "2020-11-24T15:00:00Z"),
    ("p-3", "e\u0301", "", "-5", "", "0044-03-15", ""),
]


def test_the_digest_is_what_its_definition_says(tmp_path):
    rows = [(*row[:6], "") for row in HARD]
    folder = package(tmp_path, rows)
    assert digest(folder) == by_hand(folder)


def test_numbers_that_double_would_round_keep_every_digit(tmp_path):
    one = package(tmp_path / "a", [("p-1", "a", "0.12345678901234567891", "", "", "", "")])
    other = package(tmp_path / "b", [("p-1", "a", "0.12345678901234567892", "", "", "", "")])
    assert digest(one) == by_hand(one)
    assert digest(one) != digest(other)


def test_spelling_and_order_are_no_content(tmp_path):
    one = digest(package(tmp_path / "a", HARD))
    assert digest(package(tmp_path / "b", HARD[::-1])) == one
    changed = [(*r[:2], {"35.0": "3.5E1", "-0.10": "-.1"}.get(r[2], r[2]), *r[3:]) for r in HARD]
    assert digest(package(tmp_path / "c", changed)) == one


@pytest.mark.parametrize("place", range(1, 6))
def test_every_value_is_content(tmp_path, place):
    other = ["", "乙", "36", "8", "false", "2020-11-25"][place]
    rows = [tuple(other if n == place else c for n, c in enumerate(HARD[0])), *HARD[1:]]
    assert digest(package(tmp_path / "a", HARD)) != digest(package(tmp_path / "b", rows))


def test_schema_and_metadata_are_content_but_the_version_is_not(tmp_path):
    one = digest(package(tmp_path / "a", HARD))
    assert digest(package(tmp_path / "b", HARD, version="9.0.0", created="2030-01-01")) == one
    assert digest(package(tmp_path / "c", HARD, title="Other")) != one
    fields = [{**FIELDS[0], "title": "Id"}, *FIELDS[1:]]
    assert digest(package(tmp_path / "d", HARD, fields=fields)) != one
    missing = {"missingValues": ["", "-"]}
    assert digest(package(tmp_path / "e", HARD, schema=missing)) == one


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**30)))
def test_a_number_has_one_spelling(value):
    assert Decimal(spell.number(value)) == value
    assert spell.number(value) == spell.number(Decimal(f"{value:f}000"))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("35.0", "35"), ("1E3", "1000"), ("-0", "0"), ("0.50", "0.5"), ("NaN", "NaN"),
     ("-Infinity", "-INF"), ("1e999999999", "1E999999999"), ("12e-200", "12E-200")],
)  # fmt: skip
def test_numbers(text, spelled):
    assert spell.number(Decimal(text)) == spelled


@pytest.mark.parametrize(
    ("kind", "text", "spelled"),
    [("string", "", None), ("integer", "+007", "7"), ("year", "0044", "44"), ("year", "-0044", "-44"),
     ("time", "15:00:00.000", "15:00:00"), ("datetime", "2020-01-01T00:00:00.120Z", "2020-01-01T00:00:00.12Z"),
     ("string", "1.00", "1.00")],
)  # fmt: skip
def test_cells(kind, text, spelled):
    assert spell.cell(kind, text) == spelled


@pytest.mark.skipif("OTHER_DUCKDB" not in __import__("os").environ, reason="names no other Python")
def test_another_duckdb_finds_the_same(tmp_path):
    """On demand: OTHER_DUCKDB is a Python in which another version of duckdb is installed."""
    import os

    folder = package(tmp_path, HARD)
    script = (
        "import sys; from pathlib import Path; from pipeline.release.dataset import opened\n"
        "with opened(Path(sys.argv[1])) as data: print(data.digest())"
    )
    command = [os.environ["OTHER_DUCKDB"], "-c", script, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={
        **os.environ, "PYTHONPATH": os.pathsep.join(sys.path)
    })  # fmt: skip
    assert done.stdout.strip() == digest(folder), done.stderr
