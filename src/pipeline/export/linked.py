"""`ro-crate-metadata.json` and `dataset.jsonld`: the release as linked data, of one derivation."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.export import compare, metadata
from pipeline.export.artefact import Artefact, write_json
from pipeline.export.release import Release

CRATE, DATASET = "ro-crate-metadata.json", "dataset.jsonld"

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
"""RO-Crate, the version that most tools read."""

_FORMATS = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".cff": "text/yaml",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by the ends of names."""

_DOWNLOADS = (".csv", ".json", ".xlsx", ".sqlite", ".parquet")
"""Files that hold data."""


def write_crate(
    release: Release, root: Path, written: tuple[Artefact, ...]
) -> tuple[Artefact, ...]:
    """The files that stand there so far, with whom and what they are about."""
    return (write_json(root, CRATE, crate(release, written)),)


def write_dataset(
    release: Release, root: Path, written: tuple[Artefact, ...]
) -> tuple[Artefact, ...]:
    """The same for search engines, as schema.org has it."""
    return (write_json(root, DATASET, dataset(release, written)),)


def check_crate(release: Release, root: Path) -> None:
    """Read it: it must name this release, and files that are there and as long as it says."""
    graph = json.loads((root / CRATE).read_bytes())["@graph"]
    entities = {item["@id"]: item for item in graph}
    _about(CRATE, release, entities.get("./", {}))
    for part in entities["./"].get("hasPart", ()):
        _there(CRATE, root, part["@id"], entities.get(part["@id"], {}).get("contentSize"))


def check_dataset(release: Release, root: Path) -> None:
    """Read it: it must name this release, and files that are there and as long as it says."""
    read = json.loads((root / DATASET).read_bytes())
    _about(DATASET, release, read)
    for item in read.get("distribution", ()):
        _there(DATASET, root, item["contentUrl"], item["contentSize"])


def crate(release: Release, written: Iterable[Artefact]) -> dict[str, Any]:
    """One flat graph: the crate's own description, the dataset, its files, people, licences."""
    files = [_file(item) for item in sorted(written, key=lambda one: one.path)]
    licences = [_licence(item) for item in metadata.licences(release)]
    makers = [_maker(agent, number) for number, agent in enumerate(metadata.makers(release), 1)]
    about = {
        "@id": "./",
        "@type": "Dataset",
        **_facts(release),
        "license": [{"@id": item["@id"]} for item in licences],
        "author": [{"@id": item["@id"]} for item in makers],
        "hasPart": [{"@id": item["@id"]} for item in files],
    }
    own = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    graph = [own, _stated(about), *files, *makers, *licences]
    return {"@context": CONTEXT, "@graph": graph}


def dataset(release: Release, written: Iterable[Artefact]) -> dict[str, Any]:
    """One tree, with the files that hold data as its distribution."""
    files = (_file(item) for item in sorted(written, key=lambda one: one.path))
    known = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_facts(release),
        "license": [item.url or item.name for item in metadata.licences(release)],
        "creator": [_plain(_maker(agent, 0)) for agent in metadata.makers(release)],
        "isAccessibleForFree": True,
        "isBasedOn": [_stated({"@type": "CreativeWork", "name": name, "url": path})
                      for name, path in metadata.bases(release)],
        "variableMeasured": [table.title or table.name for table in release.tables],
        "distribution": [_download(item) for item in files if _holds_data(item["@id"])],
    }  # fmt: skip
    return _stated(known)


def _facts(release: Release) -> dict[str, Any]:
    return {
        "identifier": metadata.identifier(release) or release.folder,
        "name": metadata.title(release),
        "alternateName": release.title_zh,
        "description": "\n".join(
            item for item in (release.description, release.description_zh) if item
        )
        or metadata.title(release),
        "version": release.version,
        "datePublished": release.date,
        "keywords": list(release.keywords),
        "url": release.homepage,
    }


def _file(item: Artefact) -> dict[str, Any]:
    known = {
        "@id": item.path,
        "@type": "File",
        "name": item.path,
        "contentSize": str(item.bytes),
        "encodingFormat": _FORMATS.get(Path(item.path).suffix),
        "sha256": item.sha256,
    }
    return _stated(known)


def _download(file: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in file.items() if key not in ("@id", "@type")}
    return {"@type": "DataDownload", "contentUrl": file["@id"], **kept}


def _holds_data(path: str) -> bool:
    described = path.startswith("schemas/") or path.endswith(".schema.json")
    return path.endswith(_DOWNLOADS) and not described and path not in _ABOUT


_ABOUT = ("datapackage.json", "datasette.json", "report.json", CRATE)
"""JSON files that say something of the data and hold none."""


def _maker(agent: metadata.Agent, number: int) -> dict[str, Any]:
    known = {
        "@id": agent.url if agent.url and "://" in agent.url else f"#maker-{number}",
        "@type": "Person" if agent.family else "Organization",
        "name": agent.name,
        "givenName": agent.given,
        "familyName": agent.family,
        "email": agent.email,
        "affiliation": agent.affiliation,
    }
    return _stated(known)


def _licence(item: metadata.Licence) -> dict[str, Any]:
    name = "-".join(item.name.split())
    return {"@id": item.url or f"#{name}", "@type": "CreativeWork", "name": item.name}


def _plain(entity: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entity.items() if key != "@id"}


def _stated(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value not in (None, "", [])}


def _about(path: str, release: Release, read: dict[str, Any]) -> None:
    if (read.get("name"), read.get("version")) != (metadata.title(release), release.version):
        compare.spoil(path, "it speaks of something else")


def _there(path: str, root: Path, file: str, size: str | None) -> None:
    target = root / file
    if not target.is_file() or str(target.stat().st_size) != size:
        compare.spoil(path, f"`{file}` is not as it says")
