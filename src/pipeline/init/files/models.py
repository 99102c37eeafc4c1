"""What one record of each table must be; `pipeline schemas` compiles it to Table Schemas."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import ClassVar

from pipeline import provenance
from pipeline.declare import (
    DATE,
    LABEL,
    NAME,
    PARTIAL_DATE,
    Category,
    Finding,
    Record,
    Table,
    column,
    key,
    number,
    ref,
    slug,
)


class PlaceKind(Category):
    """What a place is: code, Chinese and English label."""

    TOWNSHIP = "township", "乡", "Township"
    VILLAGE = "village", "村", "Village"


class Species(Category):
    """What was planted: after the labels, the words by which a source prints it."""

    PINE = "pine", "油松", "Chinese pine", "油松"
    CYPRESS = "cypress", "侧柏", "Oriental arborvitae", "侧柏"
    POPLAR = "poplar", "杨树", "Poplar", "杨树"


class Place(Record):
    """A village, or the township that it belongs to."""

    TABLE: ClassVar[Table] = Table(
        "places", "Places", "地点", "Villages and their township.", "各村及其所属之乡。",
        unique=(("name",),),
    )  # fmt: skip
    place_id: str = key("Place", "地点编号", "Identifier of the place.", "地点的标识。")
    name: str = column("Name", "名称", "Its name, as sources print it.", "名称，如来源所印。")
    kind: PlaceKind = column("Kind", "类别", "Village or township.", "村或乡。")
    within_id: str | None = ref(
        "places", "Within", "隶属", "The place that it is part of.", "所属之地。"
    )

    def findings(self) -> Iterable[Finding]:
        """A village is part of something, a township of nothing that is recorded here."""
        if (self.kind is PlaceKind.VILLAGE) != (self.within_id is not None):
            yield Finding(
                "within_id",
                "villages are within a township, townships within none",
                "name the township of a village; leave the cell of a township empty",
                "村隶属于乡，乡不隶属于任何地点",
                "村请填写所属之乡；乡的此格留空",
            )


class Planting(Record):
    """How many trees a place planted, as a document prints it.

    `document_id` and `at` say where; each field that is `printed` must stand there so.
    """

    TABLE: ClassVar[Table] = Table(
        "plantings", "Plantings", "植树",
        "Trees planted: what a document says of a place.", "植树之数，一文一地一行。",
        unique=(("document_id", "place_id"),),
    )  # fmt: skip
    planting_id: str = key("Planting", "植树编号", "Identifier of the row.", "该行的标识。")
    document_id: str = ref(
        "documents", "Document", "文献", "The document that says it.", "出处文献。"
    )
    at: str = column(
        "At", "所在", "Passage of the document: `words`, or `first words…last words`.",
        "文献中的所在：原词，或“起首…末尾”。", min_length=1,
    )  # fmt: skip
    place_id: str = ref("places", "Place", "地点", "Who planted.", "植树者。", printed=NAME)
    planted_on: str | None = column(
        "Planted on", "植树日期", "Day, where the passage prints it.", "日期；所引文字未印则空。",
        printed=DATE, pattern=PARTIAL_DATE,
    )  # fmt: skip
    species: Species | None = column(
        "Species", "树种", "What was planted, where the passage prints it.", "树种，未印则空。",
        printed=LABEL,
    )  # fmt: skip
    trees: Decimal = column(
        "Trees", "棵数", "How many trees.", "植树棵数。", printed=number(), minimum=1
    )
    note: str | None = column("Note", "备注", "Words of our own.", "编者的话。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The id of a row that was added to a workbook without one: who planted, by which text."""
        return slug(cells["place_id"], "in", cells["document_id"])


TABLES = (
    Place,
    Planting,
    provenance.Source,
    provenance.Document,
    provenance.DocumentSpan,
    provenance.Evidence,
)
"""The tables in the order in which readers meet them; the last four are the tool's."""
