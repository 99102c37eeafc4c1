"""Messages in Chinese: the catalogue is complete, fits, and leaves no English sentence."""

import re
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from conformance.cases import examples
from hypothesis import given
from hypothesis import strategies as st
from test_examples import CASES, build, validate

from pipeline import language
from pipeline.checks import CHECKS
from pipeline.cli import usage
from pipeline.cli.wide import broken
from pipeline.descriptor import check
from pipeline.importing import told
from pipeline.importing.told import Shown
from pipeline.issue import Layer
from pipeline.language.template import Template
from pipeline.language.width import columns
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.report import Report, skipped, tally
from pipeline.returning.finding import finding
from pipeline.returning.merge import Added, Changed, Merged

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "docs"))
import messages
from commands import command

SAY = language.speaker(language.Lang.ZH)
_SHOWN = re.compile(r"`[^`]*`|“[^”]*”|'[^']*'|\"[^\"]*\"|\S*[/_.\\]\S*|\([^)]*\)")
"""What is data, a command or a name in a message: it is said as it is."""
_ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")


_FOREIGN = re.compile(
    r"a toast is|mapping values|^Referenced|^syntax error|Expecting|的格式有|any(?: of|／)"
)
"""What a project's model, DuckDB, PyYAML or json say in their own words; lists of names."""


def english(said):
    return not _FOREIGN.search(said) and _ENGLISH.search(_SHOWN.sub(" ", said))


def test_the_catalogue_is_complete():
    assert messages.complaints() == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_issues_are_said_in_chinese(case, tmp_path):
    for issue in validate(build(case, tmp_path)).issues:
        for text in (issue.message, issue.hint):
            assert not english(SAY(text)), f"{text}\n{SAY(text)}"


def test_findings_in_descriptors_are_said_in_chinese():
    for example in examples():
        for issue in check(example.package, "datapackage.json"):
            for text in (issue.message, issue.hint):
                assert not english(SAY(text)), f"{text}\n{SAY(text)}"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("it must be one of `a`, `b`, `c` (`enum`)", "应为下列之一：`a`, `b`, `c`（`enum`）"),
        ("the categories are `a`, `b`, `c` and 3 more", "类别有 `a`, `b`, `c` 以及另外 3 项"),
    ],
)
def test_values_in_a_row_are_parted_alike(message, said):
    before = "`x` in `kind` is not allowed: "
    assert SAY(before + message) == "`kind` 中不允许 `x`：" + said


def test_checks_are_said_in_chinese():
    for item in CHECKS:
        for text in (item.title, item.meaning, item.remedy):
            assert not english(SAY(text)), text


def test_what_a_project_says_itself_is_said_in_its_own_chinese(demo):
    places = demo / "raw" / "places.csv"
    text = places.read_text("utf-8")
    places.write_text(text.replace("东村,village,qingliu", "东村,village,"), "utf-8")
    said = ran("validate", str(demo), "--lang", "zh")[1]
    assert "record-error: 村隶属于乡，乡不隶属于任何地点" in said
    assert "→ 村请填写所属之乡；乡的此格留空" in said
    assert "villages are within a township" in ran("validate", str(demo))[1]
    report = ran("validate", str(demo), "--lang", "zh", "--format", "json")[1]
    assert "村隶属于乡" not in report


def test_a_release_whose_workbook_is_chinese_is_verified(demo):
    assert ran("--lang", "zh", "export", str(demo))[0] == 0
    assert ran("verify", str(demo / "build" / "demo-0.1.0"))[0] == 0


def test_a_number_without_end_is_refused_in_words(demo):
    plantings = demo / "raw" / "plantings.csv"
    plantings.write_text(plantings.read_text("utf-8").replace(",480,", ",Inf,"), "utf-8")
    assert "模型拒绝：须为有限的数" in ran("validate", str(demo), "--lang", "zh")[1]
    assert "→ write the number in digits" in ran("validate", str(demo))[1]


@pytest.fixture
def demo(tmp_path):
    ran("init", str(tmp_path / "demo"))
    return tmp_path / "demo"


@given(st.lists(st.text(alphabet="ab 甲𠮷{}\n.", max_size=5), min_size=2, max_size=2))
def test_values_come_back_where_they_belong(values):
    template = Template("`{0}` does not stand in the passage `{1}`")
    assert list(template.match(template.fill(values))) == values


