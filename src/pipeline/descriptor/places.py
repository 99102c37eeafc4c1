"""Where in a descriptor's text a JSON pointer points: line and column, computed for issues only."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.issue import Issue

Place = tuple[int, int]
"""Line and column, both from 1; the column counts characters."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def placed(issues: Iterable[Issue], read: Callable[[str], str | None]) -> list[Issue]:
    """The issues, those with a pointer with line and column; `read`: path → text of the file.

    A pointer to what is not there gets the place of what it is missing from.
    """
    issues = list(issues)
    found: dict[str, dict[str, Place]] = {}
    wanted: dict[str, set[str]] = {}
    for issue in issues:
        if issue.path and issue.pointer is not None and issue.line is None:
            wanted.setdefault(issue.path, set()).update(_on_the_way(issue.pointer))
    for path, pointers in wanted.items():
        text = read(path)
        found[path] = places(text, json=path.endswith(".json"), wanted=pointers) if text else {}
    return [_placed(issue, found.get(issue.path or "", {})) for issue in issues]


def places(text: str, *, json: bool, wanted: Container[str] | None = None) -> dict[str, Place]:
    """Pointer → place of every value (of a member: of its name); empty where nothing is read.

    wanted: pointers that are enough, since inline rows may be very many.
    """
    try:
        if not json:
            return _of_yaml(text)
        offsets = {p: at for p, at in _json(text) if wanted is None or p in wanted}
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        return _lines(offsets, starts)
    except (RecursionError, ValueError, IndexError):
        return {}


def repeated(text: str) -> Iterator[tuple[str, Place]]:
    """Pointer and place of each member of JSON whose name stands in its object already."""
    seen: set[str] = set()
    for pointer, offset in _json(text):
        if pointer in seen and not pointer.rpartition("/")[2].isdecimal():
            before = text[:offset]
            yield pointer, (before.count("\n") + 1, offset - before.rfind("\n"))
        seen.add(pointer)


def _placed(issue: Issue, known: dict[str, Place]) -> Issue:
    if issue.line is not None or issue.pointer is None:
        return issue
    pointer = issue.pointer
    while pointer not in known and pointer:
        pointer = pointer.rpartition("/")[0]
    if pointer not in known:
        return issue
    line, column = known[pointer]
    return replace(issue, line=line, column=column)


def _on_the_way(pointer: str) -> Iterator[str]:
    """A pointer, and those to what it is in."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""


def _lines(offsets: dict[str, int], starts: list[int]) -> dict[str, Place]:
    found, line = {}, 0
    for pointer, offset in sorted(offsets.items(), key=lambda item: item[1]):
        while line + 1 < len(starts) and starts[line + 1] <= offset:
            line += 1
        found[pointer] = (line + 1, offset - starts[line] + 1)
    return found


def _json(text: str) -> Iterator[tuple[str, int]]:
    """Pointer → offset; the text is known to be JSON, so that brackets and commas are enough."""
    import json

    stack: list[list[Any]] = []  # of [pointer, member or index]; the member is None until its name
    fresh = True  # the next token begins a value, or names a member
    for match in _TOKEN.finditer(text):
        token, top = match[0], stack[-1] if stack else None
        if token in "}]":
            stack.pop()
            fresh = False
        elif token == ",":
            assert top is not None, "JSON has commas in brackets only"
            top[1] = None if top[2] else top[1] + 1
            fresh = True
        elif token == ":":
            fresh = True
        elif fresh:
            named = top is not None and top[2] and top[1] is None
            if top is not None and named:
                top[1] = _escaped(json.loads(token))
            pointer = f"{top[0]}/{top[1]}" if top else ""
            if top is None or named or not top[2]:
                yield pointer, match.start()
            if token in "{[":
                stack.append([pointer, None if token == "{" else 0, token == "{"])
            fresh = token in "{["


def _of_yaml(text: str) -> dict[str, Place]:
    import yaml  # JSON does without

    try:
        return dict(_nodes(yaml.compose(text, Loader=yaml.SafeLoader), "", set()))
    except yaml.YAMLError:
        return {}


def _nodes(node: Any, pointer: str, seen: set[int]) -> Iterator[tuple[str, Place]]:
    """An anchored node is entered once: aliases of aliases would multiply without end."""
    if node is None:
        return
    yield pointer, _mark(node)
    if id(node) in seen:
        return
    seen.add(id(node))
    if node.id == "sequence":
        for number, item in enumerate(node.value):
            yield from _nodes(item, f"{pointer}/{number}", seen)
    elif node.id == "mapping":
        for key, value in node.value:
            below = f"{pointer}/{_escaped(str(key.value))}"
            for place, at in _nodes(value, below, seen):
                yield place, _mark(key) if place == below else at


def _mark(node: Any) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
