"""Every format of a report, read by an independent parser of that format."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import html5lib
import junitparser
import pytest
from markdown_it import MarkdownIt
from sarif_pydantic import Sarif

from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.language import Lang
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.report import Ledger, Line, Pardon, Report, State, TableSummary, Tally, skipped, tally
from pipeline.table_schema.complaints import shown

NASTY = 'x|<b>&"`\x1b[31m\x00\u202e，１２\n𠮷`::error::%'


def issue(**more: object) -> Issue:
    known = {
        "code": "foreign-key",
        "layer": Layer.TABLE,
        "severity": Severity.ERROR,
        "message": "`p-王` names no row of `people`",
        "hint": "did you mean `p-wang`?",
        "resource": "claims",
        "path": "raw/claims.csv",
        "row": 13,
        "line": 14,
        "column": 23,
        "field": "person_id",
        "key": "c-12",
        "value": "p-王",
    }
    return Issue(**(known | more))


def report(*tallies: Tally, ledgers: tuple[Ledger, ...] = ()) -> Report:
    tables = [TableSummary("claims", "raw/claims.csv", 20, not tallies)]
    return Report.from_tallies(
        tallies, name="laomo", version="1.0.0", tables=tables, ledgers=ledgers
    )


BAD = report(
    tally(
        "foreign-key",
        Layer.TABLE,
        [issue(), issue(message=NASTY, value=NASTY, key=NASTY, hint=NASTY, path="raw/表 1.csv")],
        evaluated=20,
        failed=7,
    ),
    tally(
        "spelling",
        Layer.RULE,
        [issue(code="spelling", severity=Severity.WARNING, layer=Layer.RULE, path=None, line=None)],
        severity=Severity.WARNING,
    ),
    tally("descriptor", Layer.PACKAGE, [issue(code="descriptor", pointer="/name", line=None)]),
    Tally(code="odd", layer=Layer.RULE, state=State.BROKEN, because="no column `x`"),
    Tally(code="empty", layer=Layer.RULE, state=State.VACUOUS, because="0 cases, wanted 3"),
    skipped("totals", Layer.RULE, "waits until claims can be trusted"),
)
GOOD = report(tally("foreign-key", Layer.TABLE, evaluated=20))
EMPTY = Report.from_tallies([], name=None, version=None, tables=[])


def render(format: str, found: Report = BAD, folder: str = "") -> str:
    return RENDERERS[format](found, Run(1.5, folder))


@pytest.mark.parametrize("format", RENDERERS)
@pytest.mark.parametrize("found", [BAD, GOOD, EMPTY])
def test_every_format_renders_every_report_and_lets_no_control_character_through(format, found):
    text = render(format, found)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", text)
    if format in ("text", "github", "markdown", "html"):
        assert "\u202e" not in text, "people read it: nothing may turn its direction"


def test_junit_counts_as_the_report_does():
    suites = junitparser.JUnitXml.fromstring(render("junit").encode())
    cases = {case.name: case for suite in suites for case in suite}
    assert {name: [type(r).__name__ for r in case.result] for name, case in cases.items()} == {
        "foreign-key": ["Failure"],
        "spelling (warning)": [],
        "descriptor": ["Failure"],
        "odd": ["Error"],
        "empty": ["Failure"],
        "totals": ["Skipped"],
    }
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (6, 3, 1, 1)
    assert "raw/claims.csv:14:23" in cases["foreign-key"].result[0].text
    assert "5 more" in cases["foreign-key"].result[0].text


def test_junit_of_a_good_report_has_no_failure():
    suites = junitparser.JUnitXml.fromstring(render("junit", GOOD).encode())
    assert (suites.tests, suites.failures) == (1, 0)


def test_sarif_places_findings_by_line_and_column():
    sarif = Sarif.model_validate_json(render("sarif", folder="data"))
    (run,) = sarif.runs
    by_rule = {result.rule_id: result for result in reversed(run.results)}
    place = by_rule["foreign-key"].locations[0].physical_location
    assert (place.region.start_line, place.region.start_column) == (14, 23)
    assert place.artifact_location.uri == "data/raw/claims.csv"
    assert by_rule["spelling"].level == "warning"
    assert all(run.tool.driver.rules[r.rule_index].id == r.rule_id for r in run.results)


def test_sarif_uris_are_escaped():
    text = json.loads(render("sarif"))
    uris = [
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in text["runs"][0]["results"]
        for location in result.get("locations", [])
        if "physicalLocation" in location
    ]
    assert "raw/%E8%A1%A8%201.csv" in uris


def test_a_fingerprint_survives_moved_lines_and_changes_with_the_value():
    assert issue().fingerprint == issue(line=99, row=98, message="other words").fingerprint
    assert issue().fingerprint != issue(value="p-李").fingerprint
    assert issue().fingerprint != issue(field="event_id").fingerprint


def test_a_fingerprint_without_a_value_holds_what_was_found():
    one = issue(value=None, field=None, found="1261", message="found 1261 on line 3")
    moved = replace(one, line=99, row=98, message="found 1261 on line 4")
    assert one.fingerprint == moved.fingerprint
    assert one.fingerprint != replace(one, found="100261").fingerprint
    bare = replace(one, found=None)
    assert bare.fingerprint == replace(moved, found=None).fingerprint
    assert bare.fingerprint != replace(bare, message="found 100261 on line 3").fingerprint


@pytest.mark.parametrize("code", ["missing-cell", "extra-cell", "blank-row", "quote-error"])
@pytest.mark.parametrize("pointer", [None, "/resources/0/data/3"])
def test_a_fingerprint_of_a_row_without_key_does_not_count_rows(code, pointer):
    text = None if code == "blank-row" else "a,b"
    said = {"key": None, "field": None, "value": text, "code": code}
    one = issue(row=3, line=3, pointer=pointer, message="begins on line 3", **said)
    moved = issue(
        row=4, line=5, pointer=pointer and "/resources/0/data/4", message="begins on line 5", **said
    )
    assert one.fingerprint == moved.fingerprint
    assert one.fingerprint != issue(**{**said, "value": "a,c"}).fingerprint


def test_github_annotates_the_place():
    first = next(line for line in render("github", folder="data").splitlines() if "14" in line)
    assert first.startswith("::error file=data/raw/claims.csv,line=14,col=23,title=foreign-key::")
    assert "%0A" in first


def test_github_lets_no_data_begin_a_command():
    lines = render("github").splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 5, "two and one errors, how many more, one warning"
    assert all(re.match(r"::(error|warning) [^:]*::", line) for line in commands)


def test_github_keeps_to_ten_of_a_kind_and_says_how_many_more():
    many = [issue(row=n, key=str(n)) for n in range(30)]
    found = report(tally("foreign-key", Layer.TABLE, many))
    errors = [x for x in render("github", found).splitlines() if x.startswith("::error")]
    assert len(errors) == 10
    assert "and 21 more" in errors[-1]


def pardoned(number=1):
    items = [
        Pardon(issue(key=f"c-{n}", line=n), "the <editors> are asked", "王", "2999-12-31")
        for n in range(1, number + 1)
    ]
    whole = report(Tally(code="foreign-key", layer=Layer.TABLE, evaluated=9, waived=number))
    return replace(whole, pardons=tuple(items))


@pytest.mark.parametrize(
    ("format", "said"),
    [
        ("text", "raw/claims.csv:1:23 waived foreign-key by 王 until 2999-12-31: the <editors> "),
        ("html", "<code>foreign-key</code> by 王 until 2999-12-31: the &lt;editors&gt; are asked"),
        ("markdown", "| `foreign-key` (×2) | the &lt;editors> are asked | by 王 until 2999-12-31"),
        ("junit", '<skipped message="the &lt;editors&gt; are asked (by 王 until 2999-12-31)">'),
        ("github", "::notice title=2 waived::foreign-key ×2 by 王 until 2999-12-31: the <editors"),
    ],
)
def test_what_is_waived_is_told_with_reason_author_and_date(format, said):
    assert said in render(format, pardoned(2))
    assert "waived" not in render(format, report())


def test_junit_counts_what_is_waived_as_skipped():
    suite = ET.fromstring(render("junit", pardoned(3)))[0]
    assert (suite.get("tests"), suite.get("skipped")) == ("2", "1")
    told = suite.find("testcase/skipped").text
    assert told.count("\n") == 2
    assert "raw/claims.csv:3:23" in told


def test_github_annotates_other_causes_before_the_same_again():
    many = [issue(row=n, line=n, key=str(n), value=f"v{n}") for n in range(30)]
    few = [
        issue(
            code="type-error", row=n, line=n, key=str(n), field=name, message=f"no number: {name}"
        )
        for name in "abc"
        for n in range(40, 43)
    ]
    found = report(tally("foreign-key", Layer.TABLE, many), tally("type-error", Layer.TABLE, few))
    errors = [x for x in render("github", found).splitlines() if x.startswith("::error")]
    assert len(errors) == 10
    lines = [int(line) for line in re.findall("line=([0-9]+)", "".join(errors))]
    assert sorted(lines) == [0, 1, 40, 40, 40, 41, 41, 41, 42]


def test_codequality_fingerprints_are_unique():
    twice = report(tally("foreign-key", Layer.TABLE, [issue(line=1), issue(line=2)]))
    found = json.loads(render("codequality", twice))
    assert len({item["fingerprint"] for item in found}) == 2
    assert {item["location"]["path"] for item in found} == {"raw/claims.csv"}
    assert {item["severity"] for item in found} == {"critical"}


def test_markdown_shows_every_finding_in_a_row_of_four_cells():
    rows = [line for line in render("markdown").splitlines() if line.startswith(("| ❌", "| ⚠️"))]
    assert len(rows) == 4
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "<b>" not in render("markdown")


def code_of(cell: str) -> list[str]:
    """What a Markdown parser takes for code in a cell of a row, and that no cell was lost."""
    page = (
        MarkdownIt("commonmark", {"html": True}).enable("table").render(f"| a |\n|---|\n{cell}\n")
    )
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert len(tree.findall(".//tbody/tr/td")) == 1
    assert not tree.findall(".//em") + tree.findall(".//script")
    return ["".join(code.itertext()) for code in tree.findall(".//code")]


@pytest.mark.parametrize(
    "value",
    [
        "person_id",
        "a*b*c",
        "a|b",
        "a\\|b",
        "\\",
        "<script>",
        "&amp;",
        " a ",
        "[x](y)",
        "安君",
        "~x~",
    ],
)
def test_markdown_shows_code_as_it_is(value):
    found = issue(message=f"`{value}` in `person_id``x_y` is _not_ known", value=None, field=None)
    rows = render("markdown", report(tally("foreign-key", Layer.TABLE, [found]))).splitlines()
    (row,) = [line for line in rows if line.startswith("| ❌")]
    message = row.split(" | ")[2].removeprefix("**foreign-key** ").split(" is ")[0]
    assert code_of(f"| {message} |") == [value, "person_id", "x_y"]


@pytest.mark.parametrize("value", ["a`b", "`", "a``b|", "`" * 70, "松`" * 50])
def test_markdown_shows_a_value_with_backticks_as_one_code(value):
    found = issue(message=f"{shown(value)} in `kind` is wrong", value=value, hint=None)
    rows = render("markdown", report(tally("foreign-key", Layer.TABLE, [found]))).splitlines()
    (row,) = [line for line in rows if line.startswith("| ❌")]
    first, field, again = code_of(f"| {row.split(' | ')[2]} |")
    assert (f"`{first}`", field) == (shown(value), "kind")
    assert again.removesuffix("…") in value


def test_markdown_lets_no_data_begin_code_or_markup():
    found = issue(message="a ` stray <script>alert(1)</script> ``two`` _x_", value=None, field=None)
    rows = render("markdown", report(tally("foreign-key", Layer.TABLE, [found]))).splitlines()
    (row,) = [line for line in rows if line.startswith("| ❌")]
    code_of(f"| {row.split(' | ')[2]} |")


LEDGER = Ledger(
    "totals",
    "Totals are as stated",
    "总数与所述一致",
    (
        Line("c-1", "689", ("689", "698"), "fail", related=(Place("claims", key="c-1"),)),
        Line("c-2", "35", ("35", "35"), "pass", by=("d-decision", "d-speech")),
    ),
)


def page(found: Report) -> ET.Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        render("html", found)
    )


@pytest.mark.parametrize("found", [BAD, GOOD, EMPTY])
def test_html_is_well_formed_and_fetches_nothing(found):
    root = page(found)
    for element in root.iter():
        assert not {"src", "href"} & set(element.attrib), element.tag
    assert "url(" not in render("html", found)
    assert "@import" not in render("html", found)


@pytest.mark.parametrize("found", [BAD, GOOD, EMPTY])
@pytest.mark.parametrize("lang", Lang)
def test_html_can_be_read_by_ear_and_by_keyboard(found, lang):
    said = RENDERERS["html"](found, Run(lang=lang))
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(said)
    assert root.get("lang") == lang
    levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is left out"
    assert all(head.get("scope") in ("row", "col") for head in root.iter("th"))
    for region in root.findall(".//div[@class='scroll']"):
        assert region.find("table") is not None
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label")
    for label in root.iter("label"):
        assert "".join(label.itertext()).strip() and label.find("select") is not None
    assert len(root.findall(".//select")) == len(root.findall(".//label//select"))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    line = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def test_html_has_colours_that_stand_out_on_light_and_on_dark():
    light, dark = re.findall(r":root\{([^}]*)\}", render("html", BAD))
    for said, ground in ((light, "#ffffff"), (dark, "#1e1e1e")):
        for colour in re.findall("#[0-9a-f]{6}", said):
            low, high = sorted((luminance(colour), luminance(ground)))
            assert (high + 0.05) / (low + 0.05) >= 4.5, f"{colour} on {ground}"


def test_html_shows_findings_with_what_the_filters_need():
    items = page(BAD).findall(".//ol/li")
    assert [item.get("data-severity") for item in items].count("error") == 3
    assert {item.get("data-table") for item in items} == {"claims"}


def test_html_shows_the_ledger_with_its_denominator_and_who_says_so():
    rule = Tally(code="totals", layer=Layer.RULE, state=State.FAILED, evaluated=2, failed=1)
    root = page(replace(report(rule), ledgers=(LEDGER,)))
    text = "".join(root.itertext())
    assert "Totals are as stated (1 of 2 agree, 1 fail)" in text
    assert "d-decision; d-speech" in text
    assert [row.get("class") for row in root.findall(".//details//tbody/tr")][:2] == ["fail", None]
