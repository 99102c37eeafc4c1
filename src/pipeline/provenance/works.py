"""Where data come from: sources, the documents in them, and the spans that these are read from."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pipeline.declare import (
    CONTEXTUAL,
    LITERAL,
    PARTIAL_DATE,
    Finding,
    Record,
    Table,
    column,
    key,
    ref,
    slug,
)
from pipeline.provenance.terms import IssuedBasis, Joins, Quality, SpanRole

SHA256 = r"[0-9a-f]{64}"


class Source(Record):
    """A text that data were taken from."""

    TABLE: ClassVar[Table] = Table(
        "sources", "Sources", "来源",
        "The texts that data were taken from, by file name, SHA-256 and length; not included.",
        "数据所据的文本，以文件名、SHA-256 和字符数标识；文本本身不随数据发布。",
        unique=(("file_name",),),
    )  # fmt: skip
    source_id: str = key("Source", "来源编号", "Identifier of the source.", "来源的标识。")
    file_name: str = column(
        "File name", "文件名", "Bare name of the text file.", "文本文件名。", pattern=r"[^/\\]+"
    )
    sha256: str = column(
        "SHA-256", "SHA-256", "Digest of the file's bytes.", "文件字节的摘要。", pattern=SHA256
    )
    characters: int = column(
        "Characters", "字符数", "Length in code points.", "以码点计的长度。", minimum=1
    )
    title: str = column("Title", "题名", "What the text is.", "文本的题名。")
    publisher: str | None = column(
        "Publisher", "出版者", "Who published it, as far as known.", "出版者；不详则空。"
    )
    kind: str = column("Kind", "类型", "Kind of publication.", "出版物类型。")
    published_on: str | None = column(
        "Published on", "出版日期", "Date of publication.", "出版日期。", pattern=PARTIAL_DATE
    )
    page: str | None = column("Page", "版面", "Page or issue, if known.", "版面或期号。")
    url: str | None = column("URL", "网址", "Where it can be read.", "可供查阅之处。", format="uri")
    obtained_from: str | None = column(
        "Obtained from", "获取途径", "Where the text was obtained.", "文本的获取途径。"
    )
    derived_from: str | None = ref(
        "sources", "Derived from", "衍生自", "The source it was derived from.", "其所从出的来源。"
    )
    rights: str = column("Rights", "权利状况", "Rights in the text.", "文本的权利状况。")


class Document(Record):
    """One work inside a source."""

    TABLE: ClassVar[Table] = Table(
        "documents", "Documents", "文献",
        "The works inside the sources: a speech, a decision, a report, a caption.",
        "来源中的各篇文献：讲话、决定、报道、图注等。",
    )  # fmt: skip
    document_id: str = key("Document", "文献编号", "Identifier of the document.", "文献的标识。")
    work_id: str = column(
        "Work", "作品编号", "The same for two printings of one work.", "同一作品的不同印本相同。",
        pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
    )  # fmt: skip
    kind: str = column("Kind", "文种", "Kind of document.", "文献类型。")
    title: str = column("Title", "标题", "Title, or what it is.", "标题；无题者为说明。")
    author_as_printed: str | None = column(
        "Author as printed", "原署名", "Who speaks or signs, as printed.", "发言者或署名，照录。",
        printed=LITERAL,
    )  # fmt: skip
    issued_on: str | None = column(
        "Issued on", "日期", "Date of the document.", "文献的日期。", pattern=PARTIAL_DATE,
        printed=CONTEXTUAL,
    )  # fmt: skip
    issued_basis: IssuedBasis = column(
        "Basis of date", "日期依据", "How the date is known.", "日期如何得知。"
    )
    at: str | None = column(
        "At", "所在", "Passage with what the document prints about itself.", "文献自述之处。"
    )
    reuses: str | None = ref(
        "documents", "Reuses", "沿用", "A document whose words it repeats.", "其沿用文字的文献。"
    )
    note: str | None = column("Note", "备注", "Anything else.", "其他说明。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The work: most are printed once."""
        return slug(cells["work_id"])

    def findings(self) -> Iterable[Finding]:
        """A date has a basis, and a printed one a passage."""
        if (self.issued_on is None) != (self.issued_basis is IssuedBasis.UNKNOWN):
            yield Finding(
                "issued_basis",
                "issued_on and issued_basis contradict each other",
                "give the date and its basis, or leave the date empty with the basis 'unknown'",
                "issued_on 与 issued_basis 互相矛盾",
                "请写日期及其依据；日期留空则依据写 'unknown'",
            )


class DocumentSpan(Record):
    """One stretch of a source that belongs to a document."""

    TABLE: ClassVar[Table] = Table(
        "document_spans", "Document spans", "文献分段",
        "The stretches of source text that make up each document, in reading order.",
        "按阅读顺序组成各篇文献的原文分段。",
        unique=(("document_id", "seq"),),
    )  # fmt: skip
    span_id: str = key("Span", "分段编号", "Identifier of the span.", "分段的标识。")
    document_id: str = ref(
        "documents", "Document", "文献", "The document it belongs to.", "所属文献。"
    )
    seq: int = column(
        "Sequence", "次序", "Place in reading order, from 1.", "阅读次序，从 1 起。", minimum=1
    )
    role: SpanRole = column("Role", "作用", "What it is to the document.", "在文献中的作用。")
    source_id: str = ref("sources", "Source", "来源", "The source it stands in.", "所在来源。")
    from_: str = column(
        "From", "起", "First words, found once in the source (`#2`: second occurrence).",
        "起首文字，在来源中唯一（#2 指第二处）。", name="from", min_length=1,
    )  # fmt: skip
    to: str = column(
        "To", "止", "Last words: the nearest after the first.", "末尾文字，取起首之后最近一处。",
        min_length=1,
    )  # fmt: skip
    joins: Joins = column(
        "Joins", "衔接", "How it goes on from the span before.", "如何与前段衔接。"
    )
    quality: Quality = column("Quality", "文本状况", "How it was extracted.", "提取状况。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The document and the place in reading order."""
        return slug(cells["document_id"], f"s{cells['seq']}") if cells["seq"] else None
