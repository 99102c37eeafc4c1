"""Files exchanged for new content, links followed: all written before the first is renamed."""

from collections.abc import Mapping
from pathlib import Path
from shutil import copymode


def put_in_place(contents: Mapping[Path, bytes]) -> None:
    """Write every file aside, then rename each; a run cut short can be repeated."""
    aside: dict[Path, Path] = {}
    try:
        for file, content in contents.items():
            target = file.resolve()
            new = target.with_name(f".{target.name}.new")
            aside[new] = target
            new.write_bytes(content)
            copymode(target, new)
        for new, target in aside.items():
            new.replace(target)
    finally:
        for new in aside:
            new.unlink(missing_ok=True)
