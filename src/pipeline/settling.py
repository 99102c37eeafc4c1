"""What a project's descriptor says of the project; what cannot be meant has its line in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.declare import Record
from pipeline.descriptor.places import places
from pipeline.errors import SettingError
from pipeline.package import Package, text_of
from pipeline.project import Settings, load_models


def read(found: Package) -> Settings:
    """The settings of a project; SettingError names place, cause and remedy."""
    with _located(found):
        return Settings.from_descriptor(found.descriptor)


def models_of(found: Package, settings: Settings) -> dict[str, type[Record]]:
    """The models that the settings name; errors as `load_models` and `read` have them."""
    with _located(found):
        file = settings.models_file(found.root)
    return load_models(file)


@contextmanager
def _located(found: Package) -> Iterator[None]:
    try:
        yield
    except SettingError as error:
        text = text_of(found.root / found.path) or ""
        known = places(text, json=found.path.endswith(".json"))
        pointer = error.pointer
        while pointer and pointer not in known:
            pointer = pointer.rpartition("/")[0]
        if pointer not in known:
            raise
        raise error.at(found.path, *known[pointer]) from None
