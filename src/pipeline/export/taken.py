"""`report.json` and `CHANGELOG.md`: what others made, taken into the release as it is."""

import json
from pathlib import Path

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write, write_json
from pipeline.export.release import Release

REPORT, CHANGELOG = "report.json", "CHANGELOG.md"


def write_report(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """The report of the checks, where one is given."""
    return () if release.report is None else (write_json(root, REPORT, release.report),)


def check_report(release: Release, root: Path) -> None:
    """Read it and compare it."""
    wanted = json.loads(json.dumps(release.report))
    if release.report is not None and json.loads((root / REPORT).read_bytes()) != wanted:
        compare.spoil(REPORT, "it says something else")


def write_changelog(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """The project's changelog, where it has one."""
    return () if release.changelog is None else (write(root, CHANGELOG, [release.changelog]),)


def check_changelog(release: Release, root: Path) -> None:
    """Read it and compare it."""
    wanted = release.changelog
    if wanted is not None and (root / CHANGELOG).read_bytes() != wanted.encode():
        compare.spoil(CHANGELOG, "it says something else")
