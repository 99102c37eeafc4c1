"""JSON as text that can be printed anywhere: whatever steers a terminal or a log is escaped."""

import json
import re
from typing import Any

_ESCAPED = re.compile(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|(?<=#)#(?=\w*\[)|[\ud800-\udfff]"
)
"""Controls that JSON would let stand, marks of direction, and how some hosts' commands begin."""


def json_text(values: Any) -> str:
    """The values, readable; a reader of JSON gets them as they were.

    But for halves of characters, which many readers refuse: these are spelt out.
    """
    return _ESCAPED.sub(_escape, json.dumps(values, ensure_ascii=False, indent=2)) + "\n"


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\\\u{{{code:x}}}" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"
