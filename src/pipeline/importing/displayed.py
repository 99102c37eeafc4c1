"""Numbers that a cell shows otherwise than it holds them: what it holds is what is imported."""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

from pipeline.importing.outcome import TableOutcome
from pipeline.issue import Issue, Severity
from pipeline.returning.finding import finding
from pipeline.returning.grid import Cell, Kind, plain

_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
"""What a number format says beside the number: words, colours, signs, gaps."""

_FIXED = re.compile(r"[^0#?.,%/E]*([0#?][0#?,]*?)?(?:\.([0#?]*))?(,*)[^0#?.,%/E]*")
"""Digits, decimals, and a comma for each thousand by which the number is divided."""

_PRECISE = 400
"""Digits to which is rounded: more than any number of a spreadsheet has."""


def displayed(table: TableOutcome) -> Iterator[Issue]:
    """A warning at each number that changes and is shown rounded or scaled."""
    merged, sheet = table.merged, table.sheet
    cells = [(item.key, item.field) for item in merged.changed]
    cells += [(new.key, name) for new in merged.added for name in new.cells]
    for key, name in cells:
        if name not in sheet.columns:
            continue
        row = sheet.records[key].row
        cell = sheet.grid.cell(row, sheet.columns[name])
        if (seen := shown(cell)) is None:
            continue
        said = f"the cell shows {seen} and holds {cell.shown}, which is what is imported"
        hint = f"write {seen} if that is meant; else format the cell so that it shows all digits"
        yield finding(
            "import-cell",
            said,
            hint,
            sheet.address(row, name),
            table=table.name,
            field=name,
            key=key,
            severity=Severity.WARNING,
        )


def shown(cell: Cell) -> str | None:
    """The number that the cell's format shows, where it is another than the cell holds."""
    if cell.kind is not Kind.NUMBER or not isinstance(cell.value, Decimal):
        return None
    form = _FIXED.fullmatch(_ASIDE.sub("", cell.look.partition(";")[0]))
    if form is None or (form[1] is None and form[2] is None):
        return None
    with localcontext(prec=_PRECISE):
        value = cell.value / 1000 ** len(form[3])
        seen = value.quantize(Decimal(1).scaleb(-len(form[2] or "")), "ROUND_HALF_UP")
    return plain(seen) if seen != cell.value else None
