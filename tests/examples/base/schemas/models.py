"""Two tables: who there is, and who spoke when for how long."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from pipeline.declare import Category, Finding, Record, Table, column, key, ref


class Kind(Category):
    """What kind of talk it was."""

    SPEECH = "speech", "讲话", "Speech", "讲话"
    TOAST = "toast", "祝酒，短", "Toast, short"


class Person(Record):
    """Someone."""

    TABLE: ClassVar[Table] = Table("people", "People", "人物", "Everyone.", "所有人。")
    person_id: str = key("Person", "人物", "Identifier.", "标识。")
    name: str = column("Name", "姓名", "Name.", "姓名。", min_length=2, max_length=8)
    born: int | None = column("Born", "出生年", "Year of birth.", "出生年份。", type="year")


class Talk(Record):
    """Something that someone said."""

    TABLE: ClassVar[Table] = Table(
        "talks", "Talks", "发言", "Who spoke.", "发言记录。", unique=(("person_id", "held_on"),)
    )
    talk_id: str = key("Talk", "发言", "Identifier.", "标识。", pattern="t-[0-9]+")
    person_id: str = ref("people", "Person", "人物", "Who spoke.", "发言人。")
    kind: Kind = column("Kind", "类别", "Kind.", "类别。")
    held_on: date = column("Held on", "日期", "When.", "日期。")
    minutes: Decimal | None = column("Minutes", "分钟", "Length.", "时长。", minimum=0, maximum=600)
    listeners: int | None = column("Listeners", "听众", "How many.", "听众人数。", minimum=1)
    open: bool | None = column("Open", "公开", "To the public?", "是否公开。")
    note: str | None = column("Note", "备注", "Anything.", "备注。")

    def findings(self) -> Iterable[Finding]:
        """Toasts are short and private."""
        if self.kind is Kind.TOAST and (self.minutes or 0) > 10:
            yield Finding("minutes", f"a toast of {self.minutes} minutes", "a toast is short")
        if self.kind is Kind.TOAST and self.open:
            yield Finding("open", "a toast is never open to the public", "write false")


TABLES = (Person, Talk)
