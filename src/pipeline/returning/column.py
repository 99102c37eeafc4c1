"""What is known of a column before its cells are read: its field, its codes, the keys it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.export import ReleaseField
from pipeline.table_schema import Field

_TYPED = frozenset(("integer", "number", "year", "boolean", "date", "datetime", "time"))
"""Types whose values spreadsheets have themselves, or nearly; all else is text to them."""


@dataclass(frozen=True, slots=True)
class Known:
    """The keys that a reference may hold; called: folded name → the keys of those so called.

    spelled: folded name → the name as it is written.
    """

    keys: frozenset[str] = frozenset()
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spelled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may hold. `shown`: the field as its sheet shows it.

    words: folded code or label → the codes that it may mean. referred: what a reference may say.
    usual: line breaks and full-width spaces, where cells as exported hold them. before: the field
    with the categories that the workbook was exported with, where these are known.
    """

    item: Field
    shown: ReleaseField
    missing: frozenset[str] = frozenset(("",))
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    referred: Known = Known()
    usual: frozenset[str] = frozenset()
    before: ReleaseField | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of a category, in their order; none of another field."""
        return tuple(code for code, *_ in self.shown.categories)

    @property
    def kind(self) -> str:
        """The field's type, `text` for all that a workbook holds as text."""
        return self.item.type if self.item.type in _TYPED else "text"


def plain(name: str, kind: str) -> Column:
    """A column of which only the type is known."""
    return Column(Field(name, kind), ReleaseField(name=name, type=kind))
