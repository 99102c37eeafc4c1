"""Say in a person's language what was put into words in English."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from pipeline.language.aside import Aside, parts, plain, put_back
from pipeline.language.lang import Lang
from pipeline.language.template import Template

Say = Callable[[str], str]
"""A message in English → the message as it is said."""

_DEPTH = 4
"""A value may itself be a message, and so on: deeper than this nobody writes."""

_LIGHT, _SHORT = 8, 40
"""A template with fewer letters of its own fits too much, so only short messages are its."""

_LONGEST = 2000
"""Characters of a line that is looked into: longer ones hold data, and would take long."""

_JOINTS = {"; ": "；", ": ": "：", ". ": "。", ", ": "，", ".": "。", " ": " "}
"""What stands between messages that were put together, and how it is written in Chinese."""

_CLOSE = re.compile("[\u4e00-\u9fff，。；：）] [\u4e00-\u9fff，。；：（]|[，。；：] .|. （")
"""Where two parts of a Chinese text meet, no space is between them."""

_LETTER = re.compile("[A-Za-z]")
_ASCII = re.compile("[!-~]")

_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|\bpipeline [a-z]+")
"""What is shown of the data, and commands."""

_PROSE = re.compile(r"(?<![\w./\\-])[A-Za-z]+ [a-z]{2,}(?![\w./\\-])")
"""English words that follow each other outside of it."""

_LATIN = re.compile("[A-Za-z0-9]")
_WORDS = re.compile("[a-z][a-z ]*")
"""English words: a template that has no space before their place wants Chinese there."""

_NAME = re.compile(r"[\w-]+")
_VALUES = {"nothing", "anything", "text", "commas", "semicolons", "tabs", "bars"}
"""The only single words that messages are made with; any other names a table, field or file."""

_NUMBER = re.compile(r"[\d,.]+")

_ASIDE = re.compile(r" \((.*)\)", re.DOTALL)
"""What follows a message in brackets."""


@cache
def speaker(lang: Lang) -> Say:
    """The way to say messages in a language; what no template fits stays as it was made."""
    return str if lang is Lang.EN else Speaker(catalogue(lang)).say


def preferred(environment: Mapping[str, str]) -> Lang:
    """The language that a locale asks for: `LC_ALL`, `LC_MESSAGES` or `LANG`, the first set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if given := environment.get(name):
            return Lang.ZH if given.lower().startswith("zh") else Lang.EN
    return Lang.EN


def catalogue(lang: Lang, room: str = "*") -> dict[str, str]:
    """English template → template of the language; from the files beside this.

    A file holds the messages of one room of the code, `words` single words that rooms share.
    """
    from importlib.resources import files  # only who speaks Chinese pays for it

    found: dict[str, str] = {}
    for item in (files("pipeline.language") / lang).iterdir():
        if item.name.endswith(".json") and room in ("*", item.name.removesuffix(".json")):
            found |= json.loads(item.read_text(encoding="utf-8"))
    return found


