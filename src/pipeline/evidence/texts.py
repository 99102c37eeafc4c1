"""The source texts, where they are at hand: found by bare file name, held to their digest."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline import provenance
from pipeline.evidence.reading import Source

_ENDINGS = {"LF": b"\n", "CRLF": b"\r\n", "CR": b"\r"}

_ENDS = (
    "only the ends of its lines differ, no word: take the file back as it was (from git, or with "
    "an editor that sets line ends), and let .gitattributes say `-text` of it; the digest is right"
)


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A source whose text is not at hand, or is not the text that was declared."""

    source_id: str
    field: str
    value: str
    message: str
    hint: str
    missing: bool = False


def load(
    sources: Iterable[provenance.Source], folder: Path
) -> tuple[dict[str, Source], list[Mistaken]]:
    """Read the texts in `folder` whose bytes and length are as declared; the others say why."""
    texts: dict[str, Source] = {}
    problems: list[Mistaken] = []
    for source in sources:
        found = _load_one(source, folder)
        if isinstance(found, Mistaken):
            problems.append(found)
        else:
            texts[source.source_id] = found
    return texts, problems


def _load_one(source: provenance.Source, folder: Path) -> Source | Mistaken:
    file = folder / Path(source.file_name).name
    try:
        content = file.read_bytes()
        text = content.decode("utf-8")
    except OSError:
        said = f"the text `{source.file_name}` is not in the folder of sources"
        hint = "put the file there, or leave --sources out to have its data attested"
        return Mistaken(source.source_id, "file_name", source.file_name, said, hint, missing=True)
    except UnicodeDecodeError as error:
        said = f"the text `{source.file_name}` is not UTF-8 (byte {error.start})"
        hint = "convert the file to UTF-8 and register it again"
        return Mistaken(source.source_id, "file_name", source.file_name, said, hint)
    digest = sha256(content).hexdigest()
    if digest != source.sha256 and (ends := _line_ends(content, source.sha256)):
        said = (
            f"the text `{source.file_name}` has other line ends than were declared: "
            f"{ends[0]} for {ends[1]}"
        )
        return Mistaken(source.source_id, "file_name", source.file_name, said, _ENDS)
    if digest != source.sha256:
        said = (
            f"the text `{source.file_name}` is another than was declared: its SHA-256 is {digest}"
        )
        hint = (
            "restore the text, or, where it was corrected, carry its evidence to the new one: "
            "pipeline anchor --from OLD --to NEW"
        )
        return Mistaken(source.source_id, "sha256", source.sha256, said, hint)
    if len(text) != source.characters:
        said = f"the text `{source.file_name}` has {len(text):,} characters"
        hint = f"write {len(text)} for characters"
        return Mistaken(source.source_id, "characters", str(source.characters), said, hint)
    return Source.from_text(source.source_id, text)


def _line_ends(content: bytes, declared: str) -> tuple[str, str] | None:
    """The line ends of a text, and those with which it would be the declared one."""
    plain = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    was = _ends_of(content)
    for name, end in _ENDINGS.items():
        if name != was and sha256(plain.replace(b"\n", end)).hexdigest() == declared:
            return was, name
    return None


def _ends_of(content: bytes) -> str:
    others = content.replace(b"\r\n", b"")
    found = {
        "CRLF": b"\r\n" in content,
        "LF": b"\n" in others,
        "CR": b"\r" in others,
    }
    return "/".join(name for name, there in found.items() if there)