def test_what_is_shown_of_the_data_is_never_translated():
    known = {"there is `{0}` in {1}": "{1}中有 `{0}`", "the table": "该表", "a value": "一个值"}
    known = {**known, "another value is there": "另有一值", "→ {0}": "→ {0}"}
    say = language.Speaker(known).say
    assert say("there is `a value` in the table") == "该表中有 `a value`"
    assert say("another value is there; the table, a value") == "另有一值；该表，一个值"
    assert say("    → a value; the table") == "    → 一个值；该表"
    assert say("`a value; the table`: a value") == "`a value; the table`：一个值"
    assert say("nothing of this is known") == "nothing of this is known"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("demo 0.1.0 is valid (1 warning) in 0.7 s", "demo 0.1.0 有效（1 个警告），用时 0.7 秒"),
        (
            "look at its passage again, then run `pipeline anchor` and commit evidence.csv",
            "先重新查看其引文段，然后请运行 `pipeline anchor` 并提交 evidence.csv",
        ),
        ("raw/ was changed since the export in 3 places, and stays so there", "共 3 处，"),
        ("column 8 has the same header as an earlier one: `a b`", "的某列相同：`a b`"),
        ("column 8 has the same header as an earlier one", "的某列相同"),
        ("column 3 has the same header as an earlier one `n`, expected `b`", "的某列相同：`n`，"),
        (
            "every row needs a key of its own: give one of the two rows another value, "
            "or remove the row that repeats",
            "每行都需有自己的键：请给两行之一另一个值",
        ),
    ],
)
def test_between_chinese_words_and_stops_there_is_no_space(message, said):
    assert said in SAY(message)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_locale_chooses(environment, wanted):
    assert language.preferred(environment) == wanted


def test_reports_for_programs_stay_english(tmp_path):
    report = validate(build(next(c for c in CASES if c.parent.name == "invalid"), tmp_path))
    here, there = Run(), Run(lang=language.Lang.ZH)
    for name in ("json", "sarif", "codequality"):
        assert RENDERERS[name](report, here) == RENDERERS[name](report, there)
    for name in ("text", "markdown", "html", "github", "junit"):
        assert re.search("[\u4e00-\u9fff]{4}", RENDERERS[name](report, there)), name


def test_the_command_speaks(tmp_path):
    folder = build(next(c for c in CASES if c.name == "file-missing"), tmp_path)

    def run(*options, **environment):
        done = command(*options, cwd=folder, env=environment)
        return done.stdout + done.stderr

    assert "is not valid" in run("validate", LANG="C.UTF-8")
    assert "is not valid" not in run("--lang", "zh", "validate")
    assert run("--lang", "zh", "explain", "type-error") == run(
        "explain", "type-error", LANG="zh_CN"
    )
    assert "不是工具的检查" in run("--lang", "zh", "explain", "no-such-code")


def test_an_import_is_told_in_chinese_and_its_sheets_keys_and_values_as_they_are():
    issues = [
        finding(
            "import-text",
            "it ends with a space",
            "write the value itself",
            "places!B2",
            table="places",
        ),
        finding("import-locked", "the date has a time: x", "write the day alone", "evidence"),
    ]
    report = Report.from_tallies(
        [tally(issue.code, issue.layer, [issue]) for issue in issues],
        name="n",
        version="1",
        tables=(),
    )
    changes = Merged(
        (Changed(("rows",), "state", "", "a date"),), (Added(("table",), {}, 2, None),), (("in",),)
    )
    shown = [Shown("evidence", "raw/evidence.csv", changes)]
    about = "f.xlsx", "raw/ is as it was then", report, shown
    assert told.text(
        *about, stale=0, written=False, run=Run(lang=language.Lang.ZH)
    ).splitlines() == [
        "f.xlsx: raw/ 与当时相同",
        "evidence 错误 import-locked: 日期带有时间：x",
        "    → 请只写日期",
        "places!B2 错误 import-text: 它以空格结尾",
        "    → 请写值本身",
        "evidence (raw/evidence.csv)",
        "  - in",
        "  ~ rows",
        "      state: 空 → `a date`",
        "  + table",
        "未写入任何内容；若无错误：改动 1 个值，新增 1 行，删除 1 行",
        "下一步：在文件（或 raw/）中改正以上所列，然后再次导入",
    ]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("a toast of 12 minutes", "a toast of 12 minutes"),
        ('syntax error at or near "SELEC"', 'syntax error at or near "SELEC"'),
        ("`b` in `k` is not allowed: it must be one of `a`, `b` (`enum`)", "之一：`a`，`b`"),
        ("`x` in `d` is not a date: YYYY-MM-DD, as 2020-11-24", "不是日期：YYYY-MM-DD，如 2020"),
        ("The row has 4 cells where 8 cells are expected.", "此行有 4 个单元格，应有 8 个单元格。"),
        ("`a`, `b` in `c`, `d` already stands in row 2", "`c`, `d` 的值 `a`, `b` 已见于第 2 行"),
        ("wanted at least 1 cases to compare, found 0", "至少应有 1 个可比较的个案，实有 0"),
        ("wrote /a/long/folder/of/a/project/raw/plantings.csv", "已写入 /a/long/folder"),
        (
            "`481` is not printed in the passage (it prints …【480】棵，西村…)",
            "（它印的是 …【480】",
        ),
        ("title evidence and record changed places", "title evidence 与 record 互换了位置"),
    ],
)
def test_a_message_is_said_whole_or_not_at_all(message, said):
    assert said in SAY(message)


