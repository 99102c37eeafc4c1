"""The rows of a sheet as XML, spelled by us: an object a cell would take four times as long."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape as as_xml

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from pipeline.export.values import number, text
from pipeline.export.workbook.cells import Held, escape, format_of, format_of_column, held
from pipeline.export.workbook.layout import lines, points
from pipeline.export.workbook.plan import Plan
from pipeline.export.workbook.styles import Styles, look_of
from pipeline.issue import Severity


def rows(sheet: Any, plan: Plan, widths: Sequence[int]) -> Iterator[str]:
    """One `<row>` a record, from the second row of the sheet on; registers the cells' styles."""
    styles = Styles(sheet)
    columns = list(_columns(plan, widths))
    marks = _marks(plan)
    for row, record in enumerate(plan.table.rows, 2):
        highest, cells = 1, []
        marked = marks.get(row, {})
        for (letter, name, kind, look, width, speller), value in zip(columns, record, strict=True):
            mark = marked.get(name) if marked else None
            if value is None:
                if mark:
                    style = styles.number(None, format_of_column(kind), look, mark)
                    cells.append(f'<c r="{letter}{row}" s="{style}"/>')
                continue
            kept = held(speller(value) if speller else value)
            style = styles.number(kept, format_of(kept, kind), look, mark)
            cells.append(_cell(f"{letter}{row}", kept, style))
            if isinstance(kept, str) and (len(kept) * 2 >= width or "\n" in kept):
                highest = max(highest, lines(escape(kept), width - 1))
        high = f' ht="{points(highest)}"' if highest > 1 else ""
        yield f'<row r="{row}"{high}>{"".join(cells)}</row>'


def _columns(plan: Plan, widths: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    zipped = zip(plan.table.fields, widths, plan.spellers(), strict=True)
    for index, (field, width, speller) in enumerate(zipped, 1):
        yield get_column_letter(index), field.name, field.type, look_of(plan, field), width, speller


def _marks(plan: Plan) -> Mapping[int, Mapping[str, Severity]]:
    """Row → field → the gravest that is said of it; what is said of a record marks its first."""
    found: dict[int, dict[str, Severity]] = {}
    for (row, name), issues in plan.issues.items():
        at = found.setdefault(row, {})
        spot = name or plan.table.labels[0]
        said = [issue.severity for issue in issues] + ([at[spot]] if spot in at else [])
        at[spot] = min(said, key=lambda severity: severity.rank)
    return found


def _cell(place: str, value: Held, style: int) -> str:
    """A cell with its type: text is text, whatever it looks like."""
    if isinstance(value, str):
        spelled = escape(value)
        edged = spelled != spelled.strip() or "\n" in spelled
        space = ' xml:space="preserve"' if edged else ""
        words = f"<is><t{space}>{as_xml(spelled)}</t></is>"
        return f'<c r="{place}" s="{style}" t="inlineStr">{words}</c>'
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{int(value)}</v></c>'
    return f'<c r="{place}" s="{style}" t="n"><v>{_number(value)}</v></c>'


def _number(value: Any) -> str:
    if isinstance(value, date | datetime):
        return f"{to_excel(value):.16g}"  # type: ignore[no-untyped-call]
    return text(number(value))
