"""`CITATION.cff`: how to cite the release, for machines (Citation File Format 1.2)."""

from pathlib import Path
from typing import Any

import yaml

from pipeline.export import compare, metadata
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Release

PATH = "CITATION.cff"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """YAML, in the order in which people read it."""
    text = yaml.safe_dump(cff(release), allow_unicode=True, sort_keys=False, width=4096)
    return (write(root, PATH, [text]),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it."""
    if yaml.safe_load((root / PATH).read_bytes()) != cff(release):
        compare.spoil(PATH, "it says something else")


def cff(release: Release) -> dict[str, Any]:
    """Its keys and values; without a maker the package's name stands for one, as one must."""
    spdx = [item.spdx for item in metadata.licences(release) if item.spdx]
    other = [item.url for item in metadata.licences(release) if item.url and not item.spdx]
    makers = [_author(agent) for agent in metadata.makers(release)]
    known = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below. 使用本数据请按下列信息引用。",
        "type": "dataset",
        "title": metadata.title(release),
        "abstract": release.description,
        "authors": makers or [{"name": release.name}],
        "version": release.version,
        "date-released": release.date,
        "license": spdx[0] if len(spdx) == 1 else spdx,
        "license-url": other[0] if other and not spdx else None,
        "url": release.homepage,
        "keywords": list(release.keywords),
        "references": [_reference(name, path) for name, path in metadata.bases(release)],
    }
    return {key: value for key, value in known.items() if value}


def _author(agent: metadata.Agent) -> dict[str, str]:
    if agent.family:
        known = {"family-names": agent.family, "given-names": agent.given}
        known |= {"affiliation": agent.affiliation}
    else:
        known = {"name": agent.name}
    known |= {"email": agent.email, "website": agent.url}
    return {key: value for key, value in known.items() if value}


def _reference(name: str, path: str | None) -> dict[str, Any]:
    address = {"url": path} if path and "://" in path else {}
    return {"type": "generic", "title": name, "authors": [{"name": name}], **address}
