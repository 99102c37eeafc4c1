"""How `pipeline fmt` flows: every raw file that people edit, into its canonical form, or none."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import package, settling
from pipeline.canonical import AS_IT_IS, Canonical, Form, canonical, reason
from pipeline.in_place import put_in_place
from pipeline.package import Resource
from pipeline.paths import remote
from pipeline.project import Layout, Project


@dataclass(frozen=True, slots=True)
class Tidied:
    """By path: what was, or is to be, written; what cannot be; and what was left alone, and why.

    absent: the paths at which there is no file. unusable: names of resources whose entry in the
    descriptor, or whose file, cannot be used.
    """

    files: Mapping[str, Canonical]
    left: Mapping[str, str]
    absent: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()

    @property
    def refused(self) -> list[str]:
        """Why files cannot be read, with place and remedy."""
        return [found.refused for found in self.files.values() if found.refused]

    @property
    def held(self) -> list[str]:
        """Why files are not touched before somebody decides, with place and the possibilities."""
        return [found.held for found in self.files.values() if found.held]

    @property
    def remarks(self) -> dict[str, str]:
        """Path → what is wrong with its header, which is not mended here."""
        return {path: found.remark for path, found in self.files.items() if found.remark}

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """Path → in words what is not canonical."""
        return {path: found.changes for path, found in self.files.items() if found.changes}


def tidy(project: Project, *, write: bool, columns: bool = False) -> Tidied:
    """The canonical form of every table; written only where all of them can be read.

    columns: whole columns may be put in the order of the schema.

    Rows of tables that the tool itself writes keep the order that it gives them.
    """
    found, _ = package.read(project.descriptor)
    settings = settling.read(found)
    models = settling.models_of(found, settings)
    written = {name for name, model in models.items() if model.TABLE.tool_written}
    own = dict.fromkeys(written, (AS_IT_IS,))
    layout = Layout({**own, **settings.layout.order}, settings.layout.mark)
    files: dict[str, Canonical] = {}
    left: dict[str, str] = {}
    absent: list[str] = []
    for resource in found.resources:
        for path, packing in zip(resource.paths, resource.packing, strict=True):
            file = project.root / path
            if not remote(path) and not file.is_file():
                absent.append(path)
            elif because := _left_alone(resource, path, packing):
                left[path] = because
            else:
                form = _form(resource, layout, columns=columns)
                files[path] = canonical(file, form, shown=path)
    known = {resource.name for resource in found.resources}
    unusable = tuple(name for name in dict.fromkeys(found.declared) if name not in known)
    done = Tidied(_writable(files, project) if write else files, left, tuple(absent), unusable)
    if write and not done.refused:
        put_in_place({project.root / path: done.files[path].content for path in done.changed})
    return done


def _form(resource: Resource, layout: Layout, *, columns: bool) -> Form:
    order = layout.order.get(resource.name)
    return Form.from_schema(resource.schema or {}, order, mark=layout.mark, move=columns)


def _left_alone(resource: Resource, path: str, packing: str) -> str | None:
    if remote(path):
        return "it is a URL, and remote files are not read"
    return reason(resource.dialect, resource.encoding, (packing,))


def _writable(files: Mapping[str, Canonical], project: Project) -> dict[str, Canonical]:
    """The same, but that a file which is to change and may not be written is held back."""
    return {
        path: _read_only(path) if found.changes and _locked(project.root / path) else found
        for path, found in files.items()
    }


def _read_only(path: str) -> Canonical:
    return Canonical(held=f"{path}: the file is read-only; make it writable first")


def _locked(file: Path) -> bool:
    """Whether nobody may write it: who owns a folder, or all, could exchange the file even so."""
    return not file.stat().st_mode & 0o222 or not os.access(file, os.W_OK)
