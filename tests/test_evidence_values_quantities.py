"""Every quantity that the five real texts print, and the traps around them: `quantities`."""

from decimal import Decimal

import pytest

from pipeline.evidence.values import Quantity, quantities

PRINTED = """
党的[十九]届五中 19 ordinal | 党的[七]届五中 7 ordinal | [一]支 1 | [664]名 664 | [484]名 484
[186]个模 186 | [30]名 30 | [10]个 10 | [一]个 1 | [24]小时 24 | [五]年发 5 | [30]年的 30
[60]年的 60 | [一]名 1 | [2]例确 2 | [16]小时 16 | [25]天控 25 | [40多]岁 40 over
[2022]北京 2022 | [2020]这极 2020 | [一]年的 1 | [5]年 5 | [5]年{多}的努力 5 over | [70]周年 70
[几]年来 2..9 several | [一]件 1 | [103]号 103 ordinal | [88]岁 88 | [三]个方 3
[2000万]元提 20000000 | [3000万]元 30000000 | [第一]书记 1 ordinal | [第十四]次代表 14 ordinal
[20]分 20 | [首]批落户 1 ordinal | [12]名 12 | [21]名 21 | [80]岁{以上} 80 at-least | [208]名 208
[92]名 92 | [173]名 173 | [2301]名 2301 | [23]个 23 | [107]名 107 | [142]个 142 | [235]个 235
[1222]名 1222 | [479]个 479 | [一]场在 1 | [第一]个百年 1 ordinal | [近万]人次 10000 nearly
[1万余]人 10000 over | [1197]名 1197 | [11861]名 11861 | [第一]部系统 1 ordinal
[近百]名 100 nearly | [150]名 150 | [一]条 1 | [一]部劳 1 | [一]本 1 | [400]亩的 400
[近300]名 300 nearly | [623]家 623 | [210]家 210 | [一]份 1 | [一]张 1 | [第二]个百年 2 ordinal
。[第一],大力 1 ordinal | 。[一]是持续 1 ordinal | 。[二]是加大 2 ordinal | 。[三]是落实 3 ordinal
。[第二],组织 2 ordinal | 。[第三],努力 3 ordinal | 。[一]、坚定 1 ordinal | [4]个方 4
。[三]、久久 3 ordinal | [一]项 1 | [十二]封 12 | [两]次讲 2 | [19万]疾控 190000
[40余]项 40 over | [120多万],成 1200000 over | [第一]位 1 ordinal | [第一]线 1 ordinal
[200余]份 200 over | [首]个新冠 1 ordinal | [200多]家 200 over | [105]个 105
[60亿]人次 6000000000 | [2000多万]人的 20000000 over | [两]例确 2 | [三四]个小时 3..4 range
[几十]天没 20..90 several | [几]点体会 2..9 several | 。[二]、在中 2 ordinal | [四]个意 4
[两]个维 2 | [五]个坚 5 | [约400亿]元 40000000000 about | [一]天来 1 | [一]句话 1
[十几]年如 11..19 several | [1500多]次尝 1500 over | [78]% 78 | [92.1]% 92.1
步[二]等奖 2 ordinal | [84]项 84 | [564]项 564 | [7]项 7 | [30]项 30 | [13]名徒 13 | [1]人获 1
[第一]名 1 ordinal | [首]次表彰 1 ordinal | [70]年来 70 | 。[第一]，大力 1 ordinal
。[第二]，充分 2 ordinal | 。[第三]，努力 3 ordinal | 。[第四]，切实 4 ordinal | [95]周年 95
[95]年来 95 | [5]位 5 | [27]年 27 | [40多]分钟 40 over | [10]分钟 10 | [1]个月 1 | [6]个月 6
[600余]套 600 over | [一]种强 1 | [上千]次反 1000.. several | [9]年在 9 | 业[二]班班长 2 ordinal
[800]千伏 800 | [第一]人 1 ordinal | 司[二]分厂的 2 ordinal | [30多]年 30 over
[100余]件 100 over | [几十]年的 20..90 several | [1689]人全 1689 | [804]人全 804 | [一]位 1
[10]组小组长 10 ordinal | [1306]人前 1306 | [521]人 521 | [112万]元 1120000 | [279]户 279 | [14]% 14
[0.9]% 0.9 | [20多]年来 20 over | [一]次并 1 | [200多]公里 200 over | [1万多]座 10000 over
[500]条 500 | [1800余]小时 1800 over | [1200多]公里 1200 over | [9000多]座 9000 over
[12000多]公里 12000 over | [2]项 2 | [8]种{以上} 8 at-least | [99.99]% 99.99
[首]位获得 1 ordinal | [24]年来 24 | [1]克 1 | [60多]种化 60 over | [至少5]吨的 5 at-least
[万分之一]的杂 0.0001 | [20多]道工 20 over | [200多]个技 200 over
[数千万]元的 20000000..90000000 several | [280余]项 280 over | [近18]项 18 nearly | [32]年保 32
[第二]采油厂 2 ordinal | [第六]作业区 6 ordinal | [48]队采油工 48 ordinal | [近三]年的 3 nearly
[60多]页的 60 over | [1.5万多]人次 15000 over | [65]人被 65 | [135]人被 135 | [23]年来 23
[近5000]米 5000 nearly | [80余万]公里 800000 over | [500多]次 500 over | [09]深刻 9 ordinal
[一百]年 100 | [约为20]% 20 about | [超过1.5]∶1 1.5 over | [2]∶1 2 | [近百]年的 100 nearly
党的[七]届二中 7 ordinal | [第一]次全国 1 ordinal | [330万]社会 3300000 | [1689]名 1689
[804]名 804 | [35]名 35 | [五]位 5 | [两]位 2 | [三]点意见 3 | 。[一]要认真 1 ordinal
。[二]要始终 2 ordinal | [四]种经 4 | 。[三]要做弘 3 ordinal | 。[四]要做爱 4 ordinal | [6]位 6
。[四]是准确 4 ordinal | 。[五]要准确 5 ordinal | [第三]卷 3 ordinal | 党的[十三]届三中 13 ordinal
[第三]路桥建 3 ordinal | [20202020]年全 20202020 | [90]后青年 90 ordinal | [3800]米 3800
[330万]劳动 3300000 | [近30]年的 30 nearly | [第二]税务分 2 ordinal | 作[一]大队竞 1 ordinal
[几]代中 2..9 several | [第一]代中央 1 ordinal | [第二]代中央 2 ordinal | [第一]生产力 1 ordinal
[第三]代中央 3 ordinal | [21]世纪以 21 ordinal
"""
"""[span]unit{tail} value comparator: each text prints one quantity. Bounds are `low..high`."""

