"""The measure words that make a Chinese numeral a count, and the idioms in which it is none.

三 is returned in 三名, not in 三江源; 一 is held to fewer words still, because most of what
it begins is not a count (一道, 一面, 一批). What is in doubt is left out on purpose.
"""

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_COUNTING = _words(
    "个 名 位!于列置移居 人!民类才物生工文体力格均事间心性大士们权 "
    "家!庭乡园族属务电具长里人亲国风教政用装常喻 户!外 项 件 例!如外行 套 篇 份!额外 座!谈右 "
    "条!件例 支!持撑援付部教配行出 张 本!人市省县区报身地质土领科 册 卷!入 封!闭锁面 句 "
    "组!织成建合 队!伍员友长 台!湾阶词风账 辆 架!构设 艘 只!有要是能会好得不为想用身需争顾怕剩 "
    "匹!配 棵 株 颗!粒 粒 枚 根!本据 块 片!面段 处!理长级分境置罚所在女 "
    "所!有以在谓长属需得能作见致学获做用说述示 栋!梁 幢 间!接隔断谍距 层!次面出 段 种!植子族田粮 "
    "类!似别型 道!路德理义歉具教 部!分门署队长委属落位曲级族 批!准评判示复发 宗!旨教 笔!记者试名 "
    "席 票 箱 袋 瓶 桶 盒 杯 碗 方面 环节 页!面 幅!度 次!品要序数生级性 人次 场!所地馆面景合 届 "
    "轮!车船胎回换椅流廓班 期!间望待盼限末中刊货许 起!来草步源点 趟 遍!布地及 "
    "回!族到来去头归答顾报收复国升落暖 倍 代!表码价理替办沟言号课 辈 辈子 "
    "年!级代轻龄均度产薪终检货 周年 学年 岁!月末 个月 天!下空地然津才堂气文生使山涯安真线性主网 "
    "小时!候 分钟 秒 星期!一二三四五六日天几 载!体 元!旦素帅宵件老首勋凶化论结 美元 块钱 "
    "米!饭粉面兰勒 公里 千米 厘米 毫米 海里 平方米 平方公里 立方米 亩 公顷 克!服制拉难星己强 "
    "公斤 千克 斤 吨 升!级学华 千瓦 千伏"
)
"""Measures; after `!` the characters that, coming next, make another word of one (名次)."""

_WITH_NOUN = (
    "点(?:意见|体会|要求|建议|希望|看法|认识|启示|感受|思考|想法|经验|说明|期望)",
    "门(?:课|学科|功课|手艺|技术|语言)",
    "节(?:课|车厢|电池)",
    "口(?:人|井|之家|锅)",
    "头(?:牛|羊|猪|牦牛|大象|骆驼)",
    "周(?:时间|左右|以上|以内|[的后前内,。、])",
    "成(?:以上|左右|多|[的,。、])",
    "字(?:以上|以内|左右)",
    "面(?:红旗|锦旗|镜子|旗)",
)
"""Measures that are sure only with these words after them."""

_FOR_ONE = _words(
    "个 名 位 人 项 件 例 户 套 篇 份 座 条 支 张 本 册 卷 封 句 台 辆 艘 棵 株 枚 栋 种 部 次 "
    "人次 场 届 倍 年 周年 岁 个月 天 小时 分钟 元 米 公里 亩 克 公斤 吨"
)

_RANKS = (
    "等奖", "等功", "级", "班", "楼", "号", "版", "世纪", "年代", "年级", "分厂",
    "车间", "作业区", "中队", "大队", "支队", "期(?=工程|项目|建设)",
)  # fmt: skip

_AFTER_TWO = ("期", "组", "队", "厂", "层", "次大战", "区")
"""Before these 二 is the second; two of them are 两."""

_PART_OF_WORD = "统唯专同划单归合"
_NOT_COUNTED = _PART_OF_WORD + "每某哪这那任又再另之首头逐上下前"
"""一 after these belongs to them (统一), or counts nothing (每一次, 又一次, 下一个)."""

IDIOMS = _words(
    "一步一个脚印 一个萝卜一个坑 一年一度 一年四季 一年半载 一年到头 一天到晚 一人得道 一个劲 "
    "一条龙 一条心 一场空 一张一弛 一本正经 一本万利 一万年太久 二人转 三位一体 四位一体 "
    "五位一体 三人行 三天两头 三天打鱼 两天晒网 三番五次 三番两次 三年五载 三级跳 三部曲 一班人 "
    "两条腿走路 四万万同胞 九天揽月 十年树木 十分钟情 十万火急 十万八千里 十万个为什么"
)
"""Words whose numerals count nothing although a measure or a magnitude stands there."""


def measured(text: str, at: int, run: str, before: str) -> re.Match[str] | None:
    """The measure word for which the Chinese numeral `run`, ending at `at`, counts."""
    found = _MEASURE.match(text, at)
    if found is None or _RANK_FIRST.match(text, at) or (run == "二" and _SECOND.match(text, at)):
        return None
    if run[0] == "一" and before and before in _PART_OF_WORD:
        return None
    if run == "一" and not _is_one(found[0], text[found.end() : found.end() + 1], before):
        return None
    return found


def unit(text: str, at: int) -> re.Match[str] | None:
    """The measure word at a place, whatever numeral stands before it."""
    return _MEASURE.match(text, at)


def ranked(text: str, at: int, run: str) -> bool:
    """Whether the word after a Chinese numeral makes it a rank or a name (二等奖, 三级)."""
    return bool(_RANK.match(text, at) or (run == "二" and _SECOND.match(text, at)))


def _is_one(word: str, following: str, before: str) -> bool:
    """Whether 一 counts: not in 每一次, not in 一份份."""
    apart = not before or before not in _NOT_COUNTED
    return apart and word in _FOR_ONE and following != word[-1]


def _spell(entry: str) -> str:
    word, _, spoilt = entry.partition("!")
    return f"{word}(?![{spoilt}])" if spoilt else word


_MEASURE = re.compile(
    "|".join(
        [
            *map(
                _spell,
                sorted(_COUNTING, key=lambda entry: len(entry.partition("!")[0]), reverse=True),
            ),
            *_WITH_NOUN,
        ]
    )
)
_RANK = re.compile("|".join(sorted(_RANKS, key=len, reverse=True)))
_RANK_FIRST = re.compile("期(?=工程|项目|建设)")
_SECOND = re.compile("|".join(_AFTER_TWO))
