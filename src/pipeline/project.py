"""Find a project: its descriptor, its settings, and the models that it is checked by."""

import importlib.util
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.declare import Record, Table, columns, primary_key
from pipeline.errors import ModelsError, ProjectError, SettingError
from pipeline.gate import Policy, read_policy

DESCRIPTOR = "datapackage.yaml"
_SETTINGS = {"models": "schemas/models.py", "rules": "schemas/rules", "views": "schemas/views"}

_ELSEWHERE = ("nested", "labels", "layout", "gate")
"""Settings that are no paths; whoever needs them reads them."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `datapackage.yaml`; `models`, `rules`, `views` need not exist."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> "Project":
        """The project at `start` or in the nearest folder above; ProjectError where none is."""
        here = start.resolve()
        if not here.exists():
            raise ProjectError(f"{start}: there is no such file or folder; correct the name")
        for folder in (here, *here.parents):
            if (folder / DESCRIPTOR).is_file():
                return cls(folder)
        raise ProjectError(
            f"{start}: no project here ({DESCRIPTOR} is neither there nor in a folder above); "
            "change to the project's folder, or name that after the command"
        )

    @property
    def descriptor(self) -> Path:
        """The file that says what the dataset is."""
        return self.root / DESCRIPTOR


@dataclass(frozen=True, slots=True)
class Layout:
    """How raw files are laid out: `order` of rows by table, and whether a BOM marks UTF-8."""

    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mark: bool = False

    @classmethod
    def from_setting(cls, given: object) -> "Layout":
        """Of `x-pipeline.layout`; ProjectError where it says what cannot be meant."""
        if not isinstance(given, dict) or {*given} - {"order", "bom"}:
            message = f"{DESCRIPTOR}: x-pipeline.layout knows `order` and `bom`"
            raise SettingError(message, "/x-pipeline/layout")
        order, mark = given.get("order") or {}, given.get("bom", False)
        if not isinstance(mark, bool):
            message = f"{DESCRIPTOR}: x-pipeline.layout.bom must be true or false"
            raise SettingError(message, "/x-pipeline/layout/bom")
        if not isinstance(order, dict):
            raise SettingError(
                f"{DESCRIPTOR}: x-pipeline.layout.order must name tables, each with its fields: "
                "`table: [field, …]`, or `table: file` where rows stay as they are",
                "/x-pipeline/layout/order",
            )
        return cls({str(name): _fields(name, said) for name, said in order.items()}, mark)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `x-pipeline` in the descriptor says; paths are relative to the project."""

    models: str
    rules: str
    views: str
    declared: frozenset[str] = frozenset()
    layout: Layout = field(default_factory=Layout)
    gate: Policy = field(default_factory=Policy)

    @classmethod
    def from_descriptor(cls, descriptor: Mapping[str, Any]) -> "Settings":
        """Raises ProjectError for a setting that does not exist or is not text."""
        given = descriptor.get("x-pipeline") or {}
        if not isinstance(given, dict):
            message = f"{DESCRIPTOR}: x-pipeline must be a mapping of settings"
            raise SettingError(message, "/x-pipeline")
        layout = Layout.from_setting(given.get("layout") or {})
        gate = read_policy(given.get("gate"))
        paths = {name: value for name, value in given.items() if name not in _ELSEWHERE}
        for name, value in paths.items():
            if name not in _SETTINGS:
                raise _unknown(str(name))
            if not isinstance(value, str):
                message = f"{DESCRIPTOR}: x-pipeline.{name} must be a path"
                raise SettingError(message, f"/x-pipeline/{name}")
        return cls(**{**_SETTINGS, **paths}, declared=frozenset(given), layout=layout, gate=gate)

    def models_file(self, root: Path) -> Path:
        """The file of the models; ProjectError where the descriptor names one that is not there."""
        file = root / self.models
        if "models" in self.declared and not file.is_file():
            raise SettingError(
                f"{DESCRIPTOR}: x-pipeline.models names {self.models}, and there is no such file; "
                "without it no record and no evidence can be checked",
                "/x-pipeline/models",
            )
        return file


