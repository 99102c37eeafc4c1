"""The closed vocabularies of the flagship: code, Chinese and English label, printed forms."""

from pipeline.declare import Category


class DocumentKind(Category):
    """What kind of text a document is."""

    SPEECH = "speech", "讲话", "Speech"
    DECISION = "decision", "决定", "Decision"
    REPORT = "report", "报道", "News report"
    EDITORIAL = "editorial", "社论", "Editorial"
    ARTICLE = "article", "文章", "Signed article"
    EDITORS_NOTE = "editors-note", "编者按", "Editor's note"
    ROSTER = "roster", "名单", "Roster"
    TESTIMONIAL = "testimonial", "获奖感言", "Statement of an honouree"
    CAPTION = "caption", "图片说明", "Caption"
    QUOTATION = "quotation", "摘引", "Displayed quotation"


class SourceKind(Category):
    """What kind of publication a source is."""

    NEWSPAPER = "newspaper", "报纸", "Newspaper"
    MAGAZINE = "magazine", "期刊", "Magazine"


class Gender(Category):
    """Gender, only where the source prints it."""

    FEMALE = "female", "女", "Female", "女"
    MALE = "male", "男", "Male", "男"


class Ethnicity(Category):
    """Ethnicity, only where the source prints it."""

    HUI = "hui", "回族", "Hui", "回族"
    TIBETAN = "tibetan", "藏族", "Tibetan", "藏族"
    TU = "tu", "土族", "Tu (Monguor)", "土族"
    SALAR = "salar", "撒拉族", "Salar", "撒拉族"


class OrganizationKind(Category):
    """What kind of body an organization is."""

    PARTY = "party", "党的机关", "Party body"
    CONGRESS = "congress", "人大机关", "People's congress"
    CPPCC = "cppcc", "政协机关", "People's political consultative conference"
    GOVERNMENT = "government", "政府机关", "Government body"
    UNION = "union", "工会", "Trade union"
    COMPANY = "company", "企业", "Company"
    COOPERATIVE = "cooperative", "合作社", "Cooperative"
    SCHOOL = "school", "院校", "School or university"
    HEALTH = "health", "卫生机构", "Health institution"
    INSTITUTION = "institution", "事业单位", "Public institution"
    ASSOCIATION = "association", "社会团体", "Association"
    MEDIA = "media", "媒体", "Media"
    VILLAGE = "village", "基层组织", "Village or neighbourhood body"
    TEAM = "team", "班组", "Team or crew"
    COMMISSION = "commission", "委员会（军委等）", "State commission"
    OTHER = "other", "其他", "Other"


class PlaceKind(Category):
    """Administrative rank, or what else a place is."""

    COUNTRY = "country", "国家", "Country"
    PROVINCE = "province", "省级", "Province, autonomous region or municipality"
    PREFECTURE = "prefecture", "地级", "Prefecture-level unit"
    COUNTY = "county", "县级", "County-level unit"
    TOWNSHIP = "township", "乡级", "Township-level unit"
    VILLAGE = "village", "村", "Village"
    VENUE = "venue", "场所", "Venue"
    AREA = "area", "区域", "Area without rank"


class ThingKind(Category):
    """What kind of thing a thing is."""

    INVENTION = "invention", "发明", "Invention or technique"
    BOOK = "book", "书籍", "Book"
    FUND = "fund", "资金", "Fund"
    REGULATION = "regulation", "制度文件", "Regulation or policy document"
    ARTWORK = "artwork", "文艺作品", "Work of art"
    SITE = "site", "设施", "Site or monument"
    PROGRAMME = "programme", "活动", "Programme or campaign"
    PROJECT = "project", "工程", "Project"


class HonourLevel(Category):
    """At which level an honour is conferred."""

    NATIONAL = "national", "国家级", "National"
    PROVINCIAL = "provincial", "省部级", "Provincial or ministerial"
    MUNICIPAL = "municipal", "地市级", "Prefecture level"
    OTHER = "other", "其他", "Other"


class Recipient(Category):
    """Who receives an honour."""

    PERSON = "person", "个人", "Person"
    COLLECTIVE = "collective", "集体", "Collective"


class EventKind(Category):
    """What kind of event an event is."""

    COMMENDATION = "commendation", "表彰大会", "Commendation meeting"
    SEND_OFF = "send-off", "欢送", "Send-off"
    SYMPOSIUM = "symposium", "座谈会", "Symposium"
    MEETING = "meeting", "会议", "Meeting"
    PRESS_CONFERENCE = "press-conference", "记者见面会", "Meeting with the press"
    VISIT = "visit", "看望慰问", "Visit"
    COMPETITION = "competition", "竞赛", "Competition"
    OTHER = "other", "其他", "Other"


class PartOfDay(Category):
    """Which part of the day."""

    MORNING = "morning", "上午", "Morning", "上午"
    AFTERNOON = "afternoon", "下午", "Afternoon", "下午"


