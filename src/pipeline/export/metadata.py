"""What a release says of itself, derived once: every file that describes it asks here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.export.release import Release

_SPDX = "https://spdx.org/licenses/"
"""Where a licence that is only named has its text."""

_LICENCES = frozenset(
    (
        *("CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0"),
        *("CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0"),
        *("MIT", "Apache-2.0", "GPL-3.0-only", "CDLA-Permissive-2.0", "OGL-UK-3.0"),
    )
)
"""Names under which SPDX knows licences that data have."""

_AUTHORS = frozenset(("author", "creator", "contributor"))
"""Roles of those who made it; others helped, published or keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Someone who made it: a person where family and given name are stated, else a body."""

    name: str
    given: str | None = None
    family: str | None = None
    email: str | None = None
    url: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence: `spdx` is its name where SPDX knows it; `url` is its text."""

    name: str
    spdx: str | None
    url: str | None


def title(release: Release) -> str:
    """Its title, or its name where it has none."""
    return release.title or release.name


def words(english: str | None, chinese: str | None) -> list[dict[str, str]]:
    """A text in both languages, as linked data say it."""
    given = (("en", english), ("zh", chinese))
    return [{"@language": code, "@value": word} for code, word in given if word]


def makers(release: Release) -> tuple[Agent, ...]:
    """Those who made it, in their order; all contributors where no role says who did."""
    agents = [(_agent(item), frozenset(item.get("roles") or ())) for item in release.contributors]
    known = [(agent, roles) for agent, roles in agents if agent is not None]
    chosen = [agent for agent, roles in known if not roles or roles & _AUTHORS]
    return tuple(chosen or [agent for agent, _ in known])


def licences(release: Release) -> tuple[Licence, ...]:
    """The licences in their order."""
    return tuple(_licences(release.licenses))


def identifier(release: Release) -> str | None:
    """The address or DOI under which it is known."""
    given = release.more.get("id")
    return given if isinstance(given, str) else None


def bases(release: Release) -> tuple[tuple[str, str | None], ...]:
    """Title and address of each source that the descriptor names."""
    found = ((item.get("title") or item.get("path"), item.get("path")) for item in release.sources)
    return tuple((str(name), path) for name, path in found if name)


def _agent(item: Mapping[str, Any]) -> Agent | None:
    name = next((str(item[k]) for k in ("title", "name", "path", "email") if item.get(k)), None)
    if name is None:
        return None
    return Agent(
        name=name,
        given=item.get("givenName"),
        family=item.get("familyName"),
        email=item.get("email"),
        url=item.get("path"),
        affiliation=item.get("organization"),
    )


def _licences(given: tuple[Mapping[str, Any], ...]) -> Iterator[Licence]:
    for item in given:
        name = item.get("name")
        spdx = name if name in _LICENCES else None
        shown = name or item.get("title") or item.get("path")
        url = item.get("path") or (f"{_SPDX}{spdx}.html" if spdx else None)
        yield Licence(name=str(shown), spdx=spdx, url=url)
