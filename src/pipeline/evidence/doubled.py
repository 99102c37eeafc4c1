"""Lines that the extraction printed twice over (`20202020年全国劳年全国劳`), read once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undoubled:
    """What a doubled line says; `copies[i]` are the two offsets at which `text[i]` stands."""

    text: str
    copies: tuple[tuple[int, int], ...]


def undouble(line: str) -> Undoubled | None:
    """Factor a line without white space into pairs `s s t t …`; None where it does not.

    Of several factorings the one with the fewest pairs is taken.
    """
    best: list[tuple[int, int] | None] = [None] * (len(line) + 1)
    best[0] = (0, 0)
    for start in range(len(line)):
        here = best[start]
        if here is None:
            continue
        for half in range(1, (len(line) - start) // 2 + 1):
            end = start + 2 * half
            if line[start : start + half] != line[start + half : end]:
                continue
            known = best[end]
            if known is None or here[0] + 1 < known[0]:
                best[end] = (here[0] + 1, half)
    return _assemble(line, best) if best[-1] is not None else None


def _assemble(line: str, best: list[tuple[int, int] | None]) -> Undoubled:
    text: list[str] = []
    copies: list[tuple[int, int]] = []
    end = len(line)
    while end:
        step = best[end]
        assert step is not None, "every reached end has a step"
        half = step[1]
        start = end - 2 * half
        text[:0] = line[start : start + half]
        copies[:0] = [(start + i, start + half + i) for i in range(half)]
        end = start
    return Undoubled("".join(text), tuple(copies))
