"""What the documents say, one row a statement, each with the passage that prints it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from pipeline.declare import (
    CONTEXTUAL,
    DATE,
    LABEL,
    LITERAL,
    NAME,
    PARTIAL_DATE,
    Finding,
    Record,
    Table,
    column,
    derived,
    key,
    number,
    ref,
    slug,
)

from .vocabulary import (
    Basis,
    ClaimRole,
    Comparator,
    Ethnicity,
    EventFormat,
    Gender,
    PartOfDay,
    Role,
    Site,
    SpiritConcept,
    Unit,
)


def _document() -> Any:
    return ref("documents", "Document", "文献", "The document that says it.", "出处文献。")


def _at() -> Any:
    return column(
        "At", "所在", "Passage of the document: `words`, or `first words…last words`.",
        "文献中的所在：原词，或“起首…末尾”。", min_length=1,
    )  # fmt: skip


class EventReport(Record):
    """What one document prints of an event."""

    TABLE: ClassVar[Table] = Table(
        "event_reports", "Event reports", "事件记载",
        "What each document prints of an event.", "各文献对事件的记载。",
    )  # fmt: skip
    event_report_id: str = key("Event report", "记载编号", "Identifier.", "记载的标识。")
    document_id: str = _document()
    at: str = _at()
    event_id: str = ref("events", "Event", "事件", "The event.", "所记事件。", printed=CONTEXTUAL)
    date: str | None = column(
        "Date", "日期", "Date stated; what is not printed comes from the document's date.",
        "所记日期；未印部分据文献日期补足。", pattern=PARTIAL_DATE, printed=DATE,
    )  # fmt: skip
    part_of_day: PartOfDay | None = column(
        "Part of day", "时段", "Part of day stated.", "所记时段。", printed=LABEL
    )
    format: EventFormat | None = column(
        "Format", "形式", "Format stated.", "所记形式。", printed=LABEL
    )
    place_as_printed: str | None = column(
        "Place as printed", "地点原文", "Place, as printed.", "地点，照录。", printed=LITERAL
    )
    organizer_as_printed: str | None = column(
        "Organizer as printed", "主办原文", "Organizer, as printed.", "主办者，照录。",
        printed=LITERAL,
    )  # fmt: skip
    place_id: str | None = ref("places", "Place", "地点", "The place meant.", "所指地点。",
                               printed=CONTEXTUAL)  # fmt: skip
    organizer_id: str | None = ref("organizations", "Organizer", "主办", "The body meant.",
                                   "所指机构。", printed=CONTEXTUAL)  # fmt: skip

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """Which document, which event."""
        return slug(cells["document_id"], cells["event_id"])

    def findings(self) -> Iterable[Finding]:
        """A report states something."""
        stated = (self.date, self.part_of_day, self.format, self.place_as_printed)
        if not any((*stated, self.organizer_as_printed)):
            yield Finding(
                "date",
                "this row reports nothing of the event",
                "fill in what is said",
                "此行没有记载事件的任何内容",
                "请填写所记载的内容",
            )


class Mention(Record):
    """A person named in a document, with the office printed there."""

    TABLE: ClassVar[Table] = Table(
        "mentions", "Mentions", "提及",
        "People as documents name them, with the office printed there.",
        "文献中对人物的提及及其职务原文。",
    )  # fmt: skip
    mention_id: str = key("Mention", "提及编号", "Identifier of the mention.", "提及的标识。")
    document_id: str = _document()
    at: str = _at()
    person_id: str = ref("people", "Person", "人物", "Who it is.", "所指人物。")
    name: str = column(
        "Name", "姓名原文", "Name as printed, layout spaces left out.", "姓名照录，略去排版空格。",
        printed=LITERAL,
    )  # fmt: skip
    office_as_printed: str | None = column(
        "Office as printed", "职务原文", "Office, as printed.", "职务，照录。", printed=LITERAL
    )

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """Who, in which document."""
        return slug(cells["person_id"], "in", cells["document_id"])


class Participation(Record):
    """Someone who did something at an event."""

    TABLE: ClassVar[Table] = Table(
        "participations", "Participations", "参与",
        "Who did what at an event, as a document says.", "文献所载何人在事件中作何参与。",
    )  # fmt: skip
    participation_id: str = key("Participation", "参与编号", "Identifier.", "参与的标识。")
    document_id: str = _document()
    at: str = _at()
    event_id: str = ref("events", "Event", "事件", "The event.", "所参与事件。", printed=CONTEXTUAL)
    person_id: str | None = ref("people", "Person", "人物", "Who.", "何人。", printed=NAME)
    group_as_printed: str | None = column(
        "Group as printed", "群体原文", "A group, as printed.", "群体，照录。", printed=LITERAL
    )
    organization_id: str | None = ref(
        "organizations", "Organization", "组织", "The body, where the group is one.",
        "所指机构（群体即一机构者）。", printed=CONTEXTUAL,
    )  # fmt: skip
    role: Role = column("Role", "参与方式", "What they did.", "作何参与。", printed=LABEL)
    site: Site | None = column("Site", "会场", "At which venue.", "在何会场。", printed=LABEL)
    on_behalf_of: str | None = column(
        "On behalf of", "代表", "For whom, as printed.", "代表何方，照录。", printed=LITERAL
    )

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """Who did what, by which document; none for a group that is no record."""
        who = cells["person_id"] or cells["organization_id"]
        return slug(who, cells["role"], "by", cells["document_id"])

    def findings(self) -> Iterable[Finding]:
        """Exactly one of person and group."""
        yield from _exactly_one(self, ("person_id", "group_as_printed"))


class List(Record):
    """A roster printed in a document."""

    TABLE: ClassVar[Table] = Table(
        "lists", "Lists", "名单", "Rosters printed in documents.", "文献所载名单。"
    )
    list_id: str = key("List", "名单编号", "Identifier of the list.", "名单的标识。")
    document_id: str = _document()
    at: str = _at()
    name: str = column("Name", "名称", "What the list is.", "名单说明。")
    honour_id: str = ref("honours", "Honour", "荣誉", "Honour of all on it.", "名单所属荣誉。",
                         printed=CONTEXTUAL)  # fmt: skip
    event_id: str = ref("events", "Event", "事件", "Event it belongs to.", "所属事件。",
                        printed=CONTEXTUAL)  # fmt: skip
    place_id: str | None = ref("places", "Place", "地点", "Whose people they are.", "所属地。",
                               printed=CONTEXTUAL)  # fmt: skip
    complete: bool = column(
        "Complete", "是否完整", "Does it name everyone of its scope?", "是否列全其范围内所有人。"
    )


class ListEntry(Record):
    """One line of a roster."""

    TABLE: ClassVar[Table] = Table(
        "list_entries", "List entries", "名单条目", "The lines of the rosters.", "名单各条。",
        unique=(("list_id", "position"), ("list_id", "person_id")),
    )  # fmt: skip
    list_entry_id: str = key("List entry", "条目编号", "Identifier of the line.", "条目的标识。")
    list_id: str = ref("lists", "List", "名单", "The list.", "所属名单。")
    position: int = column(
        "Position", "位次", "Place in the list, from 1.", "在名单中的位次，从 1 起。",
        minimum=1, maximum=100000,
        printed=derived("list-positions"),
    )  # fmt: skip
    document_id: str = _document()
    at: str = _at()
    person_id: str = ref("people", "Person", "人物", "Who it is.", "所指人物。")
    name: str = column(
        "Name", "姓名原文", "Name as printed, layout spaces left out.", "姓名照录，略去排版空格。",
        printed=LITERAL,
    )  # fmt: skip
    gender: Gender | None = column(
        "Gender", "性别", "Gender, where printed.", "性别（原文有载者）。", printed=LABEL
    )
    ethnicity: Ethnicity | None = column(
        "Ethnicity", "民族", "Ethnicity, where printed.", "民族（原文有载者）。", printed=LABEL
    )
    affiliation_as_printed: str = column(
        "Affiliation as printed", "单位职务原文", "Organization and post, as printed.",
        "单位与职务，照录。", printed=LITERAL,
    )  # fmt: skip


class Conferral(Record):
    """Who received which honour when: the fact, with the passage that supports it."""

    TABLE: ClassVar[Table] = Table(
        "conferrals", "Conferrals", "授予", "Who received which honour when.", "何人何时获何荣誉。",
        unique=(("person_id", "honour_id", "event_id"),),
    )  # fmt: skip
    conferral_id: str = key("Conferral", "授予编号", "Identifier.", "授予的标识。")
    document_id: str = _document()
    at: str = _at()
    person_id: str = ref("people", "Person", "人物", "Who received it.", "获誉者。", printed=NAME)
    honour_id: str = ref("honours", "Honour", "荣誉", "The honour.", "荣誉。", printed=CONTEXTUAL)
    event_id: str | None = ref(
        "events", "Event", "事件", "At which event.", "在何事件上。", printed=CONTEXTUAL
    )
    year: int | None = column(
        "Year", "年份", "Year of conferment, where known.", "授予年份（可知者）。", type="year",
        printed=CONTEXTUAL,
    )  # fmt: skip
    list_entry_id: str | None = ref(
        "list_entries", "List entry", "名单条目", "The line that supports it.", "所据名单条目。"
    )
    mention_id: str | None = ref(
        "mentions", "Mention", "提及", "The mention that supports it.", "所据提及。"
    )

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """Who, what, and when where that is known."""
        named = slug(cells["person_id"], cells["honour_id"])
        return slug(named, cells["year"]) if named and cells["year"] else named

    def findings(self) -> Iterable[Finding]:
        """A conferral rests on a list entry or a mention."""
        yield from _exactly_one(self, ("list_entry_id", "mention_id"))


class Measure(Record):
    """What is counted or measured."""

    TABLE: ClassVar[Table] = Table(
        "measures", "Measures", "度量", "What claims count or measure.", "论断所计量者。",
        unique=(("name",),),
    )  # fmt: skip
    measure_id: str = key("Measure", "度量编号", "Identifier of the measure.", "度量的标识。")
    name: str = column("Name", "名称", "Name in Chinese.", "中文名称。")
    name_en: str = column("English name", "英文名", "Name in English.", "英文名称。")
    definition: str = column("Definition", "定义", "What it counts.", "所计者为何（英文）。")
    definition_zh: str = column("Definition (zh)", "定义（中文）", "In Chinese.", "所计者为何。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The English name."""
        return slug(cells["name_en"])


