"""XML Schema's patterns mean the same to RE2 and to Python."""

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.table_schema.xsd import BadPattern, LargePattern, Pattern

CON = duckdb.connect()


def re2(pattern: Pattern, text: str) -> bool:
    found = CON.execute("SELECT regexp_full_match(?, ?)", [text, pattern.re2]).fetchone()
    return bool(found and found[0])


@pytest.mark.parametrize(
    ("source", "match", "differ"),
    [
        ("a.*", ["a", "apple"], ["xa", "a\nb", "a\rb", ""]),
        ("a|b", ["a", "b"], ["ab", ""]),
        (r"\d{4}", ["2020", "２０２０"], ["202", "20200"]),
        ("[0-9]{2,3}", ["12", "123"], ["1", "1234", "１２"]),
        (r"[\w-]+", ["a-b", "𠮷﨑"], ["a b", "a_", "，"]),
        (r"\W", ["!", " ", "，"], ["a", "𠮷"]),
        (r"[\Wa]+", ["a!", "a"], ["b"]),
        ("[a-z-[aeiou]]+", ["bcd"], ["bad", "-"]),
        ("[^a-z-[0-9]]", ["A"], ["a", "1"]),
        (r"\p{IsCJKUnifiedIdeographs}+", ["漢字"], ["﨑", "a"]),
        (r"\p{Lu}\P{Lu}", ["Ab", "A1"], ["AB", "ab"]),
        (r"[\s\S]*", ["", "a\nb"], []),
        (r"\s", [" ", "\t"], ["\u3000", "\u00a0"]),
        (r"\i\c*", ["a-b", "_1", "名"], ["1a", "-"]),
        ("x^y$z", ["x^y$z"], ["xyz"]),
        (r"a\.b\-\{\}", ["a.b-{}"], ["axb-{}"]),
        ("[-a]+", ["-a"], ["b"]),
        ("a-b #&~", ["a-b #&~"], ["a-b"]),
        ("(a|)b?", ["", "a", "ab", "b"], ["aa"]),
        ("[^/\\\\]+", ["ab"], ["a/b", "a\\b"]),
        ("𠮷{2}", ["𠮷𠮷"], ["𠮷"]),
        ("[a-a-[a]]", [], ["a", ""]),
        ("^a.*$", ["a", "apple"], ["xa", "^a$"]),
        ("^a|b$", ["a", "b"], ["ab"]),
        ("a[$]", ["a$"], ["a"]),
    ],
)
def test_whole_value_matches_in_both_engines(source, match, differ):
    pattern = Pattern.parse(source)
    assert pattern.notes == ()
    for text in match:
        assert re2(pattern, text) and pattern.compiled().fullmatch(text), text
    for text in differ:
        assert not re2(pattern, text) and not pattern.compiled().fullmatch(text), text


@pytest.mark.parametrize(
    ("source", "match", "note"),
    [
        ("a{2,3}?", "aaa", "`?` after a quantifier; without it the same values match"),
        ("(?:a)", "a", "`(?:`; a plain `(` means the same"),
        (r"a\/b", "a/b", r"`\/`; write `/`"),
        (r"\$", "$", r"`\$`; write `[$]`"),
        (r"[\$]", "$", r"`\$`; write `$`"),
    ],
)
def test_what_xml_schema_does_not_know_is_noted_and_meant(source, match, note):
    pattern = Pattern.parse(source)
    assert pattern.notes == (note,)
    assert re2(pattern, match) and pattern.compiled().fullmatch(match)


@pytest.mark.parametrize(
    ("source", "counts", "others"),
    [
        ("a{1,1500}", [1, 1000, 1001, 1500], [0, 1501]),
        ("a{1500}", [1500], [1499, 1501]),
        ("a{2500,}", [2500, 9999], [2499]),
        ("(a{40}){40}", [1600], [1599, 1640]),
        ("(a{400}|b){3,5}", [1200, 1600, 2000], [400, 1500, 2400]),
        ("(a{1,1500})+", [1, 1500, 4000], [0]),
    ],
)
def test_counts_beyond_what_re2_reads_are_spelled_in_parts(source, counts, others):
    pattern = Pattern.parse(source)
    assert all(re2(pattern, "a" * count) for count in counts)
    assert not any(re2(pattern, "a" * count) for count in others)
    assert not re2(pattern, "a" * 100 + "!"), "in no time, which Python would take"


@pytest.mark.parametrize(
    "source", ["(a{90000}){90000}", "a{1000000}", "a{2," + "9" * 5000 + "}", "(" * 200]
)
def test_a_large_pattern_may_be_one_and_is_not_tried(source):
    with pytest.raises(LargePattern, match=r"too large|larger than 100000|more than 100 deep"):
        Pattern.parse(source)


@pytest.mark.parametrize(
    "source",
    ["(", ")", "[", "[]", "a**", "a{2}{3}", "*a", "a{3,2}", "a{", "]", r"\b", r"\p{Foo}", r"\p",
     "(?=a)", "[z-a]", r"[a-\d]", "\\", "[\\", r"\1", "[a-z-[a]b]"],
)  # fmt: skip
def test_what_is_no_pattern_is_refused(source):
    with pytest.raises(BadPattern):
        Pattern.parse(source)


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("ab09^$.*+?(|)[]{}-\\dpLu,１é"), max_size=8),
    st.text("ab09１é-", max_size=3),
)
def test_both_engines_agree(source, text):
    try:
        pattern = Pattern.parse(source)
    except (BadPattern, LargePattern):
        return
    assert re2(pattern, text) == bool(pattern.compiled().fullmatch(text))


@pytest.mark.parametrize(
    ("source", "may"),
    [
        ("R[0-9]{9}", False),
        (r"[A-Z]{3}\-\d+", False),
        (r"\p{Lu}x", False),
        (r"a\Wb", True),
        (r"\p{P}", True),
        ("[^a]", True),
        ("a.b", True),
        ("[!-/]", True),
        ('x("|y)', True),
        (r"[\D]", True),
        ("[a-z-[aeiou]]", False),
    ],
)
def test_whether_a_value_that_matches_may_hold_a_quote(source, may):
    assert Pattern.parse(source).may_hold('"') is may


@given(source=st.text('ab."[]^-+|()\\dWp{}P', max_size=12))
def test_a_pattern_that_cannot_hold_a_quote_matches_none(source):
    try:
        pattern = Pattern.parse(source)
    except (BadPattern, LargePattern):
        assume(False)
    compiled = pattern.compiled()
    some = ['"', 'a"', '"a', 'a"b', '""', '0"', 'ab"', 'a."', '"."']
    assert pattern.may_hold('"') or not any(compiled.fullmatch(text) for text in some)
