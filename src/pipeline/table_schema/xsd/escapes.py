"""What stands after a backslash in an XML Schema pattern."""

from pipeline.table_schema.xsd.blocks import block
from pipeline.table_schema.xsd.chars import Chars, Part, Ranges, inverted

SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {char: char for char in r"\|.?*+(){}-[]^"}
"""The standard's own escapes of one character."""

SPACE: Ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0x20))
LINE_END: Ranges = ((0xA, 0xA), (0xD, 0xD))

_CATEGORIES = frozenset(
    {"L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No",
     "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp",
     "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"}
)  # fmt: skip

_NAME_START: Ranges = (
    (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6),
    (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F),
    (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
"""What may begin a name in XML."""

_NAME: Ranges = (
    *_NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040),
)  # fmt: skip
"""What may stand in a name in XML."""

_MULTI = {
    "s": Part(SPACE),
    "S": Part(inverted(SPACE)),
    "i": Part(_NAME_START),
    "I": Part(inverted(_NAME_START)),
    "c": Part(_NAME),
    "C": Part(inverted(_NAME)),
    "d": Part(categories=("Nd",)),
    "D": Part(categories=("Nd",), negated=True),
    "w": Part(categories=("L", "M", "N", "S")),
    "W": Part(categories=("L", "M", "N", "S"), negated=True),
}
"""`\\w` is everything but punctuation, separators and others: these four categories."""


def multi(letter: str) -> Part | None:
    """The set that a letter after a backslash stands for, or None."""
    return _MULTI.get(letter)


def named(name: str, *, negated: bool) -> Part | None:
    """The set of `\\p{name}` or `\\P{name}`, or None where nothing is called so."""
    if name in _CATEGORIES:
        return Part(categories=(name,), negated=negated)
    found = block(name.removeprefix("Is")) if name.startswith("Is") else None
    if found is None:
        return None
    return Part(inverted((found,)) if negated else (found,))


def alone(part: Part) -> Chars:
    """A set that stands outside brackets, so that also a negated one can be native."""
    if part.negated:
        return Chars((Part(part.ranges, part.categories),), negated=True)
    return Chars((part,))
