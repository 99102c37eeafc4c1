"""What the writers of a release need to know, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pipeline.export.values import Value
from pipeline.issue import Issue
from pipeline.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseField:
    """One column: `type` is Table Schema's; `categories` are (code, English, Chinese)."""

    name: str
    type: str = "string"
    title: str | None = None
    title_zh: str | None = None
    description: str | None = None
    description_zh: str | None = None
    required: bool = False
    categories: tuple[tuple[str, str, str], ...] = ()
    references: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTable:
    """One table: `rows` are typed values in the order of `fields`; `schema` is its Table Schema.

    `rows` is read several times, so it is a sequence, not an iterator. A `derived` table is a
    view, made for readers from the others. left_out: rows of the file that a draft
    lacks, as they could not be read, or a workbook cannot hold them.
    """

    name: str
    fields: tuple[ReleaseField, ...]
    schema: Mapping[str, Any]
    rows: Sequence[tuple[Value, ...]]
    primary_key: tuple[str, ...] = ()
    title: str | None = None
    title_zh: str | None = None
    description: str | None = None
    description_zh: str | None = None
    tool_written: bool = False
    derived: bool = False
    left_out: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the fields, which head every file of the table."""
        return tuple(item.name for item in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """How records become documents: one a record of table `by`, others under those they refer to.

    `under` maps a table to those whose records stand under its own; `labels` maps a table to
    the field that names its records for readers.
    """

    by: str
    under: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One version of a dataset; `when` stamps every file, `more` holds other properties.

    `previous` is the version of the data release before this one, where it is known.
    `created`, `licenses`, `contributors`, `sources`, `keywords`, `homepage` and `more`
    go into the descriptor as they are. `report` is the report of the checks as JSON values,
    `changelog` the project's own; `artefacts` names the writers that are at work, () all.
    `lang` is whose words come first in the workbook; `found` are issues that a draft shows, with
    `row` counting the rows of its tables from 2; `absent` says of tables why rows of
    them, or they themselves, are not in a draft; `draft_of` is the name of a draft's package.
    """

    name: str
    version: str
    tables: tuple[ReleaseTable, ...]
    when: datetime
    tool_version: str
    title: str | None = None
    title_zh: str | None = None
    description: str | None = None
    description_zh: str | None = None
    created: str | None = None
    previous: str | None = None
    homepage: str | None = None
    keywords: tuple[str, ...] = ()
    licenses: tuple[Mapping[str, Any], ...] = ()
    contributors: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    nested: Nested | None = None
    report: Mapping[str, Any] | None = None
    changelog: str | None = None
    artefacts: tuple[str, ...] = ()
    lang: Lang = Lang.EN
    found: tuple[Issue, ...] = ()
    absent: Mapping[str, tuple[Issue, ...]] = field(default_factory=dict)
    draft_of: str | None = None

    @property
    def folder(self) -> str:
        """`<name>-<version>`: the folder in `build/`, and the top folder of the archive."""
        return f"{self.name}-{self.version}"

    @property
    def date(self) -> str:
        """The day of the release, as `2020-11-24`."""
        return (self.created or self.moment.isoformat())[:10]

    def has(self, artefact: str) -> bool:
        """Is the writer of this name at work?"""
        return not self.artefacts or artefact in self.artefacts

    @property
    def moment(self) -> datetime:
        """`when` in UTC; without a zone it is taken as UTC, never as the machine's zone."""
        aware = self.when if self.when.tzinfo else self.when.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
