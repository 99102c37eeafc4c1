import json
from decimal import Decimal
from typing import ClassVar

import pytest
from pydantic import ValidationError

from pipeline.compile import as_text, compile_schema, drift
from pipeline.declare import LABEL, PARTIAL_DATE, Category, Finding, Record, Table, column, key, ref
from pipeline.errors import ModelsError


class Kind(Category):
    SPEECH = "speech", "讲话", "Speech", "讲话"
    NOTE = "note", "按语，短", "Note, short"


class Person(Record):
    TABLE: ClassVar[Table] = Table("people", "People", "人物", "Everyone.", "所有人。")
    person_id: str = key("Person", "人物", "Id.", "标识。")


class Talk(Record):
    TABLE: ClassVar[Table] = Table(
        "talks", "Talks", "发言", "What was said.", "所言。", unique=(("person_id", "from"),)
    )
    talk_id: str = key("Talk", "发言", "Id.", "标识。")
    person_id: str | None = ref("people", "Person", "人物", "Who.", "何人。")
    kind: Kind = column("Kind", "类别", "Kind.", "类别。", printed=LABEL)
    from_: str = column("From", "起", "First words.", "起首。", name="from", min_length=2)
    minutes: Decimal | None = column("Minutes", "分钟", "Length.", "时长。", minimum=0)
    pages: int | None = column("Pages", "页", "Pages.", "页数。", minimum=1)

    def findings(self):
        if self.kind == "note" and self.minutes:
            yield Finding("minutes", "a note has no length", "leave it empty")
        if self.pages and not self.minutes:
            yield Finding("pages", "pages without minutes")


MODELS = {"people": Person, "talks": Talk}
SOUND = {
    "talk_id": "t-1",
    "person_id": None,
    "kind": "speech",
    "from": "𠮷田先生",
    "minutes": Decimal("2.5"),
    "pages": None,
}


def schema():
    return compile_schema(Talk, MODELS)


def fields():
    return {field["name"]: field for field in schema()["fields"]}


def test_types_and_requirements_come_from_annotations():
    found = {
        name: (f["type"], f.get("constraints", {}).get("required", False))
        for name, f in fields().items()
    }
    assert found == {
        "talk_id": ("string", True),
        "person_id": ("string", False),
        "kind": ("string", True),
        "from": ("string", True),
        "minutes": ("number", False),
        "pages": ("integer", False),
    }


def test_titles_stand_in_both_languages():
    assert (fields()["kind"]["title"], fields()["kind"]["title_zh"]) == ("Kind", "类别")
    assert (schema()["title"], schema()["title_zh"]) == ("Talks", "发言")


def test_categories_carry_labels_and_are_enumerated():
    kind = fields()["kind"]
    assert kind["categories"][1] == {
        "value": "note",
        "label": "Note, short",
        "label_zh": "按语，短",
    }
    assert kind["constraints"]["enum"] == ["speech", "note"]
    assert kind["printed"] == "label"


def test_keys_and_references():
    assert schema()["primaryKey"] == ["talk_id"]
    assert schema()["uniqueKeys"] == [["person_id", "from"]]
    assert schema()["foreignKeys"] == [
        {"fields": ["person_id"], "reference": {"resource": "people", "fields": ["person_id"]}}
    ]


def test_the_text_is_stable_and_says_chinese_as_it_is():
    assert json.loads(as_text(schema())) == schema()
    assert "发言" in as_text(schema())
    assert as_text(schema()) == as_text(compile_schema(Talk, MODELS))


def test_drift_shows_the_difference_and_nothing_where_there_is_none():
    text = as_text(schema())
    assert drift(text, text, "schemas/talks.json") == ""
    assert '-      "title": "Kind"' in drift(text, text.replace('"title": "Kind"', '"x": 1'), "p")


@pytest.mark.parametrize(
    ("value", "sound"),
    [("2020", True), ("2020-02", True), ("2020-02-29", True), ("2021-02-29", False)],
)
def test_partial_dates_are_days_of_the_calendar(value, sound):
    class Event(Record):
        TABLE: ClassVar[Table] = Table("events", "Events", "事件", "All.", "全部。")
        event_id: str = key("Event", "事件", "Id.", "标识。")
        on: str = column("On", "日期", "When.", "何时。", pattern=PARTIAL_DATE)

    if sound:
        assert Event.model_validate({"event_id": "e", "on": value}).on == value
        return
    with pytest.raises(ValidationError, match="there is no day"):
        Event.model_validate({"event_id": "e", "on": value})


def test_a_type_without_a_schema_is_refused():
    class Odd(Record):
        TABLE: ClassVar[Table] = Table("odd", "Odd", "怪", "Odd.", "怪。")
        odd_id: str = key("Odd", "怪", "Id.", "标识。")
        parts: list[str] = column("Parts", "部分", "Parts.", "部分。")

    with pytest.raises(ModelsError, match=r"Odd\.parts"):
        compile_schema(Odd, {"odd": Odd})


def test_a_sound_record_is_accepted_and_frozen():
    talk = Talk.model_validate(SOUND)
    assert talk.kind is Kind.SPEECH
    with pytest.raises(ValidationError):
        talk.pages = 3


def test_all_findings_of_a_record_come_at_once_each_with_its_field():
    with pytest.raises(ValidationError) as caught:
        Talk.model_validate(SOUND | {"kind": "note", "minutes": Decimal(0), "pages": 2})
    assert [error["loc"] for error in caught.value.errors()] == [("pages",)]
    with pytest.raises(ValidationError) as caught:
        Talk.model_validate(SOUND | {"kind": "note", "pages": 2})
    assert [error["loc"] for error in caught.value.errors()] == [("minutes",)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("pages", "3"), ("pages", 2.0), ("talk_id", "T 1"), ("kind", "Speech"), ("from", "𠮷")],
)
def test_records_are_strict(name, value):
    with pytest.raises(ValidationError):
        Talk.model_validate(SOUND | {name: value})
