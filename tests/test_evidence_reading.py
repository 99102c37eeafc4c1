from pipeline.evidence.passages import GAP
from pipeline.evidence.reading import BREAK, Source, Span, Unread, place, read

RAW = """左栏先说到一半，
右栏另起一篇。
左栏接着说完 20
20 年的事。
右栏也说完了。
标题标题在此在此
结尾之后再说左栏"""
SOURCES = {"s": Source.from_text("s", RAW)}


def span(from_: str, to: str, joins: str = "break", doubled: bool = False, name: str = "x") -> Span:
    return Span(name, "s", from_, to, joins, doubled)


def test_interleaved_columns_read_on_in_order():
    reading, problems = read(
        [span("左栏先", "一半，"), span("左栏接着", "的事。", "runs-on")], SOURCES
    )
    assert problems == []
    assert reading.text == "左栏先说到一半，左栏接着说完2020年的事。"


def test_every_character_knows_where_it_is_printed():
    reading, _ = read([span("左栏接着", "的事。")], SOURCES)
    for char, origins in zip(reading.text, reading.origins, strict=True):
        assert [RAW[at] for _, at in origins] == [char]


def test_breaks_and_gaps_stand_between_spans():
    reading, _ = read(
        [span("左栏先", "一半，"), span("右栏另", "一篇。"), span("右栏也", "完了。", "gap")],
        SOURCES,
    )
    assert reading.text == f"左栏先说到一半，{BREAK}右栏另起一篇。{GAP}右栏也说完了。"
    assert reading.origins[reading.text.index(BREAK)] == ()


def test_a_doubled_span_is_read_once_with_both_copies():
    reading, problems = read([span("标题标题", "在此在此", doubled=True)], SOURCES)
    assert problems == []
    assert reading.text == "标题在此"
    assert [len(origins) for origins in reading.origins] == [2, 2, 2, 2]


def test_a_line_that_is_not_doubled_is_refused():
    _, problems = read([span("标题标题", "结尾", doubled=True)], SOURCES)
    assert [(p.span_id, p.field) for p in problems] == [("x", "quality")]
    assert "not printed twice" in problems[0].problem.reason


def test_first_words_must_be_unique_in_the_source():
    found = place(span("左栏", "完"), SOURCES["s"])
    assert isinstance(found, Unread)
    assert (found.field, len(found.problem.found)) == ("from", 3)


def test_an_occurrence_can_be_chosen():
    found = place(span("左栏#3", "左栏#3"), SOURCES["s"])
    assert isinstance(found, tuple)
    assert SOURCES["s"].text[slice(*found)] == "左栏"


def test_last_words_must_follow():
    found = place(span("右栏也", "左栏先"), SOURCES["s"])
    assert isinstance(found, Unread)
    assert found.field == "to"


def test_a_span_without_place_leaves_a_gap_and_says_why():
    reading, problems = read([span("没有", "的字"), span("右栏另", "一篇。")], SOURCES)
    assert reading.text == f"{GAP}{BREAK}右栏另起一篇。"
    assert len(problems) == 1


def test_a_span_may_be_one_word():
    reading, _ = read([span("右栏另", "右栏另")], SOURCES)
    assert reading.text == "右栏另"
