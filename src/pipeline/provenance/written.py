"""What the tool writes beside the data: evidence and coverage."""

from collections.abc import Iterable
from typing import ClassVar

from pipeline.declare import Finding, Record, Table, column, key, ref
from pipeline.provenance.terms import CoverageKind, PrintedAs
from pipeline.provenance.works import SHA256

SPANS = r"[0-9]+-[0-9]+(;[0-9]+-[0-9]+)*"
"""Half-open ranges of code points of a source text: `4524-4529;4600-4603`."""


class Evidence(Record):
    """Where the value of one field of one record is printed in one source.

    A value whose characters stand in two sources (a word broken across two pages) has one
    row for each, in reading order.
    """

    TABLE: ClassVar[Table] = Table(
        "evidence", "Evidence", "证据",
        "Which characters of which source print each value; written by `pipeline anchor`.",
        "各值由何来源的哪些字符印出；由 pipeline anchor 写出，不手工编辑。",
        unique=(("resource", "key", "field", "source_id"),), tool_written=True,
    )  # fmt: skip
    evidence_id: str = key("Evidence", "证据编号", "Identifier of the evidence.", "证据的标识。")
    resource: str = column("Table", "表", "Table of the record.", "所在表。")
    key: str = column("Key", "键", "Key of the record, parts joined by `, `.", "所在行的键。")
    field: str = column("Field", "字段", "Field whose value is printed.", "所印出的字段。")
    document_id: str = ref("documents", "Document", "文献", "The document.", "所在文献。")
    source_id: str = ref("sources", "Source", "来源", "The source.", "所在来源。")
    spans: str = column(
        "Spans", "字符区间", "Code points of the source text, half-open, in reading order.",
        "来源文本的码点区间（左闭右开），按阅读次序。", pattern=SPANS,
    )  # fmt: skip
    printed_as: PrintedAs = column(
        "Printed as", "印刷方式", "In which way it is printed.", "以何种方式印出。"
    )
    basis_digest: str = column(
        "Basis digest", "依据摘要", "SHA-256 of the data that it was derived from.",
        "所据数据的 SHA-256 摘要。", pattern=SHA256,
    )  # fmt: skip
    span_digest: str = column(
        "Span digest", "区间摘要", "SHA-256 of the characters cited, without white space.",
        "所引字符（去除空白）的 SHA-256 摘要。", pattern=SHA256,
    )  # fmt: skip

    def findings(self) -> Iterable[Finding]:
        """Every span holds a character."""
        for part in self.spans.split(";"):
            start, _, end = part.partition("-")
            if not int(start) < int(end):
                yield Finding(
                    "spans",
                    f"the span {part} is empty",
                    "run `pipeline anchor`",
                    f"区间 {part} 为空",
                    "请运行 `pipeline anchor`",
                )


class Coverage(Record):
    """How much of what one source prints is recorded, counted by kind."""

    TABLE: ClassVar[Table] = Table(
        "coverage", "Coverage", "覆盖",
        "How much of what each source prints is recorded; written by the tool.",
        "各来源所印内容的收录情况；由工具写出。",
        unique=(("source_id", "kind"),), tool_written=True,
    )  # fmt: skip
    coverage_id: str = key("Coverage", "覆盖编号", "Identifier of the count.", "计数的标识。")
    source_id: str = ref("sources", "Source", "来源", "The source.", "所计来源。")
    kind: CoverageKind = column("Kind", "类别", "What is counted.", "所计内容。")
    anchored: int = column(
        "Anchored", "已证", "Printed places that evidence cites.", "证据所引之处。", minimum=0
    )
    omitted: int = column(
        "Omitted", "略去", "Left out on purpose, with a reason.", "有意略去之处。", minimum=0
    )
    repeated: int = column(
        "Repeated",
        "重复",
        "Names already witnessed in the document.",
        "文献中已见之名。",
        minimum=0,
    )
    unseen: int = column(
        "Unseen", "未见", "Neither recorded nor left out.", "既未收录亦未说明之处。", minimum=0
    )
    basis_digest: str = column(
        "Basis digest", "依据摘要", "SHA-256 of the data that the counts rest on.",
        "计数所据数据的 SHA-256 摘要。", pattern=SHA256,
    )  # fmt: skip
