"""Say in a person's language what was put into words in English."""

import json
from collections.abc import Callable, Mapping
from functools import cache

from pipeline.language.template import Template

Say = Callable[[str], str]
"""A message in English → the message as it is said."""

LANGUAGES = ("en", "zh")

_DEPTH = 4
"""A value may itself be a message, and so on: deeper than this nobody writes."""

_JOINTS = ("; ", ": ", ", ")
"""Where messages are put together out of others; each part is said by itself."""


def english(message: str) -> str:
    """The message as it was made."""
    return message


def speaker(language: str) -> Say:
    """The way to say messages in a language of LANGUAGES; what no template fits stays English."""
    if language == "en":
        return english
    known = catalogue(language)
    return lambda message: "\n".join(_line(known, line) for line in message.split("\n"))


def preferred(environment: Mapping[str, str]) -> str:
    """The language that a locale asks for: `LC_ALL`, `LC_MESSAGES` or `LANG`, the first set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if given := environment.get(name):
            return "zh" if given.lower().startswith("zh") else "en"
    return "en"


@cache
def catalogue(language: str, room: str = "*") -> dict[str, str]:
    """English template → template of the language, heaviest first; from the files beside this.

    A file holds the messages of one room of the code, `words` single words that rooms share.
    """
    from importlib.resources import files  # only who speaks Chinese pays for it

    found: dict[str, str] = {}
    for item in (files("pipeline.language") / language).iterdir():
        if item.name.endswith(".json") and room in ("*", item.name.removesuffix(".json")):
            found |= json.loads(item.read_text(encoding="utf-8"))
    return dict(sorted(found.items(), key=lambda pair: -Template(pair[0]).weight))


def _line(known: Mapping[str, str], line: str) -> str:
    words = line.strip()
    return line.replace(words, _said(known, words, _DEPTH), 1) if words else line


def _said(known: Mapping[str, str], message: str, depth: int) -> str:
    if message in known:
        return Template(known[message]).fill(())
    for template in _templates(tuple(known)) if depth else ():
        if template.anchor in message and (values := template.match(message)) is not None:
            said = [
                value if place in template.quoted else _said(known, value, depth - 1)
                for place, value in enumerate(values)
            ]
            return Template(known[template.text]).fill(said)
    return _parted(known, message, depth)


def _parted(known: Mapping[str, str], message: str, depth: int) -> str:
    """A message that was put together: the first joint at which a part can be said."""
    for joint in _JOINTS if depth else ():
        head, found, tail = message.partition(joint)
        if found:
            parts = _said(known, head, depth - 1), _said(known, tail, depth - 1)
            if parts != (head, tail):
                return {"; ": "；", ": ": "：", ", ": "，"}[joint].join(parts)
    return message


@cache
def _templates(texts: tuple[str, ...]) -> tuple[Template, ...]:
    return tuple(Template(text) for text in texts if Template(text).places)
