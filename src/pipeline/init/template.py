"""The files of a new project that people would write; what is derived from them is not here."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

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
"""Each file of the room and where it goes; under names with a dot tools would overlook them."""

_FILLED = ("datapackage.yaml", "README.md", "sources.csv")
"""Files in which `{words}` stand for what is only known now."""


_CHINESE = {
    "README.md": "README.zh.md",
    "data.yml": "data.zh.yml",
    "gitignore": "gitignore.zh",
    "gitattributes": "gitattributes.zh",
}
"""Files that are there in Chinese too; a project gets one of the two."""


def write(
    folder: Path, *, name: str, identifier: str, today: str, chinese: bool = False
) -> list[str]:
    """Write the files into a folder; their paths, relative to it. today: as ISO date.

    chinese: what speaks to its curators does so in Chinese.
    """
    room = files(__package__) / "files"
    text = (room / "report.txt").read_bytes()
    words = {
        "name": name,
        "identifier": identifier,
        "today": today,
        "sha256": sha256(text).hexdigest(),
        "characters": str(len(text.decode())),
    }
    for ours, there in _PLACES.items():
        content = (room / (_CHINESE.get(ours, ours) if chinese else ours)).read_bytes()
        if ours in _FILLED:
            content = _filled(content.decode(), words).encode()
        file = folder / there
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return list(_PLACES.values())


def _filled(text: str, words: dict[str, str]) -> str:
    for word, said in words.items():
        text = text.replace("{" + word + "}", said)
    return text
