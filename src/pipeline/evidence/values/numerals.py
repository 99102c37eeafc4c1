"""Numerals, Arabic and Chinese, as exact values, and whole numbers in Chinese writing.

No library reads what newspapers print: the best known takes 三四 (three or four) for 34,
fails on 百分之…, 两万五 and 1万余, and says nothing of where in a text a numeral stands.
"""

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = "零一二三四五六七八九"
NUMERAL = "[零一二两三四五六七八九十百千万亿廿卅卌]"
"""One character of a Chinese numeral in canonical writing (see `canonical`)."""

MAGNITUDE = "(?:[十百千]?(?:万亿|[万亿])|[十百千])"
"""What multiplies: 万, 亿, 千万, 万亿, 百 …"""

LARGE = "(?:[百千]?(?:万亿|[万亿]))"
"""What multiplies a decimal: 三点五亿; 八点五十 is a time of day."""

_CANON = str.maketrans(
    "０１２３４５６７８９．，〇○兩萬億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟",
    "0123456789.,零零两万亿一二二三三四五六六七八九十百千",
)
_ARABIC = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
_SINGLE = re.compile(rf"([0-9.,]+)({MAGNITUDE})?")
_COMPOUND = re.compile(rf"([0-9]{{1,8}})([千万亿])([0-9]{{1,4}})({MAGNITUDE})?")
_SECTION = re.compile(
    "零?(?:([一二两三四五六七八九])千)?零?(?:([一二两三四五六七八九])百)?零?"
    "(?:([一二三四五六七八九])?(十))?零?([一二三四五六七八九]|(?<=零)两)?"
)
_PAIR = re.compile("([一二两三四五六七八九])([一二两三四五六七八九])")
_LONGEST = 40
"""No reading of a Chinese numeral that is a count needs more characters than this."""

_MOST = 10**16
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


def numeral(text: str) -> Decimal:
    """The exact value of one whole numeral: `1,689`, `１.５万`, 一千零一, 两万五, 二〇三五.

    Raises ValueError for everything else, also for what has no single value (三四, 十几).
    """
    plain = canonical(text)
    if plain[:1].isdecimal():
        return _mixed(plain)
    whole, point, rest = plain.partition("点")
    if not point:
        return Decimal(_integer(whole))
    shown = re.fullmatch(rf"([{DIGITS}]+)({LARGE})?", rest)
    if shown is None:
        raise ValueError(f"not a numeral: {text!r}")
    fraction = "".join(str(DIGITS.index(char)) for char in shown[1])
    return scaled(Decimal(f"{_integer(whole)}.{fraction}"), power(shown[2] or ""))


def canonical(text: str) -> str:
    """The same numeral, character for character, in half width and everyday characters."""
    return text.translate(_CANON)


@lru_cache(maxsize=10_000)
def bounds(run: str) -> tuple[Decimal, Decimal] | None:
    """The two values between which 三四, 十七八, 二三百 or 一两万 lies; None for all else."""
    if len(run) > _LONGEST:
        return None
    pairs = list(_PAIR.finditer(run))
    if len(pairs) != 1 or not _neighbours(pairs[0][1], pairs[0][2]):
        return None
    at = pairs[0].start()
    try:
        ends = [Decimal(_integer(run[:at] + run[at + 1 :])), Decimal(_integer(_without(run, at)))]
    except ValueError:
        return None
    return min(ends), max(ends)


@lru_cache(maxsize=10_000)
def counted(run: str) -> Decimal | None:
    """The value of a Chinese numeral that counts: never digits in a row (二〇三五, 五一)."""
    if len(run) > _LONGEST or (len(run) > 1 and not re.search("[十百千万亿廿卅卌]", run)):
        return None
    try:
        return Decimal(_integer(run))
    except ValueError:
        return None


def power(magnitude: str) -> int:
    """The power of ten by which a magnitude multiplies: 千万 → 7."""
    return sum(_POWERS[char] for char in magnitude)


