"""Words about a release that several artefacts say: who made it, under which licence."""

from collections.abc import Mapping
from typing import Any

from pipeline.export.release import Release


def authors(release: Release) -> str:
    """The contributors' names in their order, or the package's name where there are none."""
    names = [_first(item, "title", "name", "path", "email") for item in release.contributors]
    return ", ".join(name for name in names if name) or release.name


def licence(release: Release) -> str:
    """The licences by name, with their addresses."""
    return "; ".join(_licence(item) for item in release.licenses)


def citation(release: Release) -> str:
    """One line that names the release in a list of references."""
    year = release.date[:4]
    title = release.title or release.name
    both = f"{title} ({release.title_zh})" if release.title_zh else title
    where = f" {release.homepage}" if release.homepage else ""
    return f"{authors(release)} ({year}). {both}, version {release.version} [Data set].{where}"


def _licence(item: Mapping[str, Any]) -> str:
    name, address = _first(item, "name", "title", "path"), str(item.get("path") or "")
    return f"{name} ({address})" if address and address != name else name


def _first(item: Mapping[str, Any], *keys: str) -> str:
    return next((str(item[key]) for key in keys if item.get(key)), "")
