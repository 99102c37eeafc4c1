"""A small project with a text of our own, edited and checked in memory."""

import copy
import tempfile
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from pipeline import provenance
from pipeline.declare import (
    CONTEXTUAL,
    DATE,
    LABEL,
    LITERAL,
    NAME,
    Category,
    Record,
    Table,
    column,
    derived,
    key,
    number,
    ref,
)
from pipeline.evidence.check import Evidence, check
from pipeline.issue import Issue
from pipeline.records import Parsed
from pipeline.report import Tally

TEXT = """植树大会昨天上午召开
大会表彰了1689人,其中689人
来自外地。大会收到13
11月25日前寄出的信。
２，０００余名学生报名，
𠮷田一郎先生主持，﨑本花
子女士共同主持，林树苗发言。
近万人次参观，十几位老人植树
三亩，获第二名。
林林先先生生植植树树330330棵棵
12月3日林树先生讲话"""


class Unit(Category):
    """Units of the trees' day."""

    PERSON = "person", "人", "Persons", "人", "名", "位"
    TIMES = "times", "次", "Times", "次", "人次"
    MU = "mu", "亩", "Mu", "亩"
    TREE = "tree", "棵", "Trees", "棵"
    COUNT = "count", "个数", "Count, without measure word"
    RANK = "rank", "名次", "Rank", "第…名"


class Comparator(Category):
    """How a value is bounded."""

    EQUAL = "equal", "等于", "Equal"
    OVER = "over", "超过", "Over"
    NEARLY = "nearly", "近", "Nearly"
    SEVERAL = "several", "若干", "Several"


class Role(Category):
    """What someone did."""

    PRESIDED = "presided", "主持", "Presided", "主持"
    CO_PRESIDED = "co-presided", "共同主持", "Presided together", "共同主持"
    SPOKE = "spoke", "发言", "Spoke", "发言", "讲话"
    SILENT = "silent", "旁听", "Listened"


class Person(Record):
    """Someone named."""

    TABLE: ClassVar[Table] = Table("people", "People", "人物", "People.", "人物。")
    person_id: str = key("Person", "人物", "Person.", "人物。")
    name: str = column("Name", "姓名", "Name.", "姓名。")


class Claim(Record):
    """A quantity."""

    TABLE: ClassVar[Table] = Table("claims", "Claims", "论断", "Claims.", "论断。")
    claim_id: str = key("Claim", "论断", "Claim.", "论断。")
    document_id: str = ref("documents", "Document", "文献", "Document.", "文献。")
    at: str | None = column("At", "所在", "At.", "所在。")
    person_id: str | None = ref("people", "Who", "谁", "Who.", "谁。", printed=CONTEXTUAL)
    value: Decimal | None = column(
        "Value", "数值", "Value.", "数值。",
        printed=number(low="low", high="high", comparator="comparator", unit="unit"),
    )  # fmt: skip
    low: Decimal | None = column("Low", "下限", "Low.", "下限。", printed=derived())
    high: Decimal | None = column("High", "上限", "High.", "上限。", printed=derived())
    comparator: Comparator = column("Comparator", "限定", "Bound.", "限定。", printed=derived())
    unit: Unit = column("Unit", "单位", "Unit.", "单位。", printed=derived())
    note: str | None = column("Note", "备注", "Note.", "备注。")


class Talk(Record):
    """What someone did at the meeting."""

    TABLE: ClassVar[Table] = Table("talks", "Talks", "发言", "Talks.", "发言。")
    talk_id: str = key("Talk", "发言", "Talk.", "发言。")
    document_id: str = ref("documents", "Document", "文献", "Document.", "文献。")
    at: str = column("At", "所在", "At.", "所在。")
    person_id: str | None = ref("people", "Who", "谁", "Who.", "谁。", printed=NAME)
    name: str | None = column("Name", "姓名", "As printed.", "照录。", printed=LITERAL)
    role: Role | None = column("Role", "作用", "Role.", "作用。", printed=LABEL)
    date: str | None = column("Date", "日期", "Date.", "日期。", printed=DATE)


MODELS: tuple[type[Record], ...] = (
    Person,
    Claim,
    Talk,
    provenance.Source,
    provenance.Document,
    provenance.DocumentSpan,
    provenance.Reading,
    provenance.Evidence,
)


def claim(
    claim_id: str, at: str | None, value: str | None, unit: str = "person", **more: Any
) -> dict:
    """A claim of document `day`."""
    return {
        "claim_id": claim_id, "document_id": "day", "at": at, "unit": unit, "comparator": "equal",
        "value": None if value is None else Decimal(value), **more,
    }  # fmt: skip


def talk(talk_id: str, at: str, **more: Any) -> dict:
    """Something that someone did, of document `day`."""
    return {"talk_id": talk_id, "document_id": "day", "at": at, **more}


def span(name: str, from_: str, to: str, **more: Any) -> dict:
    """A span of document `day`."""
    return {
        "span_id": f"s-{name}", "document_id": "day", "seq": int(name), "role": "body",
        "source_id": "paper", "from": from_, "to": to, "joins": "break", "quality": "plain", **more,
    }  # fmt: skip