def test_codes_are_never_translated():
    checks = [
        skipped("evidence", Layer.RULE, "waits until record can be trusted"),
        skipped("record-error", Layer.RECORD, "people: its header is not the one that is wanted"),
    ]
    said = RENDERERS["text"](Report("demo", "1", (), tuple(checks)), Run(lang=language.Lang.ZH))
    assert "暂未检查 evidence: 待 record 可信" in said
    assert "暂未检查 record-error: people：其表头" in said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "evidence.csv is never edited by hand: take back the change, or run `pipeline anchor` "
            "and commit evidence.csv",
            "evidence.csv 不可手工修改：",
        ),
        (
            "coverage.csv is never edited by hand: take back the change, or run `pipeline "
            "coverage` and commit coverage.csv",
            "coverage.csv 不可手工修改：请撤回改动，或请运行 `pipeline coverage`",
        ),
        (
            "`2025-03-12`, `2003-12-25` or `2025-12-03`? dates are written YYYY-MM-DD: look it up",
            "是 `2025-03-12`、`2003-12-25` 还是 `2025-12-03`？",
        ),
        ("there are title, text, evidence", "现有 title, text, evidence"),
        ("there are evidence", "现有 evidence"),
        ("table `rule` is gone", "表 `rule` 已不存在"),
        ("unknown column table; known are title, rule", "未知的列 table；已知的有 title, rule"),
        (
            "See that list_entries, evidence hold the rows it speaks of: was one removed? Lower "
            "`min_cases` in x only where fewer are meant.",
            "list_entries, evidence",
        ),
        ("expected record, found evidence", "应为 record，实为 evidence"),
        ("expected nothing, found text", "应为 空，实为 文本"),
        ("there is an invisible character around it", "其前后有不可见字符"),
        ("there is a line break around it", "其前后有换行"),
        (
            "models.py:8: does not import: NameError: name 'kee' is not defined",
            "models.py:8：无法导入：NameError：没有定义名称 'kee'",
        ),
        (
            "models.py: does not import: ValueError: a day is not defined",
            "ValueError：a day is not defined",
        ),
        (
            "`key` is a INTEGER and must be text: cast it to VARCHAR",
            "`key` 是 INTEGER，须为文本：请转换为 VARCHAR",
        ),
        (
            "the file does not begin with a head: /* title: … needs: [table] */",
            "/* title: … needs: [table] */",
        ),
        (
            "the model refuses it: Input should be a finite number",
            "模型拒绝：须为有限的数",
        ),
        ("the model refuses it: Value error, our own words", "模型拒绝：值有误：our own words"),
        ("the lists differ: missing 4; extra 10", "两个列表不同：缺少 4；多出 10"),
        (
            'the lists differ: missing "evidence" (2 times); extra "table", … and 3 more',
            '缺少 "evidence"（2 次）；多出 "table"，……另有 3 项',
        ),
        (
            "Required: minor, so at least 0.2.0, because sources: 1 row added (more than before).",
            "sources：新增 1 行",
        ),
        ("evidence: 7 checks passed, 46 evaluations", "证据：7 项检查通过，46 次核对"),
        (
            "cannot anchor: `a` is gone; every text is needed: name a folder that holds them all: "
            "pipeline anchor --sources DIR; evidence goes over to a corrected text by pipeline "
            "anchor --from OLD --to NEW",
            "--sources DIR；证据用 pipeline anchor --from OLD --to NEW 迁移到更正后的文本",
        ),
        (
            "datapackage.yaml:41:1: not YAML: expected the node content, but found '<stream end>'; "
            "check indentation, colons and quotes there",
            "不是 YAML：此处应有内容，却是 '<stream end>'；",
        ),
        ("the head is wrong: unknown key `a` (did you mean `b`?)", "`a`（是否想写 `b`？）"),
        ("a: cannot be read (No such file or directory)", "无法读取（没有此文件或文件夹）"),
        ("record.csv: cannot be read (no such file)", "record.csv"),
    ],
)
def test_names_are_never_translated_though_the_catalogue_has_the_word(message, said):
    assert said in SAY(message)


