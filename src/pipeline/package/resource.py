"""An entry of a descriptor, resolved: where its rows are, how they are spelt, by what judged."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.descriptor import check_dialect, unsafe, wrong
from pipeline.descriptor.findings import DIALECT
from pipeline.dialect import Dialect
from pipeline.errors import UnreadableError
from pipeline.issue import Issue, Layer, Severity
from pipeline.package.formats import DELIMITED, format_of, packing_of, tabular
from pipeline.package.load import load
from pipeline.paths import inside, is_file, remote
from pipeline.resource import Resource


def resolve(
    item: Mapping[str, Any], number: int, file: Path, *, schema_needed: bool, v1: bool = False
) -> tuple[Resource | None, list[Issue]]:
    """The resource of a descriptor's entry; None where it cannot be told what its rows are."""
    return _Resolving(item, number, file, schema_needed, v1).result()


class _Resolving:
    def __init__(
        self,
        item: Mapping[str, Any],
        number: int,
        file: Path,
        schema_needed: bool,
        v1: bool,
    ) -> None:
        self.v1 = v1
        self.item, self.number, self.file, self.needed = item, number, file, schema_needed
        self.name, self.pointer = item["name"], f"/resources/{number}"
        self.issues: list[Issue] = []

    def result(self) -> tuple[Resource | None, list[Issue]]:
        paths, inline = self._paths()
        if not paths and not inline:
            return None, self.issues
        kind = format_of(self.item, paths[0] if paths else None)
        if inline and isinstance(self.item["data"], list | dict) and kind not in DELIMITED:
            kind = "json"
        unread = self._unread(paths, kind, inline)
        dialect = self._dialect(kind)
        if dialect is None or (self.issues and not unread):
            return None, self.issues
        schema, schema_path = (None, None) if unread else self._schema()
        resource = Resource(
            name=self.name,
            paths=paths,
            descriptor=self.item,
            schema=schema,
            schema_path=schema_path,
            encoding=self.item.get("encoding") or "utf-8",
            dialect=dialect,
            position=self.number,
            packing=tuple(packing_of(self.item, path) for path in paths),
            inline=inline,
            detect=not self.needed and not self.item.get("encoding"),
            unread=unread,
        )
        return resource, self.issues

    def _paths(self) -> tuple[tuple[str, ...], bool]:
        given = self.item.get("path", self.item.get("url"))
        paths = tuple(given) if isinstance(given, list) else (given,) if given else ()
        inline = self.item.get("data") is not None
        if bool(paths) == inline:
            said = "both `path` and `data`" if inline else "neither `path` nor `data`"
            self._wrong("path", f"resource `{self.name}` has {said}; it needs one of them")
            return (), False
        if any(not isinstance(path, str) or not path for path in paths):
            self._wrong("path", f"the path of resource `{self.name}` is no text")
            return (), False
        for place, path in enumerate(paths):
            refused = None if remote(path) else self._refused(path)
            if refused:
                pointer = "path" if isinstance(given, str) else f"path/{place}"
                self._unsafe(pointer, path, refused)
        return (() if self.issues else paths), inline

    def _refused(self, path: str) -> str | None:
        """Why a path is not followed; version 1 did not forbid strangers hidden ones."""
        return inside(self.file.parent, path, hidden=self.v1 and not self.needed)

    def _unread(self, paths: tuple[str, ...], kind: str, inline: bool) -> str | None:
        far = [path for path in paths if remote(path)]
        if far and self.needed:
            for path in far:
                self._unsafe("path", path, "it is a URL, and remote files are not read")
            return None
        if far:
            return f"`{far[0]}` is on the network, where this tool never looks"
        dialect = self.item.get("dialect")
        if isinstance(dialect, str) and remote(dialect) and not self.needed:
            return f"its dialect `{dialect}` is on the network, where this tool never looks"
        if inline:
            data = self.item["data"]
            if isinstance(data, str) and kind not in DELIMITED:
                return f"its data are text in the format `{kind or 'unknown'}`"
            if self.needed or isinstance(data, str) or self._tabular(data, kind):
                return None
            return "its data are JSON that is no list of rows, and nothing says that it is a table"
        if kind in DELIMITED and (kind in ("csv", "tsv") or tabular(self.item, kind)):
            return None
        if not kind and (tabular(self.item, kind) or self.needed):
            return None
        if self.needed:
            return None
        return f"`{paths[0]}` is in the format `{kind or 'unknown'}`, not CSV or TSV"

    def _tabular(self, data: object, kind: str) -> bool:
        """Is it said, or seen, that inline JSON holds rows."""
        kinds = {type(row) for row in data} if isinstance(data, list) else set()
        said = tabular(self.item, kind) or self.item.get("dialect") is not None
        return said or kinds in ({list}, {dict})

    def _dialect(self, kind: str) -> Dialect | None:
        given = self.item.get("dialect")
        if isinstance(given, str) and remote(given) and not self.needed:
            given = None  # told already, the table is not read
        if isinstance(given, str):
            given = self._read(given, "dialect")
            if given is None:
                return None
        try:
            return Dialect.from_descriptor(self._spelt(given, kind))
        except ValueError as error:
            if any(issue.code == DIALECT for issue in self.issues):
                return None  # its file says so already
            self._wrong("dialect", f"the dialect of `{self.name}` cannot be read: {error}")
            return None

    def _spelt(self, given: object, kind: str) -> Mapping[str, Any]:
        usual = {"delimiter": DELIMITED[kind]} if DELIMITED.get(kind, ",") != "," else {}
        if given is None:
            return usual
        if not isinstance(given, dict):
            raise ValueError("it must be an object, or a path to one")
        return {**usual, **given}

    def _read(self, path: str, pointer: str) -> Mapping[str, Any] | None:
        """A dialect that stands in a file of its own."""
        refused = self._refused(path)
        if refused:
            self._unsafe(pointer, path, refused)
            return None
        try:
            found = load(self.file.parent / path)
            told = check_dialect(found, path, v1=self.v1)
            self.issues += [replace(issue, resource=self.name) for issue in told]
            return found
        except UnreadableError as error:
            said = f"the dialect of `{self.name}` cannot be read: `{path}`: {error.why}"
            if is_file(self.file.parent / path):
                hint = f"correct {path}"
                issue = _placed(wrong(path, "", said, hint), error)
            else:
                issue = wrong(self.file.name, f"{self.pointer}/{pointer}", said)
            self.issues.append(replace(issue, resource=self.name))
            return None

    def _schema(self) -> tuple[Mapping[str, Any] | None, str | None]:
        schema = self.item.get("schema")
        if isinstance(schema, dict):
            return schema, None
        if not isinstance(schema, str):
            if self.needed:
                self._no_schema(self.file.name, f"{self.pointer}/schema", "it names none")
            return None, None
        if remote(schema) and not self.needed:
            self._far_schema(schema)
            return None, None
        refused = self._refused(schema)
        if refused:
            self._unsafe("schema", schema, refused)
            return None, schema
        place = self.file.parent / schema
        if not is_file(place):
            said = f"there is no file `{schema}`"
            self._no_schema(self.file.name, f"{self.pointer}/schema", said)
            return None, schema
        try:
            return load(place), schema
        except UnreadableError as error:
            said = f"`{schema}`: {error.why.partition('; a desc')[0]}"
            self._no_schema(schema, "", said)
            self.issues[-1] = _placed(self.issues[-1], error)
            return None, schema

    def _wrong(self, pointer: str, message: str) -> None:
        self.issues.append(wrong(self.file.name, f"{self.pointer}/{pointer}", message))

    def _unsafe(self, pointer: str, path: str, why: str) -> None:
        if unsafe(path, v1=self.v1):
            return  # said already, of the descriptor's text
        hint = "move the file into the package and give its path relative to the descriptor"
        self.issues.append(
            Issue(
                code="unsafe-path",
                layer=Layer.PACKAGE,
                severity=Severity.ERROR,
                message=f"`{path}` of resource `{self.name}` is not followed: {why}",
                hint=hint,
                resource=self.name,
                path=self.file.name,
                pointer=f"{self.pointer}/{pointer}",
                value=path,
            )
        )

    def _far_schema(self, path: str) -> None:
        if unsafe(path, v1=self.v1):
            return  # said already, of the descriptor's text
        said = f"its schema `{path}` is on the network, where this tool never looks"
        self.issues.append(
            Issue(
                code="missing-schema",
                layer=Layer.PACKAGE,
                severity=Severity.WARNING,
                message=f"the cells of table `{self.name}` are not checked: {said}",
                hint="look at them by other means, or put the schema into the package",
                resource=self.name,
                path=self.file.name,
                pointer=f"{self.pointer}/schema",
                value=path,
            )
        )

    def _no_schema(self, path: str, pointer: str, why: str) -> None:
        hint = "correct the path in the descriptor, or the file, or put the schema there itself"
        if self.needed:
            hint = "run `pipeline schemas` to compile it, or correct the path in the descriptor"
        self.issues.append(
            Issue(
                code="missing-schema",
                layer=Layer.PACKAGE,
                severity=Severity.ERROR,
                message=f"table `{self.name}` cannot be checked: {why}",
                hint=hint,
                resource=self.name,
                path=path,
                pointer=pointer,
            )
        )


def _placed(issue: Issue, error: UnreadableError) -> Issue:
    return replace(issue, line=error.line, column=error.column)
