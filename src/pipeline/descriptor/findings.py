"""Collects what is wrong in a descriptor, so that one reading tells all of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pipeline.issue import Issue, Layer, Severity
from pipeline.table_schema.complaints import shown

DESCRIPTOR, DIALECT, SCHEMA, UNSAFE = "descriptor", "dialect-error", "schema-error", "unsafe-path"
CODES = (DESCRIPTOR, DIALECT, SCHEMA, UNSAFE)
"""Every code that this room gives, but for LIMIT."""

LIMIT = "limit-reached"
"""Given where something is not tried, for it goes beyond a limit."""


class Findings:
    """Issues of one file, each under the JSON pointer of what is being read.

    v1: is it judged by version 1 of the standard.
    """

    def __init__(self, file: str, *, v1: bool, code: str = DESCRIPTOR) -> None:
        self.issues: list[Issue] = []
        self.v1 = v1
        self._file = file
        self._code = code
        self._resource: str | None = None
        self._parts: list[str] = []

    @property
    def depth(self) -> int:
        """How many steps below the root of the file we are."""
        return len(self._parts)

    @property
    def errors(self) -> int:
        """How many errors were found so far."""
        return sum(issue.severity is Severity.ERROR for issue in self.issues)

    @contextmanager
    def at(self, *parts: object, code: str | None = None) -> Iterator[None]:
        """Everything said inside is about what stands at these parts of the pointer."""
        before, size = self._code, len(self._parts)
        self._parts += [str(part).replace("~", "~0").replace("/", "~1") for part in parts]
        self._code = code or before
        try:
            yield
        finally:
            self._code = before
            del self._parts[size:]

    @contextmanager
    def of_resource(self, name: object) -> Iterator[None]:
        """Everything said inside concerns this resource."""
        self._resource = name if isinstance(name, str) and name else None
        try:
            yield
        finally:
            self._resource = None

    def error(self, message: str, hint: str | None = None, **more: Any) -> None:
        """What the standard requires (MUST) is not so."""
        self._say(Severity.ERROR, message, hint, **more)

    def warn(self, message: str, hint: str | None = None, **more: Any) -> None:
        """What the standard recommends (SHOULD) is not so."""
        self._say(Severity.WARNING, message, hint, **more)

    def inform(self, message: str, hint: str | None = None, **more: Any) -> None:
        """Something that was not looked at."""
        self._say(Severity.INFO, message, hint, **more)

    def _say(
        self,
        severity: Severity,
        message: str,
        hint: str | None,
        *,
        value: object = None,
        field: object = None,
        code: str | None = None,
    ) -> None:
        pointer = "".join(f"/{part}" for part in self._parts)
        self.issues.append(
            Issue(
                code=code or self._code,
                layer=Layer.PACKAGE,
                severity=severity,
                message=_printable(message),
                hint=_printable(hint or f"correct {pointer or 'it'} in {self._file}"),
                resource=_printable(self._resource) if self._resource else None,
                path=self._file,
                pointer=_printable(pointer),
                field=_printable(field) if isinstance(field, str) else None,
                value=_scalar(value),
            )
        )


def mapping(value: object, findings: Findings, what: str) -> Mapping[str, Any] | None:
    """The value where it is an object, else None and an issue."""
    if isinstance(value, dict):
        return value
    findings.error(f"{what} must be an object, and is {shown(value)}", value=value)
    return None


def listing(source: Mapping[str, Any], name: str, findings: Findings) -> list[Any]:
    """The items of an optional array; none, with an issue, where it is no array."""
    value = source.get(name, [])
    if isinstance(value, list):
        return value
    with findings.at(name):
        findings.error(f"`{name}` must be a list, and is {shown(value)}", value=value)
    return []


def text(source: Mapping[str, Any], name: str, findings: Findings) -> str | None:
    """An optional text; None, with an issue where there is one that is no text."""
    return typed(source, name, str, "a text", findings)  # type: ignore[no-any-return]


def texts(source: Mapping[str, Any], names: tuple[str, ...], findings: Findings) -> None:
    """Several optional texts."""
    for name in names:
        text(source, name, findings)


def flag(source: Mapping[str, Any], name: str, findings: Findings) -> bool | None:
    """An optional true or false."""
    return typed(source, name, bool, "true or false", findings)  # type: ignore[no-any-return]


def strings(source: Mapping[str, Any], name: str, findings: Findings) -> list[str] | None:
    """An optional array of texts, each wrong item an issue; None where anything is wrong."""
    if name not in source:
        return None
    before = findings.errors
    items = listing(source, name, findings)
    for number, item in enumerate(items):
        if not isinstance(item, str):
            with findings.at(name, number):
                findings.error(f"`{name}` must list texts, and holds {shown(item)}", value=item)
    return items if findings.errors == before else None


def typed(source: Mapping[str, Any], name: str, kind: type, noun: str, findings: Findings) -> Any:
    """An optional property of a JSON type; None, with an issue, where it is of another."""
    if name not in source:
        return None
    value = source[name]
    if isinstance(value, kind):
        return value
    with findings.at(name):
        findings.error(f"`{name}` must be {noun}, and is {shown(value)}", value=value)
    return None


def _scalar(value: object) -> str | None:
    """A value as read, as far as it is short enough to be one."""
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _printable(value if isinstance(value, str) else shown(value).strip("`"))


def _printable(said: str) -> str:
    """Text without lone surrogates, which JSON can spell and no terminal prints."""
    return said.encode("utf-8", "backslashreplace").decode("utf-8")
