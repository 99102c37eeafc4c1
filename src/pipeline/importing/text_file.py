"""A CSV file that was through a spreadsheet, as a sheet: whatever encoding and delimiter it has."""

import codecs
import csv
import re
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
_DECLARED = re.compile(r"\"?sep=([,;|\t])\"?,*\r?\n", re.IGNORECASE)
"""A first line by which spreadsheets are told the separator; no header."""

_OTHERS = {"shift_jis": "Shift-JIS", "big5": "Big5"}
"""Encodings whose bytes may be read as GBK too, as other text."""


def delimited(file: Path, ours: Ours) -> Theirs:
    """The file as a sheet whose base is the raw file as it is now: so nothing can conflict."""
    text = _text(file, ours)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(text, ours)
    rows, lines = _rows(file, text, delimiter, 2 if declared else 1)
    _sound(file, rows, ours)
    grid = Grid(file.name, rows, by_line=True, lines=lines)
    labels = tuple(ours.spec.columns)
    fields = tuple((name, column.item.type) for name, column in ours.spec.columns.items())
    carried = Carried(ours.spec.name, file.name, "", "", fields, "")
    usual = {n: words.usual(r.get(n, "") for r in ours.records.values()) for n in labels}
    return Theirs(carried, grid, dict(ours.records), usual)


def _text(file: Path, ours: Ours) -> str:
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
            if codec == "gb18030":
                _not_of_others(file, content, text, ours)
            return text  # else it is another encoding's, such as Big5
    raise ImportingError(
        f"{file}: it is text in no encoding known here (UTF-8, UTF-16, GBK); open it in the "
        'program that it comes from and save it as "CSV UTF-8"'
    )


def _not_of_others(file: Path, content: bytes, text: str, ours: Ours) -> None:
    """ImportingError where more of the table's texts stand in the file as read in another way.

    Of texts with a character that the encoding lacks, which came out as `?`, the others tell.
    """
    cells = {cell for record in ours.records.values() for cell in record.values()}
    known = [cell for cell in cells if not cell.isascii()]
    chars = {char for cell in known for char in cell if _telling(char)}
    for codec, name in _OTHERS.items():
        other = content.decode(codec, "replace")
        more = sum(cell in other for cell in known) > sum(cell in text for cell in known)
        if more or sum(map(chars.__contains__, other)) > sum(map(chars.__contains__, text)):
            said = f"it is text in the encoding {name}, which is not read here"
            raise refusal(file, said, 'save it as "CSV UTF-8" in the program that it comes from')


def _telling(char: str) -> bool:
    """Is it none that all bytes give: ASCII, or the half-width kana that GBK reads as in JIS?"""
    return not (char.isascii() or "\uff61" <= char <= "\uff9f")


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
    file: Path, text: str, delimiter: str, first: int
) -> tuple[tuple[tuple[Cell, ...], ...], dict[int, int]]:
    """The cells, and the physical line of every row, of which the text begins with the `first`."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines, begun = [], {}, first
    try:
        for cells in reader:
            rows.append(tuple(Cell(Kind.TEXT, c) if c else NOTHING for c in cells))
            lines[len(rows)] = begun
            begun = reader.line_num + first
    except csv.Error as error:
        raise ImportingError(
            f"{file}:{begun}: its quotes cannot be read ({error}); save it again as CSV"
        ) from error
    return tuple(rows), lines
