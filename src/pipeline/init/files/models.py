"""What one record of each table must be; `pipeline schemas` compiles it to Table Schemas."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from pipeline import provenance
from pipeline.declare import (
    CONTEXTUAL,
    DATE,
    NAME,
    PARTIAL_DATE,
    Finding,
    Record,
    Table,
    column,
    key,
    number,
    ref,
)


class Place(Record):
    """A village, or the township that it belongs to."""

    TABLE: ClassVar[Table] = Table(
        "places", "Places", "地点", "Villages and their township.", "各村及其所属之乡。"
    )
    place_id: str = key("Place", "地点编号", "Identifier of the place.", "地点的标识。")
    name: str = column("Name", "名称", "Its name, as sources print it.", "名称，如来源所印。")
    within_id: str | None = ref(
        "places", "Within", "隶属", "The place that it is part of.", "所属之地。"
    )

    def findings(self) -> Iterable[Finding]:
        """No place is part of itself."""
        if self.within_id == self.place_id:
            yield Finding("within_id", "a place within itself", "name the place above, or none")


class Planting(Record):
    """How many trees a place planted on a day, as a document prints it."""

    TABLE: ClassVar[Table] = Table(
        "plantings",
        "Plantings",
        "植树",
        "Trees planted, a row a statement.",
        "植树之数，一说一行。",
    )
    planting_id: str = key("Planting", "植树编号", "Identifier of the row.", "该行的标识。")
    document_id: str = ref(
        "documents", "Document", "文献", "The document that says it.", "出处文献。"
    )
    at: str = column(
        "At", "所在", "Passage of the document: `words`, or `first words…last words`.",
        "文献中的所在：原词，或“起首…末尾”。", min_length=1,
    )  # fmt: skip
    place_id: str = ref("places", "Place", "地点", "Who planted.", "植树者。", printed=NAME)
    day: str | None = column(
        "Day", "日期", "When, where the passage prints it.", "日期；所引文字未印则空。",
        printed=DATE, pattern=PARTIAL_DATE,
    )  # fmt: skip
    trees: Decimal = column(
        "Trees", "棵数", "How many trees.", "植树棵数。", printed=number(), minimum=1
    )
    note: str | None = column("Note", "备注", "Anything else.", "其他说明。", printed=CONTEXTUAL)


TABLES = (
    Place,
    Planting,
    provenance.Source,
    provenance.Document,
    provenance.DocumentSpan,
    provenance.Evidence,
)
