"""Two folders change names at one stroke, where the system can do that."""

import ctypes
import os
from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are taken from the working folder."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2), Linux 3.15 and later."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders atomically; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
