"""Where a package is: a folder, a descriptor, a zip, or a revision of the project."""

from pathlib import Path

from pipeline.errors import ReleaseError
from pipeline.release import git
from pipeline.release.dataset import DESCRIPTORS, descriptor
from pipeline.release.unpack import unpack


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
            return _in_zip(path, unpack(path, scratch))
        if path.suffix.lower() in (".json", ".yaml", ".yml"):
            return path
        raise ReleaseError(f"{path}: is no package; name a folder, datapackage.json or a zip")
    if project is None:
        raise ReleaseError(f"{named}: there is no such file or folder, and no project around here")
    return descriptor(git.checkout(project, named, scratch))


def _in_zip(archive: Path, unpacked: Path) -> Path:
    """The descriptor in what came out of a zip; the message names the zip, not where it went."""
    found = next((unpacked / name for name in DESCRIPTORS if (unpacked / name).is_file()), None)
    if found is not None:
        return found
    nested = sorted(item.parent.name for item in unpacked.glob("*/datapackage.*"))
    beside = f"; there is one in `{nested[0]}/`, with other files beside it" if nested else ""
    raise ReleaseError(
        f"{archive}: no package at its top{beside}; download the zip again, or unpack it and name "
        "the folder that holds datapackage.json"
    )
