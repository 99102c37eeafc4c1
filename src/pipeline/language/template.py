"""One message with places for values: `cannot write {0}: {1}`, as it is matched and filled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from string import Formatter


@dataclass(frozen=True)
class Template:
    """Text whose places are numbered in the order of the English; `{{` and `}}` are braces."""

    text: str

    @cached_property
    def pieces(self) -> tuple[tuple[str, int | None], ...]:
        """What is written before each place, and the place; None after the last."""
        parsed = Formatter().parse(self.text)
        return tuple((words, int(name) if name else None) for words, name, _, _ in parsed)

    @property
    def places(self) -> frozenset[int]:
        """The numbers of its places."""
        return frozenset(place for _, place in self.pieces if place is not None)

    @cached_property
    def anchor(self) -> str:
        """The longest run of its own words: what a message must hold to be made from it."""
        return max((words for words, _ in self.pieces), key=len, default="")

    @cached_property
    def weight(self) -> int:
        """Characters that are its own: of two templates that fit the heavier one is meant."""
        return sum(len(words) for words, _ in self.pieces)

    @cached_property
    def worded(self) -> bool:
        """Whether it has words of its own, and not signs alone, as `{0} ({1})`."""
        return not self.places or any(map(str.isalnum, "".join(w for w, _ in self.pieces)))

    @cached_property
    def counts(self) -> bool:
        """Whether it is little more than a number and its unit, as `{0} errors` or `{0} of {1}`."""
        return bool(re.match(r"\{0\} [a-z-]+(?: \{1\})?$", self.text))

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Places between quotes or backticks: they show data, which are said as they are."""
        found = {place for words, place in self.pieces if words.endswith(("`", "“", '"', "'"))}
        return frozenset(place for place in found if place is not None)

    @cached_property
    def shown(self) -> frozenset[int]:
        """Places written `{0!s}`: what stands there is data, though no quotes are around it."""
        parsed = Formatter().parse(self.text)
        return frozenset(int(name) for _, name, _, conversion in parsed if name and conversion)

    @cached_property
    def close(self) -> frozenset[int]:
        """Places that a Chinese character goes before, without a space."""
        found = {place for words, place in self.pieces if re.search("[\u4e00-\u9fff]$", words)}
        return frozenset(place for place in found if place is not None)

    def match(self, message: str) -> Sequence[str] | None:
        """The values by place, where the message was made from this template."""
        found = self._pattern.fullmatch(message)
        return None if found is None else found.groups()

    def begin(self, message: str) -> tuple[Sequence[str], str] | None:
        """The values, and what follows, where the message begins as this template ends."""
        if not self.pieces or self.pieces[-1][1] is not None:
            return None  # it ends with a value, and nobody knows where that ends
        found = self._pattern.match(message)
        if found is None or message[found.end() : found.end() + 1].isalnum():
            return None
        return found.groups(), message[found.end() :]

    def end(self, message: str) -> tuple[str, Sequence[str]] | None:
        """What goes before, and the values, where the message ends as this template does."""
        if not self.pieces[0][0]:
            return None  # it begins with a value, and nobody knows where that begins
        found = self._ending.search(message)
        return None if found is None else (message[: found.start()], found.groups())

    def fill(self, values: Sequence[str]) -> str:
        """The text with values in their places."""
        return self.text.format(*values)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._expression, re.DOTALL)

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(rf"(?<= ){self._expression}\Z", re.DOTALL)

    @property
    def _expression(self) -> str:
        parts = (re.escape(words) + ("" if at is None else "(.*?)") for words, at in self.pieces)
        return "".join(parts)
