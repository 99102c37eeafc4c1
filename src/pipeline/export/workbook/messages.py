"""What a spreadsheet says when it refuses what was typed, in both languages."""

from pipeline.language import Lang

_WORDS = {
    "category": (
        "Not in the list",
        "不在列表中",
        "Choose one of the list.",
        "请从列表中选择。",
    ),
    "label": (
        "Not in the list",
        "不在列表中",
        "Go on only with the code of a category or its label in the other language; all else is "
        "refused on import.",
        "若所写为类别的代码或其另一语言的标签，可选“是”继续；其他值导入时不接受。",
    ),
    "reference": (
        "Not in the list",
        "不在列表中",
        "No record of {table} had this key when the workbook was made. Go on only if you have"
        " added the record to that sheet.",
        "生成本工作簿时，{table} 表中没有这一编号。若已在该表新增此记录，可选“是”继续。",
    ),
    "whole": (
        "A whole number",
        "须为整数",
        "Write a whole number{bounds}.",
        "请填写整数{bounds}。",
    ),
    "decimal": ("A number", "须为数字", "Write a number{bounds}.", "请填写数字{bounds}。"),
    "date": (
        "A day",
        "须为日期",
        "Write a day as 2020-11-24{bounds}.",
        "请填写日期，如 2020-11-24{bounds}。",
    ),
    "boolean": (
        "TRUE or FALSE",
        "须为真假",
        "Write TRUE or FALSE; yes, no, 是 and 否 are taken too.",
        "请填写 TRUE 或 FALSE；写“是”“否”亦可，请选“是”继续。",
    ),
    "textLength": (
        "Length of the text",
        "文字长度",
        "Write a text of {bounds} characters.",
        "文字长度须为 {bounds} 个字符。",
    ),
    "unique": (
        "A key for one record",
        "编号须唯一",
        "Another record has this value already.",
        "已有记录使用此值，请另取。",
    ),
    "key": (
        "Keys do not change",
        "主键不可更改",
        "Another record has this key, or you have changed that of a record that was there. Press"
        " Esc; give a new record a new key in a row of its own.",
        "此编号已有记录使用，或您改动了原有记录的编号。请按 Esc；新记录请另起一行并取新编号。",
    ),
}
"""Kind of rule → its title and message in English and Chinese."""

_TITLE, _MESSAGE = 32, 225
"""Characters that a message's title and its text may have, in any program."""


def refusal(lang: Lang, kind: str, *, bounds: str = "", table: str = "") -> tuple[str, str]:
    """Title and text of the message of a kind of rule; the text has both languages."""
    title, title_zh, message, message_zh = (
        part.replace("{bounds}", bounds).replace("{table}", table) for part in _WORDS[kind]
    )
    both = lang.both(message, message_zh, "\n")
    return lang.both(title, title_zh, " ")[:_TITLE], both[:_MESSAGE]
