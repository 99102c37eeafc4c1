"""The rows of a sheet as XML, spelled by us: an object a cell would take four times as long."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape as as_xml

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from pipeline.export.release import ReleaseTable
from pipeline.export.values import number, text
from pipeline.export.workbook.cells import Held, escape, format_of, held
from pipeline.export.workbook.layout import lines, points
from pipeline.export.workbook.styles import Styles

Cell = Callable[[str, Any, int], str]


def rows(sheet: Any, table: ReleaseTable, widths: Sequence[int]) -> Iterator[str]:
    """One `<row>` a record, from the second row of the sheet on; registers the cells' styles."""
    styles = Styles(sheet)
    columns = [
        (get_column_letter(index), field.type, width)
        for index, (field, width) in enumerate(zip(table.fields, widths, strict=True), 1)
    ]
    for row, record in enumerate(table.rows, 2):
        highest, cells = 1, []
        for (letter, kind, width), value in zip(columns, record, strict=True):
            if value is None:
                continue
            kept = held(value)
            style = styles.number(kept, format_of(kept, kind))
            cells.append(_cell(f"{letter}{row}", kept, style))
            if isinstance(kept, str) and (len(kept) * 2 >= width or "\n" in kept):
                highest = max(highest, lines(escape(kept), width - 1))
        high = f' ht="{points(highest)}"' if highest > 1 else ""
        yield f'<row r="{row}"{high}>{"".join(cells)}</row>'


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