def scaled(value: Decimal, exponent: int) -> Decimal:
    """The value times a power of ten, exact whatever its length, without an exponent."""
    sign, digits, shift = value.as_tuple()
    assert isinstance(shift, int), "numerals are finite"
    return Decimal(format(Decimal((sign, digits, shift + exponent)), "f"))


def to_chinese(number: int) -> str:
    """A whole number in standard writing: 10 → 十, 1005 → 一千零五, 10**12 → 一万亿.

    Raises ValueError below 0 and from 10**16 on.
    """
    if not 0 <= number < _MOST:
        raise ValueError(f"out of range: {number}")
    written = _write(number) or "零"
    return written.removeprefix("一") if written.startswith("一十") else written


def _mixed(text: str) -> Decimal:
    """`1.5万`, `1亿2000万`, `3万5000`, `3万5` (tenths, as in 两万五); `3万50` is not clear."""
    single = _SINGLE.fullmatch(text)
    if single:
        return scaled(_arabic(single[1]), power(single[2] or ""))
    parts = _COMPOUND.fullmatch(text)
    if parts is None:
        raise ValueError(f"not a numeral: {text!r}")
    above, below = power(parts[2]), power(parts[4] or "")
    tenths = above - 1 if not below and len(parts[3]) == 1 else 0
    value = scaled(Decimal(parts[3]), below + tenths)
    if value >= 10**above or not (below or tenths or len(parts[3]) == above):
        raise ValueError(f"not a numeral: {text!r}")
    return scaled(Decimal(parts[1]), above) + value


def _arabic(text: str) -> Decimal:
    if not _ARABIC.fullmatch(text):
        raise ValueError(f"not a numeral: {text!r}")
    return Decimal(text.replace(",", ""))


def _integer(run: str) -> int | str:
    run = run.replace("廿", "二十").replace("卅", "三十").replace("卌", "四十")
    if re.fullmatch(f"[{DIGITS}]+", run) and (len(run) != 2 or "零" in run):
        return "".join(str(DIGITS.index(char)) for char in run)
    if run == "两":
        return 2
    if not run or re.fullmatch(f"[{DIGITS}两]+", run):
        raise ValueError(f"not a numeral: {run!r}")
    head, unit, tail = run.rpartition("亿")
    return _big(head) * 10**8 + _tail(tail, 10**8) if unit else _big(run)


def _big(run: str) -> int:
    head, unit, tail = run.rpartition("万")
    return _section(head) * 10**4 + _tail(tail, 10**4) if unit else _section(run)


def _tail(run: str, unit: int) -> int:
    """What follows 万 or 亿; a lone digit counts tenths of it (两万五 is 25000)."""
    if not run:
        return 0
    if run in DIGITS[1:]:
        return DIGITS.index(run) * unit // 10
    value = _section(run) if unit == 10**4 else _big(run)
    if value >= unit:
        raise ValueError(f"not a numeral: {run!r}")
    return value


def _section(run: str) -> int:
    """A numeral below 10000; 二百三 is 230, as 二百零三 is written with 零."""
    run = "二" if run == "两" else run
    match = _SECTION.fullmatch(run)
    if match is None or not run or run.endswith("零") or "零零" in run:
        raise ValueError(f"not a numeral: {run!r}")
    thousands, hundreds, tens, ten, ones = match.groups()
    value = 1000 * _digit(thousands) + 100 * _digit(hundreds)
    value += 10 * (_digit(tens) or 1) if ten else 0
    tenths = {"千": 100, "百": 10}.get(run[-2:-1], 1)
    return value + _digit(ones) * (tenths if ones else 0)


def _digit(char: str | None) -> int:
    return 0 if char is None else 2 if char == "两" else DIGITS.index(char)


def _without(run: str, at: int) -> str:
    return run[: at + 1] + run[at + 2 :]


def _neighbours(first: str, second: str) -> bool:
    """三四 and 两三 are neighbours; 三五 and 三两 are said as well."""
    return _digit(second) == _digit(first) + 1 or first + second in ("三五", "三两")


def _write(number: int) -> str:
    """A number in standard writing, but 一十 for 十; nothing for 0."""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return f"{_write(head)}{name}{gap}{_write(rest)}"
    return DIGITS[number] if number else ""