def _unknown(name: str) -> SettingError:
    known = (*_SETTINGS, *_ELSEWHERE)
    near = get_close_matches(name, known, 1)
    message = f"{DESCRIPTOR}: x-pipeline knows no `{name}` (it knows {', '.join(known)})"
    if near:
        message = f"{DESCRIPTOR}: x-pipeline knows no `{name}`: did you mean `{near[0]}`?"
    return SettingError(message, f"/x-pipeline/{name}")


def _fields(table: object, said: object) -> tuple[str, ...]:
    listed = [said] if isinstance(said, str) else said
    if isinstance(listed, list) and listed and all(isinstance(name, str) for name in listed):
        return tuple(listed)
    raise SettingError(
        f"{DESCRIPTOR}: x-pipeline.layout.order.{table} must be a list of fields, or `file`",
        f"/x-pipeline/layout/order/{table}",
    )


def load_models(file: Path) -> dict[str, type[Record]]:
    """Table name → model, as `TABLES` of a `models.py` lists them; {} where there is no file.

    The file is executed as a module of its folder, so that it may import its neighbours
    (`from .vocabulary import …`). Raises ModelsError where it does not import or declares
    what cannot be a table.
    """
    if not file.is_file():
        return {}
    module = _execute(file)
    tables = getattr(module, "TABLES", None)
    if not isinstance(tables, tuple | list):
        raise ModelsError(f"{file}: declares no TABLES; list its records: TABLES = (Person, …)")
    models: dict[str, type[Record]] = {}
    for model in tables:
        name = _check_model(model, file)
        if name in models:
            raise ModelsError(f"{file}: two records in TABLES are the table `{name}`")
        models[name] = model
    _check_references(models, file)
    return models


def _execute(file: Path) -> ModuleType:
    folder = file.parent.resolve()
    name = f"_pipeline_models_{sha256(str(folder).encode()).hexdigest()[:12]}"
    for known in [key for key in sys.modules if key == name or key.startswith(f"{name}.")]:
        del sys.modules[known]
    spec = importlib.util.spec_from_file_location(
        name, file, submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ModelsError(f"{file}: is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        raise ModelsError(f"{_blame(error, file)}: {_say(error)}") from error
    return module


def _blame(error: BaseException, file: Path) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    folder = str(file.parent.resolve())
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(folder)]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(file)


def _say(error: BaseException) -> str:
    message = str(error).splitlines()[0] if str(error) else ""
    return f"does not import: {type(error).__name__}: {message}".rstrip(": ")


def _check_model(model: object, file: Path) -> str:
    if not (isinstance(model, type) and issubclass(model, Record)):
        raise ModelsError(f"{file}: TABLES holds {model!r}, which is no Record")
    table = getattr(model, "TABLE", None)
    if not isinstance(table, Table):
        raise ModelsError(f"{file}: {model.__name__} has no TABLE")
    try:
        names = columns(model)
    except TypeError as error:
        raise ModelsError(f"{file}: {error}") from error
    if not primary_key(model):
        raise ModelsError(f"{file}: {model.__name__} has no key()")
    unknown = {name for names_ in table.unique for name in names_} - set(names)
    if unknown:
        raise ModelsError(f"{file}: {model.__name__}: unique names no column {sorted(unknown)}")
    return table.name


def _check_references(models: Mapping[str, type[Record]], file: Path) -> None:
    for model in models.values():
        for name, spec in columns(model).items():
            target = models.get(spec.references) if spec.references else None
            if spec.references and target is None:
                raise ModelsError(
                    f"{file}: {model.__name__}.{name} refers to `{spec.references}`, "
                    "which is no table in TABLES"
                )
            if target and len(primary_key(target)) != 1:
                raise ModelsError(
                    f"{file}: {model.__name__}.{name} refers to `{spec.references}`, "
                    "whose key has several columns"
                )
