"""Every requirement of the standard about descriptors, on packages that keep and break it."""

import pytest
from conformance.cases import examples

from pipeline.descriptor import check, check_dialect, check_schema

EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_a_requirement_is_judged_as_the_text_has_it(example):
    found = check(example.package, "datapackage.json")
    assert {i.pointer: i.severity.value for i in found} == dict(example.gives)
    assert len(found) == len(example.gives), "one cause, one issue"
    for issue in found:
        assert issue.message and issue.hint and issue.path == "datapackage.json"


def test_names_of_requirements_are_unique():
    known = [example.id for example in EXAMPLES]
    assert len(set(known)) == len(known)


def test_descriptors_of_their_own_may_name_their_profile():
    base = "https://datapackage.org/profiles/2.0"
    fields = [{"name": "id"}]
    assert check_schema({"$schema": f"{base}/tableschema.json", "fields": fields}, "s.json") == []
    assert check_dialect({"$schema": f"{base}/tabledialect.json"}, "d.json") == []
    [issue] = check_dialect({"$schema": f"{base}/tableschema.json"}, "d.json")
    assert (issue.code, issue.pointer, issue.path) == ("dialect-error", "/$schema", "d.json")
    [issue] = check_schema([], "s.json")
    assert (issue.code, issue.pointer, issue.path) == ("schema-error", "", "s.json")
