"""The languages that people are spoken to in."""

from enum import StrEnum


class Lang(StrEnum):
    """A language: of messages, and whose words come first where both are written."""

    EN = "en"
    ZH = "zh"

    def pick(self, english: str | None, chinese: str | None) -> str:
        """The words in this language, else in the other; empty where there are none."""
        first, second = self.order(english, chinese)
        return first or second or ""

    def both(self, english: str | None, chinese: str | None, between: str = " · ") -> str:
        """The words in both languages, this one first, each once."""
        words = dict.fromkeys(item for item in self.order(english, chinese) if item)
        return between.join(words)

    def order(self, english: str | None, chinese: str | None) -> tuple[str | None, str | None]:
        """The words with this language first."""
        return (chinese, english) if self is Lang.ZH else (english, chinese)
