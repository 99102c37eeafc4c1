"""The pictures of docs/dataset.md, drawn from the flagship's raw tables."""

from collections.abc import Callable, Iterator
from datetime import date

from svg import bar, dot, legend, line, page, words
from tables import Data

WIDTH = 920
_SOURCES = {
    "beijing-report": "北京版面（报道） Beijing, report",
    "beijing-feature": "北京版面（纪实） Beijing, feature",
    "acftu-symposium": "全总座谈会 ACFTU symposium",
    "national-speech": "全国讲话版面 National speech",
    "qinghai-issue": "青海专辑 Qinghai issue",
}
_ROLES = {"presided": "a", "addressed": "a", "spoke": "b"}
"""Who led or addressed a meeting, who spoke at it; all other roles share the last colour."""


def pictures(data: Data) -> dict[str, str]:
    """File name → SVG."""
    made: dict[str, Callable[[Data], str]] = {
        "totals": _totals,
        "qinghai": _qinghai,
        "events": _events,
        "people": _people,
        "coverage": _coverage,
    }
    return {f"{name}.svg": draw(data) for name, draw in made.items()}


def _totals(data: Data) -> str:
    rows = data.ask(
        "SELECT p.name || ' ' || p.name_en, h.name, h.name_en, max(c.value), "
        "count(DISTINCT document_id) FROM claims c JOIN places p USING (place_id) "
        "LEFT JOIN honours h USING (honour_id) WHERE measure_id = 'honourees' "
        "GROUP BY ALL ORDER BY max(c.value) DESC"
    )
    body = [words(12, 24, "2020 年受表彰数 · Honoured in 2020", "head")]
    most = float(rows[0][3])
    for at, (place, zh, en, value, documents) in enumerate(rows):
        y = 54 + 42 * at
        label = f"{zh} {en}" if zh else f"两项合计 both titles ({place})"
        stated = f"{float(value):g} · {documents} 篇文献 stated by {documents}"
        body += [
            words(12, y, label), bar(12, y + 6, 560 * float(value) / most, 14, "a"),
            words(20 + 560 * float(value) / most, y + 18, stated, "small"),
        ]  # fmt: skip
    return page(WIDTH, 64 + 42 * len(rows), "2020 年受表彰数 Honoured in 2020", body)


def _qinghai(data: Data) -> str:
    title = "青海名单 35 人：名单所印 · Qinghai's 35 honourees: what the roster prints"
    panels = (
        ("称号 title", "SELECT l.title FROM entries l", {}),
        ("性别 gender", "SELECT coalesce(l.gender, '') FROM entries l",
         {"female": "女 female", "": "未印 not printed"}),
        ("民族 ethnicity", "SELECT coalesce(l.ethnicity, '') FROM entries l",
         {"tibetan": "藏族 Tibetan", "hui": "回族 Hui", "tu": "土族 Tu", "salar": "撒拉族 Salar",
          "": "未印 not printed"}),
    )  # fmt: skip
    body, y = [words(12, 24, title, "head")], 56
    for name, query, labels in panels:
        counted = data.ask(
            "WITH entries AS (SELECT e.*, h.name || ' ' || h.name_en AS title FROM list_entries e "
            "JOIN lists USING (list_id) JOIN honours h USING (honour_id)) "
            f"SELECT k, count(*) FROM ({query}) t(k) GROUP BY k ORDER BY k = '', count(*) DESC, k"
        )
        body.append(words(12, y, name))
        for value, number in counted:
            y += 22
            body += [
                words(330, y, labels.get(value, value), "small", "end"),
                bar(340, y - 11, 13 * number, 14, "d" if value == "" else "b"),
                words(346 + 13 * number, y, str(number), "small"),
            ]
        y += 34
    return page(WIDTH, y, title, body)


