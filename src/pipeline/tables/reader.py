"""From a file to a table: look over its bytes, then read it straight or normalise it first."""

from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath

from pipeline import engine
from pipeline.dialect import Dialect
from pipeline.limits import LIMITS
from pipeline.report import Tally
from pipeline.tables import load
from pipeline.tables.detection import surely
from pipeline.tables.encoding import codec, marked, undecodable, unknown
from pipeline.tables.findings import MARK, UNDECLARED, Findings
from pipeline.tables.labels import columns
from pipeline.tables.lines import USUAL_ENDS
from pipeline.tables.normalise import Normal, normalise
from pipeline.tables.proof import Proof
from pipeline.tables.scan import Look
from pipeline.tables.table import Origin, Table
from pipeline.tables.tokens import Tokens

_NO_DIALECT = Dialect()


def read(
    con: engine.Connection,
    name: str,
    file: Path,
    *,
    path: str,
    dialect: Dialect = _NO_DIALECT,
    encoding: str = "utf-8",
    scratch: Path,
    trusting: bool = False,
    detect: bool = False,
) -> tuple[Table | None, list[Tally]]:
    """The table of a file, None where nothing can be read, and what every check found.

    `trusting` leaves it to the caller to see that the table is text in its encoding and gives as
    many rows as it should (`Table.unproven`, which then tells of `ROW_CHECKS`); where it does not,
    read it again without.
    `detect`: where the file is not in `encoding` and surely in another, it is read in that.
    `scratch` is a folder that must live as long as the table: what is not plain is copied there.
    """
    findings = Findings(name, path)
    absent = _absent(file)
    if absent:
        findings.add("missing-file", absent, _restore(file, path))
        return None, findings.stopped("missing-file", because="the file cannot be opened")
    known = codec(encoding)
    trusted = trusting and known == "utf-8" and dialect.plain
    trouble = unknown(encoding) if not known else None if trusted else undecodable(file, known)
    sure = surely(file) if detect and trouble and known else None
    if sure:
        findings.add(UNDECLARED, *_undeclared(sure))
        known, trouble = sure, None
    if known is None or trouble:
        if trouble:
            place = {"line": trouble.line, "column": trouble.column}
            findings.add(
                "encoding-error", trouble.message, trouble.hint, value=trouble.value, **place
            )
        because = "the file cannot be decoded"
        return None, findings.stopped("missing-file", "encoding-error", because=because)
    if marked(file, known):
        findings.add(MARK, *_MARKED, line=1, column=1)
    reading = _Reading(con, name, path, Origin(file, known, dialect), findings)
    table = reading.plain(trusting)
    if table is None and trusted:
        return read(
            con,
            name,
            file,
            path=path,
            dialect=dialect,
            encoding=encoding,
            scratch=scratch,
            detect=detect,
        )
    table = table or reading.normal(scratch)
    told = findings.only(UNDECLARED) if detect else []
    if table and table.unproven:
        return table, [*told, *findings.of_file()]
    return table, [*told, *findings.tallies(reading.rows)]


def _undeclared(name: str) -> tuple[str, str]:
    """What to say of a file in an encoding that had to be found out."""
    return (
        f"The descriptor does not say in which encoding the file is; it is read as {name.upper()}.",
        f"Declare `encoding: {name}` in the descriptor, or save the file as UTF-8.",
    )


_BESIDE = 1000
"""Files of a folder among which a missing one is looked for: no folder of a project has more."""

_MARKED = (
    "The file begins with a byte order mark; it is not taken for part of the first label.",
    "Nothing has to be done; other programs may read better without it (UTF-8 without BOM).",
)


