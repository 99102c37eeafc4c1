"""The tables by which any project says where its data come from; the tool owns their shape.

A project lists the classes it uses in its `models.py`, as they are or as a subclass that
adds fields or narrows one (`kind` to a vocabulary of its own).
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pipeline.declare import (
    LITERAL,
    PARTIAL_DATE,
    Category,
    Finding,
    Record,
    Table,
    column,
    key,
    ref,
)

SHA256 = r"[0-9a-f]{64}"
SPANS = r"[0-9]+-[0-9]+(;[0-9]+-[0-9]+)*"
"""Half-open ranges of code points of a source text: `4524-4529;4600-4603`."""


class IssuedBasis(Category):
    """How the date of a document is known."""

    PRINTED = "printed", "原文印有", "Printed in the document"
    DERIVED = "derived", "推定", "Derived from other documents"
    UNKNOWN = "unknown", "不详", "Unknown"


class SpanRole(Category):
    """What a span is to its document."""

    BODY = "body", "正文", "Body"
    HEADING = "heading", "标题", "Heading"
    BYLINE = "byline", "署名", "Byline"
    CAPTION = "caption", "图注", "Caption"
    INSET = "inset", "插文", "Inset"


class Joins(Category):
    """How a span goes on from the span before it."""

    RUNS_ON = "runs-on", "接排", "Runs on: words may continue across the seam"
    BREAK = "break", "另起", "Starts a new paragraph or block"
    GAP = "gap", "缺文", "Text is missing between: no passage crosses"


class Quality(Category):
    """How the extraction printed a span."""

    PLAIN = "plain", "正常", "Plain"
    DOUBLED = "doubled", "重影", "Every line printed twice over"


class ReadingCause(Category):
    """Why a printed form is not the record's own."""

    OCR = "ocr", "识别错误", "Error of optical character recognition"
    MISPRINT = "misprint", "误排", "Misprint in the source"
    UNDETERMINED = "undetermined", "未能判定", "OCR or misprint, undetermined"
    ABBREVIATION = "abbreviation", "简称", "Abbreviation"
    OMISSION = "omission", "省略", "Words left out"
    ADDITION = "addition", "增衍", "Words added"
    OTHER_WORDING = "other-wording", "异文", "Another wording"
    OTHER_OFFICE = "other-office", "职务不同", "Another office"


class OmissionReason(Category):
    """Why something that is printed is not recorded."""

    REPEAT = "repeat", "重复", "Said again in the same document"
    PAGE_FURNITURE = "page-furniture", "版面要素", "Page furniture"
    SLOGAN = "slogan", "口号用语", "Part of a slogan or set phrase"
    NAME_PART = "name-part", "名称成分", "Part of a name"
    ORDINAL = "ordinal", "序号", "Enumeration only"
    BACKGROUND = "background", "背景", "Background outside the scope of the dataset"
    ILLEGIBLE = "illegible", "无法辨认", "Illegible"
    OUT_OF_SCOPE = "out-of-scope", "范围之外", "Out of scope"


class Decision(Category):
    """What was decided about a conflict."""

    PREFER_EXPECTED = "prefer-expected", "取应有值", "The expected value is right"
    PREFER_ACTUAL = "prefer-actual", "取实有值", "The actual value is right"
    BOTH_STAND = "both-stand", "并存", "Both stand"
    UNDECIDED = "undecided", "未决", "Undecided"


class ConflictCause(Category):
    """Why two values differ."""

    SOURCE_ERROR = "source-error", "原文有误", "Error in a source"
    TRANSCRIPTION_ERROR = "transcription-error", "转录有误", "Error of transcription"
    DIFFERENT_SCOPE = "different-scope", "口径不同", "Different scope"
    DIFFERENT_TIME = "different-time", "时点不同", "Different time"
    UNKNOWN = "unknown", "不详", "Unknown"


class PrintedAs(Category):
    """In which way a value is printed where its evidence stands."""

    LITERAL = "literal", "照录", "The words themselves"
    NUMBER = "number", "数量", "A quantity with its comparator and unit"
    DATE = "date", "日期", "A date"
    NAME = "name", "名称", "The name of the record referred to, or a recorded reading of it"
    LABEL = "label", "用语", "A word by which the category is printed"
    CONTEXTUAL = "contextual", "语境", "Printed there, though it need not be"


class CoverageKind(Category):
    """What of a source is counted in its coverage."""

    ARABIC_NUMERAL = "arabic-numeral", "阿拉伯数字", "Arabic numerals"
    KNOWN_NAME = "known-name", "已知名称", "Names of records, and recorded readings of them"
    TITLE = "title", "书名号题名", "Titles in 《》"
    CHINESE_QUANTITY = "chinese-quantity", "汉字数量", "Quantities in Chinese numerals"


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
        "Issued on", "日期", "Date of the document.", "文献的日期。", pattern=PARTIAL_DATE
    )
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

    def findings(self) -> Iterable[Finding]:
        """A date has a basis, and a printed one a passage."""
        if (self.issued_on is None) != (self.issued_basis is IssuedBasis.UNKNOWN):
            yield Finding(
                "issued_basis",
                "issued_on and issued_basis contradict each other",
                "give the date and its basis, or leave the date empty with the basis 'unknown'",
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
    source_id: str = column("Source", "来源", "The source, or `*` for all.", "来源；* 指全部。")
    document_id: str | None = ref("documents", "Document", "文献", "The document.", "所在文献。")
    exact: str = column("Exact", "原文", "The characters left out.", "略去的文字。", min_length=1)
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
                yield Finding("spans", f"the span {part} is empty", "run `pipeline anchor`")


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
