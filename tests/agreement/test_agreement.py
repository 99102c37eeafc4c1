"""Two engines, one package: they agree, or a named reason says why not.

`AGREEMENT=5000 pytest tests/agreement` runs that many examples, each time others.
"""

import os
import tempfile
from pathlib import Path

from agreement_differences import explained, told
from agreement_engines import Finding, ours, ours_as_project, theirs
from agreement_packages import Package, headers, packages
from hypothesis import HealthCheck, given, settings

WANTED = int(os.environ.get("AGREEMENT", "0"))
THOROUGH = settings(
    max_examples=WANTED or 120,
    derandomize=not WANTED,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def unexplained(package: Package) -> list[tuple[str, Finding]]:
    with tempfile.TemporaryDirectory() as folder:
        file = package.write(Path(folder))
        found = ours(file)
        assert found == ours_as_project(file), "one package, one loader"
        case = told(package, found, theirs(file))
    return [
        ("ours" if found in case.ours else "theirs", found)
        for found in sorted(case.ours ^ case.theirs)
        if not explained(case, found)
    ]


@THOROUGH
@given(packages())
def test_they_agree_on_cells_keys_and_references(package):
    assert unexplained(package) == []


@THOROUGH
@given(headers())
def test_they_agree_on_headers(package):
    assert unexplained(package) == []
