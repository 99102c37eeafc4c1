"""Whole numbers in Chinese figures, as a hint may say them in digits."""

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5,
    "陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SHAPE = re.compile(f"[{''.join((*_DIGITS, *_SMALL, *_LARGE))}]+")


def digits(text: str) -> str | None:
    """`480` for `四百八十`, `2020` for `二〇二〇`; None for what is no such number."""
    if not _SHAPE.fullmatch(text):
        return None
    if all(char in _DIGITS for char in text):
        return "".join(str(_DIGITS[char]) for char in text)
    value = _value(text)
    return None if value is None else str(value)


def _value(text: str) -> int | None:
    for sign, size in sorted(_LARGE.items(), key=lambda item: -item[1]):
        if sign in text:
            head, _, tail = text.partition(sign)
            above, below = _value(head), _value(tail) if tail else 0
            whole = above and below is not None and below < size
            return above * size + below if whole and above and below is not None else None
    total, figure, last = 0, None, 10**4
    for char in text:
        if char in _SMALL:
            size = _SMALL[char]
            if size >= last or (figure is None and total):
                return None
            total, figure, last = total + (figure or 1) * size, None, size
        elif figure:
            return None
        else:
            figure = _DIGITS[char]
    if figure and last > 10 and last < 10**4 and "零" not in text and "〇" not in text:
        return None  # 三百五 is 350 to some and 305 to others
    return total + (figure or 0)
