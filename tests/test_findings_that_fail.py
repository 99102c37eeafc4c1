"""A model whose own code fails: the fault is told with its line, and is none of the data."""

import pytest
from test_cli import run


@pytest.mark.parametrize("command", ["validate", "export"])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("self.name[99]", "IndexError: string index out of range"),
        ("raise RuntimeError('x')", "RuntimeError: x"),
        ("int(self.name)", "ValueError: invalid literal"),
        ("assert not self.name", "AssertionError"),
    ],
)
def test_findings_that_fail_are_a_fault_of_the_code(tmp_path, command, code, said):
    root = tmp_path / "new"
    assert run("init", root)[0] == 0
    file = root / "schemas/models.py"
    text = file.read_text("utf-8")
    place = text.index("class Place(")
    end = text.index("\n\n\n", place)
    slip = f"\n\n    def findings(self) -> Iterable[Finding]:\n        {code}\n        return ()"
    text = text[:end] + slip + text[end:]
    file.write_text(text, "utf-8")
    number = text[: text.index(code)].count("\n") + 1
    status, out, err = run(command, root)
    assert (status, err.count("\n")) == (2, 1), out + err
    assert f"models.py:{number}: `Place` cannot look at row 2 of the table `places` (" in err
    assert said in err
