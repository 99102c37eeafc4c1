"""`README.md`: what the folder holds and how to use it, in English, then in Chinese."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write
from pipeline.export.release import Release, ReleaseTable
from pipeline.export.wording import citation, licence

PATH = "README.md"

_ENGLISH = """\
## How to cite

> {citation}

## What is in this folder

| file | what it is |
|---|---|
| `datapackage.json` | the description of everything here, a Data Package (version 2) |
| `data/*.csv` | one table a file: UTF-8, comma, a header row; an empty cell is null |
| `schemas/*.json` | what each table's fields mean and allow (Table Schema) |
| `{name}.xlsx` | all tables as one workbook, with notes, filters and drop-downs |
| `{name}.json` | all tables as one JSON file, one record a line |
| `RELEASE.json` | which version this is: digest of the content, rows, sources, tool |
| `SHA256SUMS` | the SHA-256 digests of the files, for checking |
| `{folder}.zip` | all of the above |

## How to verify

`sha256sum -c SHA256SUMS` in this folder (on macOS `shasum -a 256 -c SHA256SUMS`), and
`frictionless validate datapackage.json`.

## Beware

A CSV file that is opened in a spreadsheet is interpreted: text that begins with `=`, `+`, `-`
or `@` becomes a formula, codes become numbers or dates, long numbers lose digits. Use the
workbook instead: there text is text. In it, numbers of more than 15 significant digits and days
before 1900-03-01 are text too, since spreadsheets would change them.
"""

_CHINESE = """\
## 引用方式

> {citation}

## 文件夹内容

| 文件 | 说明 |
|---|---|
| `datapackage.json` | 整个数据包的描述（Data Package 第 2 版） |
| `data/*.csv` | 每张表一个文件：UTF-8、逗号分隔、首行为字段名；空单元格表示空值 |
| `schemas/*.json` | 各表字段的含义与约束（Table Schema） |
| `{name}.xlsx` | 全部表格合为一个工作簿，带批注、筛选和下拉列表 |
| `{name}.json` | 全部表格合为一个 JSON 文件，每行一条记录 |
| `RELEASE.json` | 版本信息：内容摘要、行数、来源、工具 |
| `SHA256SUMS` | 以上各文件的 SHA-256 校验值 |
| `{folder}.zip` | 以上全部文件 |

## 校验方法

在本文件夹中运行 `sha256sum -c SHA256SUMS`（macOS 用 `shasum -a 256 -c SHA256SUMS`），
以及 `frictionless validate datapackage.json`。

## 注意

用表格软件直接打开 CSV 文件时，内容会被改动：以 `=`、`+`、`-`、`@` 开头的文字会变成公式，
编号会变成数字或日期，过长的数字会丢失末位。请改用工作簿，其中的文字始终是文字；
超过 15 位有效数字的数值和 1900-03-01 以前的日期在工作簿中也存为文本，以免被软件改动。
"""


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Title, version, licence, citation, content, tables, how to verify, and a warning."""
    return (write(root, PATH, _lines(release)),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it."""
    if (root / PATH).read_bytes() != "".join(_lines(release)).encode():
        compare.spoil(PATH, "it says something else")


def _lines(release: Release) -> Iterator[str]:
    fill = {"name": release.name, "folder": release.folder, "citation": citation(release)}
    yield f"# {release.title or release.name}\n\n"
    yield from _facts("Version", release, "Licence", release.description)
    yield _ENGLISH.format_map(fill)
    yield "\n## Tables\n\n| table | rows | what it holds |\n|---|---:|---|\n"
    yield from (_row(item, item.title, item.description) for item in release.tables)
    yield f"\n---\n\n# {release.title_zh or release.title or release.name}\n\n"
    yield from _facts("版本", release, "许可", release.description_zh)
    yield _CHINESE.format_map(fill)
    yield "\n## 表格\n\n| 表 | 行数 | 内容 |\n|---|---:|---|\n"
    yield from (_row(item, item.title_zh, item.description_zh) for item in release.tables)
    yield f"\n---\n\nevidence-pipeline {release.tool_version}\n"


def _facts(version: str, release: Release, licensed: str, about: str | None) -> Iterator[str]:
    date = (release.created or release.moment.isoformat())[:10]
    yield f"{version} {release.version} · {date}\n\n"
    if release.licenses:
        yield f"{licensed}: {licence(release)}\n\n"
    if about:
        yield f"{about}\n\n"


def _row(table: ReleaseTable, title: str | None, description: str | None) -> str:
    words = " — ".join(item for item in (title, description) if item)
    cell = " ".join(words.replace("|", "\\|").split())
    return f"| `{table.name}` | {len(table.rows)} | {cell} |\n"
