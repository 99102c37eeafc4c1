"""The documents and texts of a project, to look things up in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import provenance
from pipeline.curate.naming import meant
from pipeline.declare import columns
from pipeline.errors import CurateError
from pipeline.evidence.documents import Documents, read_documents
from pipeline.evidence.index import Index
from pipeline.evidence.reading import Reading, Source
from pipeline.records import Parsed
from pipeline.tables.lines import MARK, position

_SPEAKERS = ("speaker", "author")
"""What a project may call who speaks in a document, before `_id` or `_as_printed`."""


@dataclass(frozen=True, slots=True)
class Library:
    """What can be read, and what is known of it."""

    index: Index
    documents: Documents

    @classmethod
    def from_tables(cls, tables: Sequence[Parsed], folder: Path | None) -> "Library":
        """Raises CurateError where there are no sources, or none of their texts is at hand."""
        index = Index.from_tables(tables)
        if index.table(provenance.Source) is None or not index.sources:
            raise CurateError(
                "the project names no source texts; add one with: pipeline source add FILE"
            )
        documents = read_documents(index, folder, required=True) if folder else None
        if documents is None or not documents.texts:
            said = "; ".join(i.message for i in documents.source_issues) if documents else ""
            raise CurateError(
                f"the source texts are not at hand{f' ({said})' if said else ''}; put them into "
                "raw/sources/ of the project, or name their folder: --sources DIR"
            )
        return cls(index, documents)

    @property
    def unread(self) -> list[str]:
        """What was not looked through, and why."""
        issues = (*self.documents.source_issues, *self.documents.span_issues)
        return [f"{issue.key}: {issue.message}" for issue in issues]

    def reading(self, name: str) -> Reading:
        """The text of a document; CurateError where there is none."""
        if name in self.documents.readings:
            return self.documents.readings[name]
        if name in self.index.documents:
            raise CurateError(
                f"the document `{name}` cannot be read: its text is not at hand, or it has no "
                "spans; pipeline validate says more"
            )
        raise CurateError(f"there is no document `{name}`{meant(name, self.index.documents)}")

    def raw(self, name: str) -> Reading:
        """A source text as if it were one document; CurateError where it is not at hand."""
        if name not in self.documents.texts:
            raise CurateError(f"the text of the source `{name}` is not at hand; name --sources DIR")
        source = self.documents.texts[name]
        return Reading(source.text, tuple(((name, at),) for at in source.origins))

    def spot(self, reading: Reading, at: int) -> str:
        """`file:line:column` of a character of a reading."""
        return self.place(*reading.origins[at][0])

    def place(self, source_id: str, offset: int) -> str:
        """`file:line:column` of a character of a source."""
        raw = self.documents.texts[source_id].raw
        line, column = position(raw, offset, 1)
        column -= line == 1 and raw.startswith(MARK)
        return f"{self.index.sources[source_id].file_name}:{line}:{column}"

    def title(self, document_id: str) -> str:
        """A document's title, with who speaks in it as far as that is known."""
        document = self.index.documents.get(document_id)
        if document is None:
            return ""
        speaker = self._speaker(document_id)
        return f"{document.title} ({speaker})" if speaker else document.title

    def sources(self) -> dict[str, Source]:
        """The texts at hand."""
        return dict(self.documents.texts)

    def _speaker(self, document_id: str) -> str | None:
        table = self.index.table(provenance.Document)
        values = self.index.records[table.name].get(document_id, {}) if table else {}
        specs = columns(table.model) if table else {}
        for who in _SPEAKERS:
            target = specs[f"{who}_id"].references if f"{who}_id" in specs else None
            named = self.index.names.get((target or "", str(values.get(f"{who}_id"))))
            known = named[0] if named else values.get(f"{who}_as_printed")
            if known:
                return str(known)
        return None
