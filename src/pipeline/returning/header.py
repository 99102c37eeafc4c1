"""The first row of a sheet: which column holds which field, and what is wrong with the labels."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.export.workbook.spelling import ABSENT, REQUIRED, field_of
from pipeline.issue import Issue, Severity
from pipeline.returning.finding import finding
from pipeline.returning.grid import Grid, Kind
from pipeline.returning.spec import Spec
from pipeline.table_schema.hints import near

DELETE = ("_delete", "删除")
"""Headers of the column in which rows to be deleted are marked."""

_LIKE_MARKS = ("delete", "deleted", "del", "remove", "removed", "删", "删除", "刪除", "移除")

CODE = "import-column"


@dataclass(frozen=True, slots=True)
class Header:
    """Field → 1-based column; `delete` is the column of marks; `usable`: can rows be read.

    dropped: columns of exported fields that the table no longer has.
    """

    columns: dict[str, int]
    delete: int | None
    usable: bool
    issues: tuple[Issue, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)


def read(grid: Grid, spec: Spec, exported: Collection[str]) -> Header:
    """Match labels and fields. `exported`: the fields that the workbook had."""
    labels = _labels(grid, spec)
    known = {n: label for n, label in labels.items() if label in spec.columns}
    if not known:
        said = f"the first row holds none of the headers of `{spec.name}`"
        hint = "let the first row be the headers, as exported: " + ", ".join(exported)
        return Header({}, None, False, (_issue(grid, spec, 1, said, hint, None),))
    issues: list[Issue] = []
    columns: dict[str, int] = {}
    for number, label in known.items():
        if label in columns:
            said = f"the header `{label}` stands twice, first in {grid.address(1, columns[label])}"
            issues.append(_issue(grid, spec, number, said, "rename or remove one of them", label))
        else:
            columns[label] = number
    missing = [name for name in exported if name in spec.columns and name not in columns]
    issues += _others(grid, spec, labels, missing, exported)
    for name in missing:
        said = f"there is no column `{name}`"
        hint = f"put back the column with the header `{name}`, as exported"
        issues.append(_issue(grid, spec, 1, said, hint, name))
    marks = [n for n, label in labels.items() if label in DELETE and n not in known]
    for number in marks[1:]:
        first = grid.address(1, marks[0])
        said = (
            f"a second column of marks: `{labels[number]}`, beside `{labels[marks[0]]}` ({first})"
        )
        hint = "put its marks into the first one and remove it"
        issues.append(_issue(grid, spec, number, said, hint, None))
    delete = marks[0] if marks else None
    twice = {issue.field for issue in issues}
    usable = all(name in columns and name not in twice for name in spec.key)
    kept = {name: number for name, number in columns.items() if name not in twice}
    dropped = {t: n for n, t in labels.items() if t in exported and t not in spec.columns}
    return Header(kept, delete, usable, tuple(issues), dropped)


def _labels(grid: Grid, spec: Spec) -> dict[int, str]:
    cells = grid.rows[0] if grid.rows else ()
    heads = {n: cell.shown for n, cell in enumerate(cells, 1) if cell.kind is not Kind.BLANK}
    ours = [n for n, said in heads.items() if said.startswith(ABSENT) and not _filled(grid, n)]
    return {n: _label(said, spec) for n, said in heads.items() if n not in ours}


def _label(header: str, spec: Spec) -> str:
    """The field that a header names; of marks, whatever line breaks are in it."""
    label = field_of(header)
    lines = [line.strip() for line in header.splitlines()]
    marks = next((word for word in ("".join(lines), *lines) if word in DELETE), None)
    return marks if marks and label not in spec.columns else label


def _others(
    grid: Grid, spec: Spec, labels: dict[int, str], missing: list[str], exported: Collection[str]
) -> list[Issue]:
    """Columns that are no field: misspelt ones, which are taken out of `missing`, and new ones."""
    found = []
    for number in range(1, max(map(len, grid.rows), default=0) + 1):
        label = labels.get(number, "")
        if label in spec.columns or label in DELETE:
            continue
        meant = _titled(spec, label, missing) or near(label, missing) if label else None
        if meant:
            missing.remove(meant)
            said = f"the header `{label}` is no field, expected `{meant}`"
            found.append(_issue(grid, spec, number, said, f"write `{meant}`", meant))
        elif label in exported:
            said = f"the table no longer has the field `{label}`; the column is not imported"
            hint = "nothing has to be done, unless you changed something in it"
            found.append(_issue(grid, spec, number, said, hint, label, Severity.WARNING))
        elif label.strip("_＿ ").casefold() in _LIKE_MARKS and _filled(grid, number):
            said = f"the column `{label}` marks no rows for deletion, a column `_delete` does"
            hint = "head it `_delete` where its rows are to be deleted, else remove it"
            found.append(_issue(grid, spec, number, said, hint, None))
        elif label or _filled(grid, number):
            called = f"`{label}`" if label else "without a header"
            said = f"the column {called} is not part of the table and is not imported"
            hint = "put what it says into a field of the table, or add the field to the schema"
            found.append(_issue(grid, spec, number, said, hint, None, Severity.WARNING))
    return found


def _titled(spec: Spec, label: str, missing: Collection[str]) -> str | None:
    """The one missing field with this title, in either language."""
    said = label.removesuffix(REQUIRED).strip().casefold()
    fields = [spec.columns[name].shown for name in missing]
    found = [f.name for f in fields if said in [t.casefold() for t in (f.title, f.title_zh) if t]]
    return found[0] if len(found) == 1 else None


def _filled(grid: Grid, column: int) -> bool:
    return any(
        len(cells) >= column and cells[column - 1].kind not in (Kind.BLANK, Kind.MERGED)
        for cells in grid.rows[1:]
    )


def _issue(
    grid: Grid,
    spec: Spec,
    column: int,
    said: str,
    hint: str,
    name: str | None,
    severity: Severity = Severity.ERROR,
) -> Issue:
    where = grid.address(1, column)
    return finding(CODE, said, hint, where, table=spec.name, field=name, severity=severity)
