"""Ids that the checks of the raw file refuse: the sheet puts them right, as the checks ask for."""

from collections.abc import Collection

from pipeline.returning.spec import Key


def refused(old: Key, new: Key | None, taken: Collection[Key]) -> tuple[str, str] | None:
    """Why a wrong id cannot become `new` (None: nothing), and what to do; None where it can.

    taken: keys of other records. An id that is not there yet may go on to be absent.
    """
    was = ", ".join(old)
    if new is None:
        told = f"the id `{was}` was deleted, and its record has no other"
        return (told, "write the id that it should have") if all(old) else None
    if new in taken:
        told = f"the id `{was}` was changed to `{', '.join(new)}`, which another record has"
        return told, "write an id that no record has"
    return None


def told(old: Key, new: Key) -> tuple[str, str]:
    """What becomes of a wrong id, so that a person looks at it."""
    was, now = ", ".join(old), ", ".join(new)
    if not all(old):
        return f"the record had no id, and gets `{now}`", "look whether that is meant"
    said = f"the id `{was}` is one that the checks refuse, and becomes `{now}`"
    return said, "look whether that is meant; what refers to the record must say so as well"
