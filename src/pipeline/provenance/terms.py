"""The closed vocabularies of provenance: code, Chinese and English label."""

from pipeline.declare import Category


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
    PASSAGE = "passage", "所引段落", "The passage that the record cites, or its whole document"


class CoverageKind(Category):
    """What of a source is counted in its coverage."""

    ARABIC_NUMERAL = "arabic-numeral", "阿拉伯数字", "Arabic numerals"
    KNOWN_NAME = "known-name", "已知名称", "Names of records, and recorded readings of them"
    TITLE = "title", "书名号题名", "Titles in 《》"
    CHINESE_QUANTITY = "chinese-quantity", "汉字数量", "Quantities in Chinese numerals"
