"""The tables of the flagship, in the order in which readers meet them."""

from pipeline import provenance
from pipeline.declare import Record, column, ref

from .bodies import OrganizationMention, Post
from .statements import (
    Claim,
    Conferral,
    Definition,
    EventReport,
    List,
    ListEntry,
    Measure,
    Mention,
    Participation,
)
from .things import DistinctPeople, Event, Honour, Organization, Person, Place, Thing
from .vocabulary import DocumentKind, SourceKind


class Source(provenance.Source):
    """A text that data were taken from, of a kind that this dataset knows."""

    kind: SourceKind = column("Kind", "类型", "Kind of publication.", "出版物类型。")


class Document(provenance.Document):
    """One work inside a source, with its speaker or author and the event it belongs to."""

    kind: DocumentKind = column("Kind", "文种", "Kind of document.", "文献类型。")
    author_id: str | None = ref(
        "people", "Author", "作者", "Who speaks or signs.", "发言者或署名者。"
    )
    event_id: str | None = ref("events", "Event", "事件", "Event it belongs to.", "所属事件。")
    organization_id: str | None = ref(
        "organizations", "Organization", "组织", "The body that issues or signs it.",
        "发布或署名的机构。",
    )  # fmt: skip


TABLES: tuple[type[Record], ...] = (
    Event,
    Claim,
    List,
    ListEntry,
    Conferral,
    Honour,
    Person,
    DistinctPeople,
    Organization,
    Place,
    Thing,
    Measure,
    Definition,
    EventReport,
    Mention,
    Post,
    OrganizationMention,
    Participation,
    Source,
    Document,
    provenance.DocumentSpan,
    provenance.Reading,
    provenance.Variant,
    provenance.Omission,
    provenance.Adjudication,
    provenance.Evidence,
    provenance.Coverage,
)
