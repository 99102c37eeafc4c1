"""`SHA256SUMS`: the digest of every other file, as `sha256sum -c` reads it."""

from pathlib import Path

from pipeline.export import compare
from pipeline.export.artefact import Artefact, measure, write
from pipeline.export.release import Release

PATH = "SHA256SUMS"


def write_all(_: Release, root: Path, written: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """One line a file, sorted by path; the archive comes later and is not in it."""
    ordered = sorted(written, key=lambda item: item.path)
    return (write(root, PATH, (f"{item.sha256}  {item.path}\n" for item in ordered)),)


def check(_: Release, root: Path) -> None:
    """Measure every file again and compare."""
    for line in (root / PATH).read_text(encoding="utf-8").splitlines():
        digest, path = line.split("  ", 1)
        if measure(root, path).sha256 != digest:
            compare.spoil(path, "its digest is another")
