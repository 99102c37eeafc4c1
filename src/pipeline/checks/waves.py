"""Which codes speak first: what an earlier one finds may be why a later one speaks."""

from pipeline.checks.schema import CHECKS as SCHEMA
from pipeline.checks.structure import CHECKS as STRUCTURE

_CELLS = ("type-error", "constraint-error")
_KEYS = ("primary-key", "unique-error")
_REFERENCES = ("foreign-key",)

_LATER = frozenset((*_CELLS, *_KEYS, *_REFERENCES))

_TABLE = (
    tuple(check.code for check in (*STRUCTURE, *SCHEMA) if check.code not in _LATER),
    _CELLS,
    _KEYS,
    _REFERENCES,
)
_COUNTED = "stale-coverage"
"""Counts of all data: whatever else is wrong comes before them."""

_EVIDENCE = (
    ("source-text",),
    ("document-span",),
    ("passage",),
    ("missing-evidence", "ambiguous-evidence", "variant"),
    ("evidence", "stale-evidence"),
    ("coverage", "omission"),
    (_COUNTED,),
)

_WAVES = {
    code: at for waves in (_TABLE, _EVIDENCE) for at, wave in enumerate(waves) for code in wave
}


def counted(code: str) -> bool:
    """Whether it only says that data changed which were counted."""
    return code == _COUNTED


def follows(code: str) -> int:
    """How late a code comes among those of its layer; 0 where they stand side by side."""
    return _WAVES.get(code, 0)