# help and usage errors


def ran(*words, **environment):
    done = command(*words, env={"COLUMNS": "80", **environment})
    return done.returncode, done.stdout + done.stderr


PATHS = [("pipeline",), *((command.name,) for command in messages.commands()[1:])]
PATHS = [path if path != ("add",) else ("source", "add") for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_is_said_in_chinese_and_fits_the_terminal(path):
    words = () if path == ("pipeline",) else path
    code, said = ran("--lang", "zh", *words, "--help")
    assert code == 0
    told = said.split("\n", 1)[1]
    assert not english(re.sub(r"<[^>]*>|\[x.*\]", "", told)), said
    assert not re.search("Usage|Options:|Arguments:|Commands:|default|required", said), said
    assert max(columns(line) for line in said.splitlines() if "<" not in line) <= 80
    assert "-h, --help" in said
    assert not re.search("(?m)^ *[，。；：、）]", said), "a line begins with a stop"


def test_help_has_the_same_options_in_both_languages():
    for path in PATHS[1:]:
        found = [
            re.findall(r"(?m)^  (--?\S+)", ran("--lang", x, *path, "-h")[1]) for x in ("en", "zh")
        ]
        assert found[0] == found[1] != []


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("validate --nope", "错误：没有此选项：--nope"),
        ("validate --limt 3", "错误：没有此选项：--limt（可用的选项：--limit）"),
        ("validate --limit", "错误：选项 '--limit' 须带一个值。"),
        ("validate --limit x", "错误：'--limit' 的值无效：'x' 不是整数。"),
        ("validate --limit -1", "错误：'--limit' 的值无效：-1 不在范围 x>=0 内。"),
        ("validate --strict=3", "错误：选项 '--strict' 不带值。"),
        ("validate --fail-on nope", "'nope' 不在以下取值中：'error', 'warning', 'info'。"),
        ("mutate --min-share 200", "错误：'--min-share' 的值无效：200.0 不在范围 0<=x<=100 内。"),
        ("mutate --min-share x", "错误：'--min-share' 的值无效：'x' 不是数字。"),
        ("explain a b", "错误：多出了参数：b"),
        ("diff", "错误：缺少参数 'old'。"),
        ("validat", "错误：没有此命令：'validat'。是否指 'validate'？"),
        ("xyz", "错误：没有此命令：'xyz'。"),
        ("source add", "错误：缺少参数 'file'。"),
        ("--lang zh", "错误：缺少命令。"),
    ],
)
def test_usage_errors_are_said_in_chinese(words, wanted):
    code, said = ran(*words.split(), LANG="zh_CN.UTF-8")
    assert code == 2
    assert said.splitlines()[-1].endswith(wanted), said
    assert said.startswith(("用法：pipeline ", "错误"))
    assert not re.search("Usage|Try|Error", said)


def test_the_option_is_heeded_wherever_it_stands():
    assert "没有此选项" in ran("validate", "--lang=zh", "--nope")[1]
    assert "没有此选项" in ran("validate", "--nope", "--lang", "zh", LANG="de_DE")[1]
    assert "No such option" in ran("--lang", "zh", "validate", "--lang", "en", "--nope")[1]
    assert usage.asked(["find", "--", "--lang", "zh"]) is None
    assert usage.asked(["--lang", "fr"]) is None


@pytest.mark.parametrize("path", PATHS[1:], ids=" ".join)
def test_every_command_has_the_option(path):
    for words in ((*path, "--lang", "zh", "-h"), ("--lang", "zh", *path, "-h")):
        code, said = ran(*words)
        assert (code, said.split("：")[0]) == (0, "用法")
        assert said.count("--lang <en|zh>") == 1
    assert "Invalid value for '--lang'" in ran(*path, "--lang", "fr")[1]


def test_the_language_before_a_command_is_that_of_its_option(tmp_path):
    folder = tmp_path / "demo"
    ran("init", str(folder))
    for words in (("--lang", "zh", "validate"), ("validate", "--lang", "zh")):
        code, said = ran(*words, str(folder), "--output", f"workbook={tmp_path / 'a.xlsx'}")
        assert code == 0, said
        with ZipFile(tmp_path / "a.xlsx") as book:
            assert "用法 How to use" in book.read("xl/worksheets/sheet1.xml").decode()


@given(st.text(alphabet="ab 甲，。（）《𠮷\n", max_size=60), st.integers(10, 30))
def test_breaking_lines_loses_nothing(text, width):
    said = broken(text, width)
    assert re.sub("[\\s\b]", "", said) == re.sub(r"\s", "", text)
