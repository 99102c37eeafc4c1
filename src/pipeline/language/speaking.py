"""Say in a person's language what was put into words in English."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from pipeline.language.template import Template

Say = Callable[[str], str]
"""A message in English → the message as it is said."""

LANGUAGES = ("en", "zh")

_DEPTH = 4
"""A value may itself be a message, and so on: deeper than this nobody writes."""

_HEAVY = 8
"""Own characters from which a template is told for certain; `{0} of {1}` fits too much."""

_JOINTS = {"; ": "；", ": ": "：", ". ": "。", ", ": "，", ".": "。", " ": " "}
"""What stands between messages that were put together, and how it is written in Chinese."""


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
    """As a whole; else as a beginning and a rest; else part by part; else as it is."""
    if message in known:
        return Template(known[message]).fill(())
    if not depth or not message:
        return message
    light: list[Template] = []
    for template in _fitting(tuple(known), message):
        if (values := template.match(message)) is None:
            continue
        if template.weight >= _HEAVY:
            return _filled(known, template, values, depth)
        light.append(template)
    for way in (_begun, _parted):
        if (said := way(known, message, depth)) is not None:
            return said
    for template in light:
        return _filled(known, template, template.match(message) or (), depth)
    return message


def _filled(known: Mapping[str, str], template: Template, values: Sequence[str], depth: int) -> str:
    filled = list(values)
    for place, value in enumerate(values):
        words = value.strip()
        if place not in template.quoted and (said := _said(known, words, depth - 1)) != words:
            filled[place] = said
    return Template(known[template.text]).fill(filled)


def _begun(known: Mapping[str, str], message: str, depth: int) -> str | None:
    """A message that begins with one, and goes on after a joint."""
    for template in _fitting(tuple(known), message):
        if template.weight < _HEAVY or (found := template.begin(message)) is None:
            continue
        values, rest = found
        said = _filled(known, template, values, depth)
        joint = next((joint for joint in _JOINTS if rest.startswith(joint)), "")
        tail = rest.removeprefix(joint)
        more = _said(known, tail, depth - 1)
        if more == tail and (whole := _said(known, rest.strip(), depth - 1)) != rest.strip():
            return said + whole
        if joint:
            gap = "" if said.endswith(("：", "，")) and joint == " " else _JOINTS[joint]
            return said + gap + more
    return None


def _parted(known: Mapping[str, str], message: str, depth: int) -> str | None:
    """A message that was put together: the first joint at which a part can be said."""
    for joint in ("; ", ": ", ", "):
        head, found, tail = message.partition(joint)
        if found:
            parts = _said(known, head, depth - 1), _said(known, tail, depth - 1)
            if parts != (head, tail):
                return _JOINTS[joint].join(parts)
    return None


def _fitting(texts: tuple[str, ...], message: str) -> Iterator[Template]:
    """Templates whose own words stand in the message, heaviest first."""
    return (template for template in _templates(texts) if template.anchor in message)


@cache
def _templates(texts: tuple[str, ...]) -> tuple[Template, ...]:
    return tuple(Template(text) for text in texts)
