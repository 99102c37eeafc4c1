"""`README.md`: what the folder holds and how to use it, in English, then in Chinese."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from pipeline.export import compare
from pipeline.export.artefact import Artefact, write
from pipeline.export.dictionary import cell
from pipeline.export.release import Release, ReleaseTable
from pipeline.export.wording import citation, licence

PATH = "README.md"

_FILES = (
    ("data", "`data/*.csv`",
     "one table a file: UTF-8, comma, a header row; an empty cell is null",
     "每张表一个文件：UTF-8、逗号分隔、首行为字段名；空单元格表示空值"),
    ("schemas", "`schemas/*.json`",
     "what each table's fields mean and allow (Table Schema)",
     "各表字段的含义与约束（Table Schema）"),
    ("descriptor", "`datapackage.json`",
     "the description of the tables, a Data Package (version 2)",
     "数据包的描述（Data Package 第 2 版）"),
    ("json", "`{name}.json`", "all tables as one JSON file, one record a line",
     "全部表格合为一个 JSON 文件，每行一条记录"),
    ("documents", "`{name}.{by}.json`", "for readers: one nested document a record of `{by}`",
     "供阅读：`{by}` 每条记录一个嵌套文档"),
    ("json-schemas", "`*.schema.json`", "what the JSON files hold (JSON Schema)",
     "JSON 文件的结构（JSON Schema）"),
    ("workbook", "`{name}.xlsx`", "all tables as one workbook, with notes, filters and drop-downs",
     "全部表格合为一个工作簿，带批注、筛选和下拉列表"),
    ("sqlite", "`{name}.sqlite`", "all tables as one database, with keys, references and indexes",
     "全部表格合为一个数据库，带主键、引用与索引"),
    ("datasette", "`datasette.json`", "what Datasette shows beside the database",
     "Datasette 展示数据库时所用的说明"),
    ("parquet", "`parquet/*.parquet`", "one table a file, its columns typed",
     "每张表一个文件，各列带类型"),
    ("dictionary", "`DICTIONARY.md`", "every table, field and code with its meaning",
     "每张表、每个字段、每个代码的含义"),
    ("changelog", "`CHANGELOG.md`", "what changed from release to release", "各版本的变更"),
    ("citation", "`CITATION.cff`", "how to cite the data, for machines", "引用信息（机器可读）"),
    ("report", "`report.json`", "what was checked before the release, and what was found",
     "发布前的检查及其结果"),
    ("crate", "`ro-crate-metadata.json`", "the release as an RO-Crate", "RO-Crate 元数据"),
    ("dataset", "`dataset.jsonld`", "the release for search engines (schema.org)",
     "供搜索引擎使用的元数据（schema.org）"),
    ("stamp", "`RELEASE.json`", "which version this is: digest of the content, rows, sources, tool",
     "版本信息：内容摘要、行数、来源、工具"),
    ("sums", "`SHA256SUMS`", "the SHA-256 digests of the files, for checking",
     "以上各文件的 SHA-256 校验值"),
    ("archive", "`{folder}.zip`", "all of the above", "以上全部文件"),
)  # fmt: skip
"""By the name of the writer: the file, and what it is in both languages."""

_VERIFY = "`sha256sum -c SHA256SUMS`", "`shasum -a 256 -c SHA256SUMS`"

_ENGLISH = """\

## How to verify

{sums} in this folder (on macOS {shasum}), and
`frictionless validate datapackage.json`.

## Beware

A CSV file that is opened in a spreadsheet is interpreted: text that begins with `=`, `+`, `-`
or `@` becomes a formula, codes become numbers or dates, long numbers lose digits. The CSV files
hold the data as they are. Use the workbook instead: there text is text. In it, numbers of more
than 15 significant digits and days before 1900-03-01 are text too, since spreadsheets would
change them. Read what a table holds before you add up its numbers: a table that says that
several rows state one thing counts it several times.
"""

_CHINESE = """\

## 校验方法

在本文件夹中运行 {sums}（macOS 用 {shasum}），
以及 `frictionless validate datapackage.json`。

## 注意

