"""What a descriptor must look like, as far as one property at a time can say it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.issue import Issue, Layer, Severity

_SEMVER = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"


class _License(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    name: str | None = None
    path: str | None = None
    title: str | None = None


class _Contributor(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    title: str | None = None
    email: str | None = None
    path: str | None = None
    roles: list[str] | None = None
    organization: str | None = None


class _Source(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    title: str | None = None
    path: str | None = None
    email: str | None = None
    version: str | None = None


class ResourceShape(BaseModel):
    """What every resource needs before anything else of it can be read."""

    model_config = ConfigDict(extra="allow", strict=True)
    name: str = Field(min_length=1)
    path: str | list[str] | None = None
    title: str | None = None
    description: str | None = None
    encoding: str | None = None
    schema_: str | dict[str, Any] | None = Field(default=None, alias="schema")


class PackageShape(BaseModel):
    """The properties of a package, each for itself."""

    model_config = ConfigDict(extra="allow", strict=True)
    name: str | None = Field(default=None, pattern=r"^[a-z0-9._-]+$")
    title: str | None = None
    description: str | None = None
    version: str | None = Field(default=None, pattern=f"^{_SEMVER}$")
    created: str | None = None
    homepage: str | None = None
    keywords: list[str] | None = None
    licenses: list[_License] | None = Field(default=None, min_length=1)
    contributors: list[_Contributor] | None = Field(default=None, min_length=1)
    sources: list[_Source] | None = Field(default=None, min_length=1)
    resources: list[Any] = Field(min_length=1)


def check(descriptor: Mapping[str, Any], path: str) -> Iterator[Issue]:
    """Everything that is wrong with the properties of the package itself."""
    try:
        PackageShape.model_validate(descriptor)
    except ValidationError as error:
        yield from explain(error, path, ())
    for number, license_ in enumerate(_list(descriptor.get("licenses"))):
        if isinstance(license_, dict) and not (license_.get("name") or license_.get("path")):
            yield wrong(path, f"/licenses/{number}", "a licence needs a name or a path")


def explain(error: ValidationError, path: str, prefix: tuple[Any, ...]) -> Iterator[Issue]:
    """What Pydantic found, one issue a pointer; `prefix` is where the value stands."""
    seen = set()
    for item in error.errors(include_url=False):
        places = [part for part in (*prefix, *item["loc"]) if part not in ("str", "dict[str,any]")]
        pointer = "".join(f"/{str(part).split('[')[0]}" for part in places)
        if pointer not in seen:
            seen.add(pointer)
            yield wrong(path, pointer, f"{pointer}: {_lower(item['msg'])}", item.get("input"))


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def wrong(path: str, pointer: str, message: str, value: object = None) -> Issue:
    """An issue of the descriptor `path` at a JSON pointer."""
    shown = None if value is None or isinstance(value, dict | list) else str(value)
    return Issue(
        code="descriptor",
        layer=Layer.PACKAGE,
        severity=Severity.ERROR,
        message=message,
        hint=f"correct {pointer} in {path}",
        path=path,
        pointer=pointer,
        value=shown,
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
