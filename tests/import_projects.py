"""Random projects of two tables, and random edits of their workbook, each with what it must do."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from hypothesis import strategies as st

CODES = [
    {"value": "speech", "label": "Speech", "label_zh": "讲话"},
    {"value": "toast", "label": "Toast, short", "label_zh": "祝酒，短"},
    {"value": "a-1", "label": "Part one", "label_zh": "甲"},
    {"value": "a-2", "label": "Part two", "label_zh": "甲"},
]
LEVELS = [
    {"value": 1, "label": "Low", "label_zh": "低"},
    {"value": 2, "label": "High", "label_zh": "高"},
]
NASTY = "a7墨𠮷﨑 \u3000\u00a0“”\"'’,;=\n\t|·—_0-/+…."
TRAPS = ["007", "1e5", "TRUE", "2020-11-24", "2020/11/24", "=1+1", "-", "a · b", "_x0041_", "'x"]
TEXTS = st.sampled_from(["", "", *TRAPS, " a ", "甲\r\n乙", "\r", " "]) | st.text(NASTY, max_size=8)
BLAND = st.text("ab墨𠮷﨑", min_size=1, max_size=5)
KEYS = st.sampled_from(TRAPS) | st.text("ab·7墨 ", min_size=1, max_size=4).map(str.strip)


@dataclass(frozen=True)
class Edit:
    """What is typed, what the raw file must say then; `shown`: is it typed as we would show it?

    bland: can it only be accepted?
    """

    typed: Any
    raw: str
    look: str = "General"
    shown: bool = True
    bland: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of field: its schema, its raw cells, their canonical form, and edits."""

    schema: dict[str, Any]
    raws: Any
    edits: Any
    canon: Callable[[str], str] = str


@dataclass
class Table:
    """A table: its fields, and its raw rows by field."""

    name: str
    kinds: dict[str, Kind]
    rows: list[dict[str, str]] = field(default_factory=list)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("/", "-"))


def _plain(text: str) -> str:
    return format(Decimal(text.replace(",", ".")).normalize(), "f")


def _number(text: str) -> str:
    return "0" if Decimal(text.replace(",", ".")) == 0 else _plain(text)


def _dates(sign: str) -> Any:
    def spelled(value: Any) -> str:
        return value.isoformat().replace("-", sign)

    raws = st.dates(datetime(1000, 1, 1).date()).map(spelled)
    edits = st.dates(datetime(1900, 3, 1).date()).map(
        lambda d: Edit(datetime(d.year, d.month, d.day), spelled(d), "yyyy-mm-dd")
    )
    old = st.dates(datetime(1000, 1, 1).date(), datetime(1900, 2, 28).date())
    more = old.map(lambda d: Edit(d.isoformat(), spelled(d), "@"))
    return raws, edits | more