MORE = """
[1,689]人 1689 | [1，689]人 1689 | [１６８９]人 1689 | [９２．１]个 92.1
[１，６８９．５]元 1689.5 | [1亿2000万]元 120000000 | [3万5千]人 35000 | [3万5000]人 35000
[3万5]人 35000 | [5千万]元 50000000 | [1.2万亿]元 1200000000000 | [3百]人 300 | [3万50]人 ..
[500余万]人 5000000 over | [1千余]户 1000 over | [10几万]人 110000..190000 several
[20几]岁 21..29 several | [10来]个 10 about | [30]来自北京 30 | [2020]来临之际 2020
[2020]多彩贵州 2020 | [30多]元 30 over | [50]万众一心 50 | [18]余杭 18 | [约30]人 30 about
[大约三十]人 30 about | 节约[400]元 400 | 网约[3]辆 3 | 纽约[30]人 30 | [超30]人 30 over
反超[3]分 3 | [超过了300]人 300 over | [逾万]名 10000 over | [高于5]人 5 over
[超百亿]元 10000000000 over | [至少有5]个 5 at-least | [不少于三百]名 300 at-least
[不低于20]% 20 at-least | [不超过10]人 10 at-most | [不足百]人 100 at-most | [不到5]年 5 at-most
想不到[3]人 3 | [最多5]人 5 at-most | [将近40]人 40 nearly | [接近40]人 40 nearly | 最近[3]年 3
附近[3]家 3 | 近[5]年来 5 | [近30]年来 30 nearly | [近30余]名 30 nearly | [约30多]人 30 about
[超过20多]个 20 over | [5]年{多}来 5 over | [5]年多次 5 | [3]个{多}月 3 over | [3]个{半}小时 3.5
[3]年{半} 3.5 | [3]个半成品 3 | [50]名{左右} 50 about | [30左右]的 30 about
[100以上]的 100 at-least | [5]人以上率下 5 | [3]项{以下} 3 at-most | [20]%{左右} 20 about
[80]%{以上} 80 at-least | [3]个工作日{以内} 3 at-most | [5]人上下班 5 | [3—5]个 3..5 range
[3-5]个 3..5 range | [3～5]个 3..5 range | [3至5]年 3..5 range | [3到5]年 3..5 range
[3—5万]元 30000..50000 range | [5万—8万]元 50000..80000 range | [1500—2000]米 1500..2000 range
[20%—30]% 20..30 range | [20至30]% 20..30 range | [约3—5]个 3..5 range | [三至五]年 3..5 range
[三到五]个 3..5 range | [三到五万]人 30000..50000 range | [十至二十]人 10..20 range
[十七八]岁 17..18 range | [三四十]人 30..40 range | [二三百]名 200..300 range
[七八]个 7..8 range | [一两]个 1..2 range | [两三万]人 20000..30000 range | [三五]个 3..5 range
[三两]个 2..3 range | [八九十]人 80..90 range | [一百五六十]人 150..160 range
[十五六万] 150000..160000 range | [几百]人 200..900 several | [数十]家 20..90 several
[数百]名 200..900 several | [数]年 2..9 several | [几十万]人 200000..900000 several
[十几亿]元 1100000000..1900000000 several | [二十几]岁 21..29 several | [上百]人 100.. several
[成百上千]的人 100.. several | [成千上万]的人 1000.. several | [数以千计]的 1000.. several
好[几]个 2..9 several | 好[几百]人 200..900 several | [近几十]年 20..90 several | [十余]人 10 over
[一千余]人 1000 over | [百余]件 100 over | [二十多万]元 200000 over | [十来]个 10 about
[两百来]人 200 about | [一百二十多]户 120 over | 晚上[百余]人 100 over | [三点五亿]元 350000000
[零点九]倍 0.9 | [三百万]劳动者 3000000 | [二百三]名 230 | [廿五]个 25 | [卅]人 30
[一百零五]户 105 | [壹拾贰万]元 120000 | [叁佰]元 300 | 队伍[三]个 3 | [半]年 0.5 | [半]个月 0.5
[半]个{多}世纪 0.5 over | [一]年{半}的 1.5 | [一]个{半}月 1.5 | [两]个{半}小时 2.5 | [十]分钟 10
[四]周年 4 | [两]名师傅 2 | [三]家企业 3 | 总数[十]个 10 | [一]支队伍 1 | G[20]峰会 20 ordinal
COVID-[19]病例 19 ordinal | [第3]期 3 ordinal | [第1,689]名 1689 ordinal | [3]级 3 ordinal
[90]后，我 90 ordinal | [95]后青年 95 ordinal | [24]后来 24 | [5]楼 5 ordinal
[1.2.3]版 .. ordinal | [007]号 7 ordinal | [1].我们 1 ordinal | （[1]）我们 1 ordinal
。[2]、我们 2 ordinal | [30]号召 30 | （[一]）我们 1 ordinal | [一]、我们 1 ordinal
[第二〇二〇]期 2020 ordinal | [第一百零一]名 101 ordinal | [首]次 1 ordinal | [三]级 3 ordinal
[二]楼 2 ordinal | [一]等功 1 ordinal | [二十一]世纪 21 ordinal | [九十]年代 90 ordinal
[三]期工程 3 ordinal | [三]期 3
"""
"""The same for what the texts happen not to print; `..` is no value at all."""

