from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report import State
from pipeline.rules import Verdict, digest, show
from pipeline.rules.compare import difference, tidy, verdict
from pipeline.rules.ledger import ledgers
from pipeline.rules.model import Case, Rule, RuleOutcome

numbers = st.one_of(
    st.integers(-(10**38), 10**38),
    st.decimals(allow_nan=False, allow_infinity=False, places=10),
    st.floats(allow_nan=False, allow_infinity=False),
)
values = st.one_of(
    numbers,
    st.text(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.none(),
)
lists = st.lists(values, min_size=1, max_size=6)


@given(values, lists, st.randoms())
def test_the_order_of_a_list_does_not_matter(expected, actual, random):
    shuffled = random.sample(actual, len(actual))
    assert digest(expected, actual) == digest(expected, shuffled)
    assert difference(expected, tidy(actual)) == difference(expected, tidy(shuffled))


@given(st.integers(-(10**38), 10**38), st.integers(0, 10))
def test_numbers_are_equal_by_value_however_wide(number, zeros):
    wide = Decimal(f"{number}.{'0' * zeros}") if zeros else Decimal(number)
    assert verdict(number, wide) is Verdict.PASS
    assert digest(number, wide) == digest(wide, number) == digest(number, number)


@given(st.integers(-(2**53), 2**53))
def test_a_whole_double_is_its_integer(number):
    assert verdict(number, float(number)) is Verdict.PASS
    assert digest(number, 0) == digest(float(number), 0)


@given(values, values)
def test_digests_are_equal_exactly_where_values_are(left, right):
    same = digest(left, left) == digest(left, right)
    assert same == ((left is right is None) or verdict(left, right) is Verdict.PASS)


@given(values.filter(lambda value: value is not None))
def test_a_value_equals_itself_and_fails_against_nothing(value):
    assert verdict(value, value) is Verdict.PASS
    assert verdict(value, None) is verdict(None, value) is Verdict.FAIL
    assert verdict(value, None, "not stated") is Verdict.NOT_EVALUABLE


@given(lists.filter(lambda found: None not in found), st.randoms())
def test_two_lists_agree_as_multisets(found, random):
    shuffled = random.sample(found, len(found))
    assert verdict(tidy(found), tidy(shuffled)) is Verdict.PASS
    assert verdict(tidy(found), tidy([*shuffled, "one more"])) is Verdict.FAIL


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a", '"a"'), ('5" (x)', '`5" (x)`'), ('"`"', '`"\\u{60}"`'), ("`", '"`"')],
)
def test_a_text_is_shown_between_quotes_that_do_not_stand_in_it(text, shown):
    assert show(text) == shown


def test_thirty_five_is_thirty_five():
    forms = [35, 35.0, Decimal("35"), Decimal("35.000"), Decimal("3.5E+1")]
    assert len({digest(35, form) for form in forms}) == 1
    assert digest(35, 35) != digest("35", 35) != digest(35, "35")
    assert digest(0, -0.0) == digest(0, 0)


def test_digits_beyond_a_decimal_context_count():
    huge = 10**37 + 1
    assert verdict(huge, 10**37) is Verdict.FAIL
    assert verdict(Decimal("0.1"), 0.1) is Verdict.PASS
    assert verdict(Decimal("0.3"), 0.1 + 0.2) is Verdict.FAIL


def test_dates_are_not_their_text():
    day = date(2020, 11, 24)
    assert digest(day, day) != digest("2020-11-24", day)
    assert digest(day, 0) != digest(datetime(2020, 11, 24), 0)
    assert show(day) == "2020-11-24"
    assert show(datetime(2020, 11, 24, 9, 30)) == "2020-11-24T09:30:00"
    assert show(time(9, 30)) == "09:30:00"


def test_the_digest_is_pinned():
    """Adjudications of released data carry it: it must never change."""
    listed = '{"actual":[{"number":"1688"},{"number":"1689"}],"expected":{"text":"省长"}}'
    assert digest("省长", [1689, 1688.0]) == sha256(listed.encode()).hexdigest()


def test_one_statement_in_a_list_is_not_a_bare_value():
    assert digest(1, 1) != digest(1, [1])


def test_an_empty_list_is_nothing():
    assert digest(1, []) == digest(1, None)
    assert tidy([]) is None
    assert verdict(1, tidy([])) is Verdict.FAIL
    assert verdict(1, tidy([]), "no list") is Verdict.NOT_EVALUABLE


def test_text_is_exact():
    assert verdict("３５", "35") is Verdict.FAIL
    assert verdict("﨑", "崎") is Verdict.FAIL
    assert verdict("a ", "a") is Verdict.FAIL


def test_each_statement_must_equal_the_expected_value():
    assert verdict(1689, tidy([1689, Decimal("1689.0")])) is Verdict.PASS
    assert verdict(1689, tidy([1689, 1688])) is Verdict.FAIL
    assert verdict(1689, tidy([1689, None])) is Verdict.FAIL


@pytest.mark.parametrize("value", [True, b"x", {"a": 1}, [True], [[1]]])
def test_what_no_rule_may_give_has_no_digest(value):
    with pytest.raises(TypeError):
        digest(1, value)


@pytest.mark.parametrize(
    ("expected", "actual", "words"),
    [
        (1689, 1688, "expected 1689, found 1688"),
        (Decimal("35.5000"), None, "expected 35.5, found nothing"),
        ("省长", "副省长", 'expected "省长", found "副省长"'),
        (1689, [1689, 1688], "expected 1689, but 1 of 2 differ: 1688"),
        (1, [2, 2, 3], "expected 1, but 3 of 3 differ: 2 (2 times), 3"),
        (0, list(range(1, 9)), "expected 0, but 8 of 8 differ: 1, 2, 3, 4, 5, … and 3 more"),
        (["a", "b"], ["b", "c"], 'the lists differ: missing "a"; extra "c"'),
        (["a", "a"], ["a"], 'the lists differ: missing "a"'),
        (1, [], "expected 1, found nothing"),
    ],
)
def test_a_difference_reads_as_a_sentence(expected, actual, words):
    assert difference(tidy(expected), tidy(actual)) == words


def test_long_text_is_cut():
    assert len(show("长" * 1000)) == 82


@pytest.mark.parametrize(
    ("value", "said"),
    [("804.0000000000", "804"), ("0.50", "0.5"), ("100", "100"), ("3.5E+1", "35"), ("0.0", "0")],
)
def test_a_ledger_tells_a_number_without_the_zeros_of_its_type(value, said):
    case = Case("k", Decimal(value), Decimal(value), Verdict.PASS)
    rule = Rule(name="sums", path="sums.sql", sql="", title="Sums", needs=())
    outcome = RuleOutcome(rule=rule, state=State.PASSED, cases=(case,))
    (told,) = ledgers([outcome], lambda places: {}, lambda place: None)
    assert (told.lines[0].expected, told.lines[0].actual) == (said, (said,))


def test_what_nobody_sees_in_a_text_is_shown():
    assert show("北京市 ") == '"北京市␣"'


@pytest.mark.parametrize(
    ("expected", "actual", "words"),
    [
        ("刚察", "剛察", ": one has traditional characters where the other has simplified ones"),
        ("４８", "48", ": their characters are variants"),
        ("刚察", "刚擦", ""),
        ("刚察", "刚察县", ""),
    ],
)
def test_a_difference_in_the_form_of_characters_alone_is_called_that(expected, actual, words):
    assert difference(expected, actual) == f'expected "{expected}", found "{actual}"{words}'
