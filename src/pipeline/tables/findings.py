"""The issues of one table while it is read: counts exact, examples capped."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.issue import Issue, Layer, Severity
from pipeline.keeping import room
from pipeline.report import Tally, skipped, tally

MARK = "byte-order-mark"
"""Told so that nobody wonders; where a project asks for the mark it is what was asked for."""

UNDECLARED = "undeclared-encoding"
"""Told only where the encoding was to be found out."""

FILE_CHECKS = (
    "encoding-error",
    MARK,
    "empty-file",
    "limit-reached",
    "mixed-line-ends",
    "row-conservation",
)
"""Checks that look at a file as a whole, in the order in which they run."""

ROW_CHECKS = ("nul-byte", "long-row", "quote-error", "blank-row", "missing-cell", "extra-cell")
"""Checks that look at every row."""

_MILD = {MARK: Severity.INFO, UNDECLARED: Severity.WARNING}

_SHOWN = 80
"""Characters of a row that an issue shows: about what fits in a line of a terminal."""


@dataclass(slots=True)
class Findings:
    """Collects what is wrong with one file."""

    resource: str
    path: str
    _issues: dict[str, list[Issue]] = field(default_factory=dict)
    _failed: dict[str, int] = field(default_factory=dict)
    _room: int = field(default_factory=room)

    def add(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        row: int | None = None,
        line: int | None = None,
        column: int | None = None,
        value: str | None = None,
    ) -> None:
        """Count a finding, and keep it while there is room."""
        self._failed[code] = self._failed.get(code, 0) + 1
        kept = self._issues.setdefault(code, [])
        if len(kept) < self._room:
            issue = Issue(
                code=code,
                layer=_layer(code),
                severity=_severity(code),
                message=message,
                hint=hint,
                resource=self.resource,
                path=self.path,
                row=row,
                line=line,
                column=column,
                value=_shown(value),
            )
            kept.append(issue)

    def drop(self, code: str) -> None:
        """Forget a finding that another one explains."""
        self._issues.pop(code, None)
        self._failed.pop(code, None)

    def tallies(self, rows: int) -> list[Tally]:
        """One tally for every check of this stage, after `rows` rows were looked at."""
        return [*self.of_file(), *self.of_rows(rows)]

    def of_file(self) -> list[Tally]:
        """Those of the checks that look at the file as a whole."""
        return self._each(("missing-file", *FILE_CHECKS), 1)

    def of_rows(self, rows: int) -> list[Tally]:
        """Those of the checks that look at every row."""
        return self._each(ROW_CHECKS, rows)

    def stopped(self, *ran: str, because: str) -> list[Tally]:
        """The same where the file could not be read any further than the checks that `ran`."""
        because = waits(self.resource, because)
        codes = ("missing-file", *FILE_CHECKS, *ROW_CHECKS)
        return [
            self._tally(code, 1)
            if code in ran
            else skipped(code, _layer(code), because, _severity(code))
            for code in codes
        ]

    def refused(self, code: str) -> list[Tally]:
        """The same where one finding stops everything; checks that wait for it are skipped."""
        found = self.stopped("missing-file", code, because="the file cannot be read")
        known = {item.code for item in found}
        return found if code in known else [self._tally(code, 1), *found]

    def only(self, code: str) -> list[Tally]:
        """The tally of one check, where no other is meant for the file."""
        return [self._tally(code, 1)]

    def _each(self, codes: Iterable[str], evaluated: int) -> list[Tally]:
        return [self._tally(code, evaluated) for code in codes]

    def _tally(self, code: str, evaluated: int) -> Tally:
        return tally(
            code,
            _layer(code),
            self._issues.get(code, ()),
            severity=_severity(code),
            evaluated=evaluated,
            failed=self._failed.get(code, 0),
        )


def waits(resource: str, because: str) -> str:
    """Why no check of a table can run: the same words of each, so that they are told once."""
    return f"all checks of table `{resource}`: {because}"


def _layer(code: str) -> Layer:
    return Layer.PACKAGE if code in ("missing-file", "limit-reached") else Layer.TABLE


def _severity(code: str) -> Severity:
    return _MILD.get(code, Severity.ERROR)


def _shown(value: str | None) -> str | None:
    if value is None:
        return None
    short = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return short.replace("\0", "␀")
