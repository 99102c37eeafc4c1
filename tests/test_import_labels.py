"""Labels that belong to other codes than when the workbook was exported."""

import json

import pytest
from import_builders import RAW, edited, exported, imported, project, raw, told

SCHEMA = {
    "fields": [
        {"name": "id", "type": "string"},
        {
            "name": "kind",
            "type": "string",
            "categories": [
                {"value": "speech", "label": "Speech", "label_zh": "讲话"},
                {"value": "toast", "label": "Toast", "label_zh": "祝酒"},
            ],
        },
    ],
    "primaryKey": ["id"],
}
ITEMS = "id,kind\na,speech\nb,toast\nc,\n"


@pytest.fixture(params=[["id"], ["id", "kind"]], ids=["field", "key"])
def exchanged(tmp_path, request):
    """A workbook, and the project in which two labels were exchanged since."""
    schema = {**SCHEMA, "primaryKey": request.param}
    items = ITEMS if len(request.param) == 1 else ITEMS.removesuffix("c,\n")
    folder = project(tmp_path / "p", {"items": items}, {"items": schema}, view=False)
    file = exported(folder, tmp_path / "out")
    made = json.loads(json.dumps(schema))
    made["fields"][1]["categories"] = [
        {"value": "speech", "label": "Toast", "label_zh": "祝酒"},
        {"value": "toast", "label": "Speech", "label_zh": "讲话"},
    ]
    (folder / "schemas" / "items.json").write_text(json.dumps(made), encoding="utf-8")
    return folder, file


def test_an_untouched_workbook_changes_nothing(exchanged):
    folder, file = exchanged
    before, done = raw(folder), imported(folder, file)
    assert not done.report.issues and not done.changed, told(done)
    assert raw(folder) == before


@pytest.mark.parametrize("word", ["Speech", "讲话", " 讲话 "])
def test_a_label_that_moved_is_refused_where_it_is_typed(exchanged, word):
    folder, file = exchanged
    before = raw(folder)
    done = imported(folder, edited(file, lambda book: type_in(book, 3, word)))
    assert raw(folder) == before, told(done)
    (issue,) = done.report.issues
    assert issue.address == "items!B3" and issue.hint, told(done)
    assert issue.message == (
        f"`{word}` meant `speech` when this workbook was exported, and means `toast` now"
    )


def test_a_code_is_what_it_always_was(tmp_path):
    folder = project(tmp_path / "p", {"items": ITEMS}, {"items": SCHEMA}, view=False)
    file = exported(folder, tmp_path / "out")
    done = imported(folder, edited(file, lambda book: type_in(book, 3, "speech")))
    assert done.written and raw(folder)["items.csv"].decode() == ITEMS.replace("toast", "speech")


def test_an_untouched_workbook_whose_labels_were_renamed_changes_nothing(tmp_path):
    folder = project(tmp_path / "p", {"items": ITEMS}, {"items": SCHEMA}, view=False)
    file = exported(folder, tmp_path / "out")
    said = json.dumps(SCHEMA).replace('"Speech"', '"Address"')
    (folder / "schemas" / "items.json").write_text(said, encoding="utf-8")
    done = imported(folder, file)
    assert not done.report.issues and not done.changed, told(done)


@pytest.mark.parametrize("word", ["讲话", " 讲话"])
def test_a_label_that_no_code_has_any_more_names_the_code_that_it_meant(tmp_path, word):
    folder = project(tmp_path / "p", {"items": ITEMS}, {"items": SCHEMA}, view=False)
    file = exported(folder, tmp_path / "out")
    said = json.dumps(SCHEMA, ensure_ascii=False).replace("讲话", "致辞")
    (folder / "schemas" / "items.json").write_text(said, encoding="utf-8")
    back = edited(file, lambda book: type_in(book, 3, word))
    (issue,) = imported(folder, back).report.issues
    assert issue.address == "items!B3" and issue.hint == (
        "write the code, if that is meant: `speech`"
    )
    assert issue.message == (
        f"`{word}` meant `speech` when this workbook was exported, "
        "which is called `Speech`, `致辞` now"
    )
    assert imported(folder, edited(file, lambda book: type_in(book, 3, "speech"))).written


def test_a_category_that_is_gone_is_said_to_be_so(tmp_path):
    folder = project(tmp_path / "p", {"items": "id,kind\na,toast\n"}, {"items": SCHEMA}, view=False)
    file = exported(folder, tmp_path / "out")
    made = json.loads(json.dumps(SCHEMA))
    del made["fields"][1]["categories"][0]
    (folder / "schemas" / "items.json").write_text(json.dumps(made), encoding="utf-8")
    (issue,) = imported(folder, edited(file, lambda book: type_in(book, 2, "Speech"))).report.issues
    assert issue.message == (
        "`Speech` was a category when this workbook was exported, and is none now"
    )
    assert issue.hint == "choose one of: toast (Toast, 祝酒)"


def type_in(book, row, word):
    book["items"].cell(row, 2).value = word


def test_what_is_meant_is_named_as_it_is_written(tmp_path):
    raws = {**RAW, "items": RAW["items"].replace("陈墨", '"Asia Silicon (Qinghai) Co., Ltd."')}
    folder = project(tmp_path / "p", raws)

    def edit(book):
        book["parts"]["B2"] = "Asia Silicon (Qinghai) Co. Ltd"
        book["items"]["C3"] = "toast, shrt"

    issues = imported(folder, edited(exported(folder, tmp_path / "out"), edit)).report.issues
    assert [issue.hint for issue in issues] == [
        "did you mean `Toast, short`? choose from the list",
        "did you mean `Asia Silicon (Qinghai) Co., Ltd.`? write `b2`",
    ]
