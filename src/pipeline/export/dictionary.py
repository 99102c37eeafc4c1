"""`DICTIONARY.md`: every table and field with its meaning, in English and Chinese."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Release, ReleaseField, ReleaseTable

PATH = "DICTIONARY.md"

_HEAD = "| field 字段 | type 类型 | meaning | 含义 |\n|---|---|---|---|\n"


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """A section a table, a row a field, and the codes that a field may have."""
    return (write(root, PATH, _lines(release)),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it."""
    if (root / PATH).read_bytes() != "".join(_lines(release)).encode():
        compare.spoil(PATH, "it says something else")


def cell(*words: str | None) -> str:
    """Words as they can stand in a table of Markdown."""
    return " ".join(" — ".join(w for w in words if w).replace("|", "\\|").split())


def _lines(release: Release) -> Iterator[str]:
    yield f"# {release.title or release.name} {release.version}: data dictionary 数据字典\n"
    for table in release.tables:
        yield from _table(table)


def _table(table: ReleaseTable) -> Iterator[str]:
    titles = " · ".join(word for word in (table.title, table.title_zh) if word)
    yield f"\n## `{table.name}`{f' {titles}' if titles else ''}\n\n"
    for words in (table.description, table.description_zh):
        if words:
            yield f"{' '.join(words.split())}\n\n"
    yield _HEAD
    for field in table.fields:
        english, chinese = (
            cell(field.title, field.description),
            cell(field.title_zh, field.description_zh),
        )
        yield f"| `{field.name}` | {_type(table, field)} | {english} | {chinese} |\n"
    for field in table.fields:
        yield from _codes(field)


def _type(table: ReleaseTable, field: ReleaseField) -> str:
    facts = [field.type]
    if field.name in table.primary_key:
        facts.append("key 主键")
    elif field.required:
        facts.append("required 必填")
    if field.references:
        facts.append(f"→ `{'.'.join(field.references)}`")
    return ", ".join(facts)


def _codes(field: ReleaseField) -> Iterator[str]:
    if not field.categories:
        return
    yield f"\nCodes of `{field.name}` 代码：\n\n"
    for code, english, chinese in field.categories:
        yield f"- `{code}`: {cell(english)} · {cell(chinese)}\n"