NOTHING = """
千千万万个劳动者 一代又一代 一茬接着一茬 千方百计 万众一心 千家万户 千言万语 千磨万击 百年奋斗
百姓 千钧 亿万职工 一定 一线 统一 统一个人 唯一 一道 一直 一切 一般 一样 一起 一批 一大批 一系列
一步 一面 一流 一家亲 一带一路 一次性 每一次 每一位 又一次 这一份 下一个 一份份 一个个
一步一个脚印 一年一度 一年半载 一班人 五一 五四 三江源 七有 五性 三城一区 两会 四有 六送 八宝 五金
四周旷野 三尺讲台 千里无人烟 十分荣幸 万分激动 三位一体 三番五次 三天两头 零件 零的突破 十三五规划
十四五时期 二中 三地 两微一端 五小活动 半导体 上半年 下半年 大半年 半月板 几乎 第几名 数据 数字
数控 人数百人 会上千人 以上千米 首都 首先 首席 元首次年 队伍 大陆 伍名 三点一线 八点五十分 三两
十四 一百二 一分之差 百分之几 几分之一 一二三个 五一个 十十个 千百万 百八十人 万余 上百 近百 人民
壹 三人行 二人转 四万万同胞 星期三 四周 十月革命 三日 名列第 一元化 两面派 三轮车 一辈辈 三座谈会
"""
"""Chinese numerals that are none, or not sure."""


