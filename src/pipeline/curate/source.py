"""The row of a text that is to be a source."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from pipeline import provenance
from pipeline.curate.naming import choices, numbered, required, slug, unused
from pipeline.errors import CurateError
from pipeline.tables.encoding import undecodable

UNKNOWN = "unknown"
"""What stands where a value is required and nobody knows it."""


def source_row(
    file: Path,
    given: Mapping[str, str],
    model: type[provenance.Source],
    known: Iterable[provenance.Source],
) -> dict[str, str]:
    """The cells of the row; CurateError where the file cannot be a source, or is one."""
    registered = list(known)
    content, text = _read(file)
    cells = {
        "file_name": file.name,
        "sha256": sha256(content).hexdigest(),
        "characters": str(len(text)),
    }
    _refuse_twice(file, cells["sha256"], given.get("source_id"), registered)
    ids = {source.source_id for source in registered}
    stem = slug(file.stem)
    cells["source_id"] = unused(stem, ids) if stem else numbered("source", ids)
    blank = {name: UNKNOWN for name in required(model) if _may_be_unknown(model, name)}
    return {**blank, **cells, **given}


def to_fill_in(cells: Mapping[str, str], model: type[provenance.Source]) -> list[str]:
    """The fields that say nothing yet."""
    return [n for n in _names(model) if cells.get(n, "") in ("", UNKNOWN)]


def _names(model: type[provenance.Source]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _may_be_unknown(model: type[provenance.Source], name: str) -> bool:
    info = next(i for n, i in model.model_fields.items() if (i.alias or n) == name)
    codes = choices(model, name)
    return UNKNOWN in codes if codes else info.annotation is str


def _read(file: Path) -> tuple[bytes, str]:
    if not file.is_file():
        what = "is a folder" if file.is_dir() else "does not exist"
        raise CurateError(f"{file}: {what}; name the file that holds the text")
    wrong = undecodable(file, "utf-8")
    if wrong:
        raise CurateError(
            f"{file}: {wrong.message} Save a copy of the text as UTF-8 and add that one"
        )
    content = file.read_bytes()
    text = content.decode("utf-8")
    if "\0" in text:
        raise CurateError(f"{file}: holds NUL characters, so it is no text; name the text itself")
    if not text.strip():
        raise CurateError(f"{file}: holds no text")
    return content, text


def _refuse_twice(
    file: Path, digest: str, name: str | None, known: Iterable[provenance.Source]
) -> None:
    for source in known:
        if source.sha256 == digest:
            also = "" if source.file_name == file.name else f" (as {source.file_name})"
            raise CurateError(f"{file}: is a source already: `{source.source_id}`{also}")
        if source.file_name == file.name:
            raise CurateError(
                f"{file}: another text of this name is the source `{source.source_id}`; rename "
                "the file, or restore the text that was registered"
            )
        if source.source_id == name:
            raise CurateError(f"--id {name}: this is the source {source.file_name}; choose another")
