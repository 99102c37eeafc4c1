"""A small project on disk with a text of our own, to run the curator's commands in."""

import csv
import io
import shutil
from hashlib import sha256
from pathlib import Path

from commands import command

from pipeline import flow
from pipeline.project import Project

BASE = Path(__file__).resolve().parent / "examples" / "base"

TEXT = """植树大会昨天上午召
开，大会表彰了1689人，
其中689人来自外地。
林树说：“栽一棵，活一棵。”
林树又说：“栽,"活"”
𠮷田一郎先生主持。
林林先先生生植植树树330330棵棵
本版责任编辑 林树苗"""
"""`召开` is broken by a line end; the last line but one is doubled; the last is no document's."""

TABLES = (
    "provenance.Source",
    "provenance.Document",
    "provenance.DocumentSpan",
    "provenance.Omission",
    "provenance.Adjudication",
)

RULE = """/*
title: A hundred listened
needs: [talks]
hint: count again
*/
SELECT talk_id AS key, 804 AS expected, listeners AS actual, note AS message,
  [{'resource': 'talks', 'key': talk_id, 'field': 'listeners'}] AS related,
  CASE WHEN listeners IS NULL THEN 'nobody counted' END AS reason
FROM talks
"""

ROWS = {
    "sources": [
        "source_id,file_name,sha256,characters,title,publisher,kind,published_on,page,url,"
        "obtained_from,derived_from,rights",
        f"paper,paper.txt,{sha256(TEXT.encode()).hexdigest()},{len(TEXT)},报,,paper,,,,,,ours",
    ],
    "documents": [
        "document_id,work_id,kind,title,author_as_printed,issued_on,issued_basis,at,reuses,note",
        "day,day,report,植树日,林树,,unknown,林树说,,",
        "trees,trees,caption,树,,,unknown,,,",
    ],
    "document_spans": [
        "span_id,document_id,seq,role,source_id,from,to,joins,quality",
        "day-1,day,1,body,paper,植树大会,主持。,break,plain",
        "trees-1,trees,1,body,paper,林林先先,棵棵,break,doubled",
    ],
    "omissions": ["omission_id,source_id,document_id,exact,at,reason,note"],
    "adjudications": [
        "adjudication_id,rule,key,observed,decision,cause,reason,basis,decided_by,decided_on"
    ],
}


def project(folder: Path, *, tables: tuple[str, ...] = TABLES, rule: bool = False) -> Path:
    """The project with the given tables of provenance, valid unless it has the rule too."""
    shutil.copytree(BASE, folder)
    models = folder / "schemas" / "models.py"
    text = models.read_text(encoding="utf-8").replace(
        "TABLES = (Person, Talk)", f"TABLES = (Person, Talk, {', '.join(tables)})"
    )
    text = text.replace("from datetime", "from pipeline import provenance\nfrom datetime")
    models.write_text(text, encoding="utf-8")
    if rule:
        (folder / "schemas" / "rules" / "hundred.sql").write_text(RULE, encoding="utf-8")
    with (folder / "datapackage.yaml").open("a") as descriptor:
        for name in _names(tables):
            descriptor.write(f"  - name: {name}\n    path: raw/{name}.csv\n")
            descriptor.write(f"    schema: schemas/{name}.json\n")
            write(folder, name, "\n".join(ROWS[name]) + "\n")
    (folder / "raw" / "sources").mkdir()
    (folder / "raw" / "sources" / "paper.txt").write_bytes(TEXT.encode())
    flow.write_schemas(Project(folder))
    return folder


def run(*words, cwd=None):
    """The command through its entry point: exit code, output, errors."""
    done = command(*words, cwd=cwd)
    out, err = done.stdout, done.stderr
    assert "Traceback" not in out + err, err
    assert (done.returncode == 2) == err.startswith("pipeline: "), err
    return done.returncode, out, err


def raw(folder: Path, name: str) -> bytes:
    """The bytes of a table."""
    return (folder / "raw" / f"{name}.csv").read_bytes()


def write(folder: Path, name: str, text: str) -> None:
    """Put a table in place, its line ends as they are."""
    (folder / "raw" / f"{name}.csv").write_bytes(text.encode())


def last(folder: Path, name: str) -> dict[str, str]:
    """The last record of a table."""
    return list(csv.DictReader(io.StringIO(raw(folder, name).decode("utf-8-sig"))))[-1]


def _names(tables: tuple[str, ...]) -> list[str]:
    known = {"provenance.Source": "sources", "provenance.Document": "documents",
             "provenance.DocumentSpan": "document_spans", "provenance.Omission": "omissions",
             "provenance.Adjudication": "adjudications"}  # fmt: skip
    return [known[name] for name in tables]
