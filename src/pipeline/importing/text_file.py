"""A CSV file that was through a spreadsheet, as a sheet: whatever encoding and delimiter it has."""

import codecs
import csv
from io import StringIO
from pathlib import Path
from unicodedata import category

from pipeline.errors import ImportingError
from pipeline.export.workbook.manifest import Carried
from pipeline.importing.ours import Ours
from pipeline.importing.workbook import Theirs
from pipeline.returning import mojibake, words
from pipeline.returning.container import packed, refusal
from pipeline.returning.grid import NOTHING, Cell, Grid, Kind

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t"


def delimited(file: Path, ours: Ours) -> Theirs:
    """The file as a sheet whose base is the raw file as it is now: so nothing can conflict."""
    text = _text(file)
    rows, lines = _rows(file, text, _delimiter(text, ours))
    _sound(file, rows, ours)
    grid = Grid(file.name, rows, by_line=True, lines=lines)
    labels = tuple(ours.spec.columns)
    fields = tuple((name, column.item.type) for name, column in ours.spec.columns.items())
    carried = Carried(ours.spec.name, file.name, "", "", fields, "")
    usual = {n: words.usual(r.get(n, "") for r in ours.records.values()) for n in labels}
    return Theirs(carried, grid, dict(ours.records), usual)


def _text(file: Path) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else what Chinese Windows writes."""
    content = file.read_bytes()
    if packed(content):
        raise refusal(file, "it is a workbook and no text", "import it without --table")
    marked = next((codec for mark, codec in _MARKS if content.startswith(mark)), None)
    for codec in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != "gb18030" or not any(category(char) == "Co" for char in text):
            return text  # else it is another encoding's, such as Big5
    raise ImportingError(
        f"{file}: it is text in no encoding known here (UTF-8, UTF-16, GBK); open it in the "
        'program that it comes from and save it as "CSV UTF-8"'
    )


def _sound(file: Path, rows: tuple[tuple[Cell, ...], ...], ours: Ours) -> None:
    """ImportingError where all text was opened in another encoding than it has, and saved so."""
    cells = {cell.shown for row in rows for cell in row}
    known = dict.fromkeys(text for record in ours.records.values() for text in record.values())
    if found := mojibake.whole(cells, [*ours.spec.columns, *known]):
        encoding, was, now = found
        raise ImportingError(
            f"{file}: it is UTF-8 that was opened as {encoding} and saved so: `{was}` became "
            f"`{now}`; open the file as it was before with the encoding UTF-8 (in Excel by Data, "
            "From Text/CSV, 65001: Unicode) and repeat the edits"
        )


def _delimiter(text: str, ours: Ours) -> str:
    """The one that makes most of the header fields of the table."""
    head = text.partition("\n")[0].rstrip("\r")
    known = set(ours.spec.columns)
    return max(_DELIMITERS, key=lambda d: sum(c.strip('"') in known for c in head.split(d)))


def _rows(
    file: Path, text: str, delimiter: str
) -> tuple[tuple[tuple[Cell, ...], ...], dict[int, int]]:
    """The cells, and the physical line of every row."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, begun = [], {}, 1
    try:
        for cells in reader:
            rows.append(tuple(Cell(Kind.TEXT, c) if c else NOTHING for c in cells))
            lines[len(rows)] = begun
            begun = reader.line_num + 1
    except csv.Error as error:
        raise ImportingError(
            f"{file}:{begun}: its quotes cannot be read ({error}); save it again as CSV"
        ) from error
    return tuple(rows), lines