class EventFormat(Category):
    """How people met."""

    VIDEO = "video", "电视电话（视频）会议", "By video link", "电视电话会议", "视频会议"
    IN_PERSON = "in-person", "现场", "In person"


class Role(Category):
    """What someone did at an event."""

    PRESIDED = "presided", "主持", "Presided", "主持"
    ADDRESSED = (
        "addressed",
        "讲话",
        "Addressed the meeting",
        "讲话",
        "强调",
        "指出",
        "提出要求",
        "提出",
    )
    SPOKE = "spoke", "发言", "Spoke", "发言", "说", "讲述", "带来"
    ATTENDED = "attended", "出席", "Attended", "出席", "参加", "聆听"
    READ_DECISION = "read-decision", "宣读决定", "Read the decision", "宣读表彰决定", "宣读"
    RELAYED = "relayed", "传达", "Relayed a speech", "传达"
    REPORTED = "reported", "汇报", "Reported", "汇报", "报告"
    RECEIVED = "received", "接见", "Received the honourees", "接见"
    SAW_OFF = "saw-off", "欢送", "Saw the honourees off", "欢送", "送行"
    SEEN_OFF = "seen-off", "被欢送", "Was seen off", "欢送", "送行"
    HONOURED = (
        "honoured",
        "受表彰",
        "Was honoured",
        "受表彰",
        "表彰",
        "被授予",
        "被评为",
        "领奖",
    )
    VISITED = "visited", "看望", "Visited", "看望"
    WAS_VISITED = "was-visited", "受看望", "Was visited", "看望"


class Site(Category):
    """Where someone took part in a meeting of several sites."""

    MAIN = "main", "主会场", "Main venue", "主会场", "主场"
    BRANCH = "branch", "分会场", "Branch venue", "分会场"


class ClaimRole(Category):
    """What a quantity is within its statement."""

    ONLY = "only", "单独", "Stands alone"
    BEFORE = "before", "此前", "Value before"
    AFTER = "after", "此后", "Value after"
    PART = "part", "部分", "Part of a whole"
    WHOLE = "whole", "全体", "Whole of parts"


class Comparator(Category):
    """How the printed quantity bounds the value."""

    EQUAL = "equal", "等于", "Exactly"
    ABOUT = "about", "约", "About", "约", "左右"
    OVER = "over", "超过", "More than", "余", "多", "超过", "超"
    AT_LEAST = "at-least", "不少于", "At least", "以上", "至少"
    AT_MOST = "at-most", "不多于", "At most", "以内", "内", "以下"
    NEARLY = "nearly", "近", "Nearly", "近"
    RANGE = "range", "范围", "Between low and high"
    SEVERAL = "several", "若干", "An indefinite number of this size"


class Basis(Category):
    """What a value counts."""

    CUMULATIVE = "cumulative", "累计", "Cumulative over a period"
    STOCK = "stock", "时点数", "Stock at a time"
    RATE = "rate", "比率", "Rate or ratio"


class Unit(Category):
    """Units, each with the measure words by which it is printed."""

    PERSON = "person", "人", "Persons", "人", "名", "位"
    COUNT = "count", "个数（未印量词）", "Count, no measure word printed"
    COLLECTIVE = "collective", "个集体", "Collectives", "个"
    ITEM = "item", "项/件", "Items", *"项件个套篇份例户家条座种道"
    TIMES = "times", "次", "Times", "次", "人次"
    RANK = "rank", "位次", "Rank", *("第…人", "第…个", "首…位", "首…个", "第…次", "第…部", "第…名")
    YEAR = "year", "年", "Years", "年", "周年"
    AGE = "age", "岁", "Years of age", "岁"
    MONTH = "month", "月", "Months", "个月"
    DAY = "day", "天", "Days", "天"
    HOUR = "hour", "小时", "Hours", "小时", "个小时"
    MINUTE = "minute", "分钟", "Minutes", "分钟"
    YUAN = "yuan", "元", "Yuan renminbi", "元"
    PERCENT = "percent", "百分比", "Per cent", "%"
    RATIO = "ratio", "比", "Ratio", "∶1"
    METRE = "metre", "米", "Metres", "米"
    KILOMETRE = "kilometre", "公里", "Kilometres", "公里"
    MU = "mu", "亩", "Mu (1/15 hectare)", "亩"
    GRAM = "gram", "克", "Grams", "克"
    TONNE = "tonne", "吨", "Tonnes", "吨"
    KILOVOLT = "kilovolt", "千伏", "Kilovolts", "千伏"
    PAGE = "page", "页", "Pages", "页"
    POINT = "point", "分", "Points", "分"


class SpiritConcept(Category):
    """The spirits whose wording the documents state."""

    MODEL_WORKER = "model-worker-spirit", "劳模精神", "Spirit of model workers", "劳模精神"
    LABOUR = "labour-spirit", "劳动精神", "Spirit of labour", "劳动精神"
    CRAFTSMAN = "craftsman-spirit", "工匠精神", "Spirit of craftsmanship", "工匠精神"
