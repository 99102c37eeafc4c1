"""Where a table can be changed and how: by field and kind of slip, in an order drawn by a seed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from pipeline.mutate import slips
from pipeline.mutate.mutant import Kind, Mutant
from pipeline.table_schema.parts import Field, ForeignKey
from pipeline.table_schema.schema import Schema

Row = Mapping[str, str]
"""Label → text of one row."""

Make = Callable[[int, Random], Mutant | None]
"""The change of one row; None where it cannot be changed so."""

_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_NAMELIKE = re.compile(r"(^|_)(name|title|label)(_|$)")
_DATES = ("date", "datetime", "year", "yearmonth")
_NUMBERS = ("integer", "number")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as sites see it: rows by number, keys of the tables that it refers to."""

    name: str
    schema: Schema
    rows: Mapping[int, Row]
    targets: Mapping[int, Sequence[tuple[str, ...]]] = field(default_factory=dict)
    """Position of a foreign key → the texts of the keys that it may take."""

    def key(self, row: int) -> str:
        """The primary key of a row as text."""
        return ", ".join(self.rows[row].get(part, "") for part in self.schema.primary_key)


@dataclass(frozen=True, slots=True)
class Site:
    """A field (None: whole rows) and a kind of slip, with the rows where it can happen."""

    table: str
    field: str | None
    kind: Kind
    rows: Sequence[int]
    make: Make


def sites(table: Rows) -> Iterator[Site]:
    """Every site of a table that has rows to change."""
    for site in (*_fields(table), *_references(table), *_lines(table)):
        if site.rows:
            yield site


def draw(found: Sequence[Site], seed: int) -> Iterator[Mutant]:
    """Mutants, one of each site before a second of any; a longer draw goes on where one ends."""
    order = list(found)
    Random(seed).shuffle(order)
    queues = [(site, iter(_shuffled(site, seed))) for site in order]
    while queues:
        left = []
        for site, rows in queues:
            mutant = _next(site, rows, seed)
            if mutant:
                yield mutant
                left.append((site, rows))
        queues = left


def _shuffled(site: Site, seed: int) -> list[int]:
    rows = list(site.rows)
    Random(f"{seed}/{site.table}/{site.field}/{site.kind}").shuffle(rows)
    return rows


def _next(site: Site, rows: Iterator[int], seed: int) -> Mutant | None:
    for row in rows:
        chance = Random(f"{seed}/{site.table}/{site.field}/{site.kind}/{row}")
        if mutant := site.make(row, chance):
            return mutant
    return None


def _fields(table: Rows) -> Iterator[Site]:
    own = {*table.schema.primary_key}
    own |= {name for key in table.schema.foreign_keys for name in key.fields}
    for item in table.schema.fields:
        if item.name in own:
            continue
        missing = table.schema.missing(item)
        given = {n: row[item.name] for n, row in table.rows.items() if item.name in row}
        given = {n: text for n, text in given.items() if text not in missing}
        for kind, slip in _slips(item, list(given.values())):
            rows = [n for n, text in given.items() if slip(text, Random(0)) is not None]
            yield Site(table.name, item.name, kind, rows, _cell(table, item.name, kind, slip))


Slip = Callable[[str, Random], str | None]


def _slips(item: Field, texts: Sequence[str]) -> Iterator[tuple[Kind, Slip]]:
    """Which slips happen in a field, by what it holds."""
    if options := _options(item):
        yield Kind.CATEGORY, lambda text, chance: _other(options, text, chance)
    elif item.type in _DATES or (texts and all(_PARTIAL_DATE.fullmatch(t) for t in texts)):
        yield Kind.DATE, slips.day
    elif item.type in _NUMBERS:
        yield Kind.DIGIT, slips.digit
    else:
        pool = slips.letters(texts)
        yield Kind.DIGIT, slips.digit
        yield (
            (Kind.NAME if _is_name(item) else Kind.TEXT),
            lambda text, chance: slips.letter(text, pool, chance),
        )


def _options(item: Field) -> list[str]:
    """The texts that a field of few values may hold."""
    if item.type == "boolean":
        return [item.options.true_values[0], item.options.false_values[0]]
    values = [category.value for category in item.categories] or item.constraints.get("enum") or ()
    return [str(value) for value in values]


def _other(options: Sequence[str], text: str, chance: Random) -> str | None:
    others = [value for value in options if value != text]
    return chance.choice(others) if others else None


def _is_name(item: Field) -> bool:
    printed = item.custom.get("printed")
    return printed in ("literal", "name") or bool(_NAMELIKE.search(item.name))


