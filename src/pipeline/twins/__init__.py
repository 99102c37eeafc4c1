"""Texts that differ in their characters' form alone: simplified or traditional, full or half width.

For guesses only: nothing is ever taken for equal because of them.
"""

from functools import cache
from importlib.resources import files
from itertools import islice, product
from unicodedata import normalize

_SPELLINGS = 256
"""Spellings of one text that are tried: enough for eight characters with two twins each."""


def simplified(text: str) -> str:
    """Each traditional character as its usual simplified one; the length stays."""
    return text.translate(_simple())


def same_but_script(one: str, other: str) -> bool:
    """Whether two different texts are one in simplified characters."""
    return one != other and len(one) == len(other) and simplified(one) == simplified(other)


def same_but_width(one: str, other: str) -> bool:
    """Whether two different texts are one where full-width and other variants are written plain."""
    return one != other and normalize("NFKC", one) == normalize("NFKC", other)


def spellings(text: str) -> tuple[str, ...]:
    """The text in the other script, simplified first, then traditional; without the text itself."""
    if text.isascii():
        return ()
    plain = simplified(text)
    choices = [(char, *_old().get(char, ())) for char in plain]
    usual = "".join(choice[min(1, len(choice) - 1)] for choice in choices)
    mixed = ("".join(chars) for chars in product(*choices))
    found = dict.fromkeys((plain, usual, *islice(mixed, _SPELLINGS)))
    return tuple(item for item in found if item != text)


@cache
def _old() -> dict[str, str]:
    """Simplified character → the traditional ones that it replaced."""
    lines = (files(__package__) / "han.txt").read_text("utf-8").split()
    return {line[0]: line[1:] for line in lines}


@cache
def _simple() -> dict[int, str]:
    return {ord(old): new for new, others in _old().items() for old in others}