def rows(*tables: str) -> list[str]:
    return [
        row.strip()
        for table in tables
        for line in table.splitlines()
        for row in line.split("|")
        if row.strip()
    ]


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("row", rows(PRINTED, MORE))
def test_a_quantity_is_read_as_it_is_printed(row: str) -> None:
    marked, value, *words = row.split(" ")
    before, _, rest = marked.partition("[")
    span, _, after = rest.partition("]")
    found = only(marked.translate({ord(sign): None for sign in "[]{}"}))
    assert (found.start, found.end) == (len(before), len(before) + len(span))
    assert found.ordinal == ("ordinal" in words)
    assert found.comparator == ("equal" if not words or found.ordinal else words[0])
    assert bounds_of(found) == value
    assert found.unit == unit_of(after)
    assert (found.tail is not None) == ("{" in after)


def bounds_of(found: Quantity) -> str:
    shown = "" if found.value is None else format(found.value, "f")
    if found.value is None:
        shown = "..".join(
            "" if end is None else format(end, "f") for end in (found.low, found.high)
        )
    return shown


def unit_of(after: str) -> str:
    if after[:1] == "%":
        return "%"
    words, _, rest = after.partition("{")
    return (words + rest.partition("}")[2] if words == "个" else words)[:4]


@pytest.mark.parametrize("text", NOTHING.split())
def test_what_is_not_surely_a_count_is_left_out(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit"),
    [
        ("百分之七十八", "78", None, None, "%"),
        ("百分之零点九", "0.9", None, None, "%"),
        ("百分之78", "78", None, None, "%"),
        ("百分之百", "100", None, None, "%"),
        ("78％", "78", None, None, "%"),
        ("百分之七八十", None, "70", "80", "%"),
        ("千分之三", "3", None, None, "‰"),
        ("3‰", "3", None, None, "‰"),
        ("万分之一", "0.0001", None, None, ""),
        ("十分之九", "0.9", None, None, ""),
        ("九十九点九%", "99.9", None, None, "%"),
        ("九十九％", "99", None, None, "%"),
        ("三成。", "30", None, None, "%"),
        ("三成半", "35", None, None, "%"),
        ("三成以上", "30", "30", None, "%"),
        ("三分之二", None, "0.666666", "0.666667", ""),
        ("1.5∶1", "1.5", None, None, "∶1"),
        ("2:1", "2", None, None, "∶1"),
        ("３：２", "3", None, None, "∶2"),
    ],
)
def test_shares_fractions_and_ratios(
    text: str, value: str | None, low: str | None, high: str | None, unit: str
) -> None:
    found = only(text)
    assert found.start == 0
    assert found.value == (None if value is None else Decimal(value))
    assert (found.low, found.high) == tuple(x and Decimal(x) for x in (low, high))
    assert found.unit == unit


