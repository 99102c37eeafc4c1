"""Collects what is wrong in a schema, so that one reading tells all of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from pipeline.issue import Issue, Layer, Severity


class Complaints:
    """Issues of one schema, each under the JSON pointer of what is being read."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._path: list[str] = []

    @contextmanager
    def at(self, *parts: str | int) -> Iterator[None]:
        """Everything said inside is about the property at these parts of the pointer."""
        escaped = [str(part).replace("~", "~0").replace("/", "~1") for part in parts]
        self._path += escaped
        try:
            yield
        finally:
            del self._path[len(self._path) - len(escaped) :]

    def say(
        self,
        message: str,
        hint: str | None = None,
        *,
        severity: Severity = Severity.ERROR,
        field: str | None = None,
        value: object = None,
    ) -> None:
        """Add an issue."""
        self.issues.append(
            Issue(
                code="schema-error",
                layer=Layer.PACKAGE,
                severity=severity,
                message=message,
                hint=hint,
                pointer="".join(f"/{part}" for part in self._path),
                field=field,
                value=value if isinstance(value, str) else None,
            )
        )

    def text(self, source: Mapping[str, Any], name: str) -> str | None:
        """An optional text property; None, with a complaint, where it is not text."""
        return cast(str | None, self._typed(source, name, str, "a text"))

    def flag(self, source: Mapping[str, Any], name: str) -> bool | None:
        """An optional true or false."""
        return cast(bool | None, self._typed(source, name, bool, "true or false"))

    def texts(self, source: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
        """An optional array of texts."""
        value = source.get(name)
        if value is None:
            return None
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        with self.at(name):
            self.say(f"`{name}` must be a list of texts")
        return None

    def _typed(self, source: Mapping[str, Any], name: str, kind: type, noun: str) -> Any:
        value = source.get(name)
        if value is None or isinstance(value, kind):
            return value
        with self.at(name):
            self.say(f"`{name}` must be {noun}, and is {shown(value)}")
        return None


def shown(value: object) -> str:
    """A JSON value as a message shows it, cut short."""
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else str(value)
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"