class _Reading:
    """The two ways to read one file; both count `rows`, the records of the file."""

    def __init__(
        self,
        con: engine.Connection,
        name: str,
        path: str,
        origin: Origin,
        findings: Findings,
    ) -> None:
        self.rows = 0
        self._con, self._name, self._path = con, name, path
        self._origin, self._findings = origin, findings

    def plain(self, trusting: bool) -> Table | None:
        """The table, read by DuckDB from the file itself; None where that would not be right."""
        dialect, file = self._origin.dialect, self._origin.file
        usual = dialect.plain and dialect.line_terminator in USUAL_ENDS
        text = self._origin.codec in ("utf-8", "ascii") and load.nameable(file)
        sign = dialect.delimiter
        usual = usual and sign.isascii() and sign not in '"\r\n\0'
        look = Look(file) if usual and text else None
        counts = look.begun if look else None
        if look and counts and (counts.quoted or not trusting):
            counts = look.outcome()
        header = self._header() if counts else None
        labels = header[1] if header else ()
        if not look or not counts or not header or not any(labels) or self._too_wide(labels):
            return None
        proof = Proof(
            file=file,
            delimiter=sign,
            width=len(labels),
            header=header[0],
            counts=look.outcome,
            quotes=counts.quotes > 0 or not look.whole,
            quoted=counts.quoted,
        )
        names = columns(labels)
        sql = load.plain(file, names, sign, quoted=counts.quoted, longest=counts.longest)
        origin = replace(self._origin, lined=not counts.quoted)
        table = replace(self._table(labels, 0, 0, sql), origin=origin, first=load.FIRST)
        if trusting:
            return replace(table, unproven=proof)
        if not proof.given(self._con, sql, [load.quoted(name) for name in names]):
            return None
        self.rows = counts.rows
        return replace(table, rows=counts.rows - 1)

    def normal(self, scratch: Path) -> Table | None:
        """The table, read from a copy that holds the sound rows; None where there is no header."""
        origin = self._origin
        normal, copy = normalise(origin.file, origin.codec, origin.dialect, scratch, self._findings)
        self.rows = normal.rows
        if normal.labels is None:
            copy.unlink()
            return None
        if self._too_wide(normal.labels):
            copy.unlink()
            self._told_too_wide(normal.labels)
            return None
        sql = load.normal(copy, columns(normal.labels), normal.longest)
        if not self._conserved(normal, load.count(self._con, sql)):
            return None
        return self._table(normal.labels, normal.written, normal.rejected, sql)

    def _header(self) -> tuple[str, tuple[str, ...]] | None:
        """The first row as it stands, and its labels."""
        tokens = Tokens(self._origin.file, self._origin.codec, self._origin.dialect)
        try:
            header = next(tokens.rows(), None)
        except UnicodeError:
            return None
        # DuckDB takes the first line end in a file, even one in quotes, for that of all lines
        usable = header and not header.flaw and header.lines == 1
        return (header.text, tuple(tokens.cells(header))) if header and usable else None

    def _too_wide(self, labels: tuple[str, ...]) -> bool:
        return len(labels) > LIMITS.columns

    def _told_too_wide(self, labels: tuple[str, ...]) -> None:
        message = (
            f"The header has {len(labels):,} labels, more than {LIMITS.columns:,} (limit "
            "`columns`); the table is not read."
        )
        hint = "Look for a wrong delimiter, or split the table."
        for code in ("missing-cell", "extra-cell", "blank-row"):
            self._findings.drop(code)
        self._findings.add("limit-reached", message, hint, row=1, line=1)

    def _conserved(self, normal: Normal, read: int | str) -> bool:
        if read == normal.written:
            return True
        said = f"{read} were read back" if isinstance(read, int) else f"they do not read: {read}"
        message = (
            f"Of {normal.rows} records, {normal.header} are header, {normal.aside} comments, "
            f"{normal.blank} blank, {normal.rejected} broken and {normal.written} sound; {said}."
        )
        hint = "This is a fault of the program, not of the data: please report it."
        self._findings.add("row-conservation", message, hint)
        return False

    def _table(self, labels: tuple[str, ...], rows: int, rejected: int, sql: str) -> Table:
        return Table(
            self._name, self._path, labels, columns(labels), rows, rejected, sql, self._origin
        )


def _restore(file: Path, path: str) -> str:
    """What to do about a file that is not there: the one beside it may be meant."""
    try:
        beside = [item.name for item in islice(file.parent.iterdir(), _BESIDE) if item.is_file()]
    except (OSError, ValueError):
        beside = []
    close = get_close_matches(file.name, beside, 1, 0.8)
    if not close or file.exists():
        return "Restore the file, or correct the path."
    found = (PurePosixPath(path).parent / close[0]).as_posix()
    return f"There is `{found}`: correct the path if that is meant, or restore the file."


def _absent(file: Path) -> str | None:
    try:
        if file.is_dir():
            return "There is a folder where the file should be."
        if not file.exists():
            return "The file does not exist."
        if not file.is_file():
            return "This is not an ordinary file."
        with file.open("rb"):
            return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return f"The file cannot be opened: {reason}."
