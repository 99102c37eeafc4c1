"""One finding about a file that came back, at its sheet and cell."""

from pipeline.issue import Issue, Layer, Place, Severity

CODES = (
    "import-sheet",
    "import-column",
    "import-row",
    "import-cell",
    "import-text",
    "import-conflict",
    "import-locked",
    "import-behind",
)
"""The checks of what comes back, in the order of `checks/returning.py`."""


def finding(
    code: str,
    message: str,
    hint: str,
    address: str | None,
    *,
    table: str | None = None,
    field: str | None = None,
    key: tuple[str, ...] | None = None,
    value: str | None = None,
    severity: Severity = Severity.ERROR,
    related: tuple[Place, ...] = (),
) -> Issue:
    """An Issue of the table layer; `address` is a cell, or None where there is none."""
    return Issue(
        code=code,
        layer=Layer.TABLE,
        severity=severity,
        message=message,
        hint=hint,
        resource=table,
        field=field,
        key=", ".join(key) if key else None,
        value=value,
        address=address,
        related=related,
    )
