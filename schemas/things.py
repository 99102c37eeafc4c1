"""What the statements are about: people, organizations, places, things, honours, events."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pipeline.declare import PARTIAL_DATE, Finding, Record, Table, column, derived, key, ref, slug

from .vocabulary import (
    EventFormat,
    EventKind,
    HonourLevel,
    OrganizationKind,
    PartOfDay,
    PlaceKind,
    Recipient,
    ThingKind,
)


class Place(Record):
    """A place that the sources name."""

    TABLE: ClassVar[Table] = Table(
        "places", "Places", "地点", "Places that the sources name.", "来源中提到的地点。",
        unique=(("gbt2260",),),
    )  # fmt: skip
    place_id: str = key("Place", "地点编号", "Identifier of the place.", "地点的标识。")
    name: str = column("Name", "名称", "Full name in Chinese.", "中文全称。", min_length=1)
    name_en: str | None = column("English name", "英文名", "Name in English.", "英文名称。")
    kind: PlaceKind = column("Kind", "类别", "Rank or kind of place.", "级别或类别。")
    gbt2260: str | None = column(
        "GB/T 2260", "行政区划代码", "Code of GB/T 2260 as of 2020; none below county level.",
        "GB/T 2260 行政区划代码（2020 年）；县级以下无。", pattern=r"[1-9][0-9]{5}",
    )  # fmt: skip
    within_id: str | None = ref(
        "places", "Within", "所属地点", "The place it lies within.", "其所在的地点。"
    )


class Organization(Record):
    """A body that acts or employs."""

    TABLE: ClassVar[Table] = Table(
        "organizations", "Organizations", "组织",
        "Bodies that act, confer, organize or employ.", "作出行为、授予、组织或聘用的机构。",
        unique=(("name",),),
    )  # fmt: skip
    organization_id: str = key("Organization", "组织编号", "Identifier.", "组织的标识。")
    name: str = column("Name", "名称", "Full name in Chinese.", "中文全称。", min_length=1)
    name_en: str | None = column("English name", "英文名", "Name in English.", "英文名称。")
    kind: OrganizationKind = column("Kind", "类别", "Kind of body.", "机构类别。")
    parent_id: str | None = ref(
        "organizations", "Parent", "上级", "The body it is part of.", "所属的上级机构。"
    )
    place_id: str | None = ref(
        "places", "Place", "地点", "Where it is, if printed.", "所在地（原文有载者）。"
    )


class Person(Record):
    """Everyone named: one record a person."""

    TABLE: ClassVar[Table] = Table(
        "people", "People", "人物", "Everyone named, one record a person.", "凡有名者，一人一条。"
    )
    person_id: str = key("Person", "人物编号", "Identifier of the person.", "人物的标识。")
    name: str = column(
        "Name", "姓名", "The name, without spaces set for layout.", "姓名，不含排版空格。",
        pattern=r"[^\s]+",
    )  # fmt: skip
    wikidata: str | None = column(
        "Wikidata", "维基数据", "Wikidata item, where certain.", "维基数据条目（确定者）。",
        pattern=r"Q[1-9][0-9]*",
    )  # fmt: skip
    note: str | None = column("Note", "备注", "What tells namesakes apart.", "区分同名者的说明。")


class DistinctPeople(Record):
    """Two people whose names are alike and who are not one."""

    TABLE: ClassVar[Table] = Table(
        "distinct_people", "Distinct people", "非同一人",
        "People whose names are equal or one character apart, and who are not one person.",
        "姓名相同或仅差一字而并非一人者。", unique=(("person_id", "other_person_id"),),
    )  # fmt: skip
    distinct_people_id: str = key("Pair", "对编号", "Identifier of the pair.", "对的标识。")
    person_id: str = ref("people", "Person", "人物", "One of them.", "其一。")
    other_person_id: str = ref("people", "Other person", "另一人", "The other.", "其二。")
    reason: str = column("Reason", "理由", "How they are known apart.", "区分的依据。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """One and the other."""
        return slug(cells["person_id"], "and", cells["other_person_id"])

    def findings(self) -> Iterable[Finding]:
        """A pair is of two, written once: in the order of their ids."""
        if self.person_id >= self.other_person_id:
            yield Finding(
                "other_person_id",
                "a pair is written once, the smaller id first",
                "swap the two ids, or delete the row if it repeats another",
                "两人之间的关系只写一次，较小的 id 在前",
                "请对调两个 id；与他行重复则删除此行",
            )


class Thing(Record):
    """An invention, a book, a fund, a rule: what claims are about besides people and bodies."""

    TABLE: ClassVar[Table] = Table(
        "things", "Things", "事物",
        "Inventions, books, funds, regulations and other things that claims are about.",
        "发明、书籍、资金、制度等各项事物。",
    )  # fmt: skip
    thing_id: str = key("Thing", "事物编号", "Identifier of the thing.", "事物的标识。")
    name: str = column("Name", "名称", "Name in Chinese.", "中文名称。", min_length=1)
    kind: ThingKind = column("Kind", "类别", "Kind of thing.", "类别。")
    organization_id: str | None = ref(
        "organizations", "Organization", "组织", "Whose it is.", "归属的组织。"
    )


class Honour(Record):
    """A title of honour."""

    TABLE: ClassVar[Table] = Table(
        "honours", "Honours", "荣誉", "Titles of honour.", "荣誉称号。", unique=(("name",),)
    )
    honour_id: str = key("Honour", "荣誉编号", "Identifier of the honour.", "荣誉的标识。")
    name: str = column("Name", "名称", "Name in Chinese.", "中文名称。", min_length=1)
    name_en: str = column("English name", "英文名", "Name in English.", "英文名称。")
    level: HonourLevel = column("Level", "级别", "Level of conferment.", "授予级别。")
    recipient: Recipient = column("Recipient", "授予对象", "Who receives it.", "授予对象。")
    conferred_by_id: str | None = ref(
        "organizations", "Conferred by", "授予者", "Who confers it, where a source says so.",
        "授予者（来源有载者）。",
    )  # fmt: skip

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The English name."""
        return slug(cells["name_en"])


