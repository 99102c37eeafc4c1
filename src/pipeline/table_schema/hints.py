"""Likely causes: what a curator probably meant by a cell that is not what it should be."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from pipeline import twins
from pipeline.table_schema.complaints import shown
from pipeline.unseen import UNSEEN

_BLANK = " \t\r\n\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff"
"""Spaces and invisible characters that cling to copied text."""

_DAY_NUMBERS, _FIRST_DAY = range(10_000, 60_000), date(1899, 12, 30)
"""Days as spreadsheets count them, of the years 1927 to 2064; smaller numbers are mostly none."""

_ZEROS = 6
"""Leading zeros that a number may have lost."""

_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Full-width digits and letters; full-width punctuation is usual in Chinese."""

_SCRIPT = "simplified and traditional characters differ"

_KINDS = (
    ("\u00a0\u2007\u202f", "non-breaking space"),
    ("\u3000", "full-width space"),
    ("\u200b\u200c\u200d\u2060\ufeff", "invisible character"),
    ("\r\n", "line break"),
)


def likely(cell: str, accepts: Callable[[str], bool]) -> str | None:
    """A hint with the first repair of the cell that is accepted."""
    if cell.startswith("=") and len(cell) > 1:
        return "this is a formula of a spreadsheet: write its value"
    for repaired, cause in _repairs(cell):
        if repaired != cell and accepts(repaired):
            return f"did you mean {shown(repaired)}? {cause}"
    found = re.fullmatch(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?", cell.strip(_BLANK))
    if found and accepts(f"2000-{found[1].zfill(2)}-{found[2].zfill(2)}"):
        return "write its year too: dates are written YYYY-MM-DD"
    return None


def twin(text: str, meant: str) -> str | None:
    """A hint where another text differs in the form of its characters alone."""
    if twins.same_but_script(text, meant):
        return f"did you mean {shown(meant)}? {_SCRIPT}"
    if twins.same_but_width(text, meant):
        return f"did you mean {shown(meant)}? full-width and half-width characters differ"
    return None


def flaw(key: str) -> str | None:
    """What is wrong with a key by itself: spaces around it, or characters that look like others."""
    if key != key.strip(_BLANK):
        return f"there is {_space(key)} around it"
    if UNSEEN.search(key):
        return "there is an invisible character in it"
    return "it has full-width characters" if _WIDE.search(key) else None


def tidied(key: str) -> str:
    """A key without its flaws."""
    plain = _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), key)
    return UNSEEN.sub("", plain.strip(_BLANK)).strip(_BLANK)


