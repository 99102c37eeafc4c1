"""Likely causes: what a curator probably meant by a cell that is not what it should be."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches

from pipeline import twins
from pipeline.table_schema.chinese_numbers import digits
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.date_hints import FORM, either, in_dates, month_or_day
from pipeline.twins import letters
from pipeline.unseen import UNSEEN

_BLANK = " \t\r\n\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff"
"""Spaces and invisible characters that cling to copied text."""

_ZEROS = 6
"""Leading zeros that a number may have lost."""

_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Full-width digits and letters; full-width punctuation is usual in Chinese."""

_FAULT = re.compile(r"#(?:REF|VALUE|NAME|NULL|NUM|DIV/0|SPILL|CALC)[!?]|#N/A|#+")
"""What spreadsheets show where a formula fails, or a column is too narrow."""

_NONE = re.compile(r"(?i)n\.?/?a\.?|none|null|nil|-+|[—–－]+|无|無|不详|不詳|暂无|未知|\?+|？+")
"""What is written where there is nothing to write; a column that holds such words accepts them."""

_TOTAL = re.compile(
    r"(?i)(?:grand |sub-?)?total[s:]*|sum:?|(?:合计|总计|小计|合計|總計|小計)[:：]?"
)
"""How spreadsheets and people head a line of totals, which is no record."""

_QUOTES = ("“”", "‘’", "「」", "„“", '""', "''", "＂＂", "«»")

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
    if _FAULT.fullmatch(cell.strip(_BLANK)):
        return "this is how a spreadsheet says that it has no value: write the value"
    for repaired, cause in _repairs(cell):
        if repaired != cell and accepts(repaired):
            if not _TOTAL.fullmatch(cell.strip(_BLANK)):
                return f"did you mean {shown(repaired)}? {cause}"
            meant = shown(repaired)
            return f"did you mean {meant}? {cause}; or, if it is a line of totals, remove the row"
    if _TOTAL.fullmatch(cell.strip(_BLANK)):
        return "if it is a line of totals that a spreadsheet made, remove the row"
    if _NONE.fullmatch(cell.strip(_BLANK)):
        return "write the value; where there is none, leave the cell empty"
    dates = [shown(day) for day in either(cell) if accepts(day)]
    match dates:
        case [only]:
            return f"did you mean {only}? {FORM}"
        case [one, other]:
            return f"{one} or {other}? dates are written YYYY-MM-DD: look it up"
        case [one, other, third]:
            return f"{one}, {other} or {third}? dates are written YYYY-MM-DD: look it up"
    found = re.fullmatch(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?", cell.strip(_BLANK))
    if found and accepts(f"2000-{found[1].zfill(2)}-{found[2].zfill(2)}"):
        return "write its year too: dates are written YYYY-MM-DD"
    months = month_or_day(cell.strip(_BLANK))
    if months and any(map(accepts, ("2000-01-01", months[0]))):
        return (
            f"a month, {shown(months[0])}, or a day of a year that is lost, {months[1]}? look it up"
        )
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
    folded = {_folded(candidate): candidate for candidate in reversed([*known])}
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
        _unquoted(tidy),
        seen,
        head,
        tidy.lower(),
        tidy.upper(),
        tidy.replace("_", "-"),
        _hyphened(tidy),
        letters.latin(tidy),
        *twins.spellings(tidy),
    )
    return tuple(dict.fromkeys(item for item in found if item and item != text))


def _hyphened(text: str) -> str:
    """A key of capitals, underscores and spaces as keys are usually written: `East 2025`."""
    return re.sub(r"[\s_]+", "-", text.lower())


def _repairs(cell: str) -> Iterator[tuple[str, str]]:
    """Each repair alone, then on the tidied text."""
    stripped = cell.strip(_BLANK)
    tidy = unicodedata.normalize("NFKC", stripped).strip(_BLANK)
    yield stripped, f"there is {_space(cell)} around it"
    yield unicodedata.normalize("NFKC", cell), "its characters are full-width or other variants"
    yield tidy, f"its characters are variants, with {_space(cell)} around them"
    yield UNSEEN.sub("", tidy), "there is an invisible character in it"
    if tidy[:1] in ("'", "’"):
        yield tidy[1:].strip(_BLANK), "the sign before it is how spreadsheets mark a text"
    yield _unquoted(stripped), "there are quotation marks around it"
    for text in dict.fromkeys((stripped, tidy)):
        if (plain := letters.latin(text)) != text:
            yield plain, f"{letters.foreign(text)} in it only looks like a Latin letter"
        if number := digits(text):
            yield number, "numbers are written in digits"
        yield from _in_numbers(text)
        yield from in_dates(text)
        yield text.lower(), "capitals matter here"
        yield text.upper(), "capitals matter here"
        yield text.capitalize(), "capitals matter here"
        yield _hyphened(text), "small letters and hyphens are written here"
        yield from ((other, _SCRIPT) for other in twins.spellings(text))


def _unquoted(text: str) -> str:
    """A text without the marks around it, or as it is."""
    quoted = len(text) > 2 and any((text[0], text[-1]) == (*pair,) for pair in _QUOTES)
    return text[1:-1].strip(_BLANK) if quoted else text


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
    short = re.fullmatch(r"([+-]?\d(?:\.\d+)?)[eE]\+?(\d{1,2})", minus)
    if short:
        yield f"{Decimal(minus):f}".partition(".")[0], "spreadsheets shorten numbers so: look it up"
    if re.search(r"\d", minus):
        digits = minus.translate(str.maketrans("OoIl", "0011"))
        yield digits, "a letter stands for a digit"
        yield re.sub(r"(?<=\d)[_\s](?=\d)", "", minus), "its digits are separated"