def _events(data: Data) -> str:
    rows = data.ask(
        "SELECT e.date, e.name, e.name_en, count(DISTINCT r.document_id) FROM events e "
        "LEFT JOIN event_reports r USING (event_id) "
        "WHERE length(e.date) = 10 AND e.date >= '2020-11' "
        "GROUP BY ALL ORDER BY e.date, e.name"
    )
    title = "2020 年 11–12 月的事件 · Events of November and December 2020"
    first, last = date(2020, 11, 20), date(2020, 12, 23)
    scale = 360 / (last - first).days
    low = 60 + 46 * len(rows)
    body = [words(12, 24, title, "head"), line(20, low, 380, low)]
    for day in (first, date(2020, 12, 1), date(2020, 12, 10), last):
        x = 20 + scale * (day - first).days
        body += [line(x, low, x, low + 6), words(x, low + 22, f"{day:%m-%d}", "small", "middle")]
    for at, (when, zh, en, documents) in enumerate(rows):
        x, y = 20 + scale * (date.fromisoformat(when) - first).days, 62 + 46 * at
        body += [
            line(x, y, x, low, "faint"), line(x, y, 400, y, "faint"),
            dot(x, y, 4 + documents / 3, "a", f"{documents} documents"),
            words(406, y, f"{when[5:]} {_short(zh, 30)}"),
            words(406, y + 16, f"{_short(en, 62)} · {documents} 篇 documents", "small"),
        ]  # fmt: skip
    return page(WIDTH, low + 34, title, body)


def _people(data: Data) -> str:
    rows = data.ask(
        "SELECT p.name, p.person_id, t.event_id, list(DISTINCT t.role ORDER BY t.role) "
        "FROM participations t JOIN people p USING (person_id) JOIN events e USING (event_id) "
        "WHERE p.person_id IN (SELECT person_id FROM participations GROUP BY person_id "
        "HAVING count(DISTINCT event_id) > 1) GROUP BY ALL ORDER BY p.person_id, t.event_id"
    )
    events = data.ask(
        "SELECT event_id, name_en, name FROM events ORDER BY date IS NULL, date, event_id"
    )
    shown = [e for e in events if any(row[2] == e[0] for row in rows)]
    people = sorted({(row[1], row[0]) for row in rows})
    title = "参与多次会议者 · People who took part in more than one event"
    body = [words(12, 24, title, "head")]
    for at, (_, en, zh) in enumerate(shown):
        y = 58 + 38 * at
        body += [line(16, y + 20, WIDTH - 20, y + 20, "faint"), words(16, y, _short(zh, 24)),
                 words(16, y + 15, _short(en, 58), "small")]  # fmt: skip
    columns = {
        person: 360 + 470 * (at + 0.5) / len(people) for at, (person, _) in enumerate(people)
    }
    low = 58 + 38 * len(shown)
    for at, (person, name) in enumerate(people):
        body.append(words(columns[person], low + 8 + 16 * (at % 2), name, "small", "middle"))
    places = {event: 58 + 38 * at for at, (event, *_) in enumerate(shown)}
    for name, person, event, roles in rows:
        style = next((_ROLES[role] for role in _ROLES if role in roles), "c")
        body.append(dot(columns[person], places[event], 7, style, f"{name}: {', '.join(roles)}"))
    key = [("a", "主持、讲话 presided, addressed"), ("b", "发言 spoke"), ("c", "其他 other roles")]
    return page(WIDTH, low + 96, title, [*body, *legend(16, low + 44, key)])


def _coverage(data: Data) -> str:
    title = "数字与人名的覆盖 · Arabic numerals and known names, by what became of them"
    rows = data.ask(
        "SELECT source_id, sum(anchored::INT), sum(omitted::INT), sum(repeated::INT), "
        "sum(unseen::INT) FROM coverage WHERE kind IN ('arabic-numeral', 'known-name') "
        "GROUP BY source_id ORDER BY source_id"
    )
    scale = 440 / max(sum(row[1:]) for row in rows)
    body = [words(12, 24, title, "head"), *_stacks(rows, scale)]
    key = [("b", "已证 anchored"), ("c", "有意略去 left out on purpose"),
           ("d", "同文重复之名 names said again"), ("a", "未见 unseen")]  # fmt: skip
    low = 56 + 34 * len(rows)
    return page(WIDTH, low + 84, title, [*body, *legend(12, low + 14, key)])


def _stacks(rows: list[tuple[str, int, int, int, int]], scale: float) -> Iterator[str]:
    for at, (source, *parts) in enumerate(rows):
        x, y = 300.0, 58 + 34 * at
        yield words(290, y, _SOURCES.get(source, source), "", "end")
        for style, part in zip("bcda", parts, strict=True):
            if part:
                yield bar(x, y - 13, scale * part, 18, style)
            x += scale * part
        yield words(x + 8, y, " + ".join(str(part) for part in parts), "small")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
