"""What the commands about releases do: verify one, compare two, hold a version to its data."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline import engine, package, viewing
from pipeline.errors import ReleaseError
from pipeline.export import again
from pipeline.project import Project
from pipeline.release import changelog, declared, git
from pipeline.release.change import Difference
from pipeline.release.dataset import Dataset, load
from pipeline.release.difference import compare
from pipeline.release.gate import Standing
from pipeline.release.locate import locate
from pipeline.release.verify import Named
from pipeline.release.verify import verify as verify_
from pipeline.release.version import Bump, Version
from pipeline.release.views import Shape
from pipeline.report import Report, Tally
from pipeline.scratch import scratch
from pipeline.stages import Step


def diff(old: str, new: str, project: Path | None, *, step: Step) -> Difference:
    """What differs between two packages: folders, descriptors, zips or revisions of the project."""
    with _both(old, new, project, step) as (con, before, after):
        return compare(con, (old, before), (new, after), step, _views(before, after, step))


def _views(
    before: Dataset, after: Dataset, step: Step
) -> tuple[Mapping[str, Shape], Mapping[str, Shape]]:
    """What the views of both give; of neither where those of one cannot be run."""
    step("comparing the views")
    one, other = viewing.shapes(before), viewing.shapes(after)
    return ({}, {}) if one is None or other is None else (one, other)


@dataclass(frozen=True, slots=True)
class Bumped:
    """What a bump came to: the version, and the files that were written."""

    standing: Standing
    version: Version
    written: tuple[str, ...]


def standing(project: Project, against: str | None, *, step: Step) -> Standing:
    """The declared version beside the last data release: `against`, else the highest tag.

    A tag of the declared version itself goes before a higher one: it must have the same content,
    and its version must be enough for what changed since the release before it.
    ReleaseError where a shallow clone does not say which release was the last.
    """
    found = _standing(project, against, step)
    if against or found.trouble:
        return found
    earlier = git.before(project.root, str(found.declared))
    if earlier is None:
        _whole(project)
    if earlier is None or found.declared not in found.tagged:
        return found
    since = _standing(project, f"{git.TAG}{earlier}", step)
    return since if since.trouble else found


def _standing(project: Project, against: str | None, step: Step) -> Standing:
    version = _declared(project)
    tags = {tag: known for known, tag in git.releases(project.root)}
    baseline = against or next((tag for tag, known in tags.items() if known == version), None)
    baseline = baseline or next(iter(tags), None)
    if baseline is None:
        _whole(project)
        return Standing(version)
    found = diff(baseline, str(project.root), project.root, step=step)
    released = Version.parse(found.old.version)
    if released is None:
        raise ReleaseError(f"{baseline}: declares no version, so nothing can be held against it")
    released = max(released, tags.get(baseline, released))  # a tag was read by whoever saw it
    return Standing(version, baseline, released, found, frozenset(tags.values()) | {released})


def _whole(project: Project) -> None:
    if git.shallow(project.root):
        raise ReleaseError(
            f"{project.root}: this clone is shallow, and the tag of the last data release may be "
            "missing; run `git fetch --unshallow --tags` (in GitHub Actions: `fetch-depth: 0`), or "
            "name that release by --against"
        )


def bump(
    project: Project, against: str | None, wanted: Bump | None, *, today: str, step: Step
) -> Bumped:
    """Declare the next version and write its changelog entry; `wanted` is None for `auto`.

    ReleaseError where less is wanted than the data require.
    """
    found = _standing(project, against, step)
    if wanted is not None and found.released and found.released.bumped(wanted) < found.needed:
        because = found.difference.because if found.difference else None
        said = f"{because.table or 'package'}: {because.what}" if because else ""
        raise ReleaseError(
            f"--bump {wanted.word} is too little: the data need at least {found.needed}, because "
            f"{said}; use --bump auto"
        )
    version = found.target(wanted)
    return Bumped(found, version, tuple(_write(project, found, version, today)))


def _write(project: Project, found: Standing, version: Version, today: str) -> Iterator[str]:
    log = project.root / changelog.FILE
    before = original = log.read_bytes().decode("utf-8") if log.is_file() else ""
    if version != found.declared:
        text = declared.edited(project.descriptor, "version", str(version))
        project.descriptor.write_bytes(text.encode("utf-8"))
        if "created" in package.read(project.descriptor)[0].descriptor:
            text = declared.edited(project.descriptor, "created", f"{today}T00:00:00Z")
            project.descriptor.write_bytes(text.encode("utf-8"))
        yield project.descriptor.name
    if version == found.released and found.difference and not found.difference.changes:
        return  # nothing changed since the release: its entry stands as it was published
    if version != found.declared and found.declared not in found.tagged:
        before = changelog.renamed(before, str(found.declared), str(version))
    date = changelog.dated(original, str(version)) or today
    after = changelog.written(before, str(version), date, found.difference)
    if after != original:
        log.write_bytes(after.encode("utf-8"))
        yield log.name


def _declared(project: Project) -> Version:
    given = package.read(project.descriptor)[0].descriptor.get("version")
    version = Version.parse(given) if isinstance(given, str) else None
    if version is None:
        said = "missing" if given is None else given
        raise ReleaseError(
            f"{project.descriptor}: `version` is {said}, which is no version; write "
            "MAJOR.MINOR.PATCH, such as version: 0.1.0"
        )
    return version


def verify(target: Path, *, step: Step) -> Report:
    """What is wrong with a release: its folder, its descriptor, or its zip."""
    with scratch() as inner, engine.connect() as con:
        step("opening the release")
        folder, tables = inner / "release", inner / "tables"
        folder.mkdir()
        tables.mkdir()
        file = _release(target, folder)
        outside = target.resolve() if target.is_dir() else file.parent
        named = Named(
            None if outside == folder else outside.name,
            target.stem if target.suffix.lower() == ".zip" else None,
        )
        data = load(con, file, tables)
        return verify_(file.parent, data, named, partial(_artefacts, data), step)


def _artefacts(data: Dataset, tool: str | None, known: set[str]) -> Tally:
    return again.check(data.con, data.package, data.typed, tool=tool, known=known)


def _release(target: Path, into: Path) -> Path:
    """The descriptor of a release; a project is none."""
    if not target.exists():
        raise ReleaseError(f"{target}: there is no such file or folder")
    if target.is_dir() and not (target / "datapackage.json").is_file():
        raise ReleaseError(
            f"{target}: is no release (it has no datapackage.json); name the folder of a release, "
            "such as build/NAME-VERSION, or its zip"
        )
    return locate(str(target / "datapackage.json" if target.is_dir() else target), None, into)


@contextmanager
def _both(
    old: str, new: str, project: Path | None, step: Step
) -> Iterator[tuple[engine.Connection, Dataset, Dataset]]:
    with scratch() as inner, engine.connect() as con:
        folders = [inner / name for name in ("old", "new", "read old", "read new")]
        for folder in folders:
            folder.mkdir()
        step(f"reading {old}")
        before = load(con, locate(old, project, folders[0]), folders[2])
        step(f"reading {new}")
        after = load(con, locate(new, project, folders[1]), folders[3])
        yield con, before, after