ROWS: dict[str, list[dict]] = {
    "people": [
        {"person_id": "jitian", "name": "𠮷田一郎"},
        {"person_id": "qiben", "name": "﨑本花子"},
        {"person_id": "lin-shu", "name": "林树"},
        {"person_id": "lin-shumiao", "name": "林树苗"},
    ],
    "claims": [
        claim("all", "大会表彰了1689人", "1689", person_id="jitian", note="ours"),
        claim("away", "其中689人", "689"),
        claim("students", "２，０００余名学生", "2000", comparator="over"),
        claim("visits", "近万人次参观", "10000", "times", comparator="nearly"),
        claim("old", "十几位老人", None, comparator="several", low=Decimal(11), high=Decimal(19)),
        claim("mu", "植树三亩", "3", "mu"),
        claim("rank", "获第二名", "2", "rank"),
        claim("trees", "林先生植树330棵", "330", "tree"),
    ],
    "talks": [
        talk("opening", "大会昨天上午召开", date="2020-12-02"),
        talk("jitian", "𠮷田…先生主持", person_id="jitian", role="presided"),
        talk("qiben", "﨑本…共同主持", person_id="qiben", name="﨑本花子", role="co-presided"),
        talk("miao", "林树苗发言", person_id="lin-shumiao", role="spoke"),
        talk("letters", "11月25日前", date="2020-11-25"),
        talk("lin", "12月3日…讲话", person_id="lin-shu", role="spoke", date="2020-12-03"),
    ],
    "documents": [
        {"document_id": "day", "work_id": "day", "kind": "report", "title": "植树日",
         "issued_on": "2020-12-03", "issued_basis": "derived"},
    ],
    "document_spans": [
        span("1", "植树大会", "第二名。"),
        span("2", "林林先先", "棵棵", quality="doubled"),
        span("3", "12月3日", "讲话"),
    ],
    "readings": [],
    "evidence": [],
}  # fmt: skip


class World:
    """The project, to be edited and checked; an edit gives another world."""

    def __init__(self, text: str = TEXT, rows: dict[str, list[dict]] | None = None) -> None:
        self.text = text
        self.rows = copy.deepcopy(rows or ROWS)
        if "sources" not in self.rows:
            self.rows["sources"] = [source("paper", text)]

    def edit(self, table: str, name: str, /, **changes: Any) -> "World":
        """One record with other cells."""
        other = World(self.text, self.rows)
        if table == "claims":
            changes = {k: Decimal(v) if isinstance(v, int) else v for k, v in changes.items()}
        other._row(table, name).update(changes)
        return other

    def add(self, table: str, *rows: dict) -> "World":
        """More records."""
        other = World(self.text, self.rows)
        other.rows[table] += rows
        return other

    def drop(self, table: str, name: str) -> "World":
        """One record less."""
        other = World(self.text, self.rows)
        other.rows[table].remove(other._row(table, name))
        return other

    def parsed(self, *, evidence: bool = True) -> list[Parsed]:
        """Its records, with or without a table of evidence."""
        tables = []
        for model in MODELS:
            name = model.TABLE.name
            blank = dict.fromkeys(info.alias or n for n, info in model.model_fields.items())
            records = [model.model_validate({**blank, **row}) for row in self.rows[name]]
            if name != "evidence" or evidence:
                tables.append(Parsed(name, model, dict(enumerate(records, 2))))
        return tables

    def check(self, *, texts: bool = True, evidence: bool = True) -> tuple[Evidence, list[Tally]]:
        """What the evidence layer says, with the text at hand or without it."""
        with tempfile.TemporaryDirectory() as folder:
            if texts:
                Path(folder, "paper.txt").write_bytes(self.text.encode())
            return check(
                self.parsed(evidence=evidence), Path(folder) if texts else None, required=False
            )

    def anchored(self) -> "World":
        """The same with its evidence."""
        rows = [row._asdict() for row in self.check()[0].rows]
        return World(self.text, {**self.rows, "evidence": rows})

    def evidence_of(self, table: str, name: str, field: str) -> dict:
        """The committed row of a field."""
        spot = (table, name, field)
        found = [r for r in self.rows["evidence"] if (r["resource"], r["key"], r["field"]) == spot]
        assert len(found) == 1, found
        return found[0]

    def _row(self, table: str, name: str) -> dict:
        return next(row for row in self.rows[table] if next(iter(row.values())) == name)


def source(name: str, text: str) -> dict:
    """The record of a text."""
    return {
        "source_id": name, "file_name": f"{name}.txt", "title": name, "kind": "paper",
        "sha256": sha256(text.encode()).hexdigest(), "characters": len(text), "rights": "ours",
    }  # fmt: skip


def issues(world: World, **how: bool) -> list[Issue]:
    """All issues of a world."""
    return [issue for tally in world.check(**how)[1] for issue in tally.issues]


def spots(world: World, **how: bool) -> set[tuple[str, str | None, str | None]]:
    """Code, key and field of all issues."""
    return {(issue.code, issue.key, issue.field) for issue in issues(world, **how)}


def keys_of(found: list[Issue]) -> set[str | None]:
    """The records that issues are about."""
    return {issue.key for issue in found}


def cited(world: World, table: str, name: str, field: str) -> list[str]:
    """The raw text of each span that evidence of a field cites."""
    rows = [
        row
        for row in world.check()[0].rows
        if (row.resource, row.key, row.field) == (table, name, field)
    ]
    assert len(rows) == 1, rows
    ranges = [part.split("-") for part in rows[0].spans.split(";")]
    return [world.text[int(start) : int(end)] for start, end in ranges]
