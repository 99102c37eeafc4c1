"""One cause is told once, and what to mend first comes first."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.grouping import grouped
from pipeline.issue import Issue, Layer, Place, Severity
from pipeline.keeping import READ
from pipeline.language import Lang
from pipeline.render import RENDERERS
from pipeline.render.run import Run
from pipeline.report import Ledger, Report, skipped, tally


def issue(code="type-error", row=2, **changes) -> Issue:
    value = changes.pop("value", "3,5") or ""
    base = Issue(
        code=code,
        layer=Layer.TABLE,
        severity=Severity.ERROR,
        message=f"`{value}` in `trees` is not a number",
        hint=f"did you mean `{value.replace(',', '.')}`? the decimal sign here is a point",
        resource="plantings",
        path="raw/plantings.csv",
        row=row,
        line=row,
        column=7,
        field="trees",
        key=f"p-{row}",
        value=value or None,
    )
    return replace(base, **changes)


def dangling(value, table, row=2, field="person_id") -> Issue:
    return issue(
        "foreign-key",
        row,
        resource=table,
        path=f"raw/{table}.csv",
        field=field,
        value=value or None,
        message=f"`{value}` in `{field}` is not the `person_id` of any row of `people`",
        hint="correct it, or add the row that it means to `people`",
    )


def sizes(*issues):
    return [len(group.issues) for group in grouped(issues)]


def report(*issues) -> Report:
    tallies = [tally(i.code, i.layer, [i], severity=i.severity) for i in issues]
    return Report.from_tallies(tallies, name="n", version="1", tables=())


def test_the_same_kind_of_slip_in_one_column_is_one_group():
    assert sizes(*(issue(row=n, value=f"{n},5") for n in range(2, 42))) == [40]


def test_another_column_remedy_or_severity_is_another_cause():
    assert sizes(issue(), issue(field="depth")) == [1, 1]
    assert sizes(issue(), issue(row=3, hint="write digits only")) == [1, 1]
    assert sizes(issue(), issue(row=3, severity=Severity.INFO)) == [1, 1]


def test_a_record_that_several_tables_miss_is_one_group_and_another_missing_one_is_not():
    found = grouped(
        [
            dangling("lin", "talks"),
            dangling("lin", "prizes", field="winner_id"),
            dangling("an", "x"),
        ]
    )
    assert [[i.resource for i in group.issues] for group in found] == [["prizes", "talks"], ["x"]]


def test_many_missing_records_of_one_column_are_one_group():
    assert sizes(*(dangling(f"p-{n}", "talks", row=n) for n in range(2, 9))) == [7]


def test_files_with_the_same_fault_are_one_group():
    said = {"row": None, "field": None, "key": None, "value": "\ufeff", "message": "a mark"}
    marks = [issue("byte-order-mark", resource=n, path=f"{n}.csv", **said) for n in "abc"]
    assert sizes(*marks) == [3]


def test_each_case_of_a_rule_is_its_own_cause():
    cases = [issue("totals", row=n, layer=Layer.RULE, hint="count again") for n in (2, 3)]
    assert sizes(*cases) == [1, 1]


def test_the_gravest_come_first_then_causes_then_the_largest():
    warning = issue("blank-row", severity=Severity.WARNING, row=2)
    header = issue("incorrect-label", row=1, field="name")
    alone = issue("constraint-error", row=2, field="kind")
    many = [issue(row=n) for n in (30, 31)]
    reference = dangling("lin", "a")
    found = grouped([warning, reference, alone, *many, header])
    assert [g.first.code for g in found] == [
        "incorrect-label",
        "type-error",
        "constraint-error",
        "foreign-key",
        "blank-row",
    ]


def test_what_a_later_stage_says_of_the_same_cell_may_follow_from_the_earlier():
    value = issue("missing-evidence", layer=Layer.EVIDENCE)
    cell = Place(resource="plantings", key="p-2", field="trees", row=2)
    rule = issue("totals", layer=Layer.RULE, resource=None, key="all", field=None, related=(cell,))
    other = issue("sums", layer=Layer.RULE, resource=None, key="all", field=None)
    after = {group.first.code: group.after for group in grouped([rule, other, value])}
    assert after == {"missing-evidence": None, "totals": value, "sums": None}
    text = RENDERERS["text"](report(value, rule), Run())
    assert "may follow from raw/plantings.csv:2:7 (missing-evidence)" in text


def test_what_one_command_mends_is_one_group():
    said = {"layer": Layer.EVIDENCE, "hint": "run `pipeline anchor` and commit evidence.csv"}
    found = [issue("evidence", field=f, message=f"`{f}` has no evidence", **said) for f in "abc"]
    assert sizes(*found) == [3]
    text = RENDERERS["text"](report(*found), Run())
    assert "Next: pipeline anchor, then run pipeline validate again" in text


def test_evidence_of_a_record_may_follow_from_whatever_is_wrong_with_its_key():
    twice = issue("primary-key", field="planting_id")
    stale = issue("evidence", layer=Layer.EVIDENCE, field=None, value=None, message="it is stale")
    assert [group.after for group in grouped([stale, twice])] == [None, twice]


def test_a_record_that_is_referred_to_and_gone_was_perhaps_removed():
    text = RENDERERS["text"](report(*(dangling("lin", table) for table in "ab")), Run())
    assert "2 places refer to it: was its row removed, or its key changed?" in text
    alone = RENDERERS["text"](report(dangling("lin", "a")), Run())
    assert "refer to it" not in alone


def test_what_a_finding_means_to_a_release_refers_to_nothing():
    one = replace(dangling("lin", "a"), severity=Severity.WARNING)
    meant = replace(one, code="incomplete-release", message=f"it is left out: {one.message}")
    (group,) = grouped([one, meant])
    assert len(group.issues) == 2
    for format in ("text", "markdown", "html"):
        told = RENDERERS[format](report(one, meant), Run())
        assert "refer to it" not in told and "×2" not in told, format
    others = [replace(dangling("lin", t), severity=Severity.WARNING) for t in "bc"]
    assert "(×3)" in RENDERERS["text"](report(one, *others), Run())


def case(code, key, *related, **more):
    said = {"layer": Layer.RULE, "field": "date", "message": f"{key}: expected 2", **more}
    return issue(code, key=key, related=related, **said)


EVENT = Place(
    resource="events", path="raw/events.csv", row=16, line=16, key="opening", field="date"
)


def test_what_rests_on_one_record_is_one_group_that_names_it():
    found = [case("days", "a", EVENT), case("days", "b", EVENT), case("reports", "c", EVENT)]
    (group,) = grouped(found)
    assert (len(group.issues), group.suspect.key) == (3, "opening")
    text = RENDERERS["text"](report(*found), Run())
    assert "all 3 rest on raw/events.csv:16 (opening): look there first" in text
    assert "Next: mend raw/events.csv:16 (opening)" in text
    assert "reports: c: expected 2" in text, "what another check says is told"


def test_what_is_found_at_the_record_itself_comes_first():
    cases = [case("days", "a", EVENT), case("days", "b", EVENT)]
    at = case("wholes", "opening", resource="events", path="raw/events.csv")
    (group,) = grouped([*cases, at])
    assert (group.first, group.suspect) == (at, None)


def test_cases_of_a_rule_that_speak_of_a_wrong_value_follow_from_it_and_are_one_group():
    slip = issue("missing-evidence", layer=Layer.EVIDENCE, field="honour", value="model-worker")
    said = {"resource": "entries", "field": "person", "layer": Layer.RULE, "hint": "add it"}
    cases = [
        issue("given", n, **said, message=f'e-{n}: expected "lin model-worker", found nothing')
        for n in (2, 3, 4)
    ]
    other = issue("given", 5, **said, message='e-5: expected "lin hero", found nothing')
    found = grouped([slip, *cases, other])
    assert [(len(group.issues), group.after) for group in found] == [
        (1, None),
        (3, slip),
        (1, None),
    ]
    text = RENDERERS["text"](report(slip, *cases), Run())
    assert text.count("may follow from raw/plantings.csv:2:7 ") == 1


def test_a_short_value_says_nothing_of_what_follows():
    slip = issue("missing-evidence", layer=Layer.EVIDENCE, value="12")
    rule = issue("sums", 9, layer=Layer.RULE, message="all: expected 12, found 13")
    assert [group.after for group in grouped([slip, rule])] == [None, None]


def test_one_case_that_relates_a_record_is_no_suspicion():
    other = Place(resource="events", key="closing")
    assert sizes(case("days", "a", EVENT), case("days", "b", other)) == [1, 1]


def test_references_to_a_lost_record_and_its_evidence_are_one_group():
    gone = issue(
        "evidence", 9, layer=Layer.EVIDENCE, resource="evidence", key="e", field="key", value="lin",
        message="there is no record `lin` in `people`, but evidence of it",
    )  # fmt: skip
    references = [dangling("lin", "a"), dangling("lin", "b")]
    (group,) = grouped([gone, *references])
    assert [i.code for i in group.issues] == ["foreign-key", "foreign-key", "evidence"]


issues = st.lists(
    st.builds(
        issue,
        st.sampled_from(["type-error", "foreign-key", "totals"]),
        st.integers(2, 9),
        value=st.sampled_from(["1,5", "2,5", "x"]),
        field=st.sampled_from(["a", "b", None]),
        severity=st.sampled_from(Severity),
        layer=st.sampled_from(Layer),
    ),
    unique=True,
)


@given(issues, st.randoms())
def test_no_issue_is_lost_or_told_twice_and_their_order_does_not_matter(found, random):
    groups = grouped(found)
    assert sorted(map(id, found)) == sorted(id(i) for group in groups for i in group.issues)
    shuffled = random.sample(found, len(found))
    assert [g.issues for g in grouped(shuffled)] == [g.issues for g in groups]


def test_text_tells_the_first_in_full_and_of_the_others_what_differs():
    found = report(*(issue(row=n, value=f"{n},5", label="林小满") for n in range(2, 12)))
    text = RENDERERS["text"](found, Run())
    assert text.count(" error ") == 1
    assert "is not a number (×10)\n" in text
    assert "in plantings / p-2 · 林小满 / trees = `2,5`" in text
    assert "also raw/plantings.csv:3:7 / p-3 · 林小满 / `3,5` → `3.5`" in text
    assert "and 5 more of this kind" in text
    assert "10 errors" in text
    assert "Next: mend raw/plantings.csv:2:7, then run pipeline validate again" in text


def test_a_group_that_may_be_larger_says_so():
    many = [issue(row=n) for n in range(2, READ + 5)]
    found = Report.from_tallies(
        [tally("type-error", Layer.TABLE, many)], name="n", version="1", tables=()
    )
    assert f"(×{READ:,}+)" in RENDERERS["text"](found, Run())


def test_json_keeps_every_issue_and_says_to_which_group_it_belongs():
    found = report(issue(), issue(row=3), issue("constraint-error", field="kind"))
    told = json.loads(RENDERERS["json"](found, Run()))["issues"]
    assert [(i["row"], i["group"]) for i in told] == [(2, 1), (3, 1), (2, 2)]


def test_people_read_severities_in_their_language_and_programs_in_english():
    found, run = report(issue(), issue(row=3)), Run(lang=Lang.ZH)
    for format in ("text", "markdown", "html"):
        assert "错误" in RENDERERS[format](found, run), format
        assert "×2" in RENDERERS[format](found, run), format
    assert "raw/plantings.csv:2:7 错误 type-error: " in RENDERERS["text"](found, run)
    for format in ("json", "sarif", "codequality"):
        assert "错误" not in RENDERERS[format](found, run), format


def test_many_checks_that_wait_for_tables_are_one_line():
    waiting = [
        skipped(f"rule-{n}", Layer.RULE, "waits until people, talks can be trusted")
        for n in range(5)
    ]
    found = Report.from_tallies(waiting, name="n", version="1", tables=())
    text = RENDERERS["text"](found, Run())
    assert "skipped 5 checks: they wait until people, talks can be trusted" in text
    assert "rule-3" not in text
    few = Report.from_tallies(waiting[:2], name="n", version="1", tables=())
    assert "skipped rule-0, rule-1: waits until people, talks" in RENDERERS["text"](few, Run())


def test_a_rule_is_told_in_its_own_words_in_either_language():
    case = issue("totals", layer=Layer.RULE, message="all: expected 2, found 3", hint="count again")
    ledger = Ledger("totals", "Totals agree", "总数相符", (), "count again", "请重新计数")
    found = replace(report(case), ledgers=(ledger,))
    english, chinese = (RENDERERS["text"](found, Run(lang=lang)) for lang in Lang)
    assert "    rule: Totals agree\n" in english and "→ count again" in english
    assert "    规则：总数相符\n" in chinese and "→ 请重新计数" in chinese
    for format in ("markdown", "html"):
        assert "请重新计数" in RENDERERS[format](found, Run(lang=Lang.ZH)), format


def test_counts_of_all_data_come_behind_what_is_wrong_in_them():
    counts = issue("stale-coverage", layer=Layer.EVIDENCE, resource="coverage", field="anchored")
    rule = issue("names-explained", layer=Layer.RULE, resource="mentions", field="name")
    assert [group.first.code for group in grouped([counts, rule])] == [
        "names-explained",
        "stale-coverage",
    ]


def test_what_is_said_at_a_record_comes_before_what_others_say_in_view_of_it():
    place = Place(resource="places", path="raw/places.csv", row=5, key="liao", field="name")
    body = issue("bodies-placed", layer=Layer.RULE, resource="bodies", key="b", related=(place,))
    coded = issue("places-coded", 5, layer=Layer.RULE, resource="places", key="liao", field="name")
    assert [g.first.code for g in grouped([body, coded])] == ["places-coded", "bodies-placed"]
    back = replace(coded, related=(Place(resource="bodies", key="b"),))
    assert [g.first.code for g in grouped([body, back])] == ["bodies-placed", "places-coded"]


def test_what_two_findings_at_one_record_point_to_is_no_suspect():
    mention = Place(resource="mentions", path="raw/mentions.csv", row=82, key="m", field="name")
    said = {"resource": "bodies", "key": "b", "field": "name", "related": (mention,)}
    two = [issue(code, layer=Layer.RULE, **said) for code in ("spelt", "explained")]
    assert [group.suspect for group in grouped(two)] == [None, None]
    three = [*two, issue("placed", layer=Layer.RULE, **{**said, "key": "c"})]
    (group,) = grouped(three)
    assert group.suspect and group.suspect.key == "m"
