"""Where a package is: a folder, a descriptor, a zip, or a revision of the project."""

from pathlib import Path

from pipeline.errors import ProjectError, ReleaseError
from pipeline.limits import LIMITS, Limits
from pipeline.package import TooMuch, archive
from pipeline.release import git
from pipeline.release.dataset import DESCRIPTORS, descriptor


def locate(named: str, project: Path | None, scratch: Path) -> Path:
    """The descriptor of what is named; zips and revisions are written into `scratch`.

    A path that exists is taken before a revision of the same name; `project` is the folder whose
    revisions can be named. ReleaseError where there is no such package.
    """
    path = Path(named)
    if path.is_dir() and any((path / name).is_file() for name in DESCRIPTORS):
        return descriptor(path)
    if path.is_file():
        if path.suffix.lower() == ".zip":
            return unpack(path, scratch)
        if path.suffix.lower() in (".json", ".yaml", ".yml"):
            return path
        raise ReleaseError(f"{path}: is no package; name a folder, datapackage.json or a zip")
    if project is None:
        raise ReleaseError(f"{named}: there is no such file or folder, and no project around here")
    return descriptor(git.checkout(project, named, scratch))


def unpack(file: Path, scratch: Path, limits: Limits = LIMITS) -> Path:
    """The descriptor of a zipped package; ReleaseError where it is no harmless zip of one."""
    try:
        refused = archive.unpack(file, scratch, limits)
    except ProjectError as error:
        raise ReleaseError(f"{error}; download it again") from error
    except TooMuch as error:
        raise ReleaseError(
            f"{file.name}: is not unpacked: {error}; a release is no such archive"
        ) from error
    if refused:
        raise ReleaseError(f"{file.name}: {refused[0].message}; a release is no such archive")
    found = archive.descriptor(scratch)
    if found is None:
        raise ReleaseError(
            f"{file.name}: holds no datapackage.json, neither at its root nor in one folder"
        )
    beside = sorted(item.name for item in scratch.iterdir() if item != found.parent)
    if found.parent != scratch and beside:
        raise ReleaseError(
            f"{file.name}: beside the folder `{found.parent.name}/` of the release it holds "
            f"`{beside[0]}`; download it again, or unpack it and name the folder"
        )
    return found
