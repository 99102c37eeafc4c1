"""The head of a rule or view: a YAML block in the comment at the very start of the file."""

import re
from collections.abc import Hashable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from pipeline.issue import Severity
from pipeline.rules.model import Unfit

Text = Annotated[str, Field(min_length=1)]

_BLOCK = re.compile(r"/\*(.*?)\*/", re.DOTALL)


class Head(BaseModel):
    """What rules and views both say of themselves."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Text
    title_zh: Text | None = None
    needs: Annotated[list[Text], Field(min_length=1)]

    @property
    def tables(self) -> tuple[str, ...]:
        """`needs` without repeats."""
        return tuple(dict.fromkeys(self.needs))


class RuleHead(Head):
    """The head of a rule."""

    severity: Annotated[Severity, Field(strict=False)] = Severity.ERROR
    hint: Text | None = None
    hint_zh: Text | None = None
    min_cases: Annotated[int, Field(ge=0)] = 1


class ColumnText(BaseModel):
    """What a view says of one of its columns."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Text | None = None
    title_zh: Text | None = None
    description: Text | None = None
    description_zh: Text | None = None


class ViewHead(Head):
    """The head of a view."""

    description: Text | None = None
    description_zh: Text | None = None
    key: list[Text] = []
    columns: dict[str, ColumnText] = {}


H = TypeVar("H", bound=Head)


def files(folder: Path) -> list[Path]:
    """The SQL files of a folder by name; none where there is no folder."""
    if not folder.is_dir():
        return []
    found = (file for file in folder.iterdir() if not file.name.startswith("."))
    return sorted(file for file in found if file.suffix.lower() == ".sql")


def read_text(file: Path) -> str:
    """The text of a file with plain newlines and no BOM, or Unfit."""
    try:
        raw = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(f"the file is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from None
    except OSError as error:
        raise Unfit(f"the file cannot be read: {error.strerror}") from None
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, model: type[H]) -> H:
    """The head of a file, or Unfit with everything that is wrong with it."""
    block = _BLOCK.match(text)
    if block is None:
        raise Unfit("the file does not begin with a head: /* title: … needs: [table] */", 1, 1)
    loaded = _load("  " + block[1])
    if not isinstance(loaded, dict):
        raise Unfit("the head is not a list of `name: value` lines", 1, 1)
    try:
        return model.model_validate(loaded)
    except ValidationError as error:
        wrong = "; ".join(_explain(item, model) for item in error.errors())
        raise Unfit(f"the head is wrong: {wrong}", 1, 1) from None


class _Loader(yaml.SafeLoader):
    """Refuses a key that is given twice, of which YAML would take the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Reject repeats, then go on as usual."""
        for name in _repeats(node):
            raise yaml.MarkedYAMLError(
                problem=f"`{name}` is given twice", problem_mark=node.start_mark
            )
        return super().construct_mapping(node, deep)


def _repeats(node: yaml.MappingNode) -> Iterator[str]:
    names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    return (name for name in dict.fromkeys(names) if names.count(name) > 1)


def _load(text: str) -> object:
    """The two spaces before `text` stand for the `/*`, so lines and indents are the file's."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise Unfit(f"the head is not YAML: {error.problem}", line) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unfit(f"the head is not YAML: {' '.join(str(error).split())}", 1) from None


def _explain(error: ErrorDetails, model: type[Head]) -> str:
    """One of Pydantic's findings in plain words."""
    name = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"`{name}` is missing"
        case "extra_forbidden":
            return f"unknown key `{name}`{_near(name, model)}"
        case "list_type":
            return f"`{name}` must be a list, as in [claims, people]"
        case "string_type":
            return f"`{name}` must be text"
        case "too_short" | "string_too_short":
            return f"`{name}` is empty"
        case "enum":
            return f"`{name}` must be one of {', '.join(Severity)}"
        case _:
            return f"`{name}`: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _near(name: str, model: type[Head]) -> str:
    near = get_close_matches(name, model.model_fields, n=1)
    known = ", ".join(model.model_fields)
    return f" (did you mean `{near[0]}`?)" if near else f" (known are {known})"
