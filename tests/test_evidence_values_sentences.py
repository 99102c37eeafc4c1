"""Sentences read one by one say what the whole text says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evidence.values import Sentences, dates, quantities, shape
from pipeline.evidence.values.measures import IDIOMS
from pipeline.evidence.values.relative import DAY_WORDS, MONTH_WORDS, YEAR_WORDS

SIGNS = "0123456789０９．，.,%％‰-—~～至到、和及:：∶/()（）;；!！?？”…\n\f零一二两三五十百千万亿廿几数上成半首第"
WORDS = [
    "年",
    "月",
    "日",
    "号",
    "个",
    "人",
    "名",
    "次",
    "棵",
    "元",
    "级",
    "等奖",
    "世纪",
    "届",
    "组",
    "队",
    "后",
    "期",
    "周",
    "内",
    "以上",
    "以下",
    "左右",
    "余",
    "多",
    "来",
    "约",
    "近",
    "超过",
    "不到",
    "至少",
    "百分之",
    "分之",
    "公元前",
    "下午",
    "晚",
    "(星期三)",
    "是",
    "要",
    "每",
    "统",
    "个多月",
    "个半小时",
    "来",
    "开外",
    "有余",
    "A-",
    "№",
    "壹",
    "拾",
    "48队采油工",
    "成千上万",
    "数以万计",
    "1,689",
    "2020.11.24",
    "2020-11-24",
    "11月24日至25日",
    "1950—2020",
    "3—5万",
    "1亿2000万",
    "三四十",
]
PIECES = (*SIGNS, *WORDS, *IDIOMS, *sorted(DAY_WORDS | MONTH_WORDS | YEAR_WORDS))

TEXTS = st.lists(st.sampled_from(("。", "。", *PIECES)) | st.sampled_from(PIECES), max_size=30).map(
    "".join
)


@settings(max_examples=1000, deadline=None)
@given(TEXTS, st.sets(st.integers(0, 60)))
def test_the_sentences_say_together_what_the_text_says(text, seams):
    read = Sentences(text, shape(text, seams))
    assert list(read.quantities(0, len(text))) == quantities(text, seams)
    assert list(read.dates(0, len(text))) == dates(text, seams)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_range_has_what_begins_in_it(text, start, end):
    read = Sentences(text, shape(text))
    assert list(read.quantities(start, end)) == [
        found for found in quantities(text) if start <= found.start < end
    ]
    assert list(read.dates(start, end)) == [
        found for found in dates(text) if start <= found.start < end
    ]


def test_a_unit_is_read_across_a_full_stop_as_in_the_whole_text():
    text = "种3。棵树。"
    assert [q.unit for q in Sentences(text, shape(text)).quantities(0, 3)] == [
        quantities(text)[0].unit
    ]


def test_only_the_sentences_asked_for_are_read():
    text = "种3棵。种4棵。种5棵。"
    read = Sentences(text, shape(text))
    assert [str(q.value) for q in read.quantities(text.index("4"), len(text) - 5)] == ["4"]
    assert len(read._read) == 1
