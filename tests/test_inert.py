"""No text of a file, and no file name, begins a line, a command or a tag of what is printed."""

import json
import re
from io import StringIO
from xml.etree import ElementTree as ET

import html5lib
import pytest
from commands import command
from hypothesis import given, settings
from hypothesis import strategies as st
from planting_builders import change, copy
from sarif_pydantic import Sarif

from pipeline.cli.progress import Progress
from pipeline.cli.telling import print_text
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.language import Lang
from pipeline.release.change import Change, Difference, Example, Side
from pipeline.release.version import Bump
from pipeline.render import RENDERERS, difference
from pipeline.render.json_text import json_text
from pipeline.render.run import Run
from pipeline.report import Ledger, Line, Pardon, Report, SourceTexts, TableSummary, Tally, tally
from pipeline.unseen import inert, log_line

STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
OURS = re.compile(r"::(error|warning|notice) (file=[^,:]*,)?(line=\d+,)?(col=\d+,)?title=[^,:]*::")
SIGNS = (
    *(
        "\n",
        "\r",
        "\t",
        "\x1b[2J",
        "\x00",
        "\x85",
        "\u2028",
        "\u202e",
        "\u200f",
        "\ud800",
        "\ufffe",
    ),
    *("::error file=a,line=1::", "::stop-commands::x", "##[error]", "##vso[x]", "%0A", ":", ","),
    *("]]>", "<b>", "&", '"', "'", "`", "|", "\\", "a", " ", "王", "[red]"),
)
"""What means something to terminals, hosts of CI, XML, HTML or Markdown."""

NASTY = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map(lambda s: "x" + "".join(s))
FIRST = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join)


def issue(text, **more):
    known = {
        "code": text,
        "layer": Layer.RULE,
        "severity": Severity.ERROR,
        "message": f"`{text}` is wrong",
        "hint": f"did you mean `{text}`?",
        "resource": text,
        "path": text,
        "row": 2,
        "line": 2,
        "column": 1,
        "field": text,
        "key": text,
        "label": text,
        "value": text,
        "related": (Place(text, text, 3, 3, text, text, text),),
    }
    return Issue(**(known | more))


def report(text, *, valid):
    """A report in which every text comes from data."""
    waived = issue(text, severity=Severity.WARNING)
    checks = [
        Tally(code=f"{text}2", layer=Layer.RULE, evaluated=2, adjudicated=1),
        Tally(code="foreign-key", layer=Layer.TABLE, waived=1),
    ]
    if not valid:
        checks.append(tally(text, Layer.RULE, [issue(text)], failed=3))
        checks.append(tally("stopped", Layer.PACKAGE, [issue(text, code="stopped", line=None)]))
    line = Line(text, text, (text, "y"), "fail", text, (Place(text, text, 3, 3),), (text,))
    return Report(
        text,
        text,
        (TableSummary(text, text, 3, valid),),
        tuple(checks),
        "attested",
        SourceTexts((text,), (text,), ((text, ((text, 1),)),)),
        (Ledger(f"{text}2", text, text, (line,)),)
        + (() if valid else (Ledger(text, text, text, (line,)),)),
        (Pardon(waived, text, text, text),),
    )


def rendered(format, text, *, valid, lang=Lang.EN):
    return RENDERERS[format](report(text, valid=valid), Run(1.5, lang=lang))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("valid", [True, False])
@pytest.mark.parametrize("format", RENDERERS)
@settings(max_examples=20)
@given(text=NASTY | FIRST)
def test_a_text_stays_a_text_in_every_format(format, valid, lang, text):
    said = rendered(format, text, valid=valid, lang=lang)
    assert not STEERING.search(said)
    assert not re.search(r"##\w*\[", said)
    READ[format](said)


