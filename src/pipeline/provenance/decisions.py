"""What a curator decided: readings, variants, omissions, adjudications, redirects."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pipeline.declare import Record, Table, column, key, ref, slug
from pipeline.provenance.terms import ConflictCause, Decision, OmissionReason, ReadingCause
from pipeline.provenance.works import SHA256


class Reading(Record):
    """A printed form that is not the record's own, explained."""

    TABLE: ClassVar[Table] = Table(
        "readings", "Readings", "异读",
        "Printed forms that differ from the record's own name, each with its cause.",
        "与本名不同的印刷形式及其原因。",
        unique=(("resource", "key", "field"),),
    )  # fmt: skip
    reading_id: str = key("Reading", "异读编号", "Identifier of the reading.", "异读的标识。")
    resource: str = column("Table", "表", "Table of the row explained.", "所释行的表。")
    key: str = column("Key", "键", "Key of the row explained.", "所释行的键。")
    field: str = column("Field", "字段", "Field that holds the form.", "存有该形式的字段。")
    cause: ReadingCause = column("Cause", "原因", "Why they differ.", "差异的原因。")
    note: str | None = column("Note", "备注", "The grounds for it.", "判断依据。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The row and the field explained; what says only that the field is printed is left out."""
        field = cells["field"].removesuffix("_as_printed").removesuffix("_id")
        return slug(cells["key"], field)


class Variant(Record):
    """A place where two printings of one work differ."""

    TABLE: ClassVar[Table] = Table(
        "variants", "Variants", "异文",
        "Places where two printings of one work differ.", "同一作品两种印本的相异之处。",
    )  # fmt: skip
    variant_id: str = key("Variant", "异文编号", "Identifier of the variant.", "异文的标识。")
    document_id: str = ref("documents", "Document", "文献", "One printing.", "一种印本。")
    at: str = column("At", "所在", "Passage in it.", "其中所在。", min_length=1)
    other_document_id: str = ref("documents", "Other", "另一文献", "Other printing.", "另一印本。")
    other_at: str = column("Other at", "另在", "Passage in the other.", "另本所在。", min_length=1)
    cause: ReadingCause = column("Cause", "原因", "Why they differ.", "差异的原因。")
    note: str | None = column("Note", "备注", "The grounds for it.", "判断依据。")


class Omission(Record):
    """Something printed that is left out on purpose."""

    TABLE: ClassVar[Table] = Table(
        "omissions", "Omissions", "略去",
        "What is printed and on purpose not recorded.", "有意不予收录的内容。",
    )  # fmt: skip
    omission_id: str = key("Omission", "略去编号", "Identifier of the omission.", "略去的标识。")
    source_id: str = column(
        "Source", "来源", "The source, or `*` for all.", "来源；* 指全部。", held=True
    )
    document_id: str | None = ref("documents", "Document", "文献", "The document.", "所在文献。")
    exact: str = column(
        "Exact", "原文", "The characters left out.", "略去的文字。", min_length=1, held=True
    )
    at: str | None = column("At", "所在", "Passage that holds them.", "所在段落。")
    reason: OmissionReason = column("Reason", "理由", "Why it is left out.", "略去的理由。")
    note: str | None = column("Note", "备注", "Anything else.", "其他说明。")


class Adjudication(Record):
    """A known conflict, decided, and pinned to what was observed."""

    TABLE: ClassVar[Table] = Table(
        "adjudications", "Adjudications", "裁定",
        "Known conflicts with decision and reason, pinned to what was observed.",
        "已知矛盾的裁定及理由，并固定于当时所见的值。",
        unique=(("rule", "key"),),
    )  # fmt: skip
    adjudication_id: str = key("Adjudication", "裁定编号", "Identifier.", "裁定的标识。")
    rule: str = column("Rule", "规则", "The rule whose case it is.", "所涉规则。")
    key: str = column("Key", "个案", "The key of the case.", "个案的键。")
    observed: str = column(
        "Observed", "所见", "Digest of the values decided on.", "所裁定之值的摘要。", pattern=SHA256
    )
    decision: Decision = column("Decision", "裁定", "What was decided.", "裁定结果。")
    cause: ConflictCause = column("Cause", "原因", "Why the values differ.", "差异原因。")
    reason: str = column("Reason", "理由", "The reason, in a sentence.", "理由。", min_length=1)
    basis: str | None = column("Basis", "依据", "Documents it rests on.", "所依文献。")
    decided_by: str = column("Decided by", "裁定人", "Who decided.", "裁定人。", min_length=1)
    decided_on: date = column("Decided on", "裁定日期", "When.", "裁定日期。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The rule and the case."""
        return slug(cells["rule"], cells["key"])


class Redirect(Record):
    """An identifier that was released and now is another."""

    TABLE: ClassVar[Table] = Table(
        "redirects", "Redirects", "改号",
        "Identifiers once released that are now others.", "已发布而后改动的标识。",
        unique=(("resource", "old_key"),),
    )  # fmt: skip
    redirect_id: str = key("Redirect", "改号编号", "Identifier of the redirect.", "改号的标识。")
    resource: str = column("Table", "表", "Table of the record.", "所在表。")
    old_key: str = column("Old key", "旧键", "The released key.", "旧键。")
    new_key: str | None = column("New key", "新键", "The key now; empty: withdrawn.", "新键。")
    note: str | None = column("Note", "备注", "Why.", "说明。")