class Event(Record):
    """Something that took place, with the reconciled facts."""

    TABLE: ClassVar[Table] = Table(
        "events", "Events", "事件",
        "What took place, with the facts reconciled from all reports.",
        "所发生之事；各项事实由全部记载核定。",
    )  # fmt: skip
    event_id: str = key("Event", "事件编号", "Identifier of the event.", "事件的标识。")
    name: str = column("Name", "名称", "Name in Chinese.", "中文名称。", min_length=1)
    name_en: str = column("English name", "英文名", "Name in English.", "英文名称。")
    kind: EventKind = column("Kind", "类别", "Kind of event.", "事件类别。")
    date: str | None = column(
        "Date", "日期", "Date, reconciled; as precise as the reports allow.",
        "核定的日期，精度以记载为限。",
        pattern=PARTIAL_DATE, printed=derived("event-reports-agree"),
    )  # fmt: skip
    part_of_day: PartOfDay | None = column(
        "Part of day", "时段", "Part of the day, reconciled.", "核定的时段。",
        printed=derived("event-reports-agree"),
    )  # fmt: skip
    format: EventFormat | None = column(
        "Format", "形式", "How people met, reconciled.", "核定的举行形式。",
        printed=derived("event-reports-agree"),
    )  # fmt: skip
    place_id: str | None = ref(
        "places", "Place", "地点", "Where, reconciled.", "核定的地点。",
        printed=derived("event-reports-agree"),
    )  # fmt: skip
    organizer_id: str | None = ref(
        "organizations", "Organizer", "主办", "Who organized it.", "主办机构。",
        printed=derived("event-reports-agree"),
    )  # fmt: skip
