"""What a project says of its gate, under `x-pipeline.gate` in its descriptor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from pipeline.errors import SettingError
from pipeline.issue import Severity

_WHERE, _POINTER = "datapackage.yaml: x-pipeline.gate", "/x-pipeline/gate"


@dataclass(frozen=True, slots=True)
class Threshold:
    """How many findings of one check are let pass: `count` of them, or a `share` of its cases."""

    count: int | None = None
    share: float | None = None

    def allows(self, failed: int, evaluated: int) -> bool:
        """True where no more failed than may."""
        if self.count is not None and failed <= self.count:
            return True
        return self.share is not None and evaluated > 0 and failed / evaluated <= self.share

    def __str__(self) -> str:
        parts = [f"{self.count:,}"] if self.count is not None else []
        return " or ".join(parts + ([_percent(self.share)] if self.share is not None else []))


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding, or one field of a table, that is let pass until `until`, and by whom.

    Without table and key it is for what stands in no table, such as an entry of a descriptor.
    """

    code: str
    table: str | None
    key: str | None
    field: str | None
    reason: str
    author: str
    until: date
    number: int = 0
    """Its position in the list, from 0."""

    @property
    def bare(self) -> bool:
        """Whether it names no record and no table."""
        return self.table is None and self.key is None


@dataclass(frozen=True, slots=True)
class Policy:
    """How much findings weigh: by code of a check or rule."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()


def read_policy(given: object) -> Policy:
    """Of `x-pipeline.gate`; SettingError names the first entry that cannot be meant."""
    if given is None:
        return Policy()
    if not isinstance(given, dict):
        raise SettingError(f"{_WHERE} knows `severity`, `thresholds` and `waivers`", _POINTER)
    _known(given, ("severity", "thresholds", "waivers"), _WHERE, _POINTER)
    severities = {code: _severity(code, said) for code, said in _mapping(given, "severity").items()}
    thresholds = {
        code: _threshold(code, said) for code, said in _mapping(given, "thresholds").items()
    }
    waivers = given.get("waivers") or []
    if not isinstance(waivers, list):
        raise SettingError(f"{_WHERE}.waivers must be a list", f"{_POINTER}/waivers")
    return Policy(severities, thresholds, tuple(_waiver(n, item) for n, item in enumerate(waivers)))


def _known(given: Mapping[str, Any], known: Sequence[str], where: str, pointer: str) -> None:
    """SettingError names the first property that means nothing, and what was meant by it."""
    for name in given:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            message = f"{where} knows no `{name}`; it knows {', '.join(known)}"
            if near:
                message = f"{where} knows no `{name}`: did you mean `{near[0]}`?"
            raise SettingError(message, f"{pointer}/{name}")


def _mapping(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = given.get(name) or {}
    if not isinstance(found, dict):
        message = f"{_WHERE}.{name} must name codes, each with what holds for it"
        raise SettingError(message, f"{_POINTER}/{name}")
    return {str(code): said for code, said in found.items()}


def _severity(code: str, said: object) -> Severity:
    try:
        return Severity(str(said))
    except ValueError:
        known, near = ", ".join(Severity), get_close_matches(str(said).lower(), Severity, 1)
        message = f"{_WHERE}.severity.{code}: `{said}` is none of {known}"
        if near:
            message = f"{_WHERE}.severity.{code}: `{said}`: did you mean `{near[0]}`?"
        raise SettingError(message, f"{_POINTER}/severity/{code}") from None


def _threshold(code: str, said: object) -> Threshold:
    where = f"{_WHERE}.thresholds.{code}"
    if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
        return Threshold(count=said)
    if isinstance(said, str) and said.endswith("%"):
        try:
            share = float(said[:-1]) / 100
        except ValueError:
            share = -1.0
        if 0 <= share <= 1:
            return Threshold(share=share)
    message = f'{where}: write a count, such as 5, or a share, such as "1 %"'
    raise SettingError(message, f"{_POINTER}/thresholds/{code}")


def _percent(share: float) -> str:
    """As a person writes it: 5%, 0.5%, 12.5%."""
    return f"{round(share * 100, 10):,.10f}".rstrip("0").rstrip(".") + "%"


def _waiver(number: int, given: object) -> Waiver:
    where, pointer = f"{_WHERE}.waivers[{number}]", f"{_POINTER}/waivers/{number}"
    known = sorted(("code", "table", "key", "field", "reason", "author", "until"))
    if not isinstance(given, dict):
        raise SettingError(f"{where} knows {', '.join(known)}", pointer)
    _known(given, known, where, pointer)
    for name in ("code", "reason", "author", "until"):
        if not str(given.get(name) or "").strip():
            said = f"{where}: `{name}` is missing: who lets what pass, why, until when"
            raise SettingError(said, f"{pointer}/{name}" if name in given else pointer)
    try:
        until = date.fromisoformat(str(given["until"]))
    except ValueError:
        message = f"{where}: until must be a date, such as 2027-01-31"
        raise SettingError(message, f"{pointer}/until") from None
    place = {
        name: str(given[name]) if given.get(name) else None for name in ("table", "key", "field")
    }
    return Waiver(
        code=str(given["code"]),
        reason=str(given["reason"]),
        author=str(given["author"]),
        until=until,
        number=number,
        **place,
    )