class Speaker:
    """Says messages by a catalogue: of all ways to read one, the one that leaves least English."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = {text: Template(said) for text, said in known.items()}
        templates = (Template(text) for text in known)
        self._templates = sorted(templates, key=lambda item: -item.weight)
        self._aside = Aside(known)
        self._seen: dict[tuple[str, int], str] = {}

    def say(self, message: str) -> str:
        """Each line by itself, with the white space around it.

        What stands between quotes comes out as it went in; a line where nobody can tell what
        does, as a value has a backtick, is not said.
        """
        return "\n".join(self._part(part) if plain(part) else part for part in parts(message))

    def _part(self, part: str) -> str:
        text, values = self._aside.put(part)
        return put_back("\n".join(self._line(line) for line in text.split("\n")), values)

    def _line(self, line: str) -> str:
        words = line.strip()
        if not words or len(words) > _LONGEST:
            return line
        return line.replace(words, self._said(words, _DEPTH), 1)

    def _said(self, message: str, depth: int) -> str:
        if message in self._known and (depth == _DEPTH or not _names(message)):
            return self._known[message].fill(())
        if not depth or not _LETTER.search(message):
            return message
        if (message, depth) not in self._seen:
            ways = [message, *self._ways(message, depth)]
            self._seen[message, depth] = min(ways, key=_english)
        return self._seen[message, depth]

    def _ways(self, message: str, depth: int) -> Iterator[str]:
        least = 0 if len(message) <= _SHORT else _LIGHT
        templates = (item for item in self._templates if not _NAME.fullmatch(item.text))
        holding = [item for item in templates if item.anchor in message]
        for template in holding:
            values = template.match(message)
            if values is None or not _counted(template, values):
                continue
            if template.weight >= least or not any(" " in value.strip() for value in values):
                yield from self._filled(template, values, depth)
        fitting = [item for item in holding if item.weight >= least]
        for template in fitting:
            if (found := template.begin(message)) and _counted(template, found[0]):
                for said in self._filled(template, found[0], depth):
                    yield from self._begun(said, found[1], depth)
            if (ended := template.end(message)) and _counted(template, ended[1]):
                head = self._said(ended[0].rstrip(), depth - 1)
                if not _prose(head):
                    tails = self._filled(template, ended[1], depth)
                    yield from (_beside(head, said) for said in tails)
        yield from self._parted(message, depth)

    def _filled(self, template: Template, values: Sequence[str], depth: int) -> Iterator[str]:
        """The message with its values said; none where a word that nobody knows would grow in.

        None either where a template has no words of its own and no value is said otherwise, or
        quoted: that is how a name with another in brackets looks.
        """
        filled, anew = list(values), self._known[template.text]
        shown = template.quoted | anew.shown
        for place, value in enumerate(values):
            words = value.strip()
            if place in shown:
                continue
            if (said := self._said(words, depth - 1)) != words:
                filled[place] = f" {said}" if place in anew.close and _LATIN.match(said) else said
            elif place in anew.close and _WORDS.fullmatch(words):
                return
        if filled != list(values) or template.worded or values[-1].startswith("`"):
            yield anew.fill(filled)

    def _begun(self, said: str, rest: str, depth: int) -> Iterator[str]:
        """A message that begins with one that is said; what follows, whole or after a joint.

        What follows is said as well or the way is none: half a sentence helps nobody.
        """
        if aside := _ASIDE.fullmatch(rest):
            yield f"{said}（{self._said(aside[1], depth - 1)}）"
        more, wide = self._said(rest.strip(), depth - 1), len(rest) - len(rest.lstrip())
        if not _prose(more):
            head = said.removesuffix("：") if rest.startswith(":") else said
            apart = " " * wide  # columns of a table
            yield _beside(said, more) if wide == 1 else head + apart + more
        joint = next((joint for joint in _JOINTS if rest.startswith(joint)), None)
        if joint == "." and rest != joint:
            joint = None  # it stands in a name, as in `evidence.csv`
        if joint is not None:
            more = self._said(rest.removeprefix(joint), depth - 1)
            if not _prose(more):
                ended = joint == " " or (joint == ": " and said.endswith("："))
                yield _beside(said, more) if ended else said + _JOINTS[joint] + more

    def _parted(self, message: str, depth: int) -> Iterator[str]:
        """A message that was put together: part by part."""
        for joint in ("; ", ": ", ", "):
            head, found, tail = message.partition(joint)
            while found and head.count("`") % 2 and joint in tail:  # it stands in what is shown
                more, _, tail = tail.partition(joint)
                head = head + joint + more
            if found and not head.count("`") % 2:
                parts = self._said(head, depth - 1), self._said(tail, depth - 1)
                if _joined(joint, (head, tail), parts):
                    yield _JOINTS[joint].join(parts)


def _joined(joint: str, parts: tuple[str, str], said: tuple[str, str]) -> bool:
    """Whether two parts that are said make one message; values in a row are no message."""
    if joint == ": ":
        return said != parts
    first, more, _ = parts[1].partition(", ")
    if joint == ", " and more and said[1].startswith(first):
        return False
    anew = [before != after for before, after in zip(parts, said, strict=True)]
    return (all(anew) if joint == ", " else any(anew)) and not any(map(_prose, said))


def _beside(head: str, tail: str) -> str:
    """Two parts of a text, with a space between them where there is one in Chinese."""
    close = _CLOSE.fullmatch(f"{head[-1:]} {tail[:1]}")
    return head + tail if close else f"{head} {tail}"


def _names(text: str) -> bool:
    """Whether it is one word that inside of a message is a name, though the catalogue has it."""
    return bool(_NAME.fullmatch(text)) and text not in _VALUES


def _prose(said: str) -> bool:
    """Whether English words are left that are more than a name."""
    return bool(_PROSE.search(_QUOTED.sub(" ", said)))


def _counted(template: Template, values: Sequence[str]) -> bool:
    """Whether `{0} errors` was made of a number: so short a template fits `syntax errors` too."""
    return not template.counts or bool(_NUMBER.fullmatch(values[0].strip()))


def _english(said: str) -> tuple[int, int]:
    """How much of it is English still: letters, then signs."""
    return len(_LETTER.findall(said)), len(_ASCII.findall(said))