def _kinds() -> list[Kind]:
    whole = st.integers(-(10**14), 10**14)
    some = [0.25, 1.5, 3, -12.75, 0]
    dates, days = _dates("-")
    slashed, slashes = _dates("/")
    return [
        Kind(
            {"type": "string"},
            TEXTS,
            BLAND.map(lambda t: Edit(t, t, "@"))
            | st.text(NASTY, max_size=6).map(lambda t: Edit(t or None, t, "@", bland=False)),
        ),
        Kind(
            {"type": "integer"},
            st.sampled_from(["7", "007", "+7", "-0", "12345678901234567"]) | whole.map(str),
            whole.map(lambda n: Edit(n, str(n))),
            lambda t: str(int(t)),
        ),
        Kind(
            {"type": "integer", "groupChar": ","},
            st.sampled_from(["1,689", "1689", "12,345,678", "3"]),
            whole.map(lambda n: Edit(n, str(n))) | st.just(Edit("1,689", "1689", "@", shown=False)),
            lambda t: str(int(t.replace(",", ""))),
        ),
        Kind(
            {"type": "number", "decimalChar": ","},
            st.sampled_from(["0,5", "1,50", "3", "1E3", "-0,0", "0,1234567890123456789"]),
            st.sampled_from([Edit(n, str(n).replace(".", ",")) for n in some]),
            _number,
        ),
        Kind(
            {"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]},
            st.sampled_from(["是", "否"]),
            st.sampled_from([Edit(True, "是"), Edit(False, "否"), Edit("是", "是", "@", False)]),
        ),
        Kind({"type": "date"}, dates, days),
        Kind({"type": "date", "format": "%Y/%m/%d"}, slashed, slashes),
        Kind(
            {"type": "year"},
            st.sampled_from(["2020", "0987"]),
            st.integers(1000, 2100).map(lambda n: Edit(n, str(n))),
        ),
        Kind(
            {"type": "datetime"},
            st.sampled_from(["2020-01-02T03:04:05", "1893-12-26T00:00:00"]),
            st.datetimes(datetime(1900, 3, 1))
            .map(lambda d: d.replace(microsecond=0))
            .map(lambda d: Edit(d, d.isoformat(), "yyyy-mm-dd hh:mm:ss")),
        ),
        Kind(
            {"type": "string", "categories": CODES},
            st.sampled_from([str(item["value"]) for item in CODES]),
            st.sampled_from(
                [
                    *[Edit(item["label"], str(item["value"]), "@") for item in CODES],
                    Edit("讲话", "speech", "@", shown=False),
                    Edit("SPEECH", "speech", "@", shown=False),
                    Edit("a-1", "a-1", "@", shown=False),
                    Edit("甲 · a-2", "a-2", "@", shown=False),
                    Edit("toast · 祝酒，短", "toast", "@", shown=False),
                    Edit("甲", "甲", "@", bland=False),
                    Edit("speech · 甲", "speech · 甲", "@", bland=False),
                ]
            ),
        ),
        Kind(
            {"type": "integer", "categories": LEVELS},
            st.sampled_from(["1", "2"]),
            st.sampled_from(
                [Edit("Low", "1", "@"), Edit("高", "2", "@", False), Edit(2, "2", shown=False)]
            ),
        ),
    ]


KINDS = _kinds()
PLAIN = KINDS[0]


def _reference(people: Table) -> Kind:
    keys = [row["id"] for row in people.rows]
    edits = [Edit(key, key, "@", shown=False) for key in keys if " · " not in key]
    edits += [Edit(f"{key} · 某某", key, "@", shown=False, bland=False) for key in keys]
    raws = st.sampled_from(["", *keys])
    return Kind({"type": "string"}, raws, st.sampled_from(edits or [Edit(None, "")]))


@st.composite
def tables(draw: Any) -> list[Table]:
    """Two tables, of which one refers to the other."""
    people = Table("people", {"id": PLAIN, "name": PLAIN, **draw(_fields())})
    _fill(draw, people)
    items = Table("items", {"id": PLAIN, "who": _reference(people), **draw(_fields())})
    _fill(draw, items)
    return [people, items]


def _fields() -> Any:
    chosen = st.lists(st.sampled_from(KINDS), max_size=4)
    return chosen.map(lambda kinds: {f"f{n}": kind for n, kind in enumerate(kinds)})


def _fill(draw: Any, table: Table) -> None:
    for key in draw(st.lists(KEYS.filter(bool), unique=True, max_size=5)):
        row = {"id": key}
        for name, kind in table.kinds.items():
            if name != "id":
                row[name] = draw(kind.raws if kind is PLAIN else st.just("") | kind.raws)
        table.rows.append(row)


def schema(table: Table) -> dict[str, Any]:
    """Its Table Schema."""
    titles = {"title": "Title, long", "title_zh": "标题"}
    fields = [
        {"name": name, **(titles if number % 2 else {}), **kind.schema}
        for number, (name, kind) in enumerate(table.kinds.items())
    ]
    made: dict[str, Any] = {"fields": fields, "primaryKey": ["id"]}
    if "who" in table.kinds:
        reference = {"resource": "people", "fields": ["id"]}
        made["foreignKeys"] = [{"fields": ["who"], "reference": reference}]
    return made


def spelled(table: Table, *, end: str = "\n", quoted: bool = False, ended: bool = True) -> bytes:
    """The raw file."""

    def cell(text: str) -> str:
        needs = quoted or any(sign in text for sign in ',"\r\n')
        return '"' + text.replace('"', '""') + '"' if needs else text

    lines = [",".join(table.kinds)]
    lines += [",".join(cell(row[name]) for name in table.kinds) for row in table.rows]
    text = end.join(lines) + (end if ended else "")
    return text.encode()


def parsed(content: bytes) -> list[dict[str, str]]:
    """The rows of a raw file."""
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


@dataclass
class Edits:
    """Cells by table, row and field; new rows by table; rows deleted of `items`; a new order."""

    cells: dict[tuple[str, int, str], Edit] = field(default_factory=dict)
    new: dict[str, list[dict[str, Edit]]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    order: dict[str, list[int]] = field(default_factory=dict)

    @property
    def bland(self) -> bool:
        """Can they only be accepted?"""
        fresh = [edit for rows in self.new.values() for row in rows for edit in row.values()]
        return all(edit.bland for edit in (*self.cells.values(), *fresh))


@st.composite
def edits(draw: Any, made: list[Table], *, rows: bool = True) -> Edits:
    """Edits of the workbook of these tables; without `rows` of cells alone."""
    found = Edits()
    for table in made:
        names = [name for name in table.kinds if name != "id"]
        places = [(n, name) for n in range(len(table.rows)) for name in names]
        for number, name in draw(st.sets(st.sampled_from(places), max_size=4)) if places else ():
            found.cells[table.name, number, name] = draw(_edit(table.kinds[name]))
        if rows:
            count = draw(st.integers(0, 2))
            found.new[table.name] = [_fresh(draw, table, n) for n in range(count)]
            found.order[table.name] = draw(
                st.just(range(len(table.rows))) | st.permutations(range(len(table.rows)))
            )
    if rows and made[1].rows:
        found.gone = draw(st.sets(st.integers(0, len(made[1].rows) - 1), max_size=2))
    return found


def _edit(kind: Kind) -> Any:
    return st.just(Edit(None, "")) | kind.edits


def _fresh(draw: Any, table: Table, number: int) -> dict[str, Edit]:
    key = f"new{number}"
    cells = {n: draw(_edit(kind)) for n, kind in table.kinds.items() if n != "id"}
    return {"id": Edit(key, key, "@"), **cells}


def type_in(found: Edits, made: list[Table]) -> Callable[[Any], None]:
    """What a curator does to the workbook."""

    def work(book: Any) -> None:
        for table in made:
            sheet = book[table.name]
            for (name, number, label), edit in found.cells.items():
                if name == table.name:
                    _type(sheet.cell(number + 2, list(table.kinds).index(label) + 1), edit)
            if table.name == "items" and found.gone:
                sheet.cell(1, len(table.kinds) + 1).value = "_delete"
                for number in found.gone:
                    sheet.cell(number + 2, len(table.kinds) + 1).value = "x"
            _sort(sheet, found.order.get(table.name, ()))
            for number, row in enumerate(found.new.get(table.name, ()), len(table.rows) + 2):
                for column, name in enumerate(table.kinds, 1):
                    _type(sheet.cell(number, column), row[name])

    return work


def _type(cell: Any, edit: Edit) -> None:
    cell.value, cell.number_format = edit.typed, edit.look
    if isinstance(edit.typed, str):  # as programs store what was typed
        cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", edit.typed)
        cell.data_type = "s"


def _sort(sheet: Any, order: Any) -> None:
    rows = [list(sheet[number + 2]) for number in order]
    kept = [[(c.value, c.data_type, c.number_format) for c in row] for row in rows]
    for number, cells in enumerate(kept, 2):
        for at, (value, kind, look) in enumerate(cells, 1):
            cell = sheet.cell(number, at)
            cell.value, cell.number_format = value, look
            if isinstance(value, str):
                cell.data_type = kind


def expected(found: Edits, table: Table) -> dict[str, dict[str, str]]:
    """Key → the raw cells that must stand in the file after the import."""
    rows = {}
    for number, row in enumerate(table.rows):
        if table.name == "items" and number in found.gone:
            continue
        rows[row["id"]] = {n: merged(found, table, number, n) for n in table.kinds}
    for fresh in found.new.get(table.name, ()):
        rows[fresh["id"].raw] = {name: edit.raw for name, edit in fresh.items()}
    return rows


def merged(found: Edits, table: Table, number: int, name: str) -> str:
    """One raw cell after the import: the same where the edit says the same."""
    was, edit = table.rows[number][name], found.cells.get((table.name, number, name))
    if edit is None or canonical(table.kinds[name], was) == canonical(table.kinds[name], edit.raw):
        return was
    return edit.raw


def canonical(kind: Kind, text: str) -> str:
    """What a raw cell says, however it is spelled."""
    return kind.canon(text) if text else ""