用表格软件直接打开 CSV 文件时，内容会被改动：以 `=`、`+`、`-`、`@` 开头的文字会变成公式，
编号会变成数字或日期，过长的数字会丢失末位；CSV 文件中的数据均保持原样。请改用工作簿，
其中的文字始终是文字；超过 15 位有效数字的数值和 1900-03-01 以前的日期在工作簿中也存为文本，
以免被软件改动。求和之前请先看各表的说明：若一张表以多行陈述同一事实，求和会重复计算。
"""


def write_all(release: Release, root: Path, _: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """Title, version, licence, citation, files, tables, how to use and verify, and a warning."""
    return (write(root, PATH, _lines(release)),)


def check(release: Release, root: Path) -> None:
    """Read it and compare it."""
    if (root / PATH).read_bytes() != "".join(_lines(release)).encode():
        compare.spoil(PATH, "it says something else")


def _lines(release: Release) -> Iterator[str]:
    fill = dict(zip(("sums", "shasum"), _VERIFY, strict=True))
    yield f"# {release.title or release.name}\n\n"
    yield from _facts("Version", release, "Licence", release.description)
    yield f"## How to cite\n\n> {citation(release)}\n\n## What is in this folder\n\n"
    yield from _files(release, "| file | what it is |\n|---|---|\n", 2)
    yield "\n## Tables\n\n| table | rows | what it holds |\n|---|---:|---|\n"
    yield from (_row(item, item.title, item.description) for item in release.tables)
    yield from _use(release, "## How to use\n")
    yield _ENGLISH.format_map(fill)
    yield f"\n---\n\n# {release.title_zh or release.title or release.name}\n\n"
    yield from _facts("版本", release, "许可", release.description_zh)
    yield f"## 引用方式\n\n> {citation(release)}\n\n## 文件夹内容\n\n"
    yield from _files(release, "| 文件 | 说明 |\n|---|---|\n", 3)
    yield "\n## 表格\n\n| 表 | 行数 | 内容 |\n|---|---:|---|\n"
    yield from (_row(item, item.title_zh, item.description_zh) for item in release.tables)
    yield from _use(release, "## 使用方法\n")
    yield _CHINESE.format_map(fill)
    yield f"\n---\n\nevidence-pipeline {release.tool_version}\n"


def _files(release: Release, head: str, language: int) -> Iterator[str]:
    yield head
    by = release.nested.by if release.nested else ""
    absent = {name for name, there in _OPTIONAL.items() if not there(release)}
    for row in _FILES:
        if release.has(row[0]) and row[0] not in absent:
            fill = {"name": release.name, "folder": release.folder, "by": by}
            yield f"| {row[1].format_map(fill)} | {row[language].format_map(fill)} |\n"


_OPTIONAL: Mapping[str, Callable[[Release], bool]] = {
    "documents": lambda release: release.nested is not None,
    "changelog": lambda release: release.changelog is not None,
    "report": lambda release: release.report is not None,
}
"""Files that not every release has."""


def _use(release: Release, title: str) -> Iterator[str]:
    if not release.tables:
        return
    yield f"\n{title}"
    for name, kind, lines in usage(release):
        code = "\n".join(lines)
        yield f"\n{name}:\n\n```{kind}\n{code}\n```\n"


def usage(release: Release) -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """Three lines each to begin with, with the first table: program, language, lines."""
    table = release.tables[0].name
    if release.has("data"):
        yield (
            "pandas",
            "python",
            (
                "import pandas as pd",
                f'table = pd.read_csv("data/{table}.csv")',
                "print(table.head())",
            ),
        )
        yield (
            "R",
            "r",
            (
                "library(readr)",
                f'table <- read_csv("data/{table}.csv")',
                "print(table)",
            ),
        )
    if release.has("parquet"):
        yield (
            "DuckDB",
            "sql",
            (
                f"CREATE VIEW t AS FROM 'parquet/{table}.parquet';",
                "DESCRIBE t;",
                "SELECT * FROM t LIMIT 5;",
            ),
        )
    if release.has("sqlite") and release.has("datasette"):
        yield (
            "Datasette",
            "sh",
            (
                "pip install datasette",
                f"datasette serve {release.name}.sqlite --metadata datasette.json &",
                f"curl 'http://127.0.0.1:8001/{release.name}/{quote(table)}.json?_size=5'",
            ),
        )


def _facts(version: str, release: Release, licensed: str, about: str | None) -> Iterator[str]:
    yield f"{version} {release.version} · {release.date}\n\n"
    if release.licenses:
        yield f"{licensed}: {licence(release)}\n\n"
    if about:
        yield f"{about}\n\n"


def _row(table: ReleaseTable, title: str | None, description: str | None) -> str:
    return f"| `{table.name}` | {len(table.rows)} | {cell(title, description)} |\n"