def test_a_share_is_bounded_by_words_around_it() -> None:
    assert only("百分之九十以上").comparator == "at-least"
    assert only("超过三分之二").comparator == "over"
    assert only("百分之三十多").comparator == "over"


def test_bounds_follow_the_comparator() -> None:
    assert only("40余项").low == 40
    assert only("近300名").high == 300
    assert only("至少5吨").low == 5
    assert only("不超过5吨").high == 5
    about = only("约5吨")
    assert (about.low, about.high) == (None, None)


def test_the_word_that_stands_first_is_the_comparator() -> None:
    assert only("约30余人").comparator == "about"
    assert only("至少5年以上").comparator == "at-least"
    assert only("30余年以下").comparator == "over"


def test_words_after_the_unit_have_a_place_of_their_own() -> None:
    found = only("高龄80岁以上者")
    assert (found.end, found.unit, found.tail) == (4, "岁", (5, 7))
    inner = only("历时3个多月")
    assert (inner.unit, inner.tail) == ("个月", (4, 5))


def test_values_that_follow_each_other() -> None:
    assert values("从14%下降到0.9%") == ["14", "0.9"]
    assert values("从3到5年") == ["3", "5"]
    assert values("从1个月增加到6个月") == ["1", "6"]
    assert values("五年一次") == ["5", "1"]
    assert values("实现两个一百年目标") == ["2", "100"]
    assert values("一个半小时，半年") == ["1.5", "0.5"]


def test_part_of_a_number_is_never_a_number() -> None:
    assert values("1,6890") == ["1", "6890"]
    assert values("12,345,67") == ["12", "345", "67"]
    assert values("1689，804名") == ["1689", "804"]
    assert values("5，100，20人") == ["5", "100", "20"]
    assert values("010-12345678") == ["10", "12345678"]


def test_a_seam_ends_a_figure_and_nothing_else() -> None:
    assert values("1311月", [2]) == ["13"]
    assert values("1689人", [2]) == ["16", "89"]
    assert values("1.5人", [1]) == ["1", "5"]
    assert values("1.5万人", [3, 4]) == ["15000"]
    assert values("二十五名", [1, 3]) == ["25"]
    assert values("3人", [-1, 0, 2, 99]) == ["3"]


def test_a_separator_ends_what_belongs_to_a_quantity() -> None:
    assert only("1689\n人").unit == ""
    assert only("约\n30人").comparator == "equal"
    assert quantities("A\n3人")[0].ordinal is False
    assert quantities("三\n名") == []
    assert only("3年\f以上").comparator == "equal"


def test_figures_of_dates_are_not_quantities() -> None:
    assert values("2020年11月24日，1689人") == ["1689"]
    assert values("27年、95周年、30多年") == ["27", "95", "30"]
    assert values("1950—2020，2022北京冬奥会") == ["2022"]
    assert values("2000多年，二〇三五年") == ["2000"]


def test_labels_are_told_from_counts() -> None:
    found = quantities("党的十九届五中全会、市委十二届十五次全会")
    assert [str(q.value) for q in found if q.ordinal] == ["19", "12", "15"]
    assert only("上午9:30开会").ordinal
    assert not only("比分9:3").ordinal
    assert [q.ordinal for q in quantities("连续三届获得二等奖3次")] == [False, True, False]


def values(text: str, seams: list[int] | None = None) -> list[str]:
    return [format(q.value or Decimal(0), "f") for q in quantities(text, seams or ())]


@pytest.mark.parametrize("text", ["三十有余人", "30有余人"])
def test_a_word_inside_the_numeral_says_more_than(text):
    found = only(text)
    assert (found.low, found.comparator, found.unit) == (30, "over", "人")


@pytest.mark.parametrize("text", ["为-5名", "（-5名", "3/4名", "共3/4名"])
def test_a_part_of_another_value_is_no_value(text):
    assert all(found.ordinal for found in quantities(text))


@pytest.mark.parametrize("text", ["三成员的", "三成功", "完成三成品"])
def test_the_sign_of_tenths_is_a_word_of_its_own(text):
    assert not any(found.unit == "%" for found in quantities(text))