def near(text: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a misspelling probably stands for."""
    known = dict.fromkeys(item for item in candidates if not flaw(item))
    for repaired, _ in _repairs(text):
        if repaired in known:
            return repaired
    folded = {_folded(candidate): candidate for candidate in known}
    wanted = _folded(text)
    found = [wanted] if wanted in folded else get_close_matches(wanted, folded, 1, 0.7)
    return folded[found[0]] if found else None


def zeros(text: str, key: str, table: str) -> str | None:
    """A hint where a key of a table differs in leading zeros alone; None where it does not."""
    if not text.isdecimal() or text.lstrip("0") != key.lstrip("0"):
        return None
    if len(text) < len(key):
        return f"did you mean {shown(key)}? spreadsheets take leading zeros off"
    return f"`{table}` has {shown(key)}; if a spreadsheet took its zeros off, put them back there"


def variants(text: str) -> tuple[str, ...]:
    """Other spellings of a key that a lookup should try."""
    tidy = unicodedata.normalize("NFKC", text).strip(_BLANK)
    seen = UNSEEN.sub("", tidy)
    head = text.partition(" · ")[0]  # as the workbook shows a reference: key and name
    found = (
        text.strip(_BLANK),
        tidy,
        seen,
        head,
        tidy.lower(),
        tidy.upper(),
        tidy.replace("_", "-"),
        *twins.spellings(tidy),
    )
    return tuple(dict.fromkeys(item for item in found if item and item != text))


def _repairs(cell: str) -> Iterator[tuple[str, str]]:
    """Each repair alone, then on the tidied text."""
    stripped = cell.strip(_BLANK)
    tidy = unicodedata.normalize("NFKC", stripped).strip(_BLANK)
    yield stripped, f"there is {_space(cell)} around it"
    yield unicodedata.normalize("NFKC", cell), "its characters are full-width or other variants"
    yield tidy, f"its characters are variants, with {_space(cell)} around them"
    yield UNSEEN.sub("", tidy), "there is an invisible character in it"
    for text in dict.fromkeys((stripped, tidy)):
        yield from _in_numbers(text)
        yield from _in_dates(text)
        yield text.lower(), "capitals matter here"
        yield text.upper(), "capitals matter here"
        yield text.capitalize(), "capitals matter here"
        yield from ((other, _SCRIPT) for other in twins.spellings(text))


def _folded(text: str) -> str:
    return twins.simplified(unicodedata.normalize("NFKC", text).strip(_BLANK).casefold())


def _space(cell: str) -> str:
    ends = cell[: len(cell) - len(cell.lstrip(_BLANK))] + cell[len(cell.rstrip(_BLANK)) :]
    for characters, word in _KINDS:
        if any(char in characters for char in ends):
            return f"{'an' if word[0] == 'i' else 'a'} {word}"
    return "a space"


def _in_numbers(text: str) -> Iterator[tuple[str, str]]:
    minus = re.sub("^[\u2212\u2010-\u2014\ufe63]", "-", text)
    yield minus, "its minus is another dash"
    if re.fullmatch(r"[+-]?\d{1,3}(?:[,.'’_ \u00a0\u202f，]\d{3})+(?:\.\d+)?", minus):
        grouped = re.sub(r"[,'’_ \u00a0\u202f，](?=\d{3})", "", minus)
        yield grouped, "thousands are not separated here"
        yield re.sub(r"[.](?=\d{3})", "", minus), "thousands are not separated here"
    if re.fullmatch(r"[+-]?\d+,\d+", minus):
        yield minus.replace(",", "."), "the decimal sign here is a point, not a comma"
    if text.isascii() and text.isdecimal():
        for width in range(len(text) + 1, len(text) + 1 + _ZEROS):
            yield text.zfill(width), "spreadsheets take leading zeros off"
    if re.fullmatch(r"[+-]?\d+\.0+", minus):
        yield minus.partition(".")[0], "spreadsheets add the `.0`"
    if re.search(r"\d", minus):
        digits = minus.translate(str.maketrans("OoIl", "0011"))
        yield digits, "a letter stands for a digit"
        yield re.sub(r"(?<=\d)[_\s](?=\d)", "", minus), "its digits are separated"


def _in_dates(text: str) -> Iterator[tuple[str, str]]:
    found = re.fullmatch(
        r"(\d{4})\s*[-/.年\u2010-\u2014]\s*(\d{1,2})\s*[-/.月\u2010-\u2014]\s*(\d{1,2})\s*日?"
        r"(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?)?",
        text,
    )
    if found:
        year, month, day = found[1], found[2].zfill(2), found[3].zfill(2)
        cause = "dates are written YYYY-MM-DD; spreadsheets change them"
        yield f"{year}-{month}-{day}", cause
        clock = f"{(found[4] or '0').zfill(2)}:{found[5] or '00'}:{found[6] or '00'}"
        yield f"{year}-{month}-{day}T{clock}", "date and time are joined by `T` here"
    yield from _in_foreign_dates(text)
    if re.fullmatch(r"\d{5}", text) and int(text) in _DAY_NUMBERS:
        day = _FIRST_DAY + timedelta(days=int(text))
        yield day.isoformat(), "spreadsheets count days; dates are written YYYY-MM-DD"
    month_only = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", text)
    if month_only:
        yield f"{month_only[1]}-{month_only[2].zfill(2)}", "months are written YYYY-MM"
    year_only = re.fullmatch(r"(\d{4})年", text)
    if year_only:
        yield year_only[1], "years are digits only"
    clock_only = re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text)
    if clock_only:
        time = f"{clock_only[1].zfill(2)}:{clock_only[2]}:{clock_only[3] or '00'}"
        yield time, "times are written hh:mm:ss"


def _in_foreign_dates(text: str) -> Iterator[tuple[str, str]]:
    """`24.11.2020`, `11/24/2020`: where no other order makes a date."""
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)
    if not found:
        return
    first, second = int(found[1]), int(found[2])
    if (first > 12) != (second > 12):
        day, month = (first, second) if first > 12 else (second, first)
        cause = "dates are written YYYY-MM-DD; spreadsheets change them"
        yield f"{found[3]}-{month:02}-{day:02}", cause
