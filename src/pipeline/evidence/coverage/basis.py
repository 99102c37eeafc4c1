"""What the counts of a source rest on, as one digest: without the texts, a change shows by it."""

from collections.abc import Iterable
from hashlib import sha256

from pipeline import provenance
from pipeline.evidence.coverage.names import Names
from pipeline.evidence.coverage.omissions import ALL
from pipeline.evidence.digest import document_digest, held, source_digest
from pipeline.evidence.index import Index, cells
from pipeline.evidence.row import Row


class Basis:
    """Digests over the source, its documents, omissions and evidence, and all known names."""

    def __init__(self, index: Index, rows: Iterable[Row]) -> None:
        self._index = index
        self._names = sorted(Names.from_index(index).forms)
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            self._rows.setdefault(row.source_id, []).append(row)
        self._of: dict[str, str] = {}

    def seal(self, row: provenance.Coverage) -> str:
        """SHA-256 for a row of counts, whatever its own digest is."""
        counted = [str(v) for name, v in cells(row).items() if name in _COUNTED]
        return _digest([self._source(row.source_id), *counted])

    def _source(self, source_id: str) -> str:
        if source_id not in self._of:
            self._of[source_id] = _digest(self._parts(source_id))
        return self._of[source_id]

    def _parts(self, source_id: str) -> Iterable[str]:
        index = self._index
        printed = {
            document_id
            for document_id, spans in index.spans.items()
            if any(span.source_id == source_id for span in spans)
        }
        yield source_digest(source_id, index)
        for document_id in sorted(printed & index.documents.keys()):
            document = index.documents[document_id]
            yield held(type(document), cells(document))
            yield document_digest(document_id, index)
        yield from sorted(self._omissions(source_id, printed))
        for row in sorted(self._rows.get(source_id, ())):
            yield "\0".join(row)
        yield "\0".join(self._names)

    def _omissions(self, source_id: str, documents: set[str]) -> Iterable[str]:
        table = self._index.table(provenance.Omission)
        for record in table.records.values() if table else ():
            assert isinstance(record, provenance.Omission), "omissions come from their table"
            if record.source_id in (ALL, source_id) or record.document_id in documents:
                yield held(type(record), cells(record))


_COUNTED = tuple(name for name in provenance.Coverage.model_fields if name != "basis_digest")


def _digest(parts: Iterable[str]) -> str:
    return sha256("\0\0".join(parts).encode()).hexdigest()
