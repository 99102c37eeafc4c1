"""What a cell's number format shows of the number that it holds: told rightly, or not told.

Formats are a language (sections, signs, scaling, words): what is not surely understood is refused.
"""

import re
import unicodedata
from decimal import Decimal, localcontext

from pipeline.returning.grid import Cell, Kind, plain
from pipeline.returning.words import Refused

_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<sign>.)|(?P<gap>_.|\* )|\[(?P<aside>[^\]]*)\]'
    r"|(?P<number>(?i:General|G/通用格式)|@|E[+-]|[0#?.,]+)|(?P<other>.)",
    re.DOTALL,
)
_ASIDE = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+"
    r"|[黑蓝绿红白黄青]色|蓝绿色|洋红色?|颜色 ?\d+|\$(?P<money>[^-]*)(?:-[0-9a-f]{0,4})?)",
    re.IGNORECASE,
)
"""Colours, and signs of money with a language: all else in brackets changes what is shown."""

_FIXED = re.compile(
    r"(?P<whole>[0#?](?:[0#?,]*[0#?])?)?(?P<scale>,*)(?:\.(?P<part>[0#?]*)(?P<more>,*))?"
    r"(?P<power>E[+-][0#?]+)?"
)
_GENERAL = ("general", "g/通用格式", "@")
"""Formats that show a number as it is: the second is General in a Chinese Excel."""

_SPLIT = re.compile('G/"通用格式"', re.IGNORECASE)
"""What LibreOffice makes of the second when it saves."""

_UNITS = frozenset("人个個名位件条條棵株册冊页頁岁歲年月日号號元户戶次")
"""Words that count what the number says, and do not change it as 万, 千 or 负 do."""

_PRECISE = 400
"""Digits to which is rounded: more than any number of a spreadsheet has."""


def misshown(cell: Cell) -> Refused | None:
    """Why a number cannot be taken as it is held; None where the cell shows the same number."""
    if cell.kind is not Kind.NUMBER or not isinstance(cell.value, Decimal):
        return None
    told = _Format(cell.look, cell.value).shown()
    held = plain(cell.value)
    if told is None:
        return Refused(
            f"the cell may show something else than {held}, which it holds (format `{cell.look}`)",
            "set its number format to General, look at the number, import again",
        )
    seen, spelled = told
    if seen == cell.value:
        return None
    said = f"the cell shows {spelled} and holds {held}"
    if "%" in spelled:
        meant = spelled.rstrip("%")
        return Refused(
            said, f"format it as a number and write {held} or {meant}, whichever is meant"
        )
    return Refused(
        said,
        f"write {plain(seen)} if that is meant; else format the cell so that it shows all digits",
    )


class _Format:
    def __init__(self, look: str, value: Decimal) -> None:
        self.value = value
        self.tokens = list(_TOKEN.finditer(_SPLIT.sub("General", look or "General")))

    def shown(self) -> tuple[Decimal, str] | None:
        """The number that is read there, and how it is spelled; None where that is unsure."""
        sections = self._sections()
        parts = None if self._asks() else _parts(self._chosen(sections))
        if parts is None:
            return None
        before, number, after = parts
        percent = (before + after).count("%")
        minus = _minus(before, after)
        below = self.value < 0 and len(sections) == 1  # else its section has to say the minus
        seen = _rounded(abs(self.value) * 100**percent, number)
        if seen is None or percent > 1 or minus is None or (minus and below):
            return None
        signed = -seen if minus or below else seen
        return signed, _spelled(signed, number) + "%" * percent

    def _asks(self) -> bool:
        """Does the number itself decide which section is used?"""
        return any(set(token["aside"] or "") & set("<>=") for token in self.tokens)

    def _sections(self) -> list[list[re.Match[str]]]:
        found: list[list[re.Match[str]]] = [[]]
        for token in self.tokens:
            if token["other"] == ";":
                found.append([])
            else:
                found[-1].append(token)
        return found

    def _chosen(self, sections: list[list[re.Match[str]]]) -> list[re.Match[str]]:
        """That of positive numbers, of negative ones, of zero."""
        if self.value < 0 and len(sections) > 1:
            return sections[1]
        return sections[2] if not self.value and len(sections) > 2 else sections[0]


def _parts(section: list[re.Match[str]]) -> tuple[str, str, str] | None:
    """What stands before the number, the number's own signs, and what stands behind it."""
    said = ["", "", ""]
    at = 0
    for token in section:
        if number := token["number"]:
            if at == 2:
                return None
            at, said[1] = 1, said[1] + number
            continue
        literal = _literal(token)
        if literal is None:
            return None
        if literal or token["gap"]:
            at = 2 if at else 0
            said[at] += literal
    return (said[0], said[1], said[2]) if said[1] else None


def _literal(token: re.Match[str]) -> str | None:
    """The characters that are shown as they are; None where the token may do anything else."""
    if token["gap"]:
        return ""
    if token["aside"] is not None:
        aside = _ASIDE.fullmatch(token["aside"])
        money = (aside["money"] or "") if aside else None
        return money if money is None or _harmless(money) else None
    words = token["words"] if token["words"] is not None else token["sign"]
    if words is not None:
        return words if _harmless(words.removeprefix("-")) or words in "()" else None
    other = token["other"]
    return other if other in "()-%" or _harmless(other) else None


def _harmless(words: str) -> bool:
    kept = "".join(c for c in words if not c.isspace() and unicodedata.category(c) != "Sc")
    return not kept or kept in _UNITS


def _minus(before: str, after: str) -> bool | None:
    """Is a minus, or what bookkeepers write for it, shown? None where signs stand elsewhere."""
    signs = re.sub(r"[^()\-]", "", before), re.sub(r"[^()\-]", "", after)
    return {("", ""): False, ("-", ""): True, ("(", ")"): True}.get(signs)


def _rounded(value: Decimal, number: str) -> Decimal | None:
    """What the digits of a format show of a number that is not negative."""
    if number.lower() in _GENERAL:
        return value
    form = _FIXED.fullmatch(number)
    if form is None or (form["whole"] is None and not form["part"]):
        return None
    whole, part = form["whole"] or "", form["part"] or ""
    scale = len(form["scale"]) + len(form["more"] or "")
    with localcontext(prec=_PRECISE):
        if form["power"]:
            return _power(value, len(part)) if len(whole) == 1 and not scale else None
        seen = (value / 1000**scale).quantize(Decimal(1).scaleb(-len(part)), "ROUND_HALF_UP")
    return None if not seen and "0" not in whole + part else seen


def _power(value: Decimal, digits: int) -> Decimal:
    """With one digit before the point, and so many behind it."""
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits), "ROUND_HALF_UP")


def _spelled(value: Decimal, number: str) -> str:
    if not value or "E" not in number.upper().removeprefix("GENERAL"):
        return plain(value)
    digits = len(number.partition("E")[0].partition(".")[2])
    front, _, power = f"{value:.{digits}E}".partition("E")
    return f"{front}E{power[0]}{power[1:].zfill(2)}"
