"""Reads a pattern of XML Schema and spells it for RE2 and for Python, meaning the same."""

import re
from dataclasses import dataclass

from pipeline.table_schema.xsd.chars import Chars, Part, inverted, literal
from pipeline.table_schema.xsd.escapes import LINE_END, SINGLE, alone, multi, named

_DEEPEST = 100
"""Groups inside groups; deeper ones are an attack, not a pattern."""

_MOST = 100_000
"""The largest count in braces, for the same reason."""

_REPEATS = 1_000
"""The largest count that RE2 reads, those of groups multiplied: `(a{40}){40}` is too much."""

_PIECES = 5_000
"""Copies that a larger count is spelled in."""

_LARGEST = 5_000
"""Places for a character, counts written out: RE2 may look at each for every character of a text,
which then takes a tenth of a millisecond."""

_HEAVY = 100
"""Repeats, or places for a character, beyond which RE2 may run out of memory: it is asked."""

_COUNT = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_NAME = re.compile(r"\{([A-Za-z0-9-]+)\}")


class BadPattern(ValueError):
    """Why a text is not a pattern of XML Schema."""


class LargePattern(ValueError):
    """Why a pattern is not tried, though it may be one."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that the whole value must match.

    notes: what is not of XML Schema, though it is plain what is meant, and meant so here. `^` at
    the beginning and `$` at the end are not noted: the standard's own example has them.
    heavy: RE2 is to be asked whether it takes it; of others it is known.
    """

    source: str
    pieces: tuple[str | Chars, ...]
    notes: tuple[str, ...] = ()
    heavy: bool = False

    @classmethod
    def parse(cls, source: str) -> "Pattern":
        """Read a pattern; raises BadPattern, or LargePattern."""
        parser = _Parser(source)
        pieces = parser.choice(0)
        if parser.at < len(source):
            raise BadPattern("a `)` closes nothing; write `\\)` for the character")
        if parser.size > _LARGEST:
            raise LargePattern(
                f"with its counts written out it has {parser.size:,} places for a character, more "
                f"than {_LARGEST:,} (limit `pattern`)"
            )
        heavy = max(parser.nested, parser.size) > _HEAVY or len(source) > _REPEATS
        return cls(source, tuple(pieces), tuple(dict.fromkeys(parser.notes)), heavy)

    @property
    def re2(self) -> str:
        """For RE2's full match, which takes time in proportion to the text."""
        return self._spelled(native=True)

    def compiled(self) -> re.Pattern[str]:
        """For Python's `fullmatch`, which takes any time on patterns as `(a+)+`."""
        return re.compile(self._spelled(native=False))

    def may_hold(self, char: str) -> bool:
        """False where no value that matches can hold an ASCII sign that is no letter or digit."""
        return any(
            piece == literal(ord(char)) if isinstance(piece, str) else piece.may_hold(ord(char))
            for piece in self.pieces
        )

    def _spelled(self, *, native: bool) -> str:
        return "".join(
            piece if isinstance(piece, str) else piece.spelled(native=native)
            for piece in self.pieces
        )


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.notes: list[str] = []
        self.size = 0  # places for a character in what was read last, counts written out
        self.nested = 1  # the largest count in what was read last, those of groups multiplied

    def choice(self, depth: int) -> list[str | Chars]:
        """Branches separated by `|`, up to the end or a `)`."""
        if depth > _DEEPEST:
            raise LargePattern(f"its groups are nested more than {_DEEPEST} deep (limit `pattern`)")
        pieces = self._branch(depth)
        nested, size = self.nested, self.size
        while self._take("|"):
            pieces += ["|", *self._branch(depth)]
            nested, size = max(nested, self.nested), size + self.size
        self.nested, self.size = nested, size
        return pieces

    def _branch(self, depth: int) -> list[str | Chars]:
        pieces: list[str | Chars] = []
        nested, size = 1, 0
        if depth == 0:
            self._take("^")
        while self.at < len(self.source) and self._peek() not in "|)":
            if depth == 0 and self._closing_anchor():
                self.at += 1
                break
            pieces += self._piece(depth)
            nested, size = max(nested, self.nested), size + self.size
        self.nested, self.size = nested, size
        return pieces

    def _closing_anchor(self) -> bool:
        return self._peek() == "$" and self.source[self.at + 1 : self.at + 2] in ("", "|")

    def _piece(self, depth: int) -> list[str | Chars]:
        self.nested = self.size = 1
        atom = self._atom(depth)
        counts = self._quantifier()
        if not counts:
            return atom
        if len(counts) * len(atom) > _PIECES:
            raise LargePattern("its counts, multiplied, are too large (limit `pattern`)")
        one = atom if len(atom) == 1 else ["(?:", *atom, ")"]
        return [piece for count in counts for piece in (*one, count)]

    def _quantifier(self) -> list[str]:
        """How often the last atom stands there; a large count is several smaller ones."""
        if self._peek() in ("?", "*", "+"):
            found = [self._next()]
        elif self._peek() == "{":
            found = self._count()
        else:
            return []
        if self._take("?"):
            self.notes.append("`?` after a quantifier; without it the same values match")
        if self._peek() in ("?", "*", "+", "{"):
            raise BadPattern("a quantifier follows a quantifier; put the first into a group")
        return found

    def _count(self) -> list[str]:
        match = _COUNT.match(self.source, self.at)
        if not match:
            raise BadPattern("`{` begins a count such as `{2,4}`; write `\\{` for the character")
        if len(match[0]) > 20:
            raise LargePattern(
                f"its count `{match[0][:20]}…` is larger than {_MOST} (limit `pattern`)"
            )
        low, high = int(match[1]), int(match[3] or match[1])
        if match[3] and high < low:
            raise BadPattern(f"the count `{match[0]}` is upside down")
        if max(low, high) > _MOST:
            raise LargePattern(f"its count `{match[0]}` is larger than {_MOST} (limit `pattern`)")
        self.at = match.end()
        self.size *= max(1, low, high)
        most = max(1, _REPEATS // self.nested)
        self.nested *= max(1, min(most, high))
        if high <= most:
            return [match[0]]
        open_end = ["*"] if match[2] and not match[3] else []
        return [*_split(low, "", most), *_split(high - low, "0,", most), *open_end]

    def _atom(self, depth: int) -> list[str | Chars]:
        char = self._next()
        if char == "(":
            return self._group(depth)
        if char == "[":
            return [self._brackets()]
        if char == ".":
            return [Chars((Part(inverted(LINE_END)),))]
        if char == "\\":
            found = self._escape()
            return [literal(ord(found)) if isinstance(found, str) else alone(found)]
        if char in "?*+":
            raise BadPattern(f"`{char}` has nothing before it; write `\\{char}` for the character")
        if char in "{}]":
            raise BadPattern(f"write `\\{char}` for the character `{char}`")
        return [literal(ord(char))]

    def _group(self, depth: int) -> list[str | Chars]:
        if self._peek() == "?":
            if self.source[self.at : self.at + 2] != "?:":
                raise BadPattern("`(?` is not of XML Schema, which has no look-around and no flags")
            self.at += 2
            self.notes.append("`(?:`; a plain `(` means the same")
        inside = self.choice(depth + 1)
        if not self._take(")"):
            raise BadPattern("a `(` is not closed")
        return ["(?:", *inside, ")"]

    def _escape(self, *, inside: bool = False) -> str | Part:
        char = self._next()
        if char in ("p", "P"):
            return self._named(char)
        part = multi(char)
        if part:
            return part
        if char in SINGLE:
            return SINGLE[char]
        if char.isalnum() or not char:
            raise BadPattern(f"`\\{char}` is not of XML Schema")
        plain = f"[{char}]" if char == "$" and not inside else char  # last, it would be an anchor
        self.notes.append(f"`\\{char}`; write `{plain}`")
        return char

    def _named(self, letter: str) -> Part:
        match = _NAME.match(self.source, self.at)
        part = named(match[1], negated=letter == "P") if match else None
        if not match or not part:
            raise BadPattern(
                f"`\\{letter}` must be followed by a Unicode category or block in {{}}"
            )
        self.at = match.end()
        return part

    def _brackets(self) -> Chars:
        negated = self._take("^")
        parts: list[Part] = []
        minus = None
        while not self._take("]"):
            if self.source.startswith("-[", self.at) and parts:
                self.at += 2
                minus = self._brackets()
                if self._peek() != "]":
                    raise BadPattern("nothing may follow the set that is taken away in brackets")
                continue
            parts.append(self._member())
        if not parts:
            raise BadPattern("`[]` is empty")
        return Chars(tuple(parts), negated, minus)

    def _member(self) -> Part:
        first = self._one()
        if isinstance(first, Part):
            return first
        following = self.source[self.at : self.at + 2]
        if not following.startswith("-") or following[1:] in ("", "]", "["):
            return Part(((ord(first), ord(first)),))
        self.at += 1
        last = self._one()
        if isinstance(last, Part) or last < first:
            raise BadPattern(f"the range that begins with `{first}-` in brackets has no good end")
        return Part(((ord(first), ord(last)),))

    def _one(self) -> str | Part:
        char = self._next()
        if not char:
            raise BadPattern("a `[` is not closed")
        if char == "[":
            raise BadPattern("write `\\[` for the character `[` in brackets")
        return self._escape(inside=True) if char == "\\" else char

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _next(self) -> str:
        char = self._peek()
        self.at += 1
        return char

    def _take(self, char: str) -> bool:
        if self._peek() != char:
            return False
        self.at += 1
        return True


def _split(count: int, least: str, most: int) -> list[str]:
    """A count as several, none above `most`."""
    whole, rest = divmod(count, most)
    return [f"{{{least}{most}}}"] * whole + ([f"{{{least}{rest}}}"] if rest else [])
