"""JSON as text that can be printed anywhere: whatever steers a terminal or a log is escaped."""

import json
import re
from typing import Any

_ESCAPED = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=#)#(?=\\w*\\[)"
)
"""Controls that JSON would let stand, marks of direction, and how some hosts' commands begin."""


def json_text(values: Any) -> str:
    """The values, readable and to the character; a reader of JSON gets them as they were."""
    text = json.dumps(values, ensure_ascii=False, indent=2)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
