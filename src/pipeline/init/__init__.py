"""A small project to begin with: two tables, a rule, a text of our own, and a workflow for CI."""

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ProjectError

_PLACES = {
    "datapackage.yaml": "datapackage.yaml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "data.yml": ".github/workflows/data.yml",
    "models.py": "schemas/models.py",
    "parts-make-the-whole.sql": "schemas/rules/parts-make-the-whole.sql",
    "places.csv": "raw/places.csv",
    "plantings.csv": "raw/plantings.csv",
    "sources.csv": "raw/sources.csv",
    "documents.csv": "raw/documents.csv",
    "document_spans.csv": "raw/document_spans.csv",
    "report.txt": "raw/sources/report.txt",
}
"""Each file of the room and where it goes; names with a dot would be lost on the way."""

_FILLED = ("datapackage.yaml", "README.md", "sources.csv")
"""Files in which `{words}` stand for what is only known now."""

_HARMLESS = {".git", ".venv", ".DS_Store"}
"""What a folder may hold already: whoever begins has often made these."""


def write(folder: Path, *, name: str | None, today: str) -> list[str]:
    """Write everything that people would; the paths written. The rest is derived from it.

    name: of the dataset; without one, the folder's. today: as ISO date. Raises ProjectError where
    the folder is not empty or nothing can be named so.
    """
    _refuse(folder)
    named = name or _slug(folder.resolve().name)
    if not re.fullmatch(r"[a-z0-9]+([-._][a-z0-9]+)*", named):
        raise ProjectError(
            f"--name {named}: a dataset is named with a-z, 0-9 and single - . or _ between them"
        )
    room = files(__package__) / "files"
    text = (room / "report.txt").read_bytes()
    words = {
        "name": named,
        "today": today,
        "sha256": sha256(text).hexdigest(),
        "characters": str(len(text.decode())),
    }
    for ours, there in _PLACES.items():
        content = (room / ours).read_bytes()
        if ours in _FILLED:
            content = _filled(content.decode(), words).encode()
        file = folder / there
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return sorted(_PLACES.values())


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"{folder}: is a file; name a new folder")
    held = {item.name for item in folder.iterdir()} - _HARMLESS if folder.exists() else set()
    if held:
        shown = ", ".join(sorted(held)[:3]) + (", …" if len(held) > 3 else "")
        raise ProjectError(
            f"{folder}: holds files already ({shown}), and nothing is ever overwritten; "
            "name a new or an empty folder"
        )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "my-dataset"


def _filled(text: str, words: dict[str, str]) -> str:
    for word, said in words.items():
        text = text.replace("{" + word + "}", said)
    return text