SUBJECTS = ("person_id", "organization_id", "place_id", "thing_id", "subject_as_printed")


class Claim(Record):
    """One quantity that one document states."""

    TABLE: ClassVar[Table] = Table(
        "claims", "Claims", "数据论断",
        "Quantities as documents state them. The same fact may be stated by several: "
        "do not sum this table.",
        "各文献所述数量。同一事实可由多篇文献陈述，不可对本表求和。",
    )  # fmt: skip
    claim_id: str = key("Claim", "论断编号", "Identifier of the claim.", "论断的标识。")
    statement_id: str = column(
        "Statement", "陈述编号", "The same for quantities of one statement.", "同一陈述者相同。",
        pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
    )  # fmt: skip
    role: ClaimRole = column("Role", "作用", "What it is in its statement.", "在陈述中的作用。")
    document_id: str = _document()
    at: str = _at()
    measure_id: str = ref("measures", "Measure", "度量", "What is measured.", "所计量者。")
    person_id: str | None = ref(
        "people", "Person", "人物", "Subject.", "主体（人物）。", printed=NAME
    )
    organization_id: str | None = ref(
        "organizations", "Organization", "组织", "Subject.", "主体（组织）。", printed=CONTEXTUAL
    )
    place_id: str | None = ref(
        "places", "Place", "地点", "Subject.", "主体（地点）。", printed=CONTEXTUAL
    )
    thing_id: str | None = ref(
        "things", "Thing", "事物", "Subject.", "主体（事物）。", printed=CONTEXTUAL
    )
    subject_as_printed: str | None = column(
        "Subject as printed", "主体原文", "Subject that is no record.", "主体，照录。",
        printed=CONTEXTUAL,
    )  # fmt: skip
    honour_id: str | None = ref(
        "honours", "Honour", "荣誉", "Honour counted.", "所计荣誉。", printed=CONTEXTUAL
    )
    event_id: str | None = ref(
        "events", "Event", "事件", "Event it belongs to.", "所属事件。", printed=CONTEXTUAL
    )
    value: Decimal | None = column(
        "Value", "数值", "The quantity, in units.", "数量，以单位计。",
        printed=number(low="low", high="high", comparator="comparator", unit="unit"),
    )  # fmt: skip
    low: Decimal | None = column("Low", "下限", "Lower bound of a range.", "范围下限。",
                                 printed=derived())  # fmt: skip
    high: Decimal | None = column("High", "上限", "Upper bound of a range.", "范围上限。",
                                  printed=derived())  # fmt: skip
    comparator: Comparator = column(
        "Comparator", "限定", "How the print bounds the value.", "印文如何限定数值。",
        printed=derived(),
    )  # fmt: skip
    unit: Unit = column("Unit", "单位", "Unit of the value.", "数值的单位。", printed=derived())
    as_of: str | None = column(
        "As of", "截至", "Date of a stock or fact.", "时点。", pattern=PARTIAL_DATE,
        printed=CONTEXTUAL,
    )  # fmt: skip
    period_from: str | None = column(
        "Period from", "期间起", "First year or date.", "期间之始。", pattern=PARTIAL_DATE,
        printed=CONTEXTUAL,
    )  # fmt: skip
    period_to: str | None = column(
        "Period to", "期间止", "Last year or date.", "期间之终。", pattern=PARTIAL_DATE,
        printed=CONTEXTUAL,
    )  # fmt: skip
    basis: Basis | None = column("Basis", "口径", "What kind of number.", "数的性质。")
    asserted_by_id: str | None = ref(
        "people", "Asserted by", "陈述人", "Who is quoted as saying it.", "引述的陈述人。",
        printed=CONTEXTUAL,
    )  # fmt: skip
    note: str | None = column("Note", "备注", "Scope, doubts.", "口径、存疑等说明。")

    def findings(self) -> Iterable[Finding]:
        """One subject; a value or bounds; bounds and periods in order."""
        yield from _exactly_one(self, SUBJECTS)
        if self.value is None and self.low is None and self.high is None:
            yield Finding(
                "value",
                "no value and no bounds",
                "give the value, or low and high",
                "既无数值，也无上下限",
                "请填写数值，或 low 与 high",
            )
        if self.low is not None and self.high is not None and self.low > self.high:
            yield Finding(
                "low",
                f"low {self.low} is above high {self.high}",
                "swap the two",
                "下限 low 大于上限 high",
                "请对调两者",
            )
        if self.comparator is Comparator.RANGE and (self.low is None or self.high is None):
            yield Finding(
                "comparator",
                "a range needs both low and high",
                "give both bounds",
                "范围须有 low 与 high",
                "请填写上下限",
            )
        if self.comparator is Comparator.EQUAL and self.value is None:
            yield Finding(
                "value",
                "'equal' needs a value",
                "give the value, or change comparator",
                "'equal' 须有数值",
                "请填写数值，或改 comparator",
            )
        if self.period_from and self.period_to and self.period_from > self.period_to:
            yield Finding(
                "period_from",
                "the period ends before it begins",
                "swap the two dates",
                "时段止于其起始之前",
                "请对调两个日期",
            )


