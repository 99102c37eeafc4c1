"""Two engines, one package: they agree, or a named reason says why not.

`AGREEMENT=5000 pytest tests/agreement` tries so many, as does the gate with fewer thousands;
`RANDOM_EXAMPLES=1` others each time.
"""

import os
import tempfile
from pathlib import Path

from agreement_differences import explained, told
from agreement_engines import Finding, ours, ours_as_project, theirs
from agreement_packages import Package, headers, packages
from hypothesis import HealthCheck, given, settings

THOROUGH = settings(
    max_examples=int(os.environ.get("AGREEMENT", "120")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def unexplained(package: Package) -> list[tuple[str, Finding]]:
    with tempfile.TemporaryDirectory() as folder:
        file = package.write(Path(folder))
        found = ours(file)
        case = told(package, found, theirs(file))
    return [
        ("ours" if found in case.ours else "theirs", found)
        for found in sorted(case.ours ^ case.theirs)
        if not explained(case, found)
    ]


@settings(THOROUGH, max_examples=60)
@given(packages() | headers())
def test_a_package_is_read_the_same_in_a_project_of_its_own(package):
    with tempfile.TemporaryDirectory() as folder:
        file = package.write(Path(folder))
        assert ours(file) == ours_as_project(file)


@THOROUGH
@given(packages())
def test_they_agree_on_cells_keys_and_references(package):
    assert unexplained(package) == []


@THOROUGH
@given(headers())
def test_they_agree_on_headers(package):
    assert unexplained(package) == []
