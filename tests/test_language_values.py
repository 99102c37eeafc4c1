"""What a message quotes of the data comes out as it went in, whatever the language.

`LANGUAGE_EXAMPLES=3000` tries so many of each law; the default keeps the suite quick.
"""

import os
import re
from collections import Counter

import openpyxl
import pytest
from commands import command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from import_builders import RAW, edited, exported, project
from test_import import draft

from pipeline import language
from pipeline.language.aside import parts
from pipeline.language.speaking import catalogue
from pipeline.language.template import Template
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.rules import named, show
from pipeline.rules.compare import difference

ZH = language.Lang.ZH
SAY = {lang: language.speaker(lang) for lang in language.Lang}
NAME = "Beijing Energy (Jingneng) Group, Ltd."
QUOTED = re.compile("`[^`]*`")

KNOWN = catalogue(ZH)
"""Templates whose Chinese shows the values of the English, and all of them."""
TEMPLATES = [
    text
    for text, said in KNOWN.items()
    if re.search("`[{]\\d[}]`", text)
    and Counter(QUOTED.findall(text)) == Counter(QUOTED.findall(said))
]
WORDS = [NAME, " (", ") ", ", ", "; ", ": ", ". ", "nothing", "text", "the table", "a (b)", " "]
VALUES = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from([*KNOWN])
    | st.text("ab甲𠮷（）()，,;:；：. \u3000\"'“”{}\n0", max_size=6),
    max_size=3,
).map(lambda said: "".join(said).replace("`", ""))
LINES = VALUES.filter(lambda said: "\n" not in said)
KEYS = st.text("ab甲𠮷/-（）()，,;:；：\"'“” 1", min_size=1, max_size=12).filter(str.strip)
"""Of cases of rules: made of cells, but no sentence of ours."""
LAWS = settings(
    max_examples=int(os.environ.get("LANGUAGE_EXAMPLES", "100")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@LAWS
@given(st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=2), st.data())
def test_a_quoted_value_comes_out_as_it_went_in(templates, data):
    """Of one message, of two that are put together, and of one with an aside."""
    filled, wanted = [], []
    for text in templates:
        template = Template(text)
        values = [
            data.draw(VALUES) if f"`{{{place}}}`" in text else "x1"
            for place in range(len(template.places))
        ]
        filled.append(template.fill(values))
        wanted += QUOTED.findall(filled[-1])
    joint = data.draw(st.sampled_from(["; ", ": ", ", ", ". ", " ", "\n", " → "]))
    message = joint.join(filled)
    if data.draw(st.booleans()):
        aside = f"`{data.draw(VALUES)}`"
        message, wanted = f"{message} ({aside})", [*wanted, aside]
    for say in SAY.values():
        assert Counter(QUOTED.findall(say(message))) == Counter(wanted), say(message)


@LAWS
@given(LINES.filter(lambda said: '"' not in said))
def test_a_value_in_double_quotes_comes_out_as_it_went_in(value):
    for message in (
        f'k: expected "{value}", found nothing',
        f'k: the lists differ: missing "{value}"; extra "a", "{value}"',
    ):
        for say in SAY.values():
            assert say(message).count(f'"{value}"') == message.count(f'"{value}"'), say(message)


@LAWS
@given(LINES, LINES)
def test_a_line_with_a_backtick_in_a_value_stays_as_it_is(one, other):
    message = f"`{one}`{other}` is no mark"
    say = SAY[ZH]
    assert one in say(message) and other in say(message)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("a\nb", ["a", "b"]),
        ("`a\nb` c\nd", ["`a\nb` c", "d"]),
        ("a ` b\nc", ["a ` b", "c"]),
        ("`a\nb\n`c", ["`a\nb\n`c"]),
        ("", [""]),
    ],
)
def test_a_value_of_several_lines_stays_together(message, wanted):
    assert parts(message) == wanted


@pytest.mark.parametrize(
    "message",
    [
        f"`name` of `k` was changed on both sides: exported `{NAME}`, raw/a.csv has `x`, the file "
        "nothing",
        f"`{NAME}` in `name` does not exist in `id` of `bodies`",
        f"did you mean `{NAME}`? write `b (c)`",
        f"`{NAME}` in `kind` is not allowed: it must be one of `a (b)`, `c; d` (`enum`)",
        f"a formula stands here: `={NAME}` (exported as `{NAME}`)",
        f'{NAME}: expected "{NAME}", found "x (y), z"',
    ],
)
def test_a_name_with_brackets_and_commas(message):
    said = SAY[ZH](message)
    assert said.count(NAME) == message.count(NAME) and re.search("[\u4e00-\u9fff]", said), said


@LAWS
@given(KEYS, LINES, LINES, st.booleans())
@example("two (2 times), and 3 more: x", '城西区 "西" (新), 乙', "城西区", False)
@example("places/a, b; c", '5" (x), y', '"A" (b)', True)
def test_what_a_rule_expected_and_found_comes_out_as_it_went_in(key, expected, found, listed):
    sides = (expected, (found,) if listed else found)
    said = SAY[ZH](f"{named(key)}: {difference(*sides)}")
    assert named(key) in said
    assert show(expected) in said and show(found) in said


def renamed(folder):
    file = folder / "raw" / "items.csv"
    file.write_text(file.read_text("utf-8").replace("陈墨", f'"{NAME}"'), "utf-8")
    return folder


def test_an_import_shows_what_both_sides_hold(tmp_path):
    folder = renamed(project(tmp_path / "p"))

    def edit(book):
        book["items"]["B4"] = NAME.replace(" (", "（").replace(") ", "） ")

    back = edited(exported(folder, tmp_path / "out"), edit)
    file = folder / "raw" / "items.csv"
    file.write_text(file.read_text("utf-8").replace(NAME, f"{NAME}, x"), "utf-8")
    done = command("import", str(back), "--into", str(folder), "--lang", "zh", cwd=tmp_path)
    assert f"导出时为 `{NAME}`，" in done.stdout and f"为 `{NAME}, x`，" in done.stdout
    assert "文件中为 `Beijing Energy（Jingneng） Group, Ltd.`" in done.stdout


def test_every_report_for_people_and_the_draft_quote_alike(tmp_path):
    folder = project(tmp_path / "p", {**RAW, "parts": f'part_id,item\np-1,"{NAME}"\n'})
    report, book = draft(folder, tmp_path / "draft.xlsx")
    (issue,) = (i for i in report.issues if i.code == "foreign-key")
    assert f"`{NAME}`" in issue.message
    for name in ("text", "markdown", "html", "github", "junit"):
        assert NAME in RENDERERS[name](report, Run(lang=ZH)), name
        assert "（Jingneng）" not in RENDERERS[name](report, Run(lang=ZH)), name
    found = openpyxl.load_workbook(book)
    texts = [cell.value for row in found["issues"] for cell in row if cell.value]
    notes = [cell.comment.text for row in found["parts"] for cell in row if cell.comment]
    for said in (texts, notes):
        assert any(f"`{NAME}`" in str(text) for text in said), said
        assert not any("（Jingneng）" in str(text) for text in said), said
