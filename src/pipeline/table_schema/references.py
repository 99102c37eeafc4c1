"""Foreign keys: every reference finds its record; a missing part makes it no reference."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from pipeline import engine, naming, twins
from pipeline.issue import Issue, Layer, Severity
from pipeline.keeping import room
from pipeline.table_schema import hints, near_keys, sql
from pipeline.table_schema.complaints import shown
from pipeline.table_schema.findings import Account, Hit
from pipeline.table_schema.messages import Said, cell
from pipeline.table_schema.parts import ForeignKey
from pipeline.table_schema.typed import Built


def check(
    con: engine.Connection,
    built: Built,
    others: Mapping[str, Built],
    known: Collection[str],
    account: Account,
) -> None:
    """Judge all references of a table into `account`; `known` names every resource there is."""
    for key in built.schema.foreign_keys:
        target = built if key.resource is None else others.get(key.resource)
        wrong = _wrong(built, key, target, known)
        because = None if wrong else _because(built, key, target)
        if wrong:
            account.failed += 1
            account.issues.append(wrong)
        elif because:
            account.because.append(because)
        elif target:
            _Judging(con, built, key, target, (*others.values(), built)).into(account)


def judgeable(built: Built, key: ForeignKey, target: Built, known: Collection[str]) -> bool:
    """True where a reference means something and nothing stands in its way."""
    return _wrong(built, key, target, known) is None and _because(built, key, target) is None


def _wrong(
    built: Built, key: ForeignKey, target: Built | None, known: Collection[str]
) -> Issue | None:
    """The reference itself cannot be meant so."""
    pointer = f"/foreignKeys/{key.position}/reference"
    if key.resource is not None and key.resource not in known:
        near = hints.near(key.resource, known)
        return _on_schema(
            built,
            f"{pointer}/resource",
            f"a foreign key refers to a resource `{key.resource}`, which does not exist",
            f"did you mean `{near}`?" if near else "add the resource, or correct the schema",
        )
    strangers = [n for n in key.reference_fields if target and target.schema.field(n) is None]
    if target and strangers:
        names = ", ".join(f"`{name}`" for name in strangers)
        fields = ", ".join(field.name for field in target.schema.fields)
        return _on_schema(
            built,
            f"{pointer}/fields",
            f"a foreign key refers to {names}, not a field of `{target.table.name}`",
            f"its fields are {fields}",
        )
    return None


def _on_schema(built: Built, pointer: str, message: str, hint: str) -> Issue:
    return Issue(
        code="foreign-key",
        layer=Layer.TABLE,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        resource=built.table.name,
        path=built.table.path,
        pointer=pointer,
    )


def _because(built: Built, key: ForeignKey, target: Built | None) -> str | None:
    """Which reference cannot be judged yet, and why."""
    why = _hindrance(built, key, target)
    if why is None:
        return None
    fields = ", ".join(key.fields)
    other = key.resource or built.table.name
    return f"references of `{built.table.name}` by `{fields}` to `{other}`: {why}"


def _hindrance(built: Built, key: ForeignKey, target: Built | None) -> str | None:
    if target is None:
        return f"table {key.resource} could not be read, or has no schema"
    name = target.table.name
    absent = built.absent(key.fields)
    if absent:
        return f"the header of {built.table.name} does not give {', '.join(absent)}"
    if target.table.rejected:
        return f"{name} has rows whose structure is broken"
    if target.header.issues or target.absent(key.reference_fields):
        return f"the header of {name} is not as its schema says"
    unread = [n for n in key.reference_fields if target.schema.number(n) in target.unread]
    if unread:
        return f"{name} has cells in {', '.join(unread)} that are not of their type"
    return None


@dataclass(frozen=True, slots=True)
class _Judging:
    con: engine.Connection
    built: Built
    key: ForeignKey
    target: Built
    tables: tuple[Built, ...]

    def into(self, account: Account) -> None:
        given, dangling = self._queries()
        found = self.con.execute(given).fetchone()
        account.evaluated += found[0] if found else 0
        counted = self.con.execute(f"SELECT count(*) FROM ({dangling})").fetchone()
        failed = counted[0] if counted else 0
        account.found(failed, self._hits(dangling) if failed else [])

    def _hits(self, dangling: str) -> list[Hit]:
        rows = self.con.execute(f"{dangling} ORDER BY _row LIMIT {room()}").fetchall()
        spelled = _spelled(self.target, self.key.reference_fields)
        keys = f"SELECT DISTINCT {spelled} AS k FROM {self.target.keyed}"
        wanted = {text for _, text in rows}
        near = near_keys.suggest(self.con, keys, wanted)
        called = self._called(wanted - {*near}) if len(self.key.fields) == 1 else {}
        idle = set(near.values()) - self._referred({*near.values()})
        said = {text: self._say(near.get(text), called.get(text), idle) for text in wanted}
        places = self.built.places(self.built.schema.numbers(self.key.fields))
        return [Hit(row, self.key.fields, said[text], None, places) for row, text in rows]

    def _referred(self, keys: set[str]) -> set[str]:
        """Those keys of the target that some reference names, of whichever table."""
        found: set[str] = set()
        for built in self.tables if keys else ():
            name = built.table.name
            for key in built.schema.foreign_keys:
                ours = (key.resource or name, key.reference_fields)
                if ours != (self.target.table.name, self.key.reference_fields):
                    continue
                if not built.absent(key.fields):
                    query = f"SELECT DISTINCT {_spelled(built, key.fields)} AS k FROM {built.keyed}"
                    held = f"SELECT k FROM ({query}) WHERE k IN (SELECT unnest(?::VARCHAR[]))"
                    found |= {k for (k,) in self.con.execute(held, [[*keys]]).fetchall()}
        return found

    def _called(self, wanted: set[str]) -> dict[str, tuple[str, str]]:
        """Name → the key of the one record that goes by it, and the field that says so.

        Asked of the table as read: of a stranger's only keys are kept.
        """
        table, key = self.target.table, self.key.reference_fields[0]
        where = dict(reversed(list(zip(table.labels, table.columns, strict=True))))
        found: dict[str, tuple[str, str]] = {}
        spelt = {other: text for text in wanted for other in (*twins.spellings(text), text)}
        for field in reversed(naming.names(table.labels)):
            if field != key and key in where:
                rows = self.con.execute(
                    f"SELECT n, min(k) FROM (SELECT {sql.name(where[field])} AS n, "
                    f"{sql.name(where[key])} AS k FROM {table.sql}) "
                    "WHERE n IN (SELECT unnest(?::VARCHAR[])) GROUP BY n HAVING count(*) = 1",
                    [list(spelt)],
                ).fetchall()
                found |= {spelt[name]: (known, field) for name, known in rows}
        return found

    def _queries(self) -> tuple[str, str]:
        pairs = [
            (self.built.column(ours), self.target.column(theirs))
            for ours, theirs in zip(self.key.fields, self.key.reference_fields, strict=True)
        ]
        both = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
        given = " AND ".join(f"child.{ours[0]} IS NOT NULL" for ours, _ in both)
        equal = " AND ".join(_equal(ours, theirs) for ours, theirs in both)
        text = _spelled(self.built, self.key.fields)
        child = f"FROM {self.built.keyed} child WHERE {given}"
        found = f"EXISTS (SELECT 1 FROM {self.target.keyed} parent WHERE {equal})"
        return f"SELECT count(*) {child}", f"SELECT _row, {text} AS k {child} AND NOT {found}"

    def _say(
        self, near: str | None, called: tuple[str, str] | None, idle: Collection[str] = ()
    ) -> Callable[[tuple[str, ...]], Said]:
        name, other = self.target.table.name, ", ".join(self.key.reference_fields)
        ours = ", ".join(f"`{field}`" for field in self.key.fields)
        remedy = f"correct it, or add the row that it means to `{name}`"
        guess = remedy
        if near is not None:
            guess = f"did you mean {shown(near)}? Else add the row that it means to `{name}`"
        if called:
            guess = f"did you mean {shown(called[0])}? a reference holds the key, not `{called[1]}`"

        def say(texts: tuple[str, ...]) -> Said:
            value = ", ".join(cell(text) for text in texts)
            hint = None
            if near and len(texts) == 1:
                hint = _toward(near, texts[0], name)
                hint = hint or hints.likely(texts[0], lambda other: other == near)
                hint = hint or hints.twin(texts[0], near)
                if near in hints.variants(texts[0]):
                    hint = hint or f"did you mean {shown(near)}?"
            if near in idle and not hint and not called:
                hint = (
                    f"did you mean {shown(near or '')}? Else add the row to `{name}`, or, if that "
                    f"key, to which nothing refers, was changed, write {value} there"
                )
            said = f"{value} in {ours} is not the `{other}` of any row of `{name}`"
            return Said(said, hint or guess)

        return say


def _toward(key: str, text: str, table: str) -> str | None:
    """A hint for a key that is itself what is wrong, or may be: it is to be mended, not copied."""
    wrong = hints.flaw(key)
    if wrong and hints.tidied(key) == hints.tidied(text):
        meant = shown(hints.tidied(key))
        if text == hints.tidied(key):
            return f"`{table}` has {shown(key)}: {wrong}; write {meant} there"
        return f"`{table}` has {shown(key)}: {wrong}; write {meant} there, and here"
    return hints.zeros(text, key, table)


def _spelled(built: Built, fields: tuple[str, ...]) -> str:
    """SQL: the key that these fields make, as one text."""
    columns = [found for name in fields if (found := built.column(name))]
    return f"concat_ws(', ', {', '.join(as_text(*column) for column in columns)})"


def _equal(ours: tuple[str, str], theirs: tuple[str, str]) -> str:
    if ours[1] == theirs[1]:
        return f"child.{ours[0]} = parent.{theirs[0]}"
    return f"{as_text('child.' + ours[0], ours[1])} = {as_text('parent.' + theirs[0], theirs[1])}"


def as_text(expression: str, kind: str) -> str:
    """SQL: a value as text, such that equal values of different column types agree."""
    if kind.startswith("DECIMAL"):
        return f"rtrim(rtrim(CAST({expression} AS VARCHAR), '0'), '.')"
    if kind == "TIMESTAMP":
        text = f"replace(CAST({expression} AS VARCHAR), ' ', 'T')"
        return f"regexp_replace({text}, '[.]0*$|([.][0-9]*[1-9])0+$', '\\1')"
    return f"CAST({expression} AS VARCHAR)"