def _cell(table: Rows, name: str, kind: Kind, slip: Slip) -> Make:
    def make(row: int, chance: Random) -> Mutant | None:
        was = table.rows[row][name]
        now = slip(was, chance)
        if now is None or now == was:
            return None
        cells = ((row, name, now),)
        return Mutant(table.name, kind, row, table.key(row), name, was, now, cells)

    return make


def _references(table: Rows) -> Iterator[Site]:
    for key in table.schema.foreign_keys:
        if key.position not in table.targets:
            continue
        rows = [
            number
            for number, row in table.rows.items()
            if all(row.get(name) for name in key.fields) and len(table.targets[key.position]) > 1
        ]
        name = ", ".join(key.fields)
        yield Site(table.name, name, Kind.REFERENCE, rows, _reference(table, key, name))


def _reference(table: Rows, key: ForeignKey, name: str) -> Make:
    def make(row: int, chance: Random) -> Mutant | None:
        was = tuple(table.rows[row][part] for part in key.fields)
        others = [target for target in table.targets[key.position] if target != was]
        if not others:
            return None
        now = chance.choice(others)
        cells = tuple((row, part, text) for part, text in zip(key.fields, now, strict=True))
        shown = ", ".join(was), ", ".join(now)
        return Mutant(table.name, Kind.REFERENCE, row, table.key(row), name, *shown, cells)

    return make


def _lines(table: Rows) -> Iterator[Site]:
    rows = list(table.rows)
    yield Site(table.name, None, Kind.REMOVED, rows, _removed(table))
    yield Site(table.name, None, Kind.DUPLICATED, rows, _duplicated(table))
    for parts, position in _positions(table.schema):
        after = dict(_neighbours(table, parts, position))
        make = _swapped(table, position, after)
        yield Site(table.name, position, Kind.SWAPPED, list(after), make)


def _removed(table: Rows) -> Make:
    return lambda row, _: Mutant(table.name, Kind.REMOVED, row, table.key(row), gone=row)


def _duplicated(table: Rows) -> Make:
    last = max(table.rows, default=0)

    def make(row: int, _: Random) -> Mutant | None:
        copy, key = last + 1, table.schema.primary_key
        cells = tuple((copy, part, text) for part, text in _fresh(table, row, key[-1:]))
        if key and not cells:
            return None
        shown = table.key(row), ", ".join(text for *_, text in cells)
        return Mutant(
            table.name, Kind.DUPLICATED, row, shown[0], None, *shown, cells, again=row, copy=copy
        )

    return make


def _fresh(table: Rows, row: int, key: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A key that no row has yet, like that of this row."""
    for part in key:
        item = table.schema.field(part)
        taken = {other.get(part, "") for other in table.rows.values()}
        was = table.rows[row].get(part, "")
        if item and item.type in _NUMBERS and all(re.fullmatch("[0-9]+", t) for t in taken):
            yield part, str(max(map(int, taken)) + 1)
            continue
        pattern = str((item.constraints.get("pattern") if item else None) or ".*")
        for ending in ("-2", "-3", "2", "3", "x"):
            if was + ending not in taken and re.fullmatch(pattern, was + ending, re.DOTALL):
                yield part, was + ending
                break


def _positions(schema: Schema) -> Iterator[tuple[tuple[str, ...], str]]:
    """Fields that number the lines of a list, with the fields that say which list."""
    for key in (schema.primary_key, *schema.unique_keys):
        for name in key:
            item = schema.field(name)
            if len(key) > 1 and item and item.type == "integer":
                yield tuple(part for part in key if part != name), name


def _neighbours(table: Rows, parts: tuple[str, ...], position: str) -> Iterator[tuple[int, int]]:
    """Rows that follow one another in a list."""
    lists: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for number, row in table.rows.items():
        if re.fullmatch("[0-9]+", row.get(position, "")):
            group = tuple(row.get(part, "") for part in parts)
            lists.setdefault(group, []).append((int(row[position]), number))
    for lines in lists.values():
        numbers = [number for _, number in sorted(lines)]
        yield from pairwise(numbers)


def _swapped(table: Rows, position: str, after: Mapping[int, int]) -> Make:
    def make(row: int, _: Random) -> Mutant:
        was, now = table.rows[row][position], table.rows[after[row]][position]
        cells = ((row, position, now), (after[row], position, was))
        return Mutant(table.name, Kind.SWAPPED, row, table.key(row), position, was, now, cells)

    return make