def commands(said):
    return [line for line in said.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("valid", [True, False])
@pytest.mark.parametrize("format", ["text", "github", "markdown", "junit", "html"])
@settings(max_examples=20)
@given(text=NASTY | FIRST)
def test_no_text_begins_a_line(format, valid, text):
    said = rendered(format, text, valid=valid)
    assert len(said.split("\n")) == len(rendered(format, "x", valid=valid).split("\n"))
    assert all(OURS.match(line) for line in commands(said))
    assert len(commands(said)) == len(commands(rendered(format, "x", valid=valid)))


def nothing(said):
    assert said.endswith("\n")


def page(said):
    html5lib.HTMLParser(strict=True).parse(said)


READ = {
    "text": nothing,
    "json": json.loads,
    "junit": ET.fromstring,
    "sarif": Sarif.model_validate_json,
    "github": nothing,
    "codequality": json.loads,
    "markdown": nothing,
    "html": page,
}
"""Who reads each format."""


@given(text=NASTY | FIRST)
def test_a_difference_is_told_so_too(text):
    change = Change(
        kind="values-changed",
        bump=Bump.MAJOR,
        table=text,
        what=text,
        why=text,
        count=1,
        examples=(Example(text, text, text),),
    )
    found = Difference(Side(text, text, text), Side(text, text, text), (change,))
    for render in difference.RENDERERS.values():
        assert not STEERING.search(render(found, str))
        assert not commands(render(found, str))


@given(text=NASTY | FIRST)
def test_json_loses_nothing_but_halves_of_characters(text):
    said, whole = json_text({text: [text]}), text.replace("\ud800", "\\u{d800}")
    assert json.loads(said) == {whole: [whole]}
    assert not STEERING.search(said)


@given(text=FIRST)
def test_what_steers_is_spelt_out_and_the_rest_stays(text):
    assert not STEERING.search(inert(text)) and "\n" not in inert(text)
    assert inert(inert(text)) == inert(text)
    assert not log_line(text).lstrip().startswith("::")
    assert not re.search(r"##\w*\[", log_line(text))


@pytest.mark.parametrize("text", ["王小满 (é) 👨‍👩‍👧 ⚠️ 𠮷", "a::b # [c] ##d", " : x"])
def test_what_does_no_harm_stays(text):
    assert log_line(text) == text


class Terminal(StringIO):
    """Standard output as a person sees it."""

    def isatty(self):
        return True


def test_a_terminal_shows_what_a_file_would_hold(monkeypatch):
    """A place such as `:100:` is no picture, and `[red]` no colour."""
    shown, run = Terminal(), Run(1.5, folder="[red]a:100:")
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    found = report(":100:1 [b] \x1b[2J", valid=False)
    print_text(found, run)
    assert re.sub("\x1b\\[[0-9;]*m", "", shown.getvalue()) == RENDERERS["text"](found, run)


def test_the_step_that_a_spinner_names_is_text():
    shown = Progress()
    shown("reading [red]:100:\x1b[2J\n")
    assert str(shown._status.status) == "reading [red]:100:\\u{1b}[2J\\n"


FORGED = "x\n::error file=README.md,line=1::forged\x1b[2J\u202e"


def harmless(done):
    """What a command said, of which no line is forged."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert not STEERING.search(said)
    assert all(OURS.match(line) and "forged%" not in line[:9] for line in commands(said))
    assert not [line for line in commands(said) if line.startswith("::error file=README.md,line=1")]
    return said


@pytest.fixture
def demo(tmp_path):
    return copy(tmp_path)


def renamed(project, name=FORGED):
    file = project / "datapackage.yaml"
    text = file.read_text(encoding="utf-8")
    assert "name: demo\n" in text
    changed = text.replace("name: demo\n", f"name: {json.dumps(name)}\n", 1)
    file.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize("format", [*RENDERERS])
def test_the_name_of_a_project_is_no_line_of_a_report(demo, format):
    renamed(demo)
    assert "forged" in harmless(command("validate", demo, "--format", format))


@pytest.mark.parametrize(
    "words",
    [
        ("export",),
        ("release", "--check"),
        ("fmt", "--check"),
        ("anchor",),
    ],
)
def test_nor_of_what_other_commands_say(demo, words):
    renamed(demo)
    change(demo, "places.csv", "east-village,", "east-village ,")
    harmless(command(words[0], demo, *words[1:]))


@pytest.mark.parametrize("format", [*RENDERERS])
def test_the_name_of_a_file_is_no_line_of_a_report(tmp_path, format):
    file = f"{FORGED}.csv"
    (tmp_path / file).write_text("id\n1\n1\n", encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}], "primaryKey": "id"}
    package = {
        "name": FORGED,
        "version": "\n::warning::v",
        "resources": [{"name": FORGED, "path": file, "schema": schema}],
    }
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    done = command("validate", descriptor, "--format", format)
    assert done.returncode == 1
    assert "forged" in harmless(done)


def test_a_name_that_is_no_text_can_be_reported(tmp_path):
    name = b"x\xff\n::error::forged.csv".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text("id\n1\n", encoding="utf-8")
    resource = {"name": "t", "path": name, "schema": {"fields": [{"name": "other"}]}}
    package = tmp_path / "datapackage.json"
    package.write_text(json.dumps({"name": "d", "resources": [resource]}), encoding="utf-8")
    outputs = [f"--output={format}={tmp_path / format}" for format in RENDERERS]
    harmless(command("validate", package, *outputs))
    for format in RENDERERS:
        assert not STEERING.search((tmp_path / format).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "words",
    [
        ("validate",),
        ("validate", "--format", "github"),
        ("verify",),
        ("import",),
        ("diff", "HEAD"),
        ("explain",),
        ("fmt",),
        ("export",),
        ("release", "--check"),
        ("validate", "--baseline"),
        ("validate", "--sources"),
        ("validate", "--output"),
    ],
)
def test_what_stops_the_program_is_one_line(demo, words):
    done = command(*words, FORGED, cwd=demo)
    assert done.returncode == 2
    harmless(done)


def test_a_release_with_a_forged_name_is_told_in_lines_of_ours(demo, tmp_path):
    assert command("export", demo).returncode == 0
    release = demo / "build" / "demo-0.1.0"
    file = release / "datapackage.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"demo"', json.dumps(FORGED), 1))
    said = harmless(command("verify", release))
    assert "forged" in said
    harmless(command("diff", release, demo))
    harmless(command("diff", release, demo, "--format", "markdown"))


def test_an_import_names_files_and_values_in_lines_of_ours(demo, tmp_path):
    edited = tmp_path / f"{FORGED}.csv"
    text = (demo / "raw" / "places.csv").read_text(encoding="utf-8")
    edited.write_text(text.replace("East Village", f'"East {FORGED}"'), encoding="utf-8")
    assert "forged" in harmless(
        command("import", edited, "--into", demo, "--table", "places", "--dry-run")
    )
