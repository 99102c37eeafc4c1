"""Letters of other scripts that look like Latin ones: `а` of Cyrillic, `ο` of Greek."""

import unicodedata

_LOOKS = str.maketrans(
    "аеорсухіјѕһԁӏԛԝАВЕКМНОРСТУХІЈЅԌοανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdlqwABEKMHOPCTYXIJSGoavikptuxABEZHIKMNOPTYX",
)


def latin(text: str) -> str:
    """The text with Latin letters for those that look like them, where it has both or digits.

    A word that is wholly of another script stays.
    """
    plain = text.translate(_LOOKS)
    return plain if plain.isascii() else text


def foreign(text: str) -> str:
    """The first letter that only looks Latin, and its script: `а` (Cyrillic)."""
    char = next(char for char in text if ord(char) in _LOOKS)
    return f"`{char}` ({unicodedata.name(char).split()[0].title()})"
