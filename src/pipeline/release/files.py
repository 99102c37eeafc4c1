"""Are the files of a release those that `SHA256SUMS` lists, no more, no fewer, unchanged?"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.issue import Issue, Layer, Severity
from pipeline.package import inside
from pipeline.report import Tally, tally

SUMS = "SHA256SUMS"
CODE = "release-file"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_AGAIN = "download the release again from where it was published"
_EITHER = f"one of the two was changed, and nothing here says which: {_AGAIN}"


def check(root: Path, archive: str) -> Tally:
    """`archive` is the name of the zip that lies in the folder of a release, beside the sums."""
    try:
        text = (root / SUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        hint = f"{_AGAIN}; without this list nobody can tell whether a file was changed"
        return tally(CODE, Layer.PACKAGE, [_issue(SUMS, f"`{SUMS}` is missing or no text", hint)])
    known = dict(_sums(text))
    issues = [
        *(
            _issue(SUMS, f"line {number} of `{SUMS}` cannot be read", _AGAIN)
            for number in _odd(text)
        ),
        *_compared(root, known),
        *_extra(root, {*known, SUMS, archive}),
        *_within(root / archive, known),
    ]
    return tally(CODE, Layer.PACKAGE, issues, evaluated=len(known) + 1)


def _sums(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found:
            yield found[2], found[1]


def _odd(text: str) -> list[int]:
    lines = enumerate(text.splitlines(), 1)
    return [number for number, line in lines if not _LINE.fullmatch(line)]


def _compared(root: Path, known: Mapping[str, str]) -> Iterator[Issue]:
    for path, digest in known.items():
        file = root / path
        if inside(root, path):
            yield _issue(SUMS, f"`{SUMS}` lists `{path}`, which leads out of the release", _AGAIN)
        elif not file.is_file():
            yield _issue(path, f"`{path}` is missing", _AGAIN)
        elif _digest(file) != digest:
            said = f"`{path}` was changed after the release was made"
            yield _issue(path, said, f"{_AGAIN}; keep edits in a copy elsewhere")


def _extra(root: Path, known: set[str]) -> Iterator[Issue]:
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        if path not in known and (file.is_symlink() or not file.is_dir()):
            yield _issue(path, f"`{path}` is no part of the release", "take it out of the folder")


def _within(archive: Path, known: Mapping[str, str]) -> Iterator[Issue]:
    """The zip beside the files holds the same."""
    if not archive.is_file():
        return
    try:
        with ZipFile(archive) as opened:
            found = {name.partition("/")[2]: name for name in opened.namelist()}
            for path, digest in known.items():
                if path not in found:
                    said = f"`{path}` is missing in `{archive.name}`"
                    yield _issue(archive.name, said, _EITHER)
                    continue
                with opened.open(found[path]) as member:
                    if hashlib.file_digest(member, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                        said = f"`{path}` in `{archive.name}` is another than in the folder"
                        yield _issue(archive.name, said, _EITHER)
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        yield _issue(archive.name, f"`{archive.name}` cannot be opened ({error})", _AGAIN)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _issue(path: str, message: str, hint: str) -> Issue:
    return Issue(
        code=CODE,
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        path=path,
    )
