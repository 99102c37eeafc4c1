"""The version and the date that `datapackage.yaml` declares, and how to change only these."""

import re
from pathlib import Path

import yaml

from pipeline.errors import ReleaseError


def edited(file: Path, key: str, value: str) -> str:
    """The text of a descriptor with another value of one key at its top; all else untouched.

    A comment after the value stays. ReleaseError where the key has no line of its own.
    """
    text = file.read_bytes().decode("utf-8")
    pattern = re.compile(
        rf"^({re.escape(key)}[ \t]*:[ \t]*)(\"[^\"\n]*\"|'[^'\n]*'|[^#\s][^#\r\n]*?)"
        r"(?=[ \t]*(?:[ \t]#[^\r\n]*)?\r?$)",
        re.MULTILINE,
    )
    found, line = pattern.findall(text), f"{key}: {value}"
    if len(found) != 1:
        raise ReleaseError(f"{file}: write `{line}` on a line of its own, once, by hand")
    changed = pattern.sub(lambda match: f"{match[1]}{_spelled(match[2], value)}", text)
    if yaml.safe_load(changed) is None:
        raise ReleaseError(f"{file}: cannot be edited; write `{line}` by hand")
    return changed


def _spelled(before: str, value: str) -> str:
    """In quotes if the value before was, or where YAML would read it as something else."""
    quote = before[0] if before[0] in "\"'" else ""
    if not quote and yaml.safe_load(value) != value:
        quote = '"'
    return f"{quote}{value}{quote}"