class Definition(Record):
    """The wording by which a document defines a spirit."""

    TABLE: ClassVar[Table] = Table(
        "definitions", "Definitions", "定义",
        "The wording of each spirit, with its witnesses.", "各种精神的表述及其见证文献。",
    )  # fmt: skip
    definition_id: str = key("Definition", "定义编号", "Identifier.", "定义的标识。")
    document_id: str = _document()
    at: str = _at()
    concept: SpiritConcept = column("Concept", "概念", "Which spirit.", "何种精神。", printed=LABEL)
    wording: str = column("Wording", "表述", "The wording, as printed.", "表述，照录。",
                          printed=LITERAL)  # fmt: skip

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """Which spirit, by which document."""
        return slug(cells["concept"], "by", cells["document_id"])


def _exactly_one(record: Record, fields: tuple[str, ...]) -> Iterable[Finding]:
    given = [field for field in fields if getattr(record, field) is not None]
    if len(given) != 1:
        said = " and ".join(given) if given else "none"
        yield Finding(
            given[-1] if given else fields[0],
            f"exactly one of {', '.join(fields)} is wanted; here: {said}",
            "fill in one of them and leave the others empty",
            f"{'、'.join(fields)} 中须恰有一个；现有：{'、'.join(given) or '无'}",
            "请填写其中之一，其余留空",
        )
