"""Small packages for the tests of digest, difference, verification and version."""

import csv
import json

FIELDS = [
    {"name": "id", "type": "string"},
    {"name": "name", "type": "string"},
    {"name": "share", "type": "number"},
    {"name": "count", "type": "integer"},
    {"name": "active", "type": "boolean"},
    {"name": "born", "type": "date"},
    {"name": "seen", "type": "datetime"},
]


def package(folder, rows, *, fields=None, key=("id",), schema=None, others=(), **more):
    """A package `demo` with a table `people`; `others` are (name, fields, rows, key)."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for name, columns, cells, keys, extra in (
        ("people", fields or FIELDS, rows, key, schema or {}),
        *((*other, {}) for other in others),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(item["name"] for item in columns)
            writer.writerows(cells)
        described = {"fields": list(columns), **({"primaryKey": list(keys)} if keys else {})}
        resources.append({"name": name, "path": f"{name}.csv", "schema": {**described, **extra}})
    descriptor = {"name": "demo", **more, "resources": resources}
    text = json.dumps(descriptor, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return folder


REDIRECTS = [
    {"name": name, "type": "string"} for name in ("redirect_id", "resource", "old_key", "new_key")
]


def redirects(*rows):
    """A table of redirects: (table, old key, new key)."""
    listed = [(f"r-{number}", *row) for number, row in enumerate(rows, 1)]
    return ("redirects", REDIRECTS, listed, ("redirect_id",))
