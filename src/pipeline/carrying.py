"""How evidence is carried to a corrected text: read the project, carry, declare the new text."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline import provenance
from pipeline.curate.edit import replaced
from pipeline.errors import EvidenceError
from pipeline.evidence.anchor import write
from pipeline.evidence.carry.carried import Carried
from pipeline.evidence.carry.carry import carry as carry_all
from pipeline.evidence.carry.world import needed
from pipeline.evidence.reading import Source
from pipeline.evidence.texts import load
from pipeline.project import Project
from pipeline.stages import Recorded, Step, Texts, evidence_path, recorded


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was carried from one text of `source` to the next, and the files that say so now.

    `covered`: the project keeps counts of coverage, which are to be made anew.
    """

    carried: Carried
    source: provenance.Source
    written: tuple[str, ...]
    covered: bool = False


def carry(
    project: Project, texts: Texts, old: Path, new: Path, *, partial: bool, step: Step
) -> Outcome:
    """Carry all that cites the text `old` to the text `new`, and declare the new one.

    Nothing is written where something was edited, unless `partial`: then without it. Raises
    EvidenceError where `old` is not a declared text, or something else stands in the way.
    """
    before, after = _read(old), _read(new)
    if before == after:
        raise EvidenceError(f"{new}: is the same text as {old}; there is nothing to carry")
    with recorded(project, step) as data:
        if not data.report([], "none").valid:
            raise EvidenceError(
                f"{project.root}: the tables have errors; pipeline validate shows them"
            )
        path = evidence_path(data)
        row, was = _declared(data, old, before)
        now = was.model_copy(update={"sha256": _digest(after), "characters": len(after.decode())})
        step("carrying the evidence")
        tables = list(data.parsed.values())
        others = _others(data, project, texts, was)
        carried = carry_all(tables, (was, before.decode()), (now, after.decode()), others)
        if not (carried.whole or partial):
            return Outcome(carried, now, ())
        covered = any(issubclass(table.model, provenance.Coverage) for table in tables)
        name = _table(data)
        cells = {"sha256": now.sha256, "characters": str(now.characters)}
        content, _, _ = replaced(data.read[name], row, cells)
    step("writing the evidence")
    sources = data.read[name].path
    _replace(project.root / sources, content)
    write(carried.rows, project.root / path)
    return Outcome(carried, now, (sources, path), covered)


def _read(file: Path) -> bytes:
    try:
        content = file.read_bytes()
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{file}: is not UTF-8 (byte {error.start}); convert it") from error
    except OSError as error:
        raise EvidenceError(f"{file}: cannot be read ({error.strerror or error})") from error
    return content


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _declared(data: Recorded, file: Path, content: bytes) -> tuple[int, provenance.Source]:
    for row, record in data.parsed[_table(data)].records.items():
        assert isinstance(record, provenance.Source), "sources come from their table"
        if record.sha256 == _digest(content):
            return row, record
    raise EvidenceError(
        f"{file}: is no text that `{_table(data)}` declares (its SHA-256 is {_digest(content)}); "
        "name after --from the text of which the evidence was derived, as it was then"
    )


def _table(data: Recorded) -> str:
    named = [n for n, table in data.parsed.items() if issubclass(table.model, provenance.Source)]
    if not named:
        raise EvidenceError("the project has no table of sources, so nothing to carry")
    return named[0]


def _others(
    data: Recorded, project: Project, texts: Texts, source: provenance.Source
) -> dict[str, Source]:
    """The texts that stand in one document with this one; EvidenceError where one is missing."""
    tables = list(data.parsed.values())
    wanted = needed(tables, source.source_id)
    records = data.parsed[_table(data)].records.values()
    sources = [s for s in records if isinstance(s, provenance.Source) and s.source_id in wanted]
    folder, _ = texts.folder(project)
    found, missing = load(sources, folder or project.root / "raw" / "sources")
    if missing:
        said = "; ".join(item.message for item in missing)
        raise EvidenceError(f"cannot carry: {said}; name the folder of the texts: --sources DIR")
    return found


def _replace(file: Path, content: bytes) -> None:
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(content)
    new.replace(file)
