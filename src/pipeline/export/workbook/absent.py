"""What a draft lacks, rows or a whole table: told where a curator works, with line and remedy."""

from collections.abc import Iterator, Sequence

from pipeline.export.release import Release, ReleaseTable
from pipeline.export.workbook.spelling import ABSENT
from pipeline.issue import Issue
from pipeline.language import Lang, speaker

_NAMED = 3
"""Lines of the file that are named; the sheet of issues has them all."""

_BROKEN = (
    "{rows} of {path} cannot be read and {are} not on this sheet. Mend the file first: until then"
    " nothing of this sheet is imported.",
    "{path} 中有 {count} 行无法读取，不在此表中。请先改正该文件，否则此表不能导入。",
)
_UNHELD = (
    "{rows} of {path} hold{s} what no workbook can, and {are} not on this sheet. Mend the file;"
    " what is on the sheet is imported all the same.",
    "{path} 中有 {count} 行含工作簿不能存的内容，不在此表中。请改正该文件；此表其余内容照常导入。",
)
_TABLE = (
    "{path} cannot be read, so there is no sheet of it. Mend the file, then make this workbook"
    " anew.",
    "{path} 无法读取，因此没有它的工作表。请改正该文件，然后重新生成此工作簿。",
)
_MORE = ("… and {more} more; see the sheet of issues", "……另有 {more} 处，见问题清单")


def of_rows(table: ReleaseTable, release: Release) -> str | None:
    """What stands beside a table from whose sheet rows are absent; None where none is."""
    found = release.absent.get(table.name, ())
    if not table.left_out:
        return None
    unheld = sum(issue.code == "unreleasable" for issue in found)
    said = []
    for words, count in ((_BROKEN, table.left_out - unheld), (_UNHELD, unheld)):
        if count:
            path = found[0].path if found else None
            said += _both(words, release.lang, path=path or table.name, count=count)
    return ABSENT + "\n".join([*said, *_places(found, release.lang)])


def of_tables(release: Release) -> Iterator[tuple[str, str]]:
    """The tables that have no sheet at all, each with what stands in its place."""
    known = {table.name for table in release.tables}
    for name, found in release.absent.items():
        if name not in known:
            said = _both(_TABLE, release.lang, path=found[0].path or name, count=0)
            yield name, ABSENT + "\n".join([*said, *_places(found, release.lang)])


def _both(words: tuple[str, str], lang: Lang, *, path: str, count: int) -> list[str]:
    rows = "1 row" if count == 1 else f"{count:,} rows"
    about = {"rows": rows, "are": "is" if count == 1 else "are", "s": "s" if count == 1 else ""}
    order = (item for item in lang.order(*words) if item)
    return [item.format(path=path, count=count, **about) for item in order]


def _places(found: Sequence[Issue], lang: Lang) -> Iterator[str]:
    say = speaker(lang)
    for issue in found[:_NAMED]:
        place = ":".join(str(part) for part in (issue.path, issue.line, issue.column) if part)
        cell = f" `{issue.field}`" if issue.field else ""
        said = " → ".join(map(say, filter(None, (issue.message, issue.hint))))
        yield f"{place}{cell} {said}".strip()
    if len(found) > _NAMED:
        yield lang.pick(*_MORE).format(more=f"{len(found) - _NAMED:,}")
