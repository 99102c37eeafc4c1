"""What a record is called: one definition of the field that names it, for all who show records."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pipeline.errors import ProjectError
from pipeline.resource import Resource

_USUAL = ("name", "title", "label")
"""Fields that name their record for readers, where nobody says which does."""

_ROLES = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://schema.org/name",
    "http://xmlns.com/foaf/0.1/name",
    "http://purl.org/dc/terms/title",
)
"""`rdfType` of a field that names its record; https says the same."""

_LANGUAGES = ("zh", "en")
_FILE = "datapackage.yaml"


def declared(descriptor: Mapping[str, Any], resources: Sequence[Resource]) -> dict[str, str]:
    """Table → field, of `x-pipeline.labels`; ProjectError where there is no such field."""
    given = (descriptor.get("x-pipeline") or {}).get("labels") or {}
    if not isinstance(given, dict) or not all(isinstance(name, str) for name in given.values()):
        raise ProjectError(
            f"{_FILE}: x-pipeline.labels must name for a table the field that names its records, "
            "as in labels: {people: name}"
        )
    known = {item.name: [name for name, _ in _fields(item.schema)] for item in resources}
    for table, field in given.items():
        listed = [item.get("name") for item in descriptor.get("resources") or ()]
        if table not in listed:
            raise _unknown(f"{_FILE}: x-pipeline.labels names the table `{table}`", table, listed)
        if known.get(table) and field not in known[table]:
            raise _unknown(
                f"{_FILE}: x-pipeline.labels: `{table}` has no field `{field}`", field, known[table]
            )
    return {str(table): field for table, field in given.items()}


def names(
    labels: Sequence[str],
    said: str | None = None,
    schema: Mapping[str, Any] | None = None,
    lang: str | None = None,
) -> tuple[str, ...]:
    """The columns of a table that may name its records, the best first; many tables have none.

    said: the field that was declared. lang: whose words are wanted, where a table has both.
    """
    roles = [name for name, role in _fields(schema) if role in _ROLES]
    found = (
        name
        for item in (*filter(None, [said]), *roles, *_USUAL)
        for name in (*([f"{item}_{lang}"] if lang else ()), item, *_in_languages(item))
    )
    return tuple(dict.fromkeys(name for name in found if name in labels))


def _in_languages(item: str) -> Iterator[str]:
    return (f"{item}_{lang}" for lang in _LANGUAGES)


def _fields(schema: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Name and role of each field, as far as the schema is one."""
    listed = (schema or {}).get("fields")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and isinstance(item.get("name"), str):
            role = str(item.get("rdfType") or "")
            yield item["name"], role.replace("https://", "http://", 1)


def _unknown(wrong: str, name: str, known: Sequence[Any]) -> ProjectError:
    near = get_close_matches(name, [str(item) for item in known if item], 1, 0.6)
    has = ", ".join(f"`{item}`" for item in known if item)
    return ProjectError(f"{wrong}; " + (f"did you mean `{near[0]}`?" if near else f"it has {has}"))
