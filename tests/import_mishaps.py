"""One function a mishap: what a curator or a spreadsheet did to the workbook."""

from copy import copy
from datetime import datetime

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

MISHAPS = {}


def mishap(function):
    MISHAPS[function.__name__.replace("_", "-")] = function
    return function


def cell(name, address, value, kind=None, look=None):
    """A mishap of one cell of the sheet `items`."""

    def edit(book):
        found = book["items"][address]
        found.value = value
        if kind:
            found.data_type = kind
        if look:
            found.number_format = look

    MISHAPS[name] = edit


cell("number-in-a-text-column", "I3", 5, look="General")
cell("leading-zeros-lost-in-a-key", "A2", 7, look="General")
cell("date-in-a-text-column", "G3", datetime(2020, 11, 1), look="yyyy-mm-dd")
cell("date-that-says-the-same-in-a-text-column", "G2", datetime(2020, 11, 24), look="yyyy-mm-dd")
cell("date-with-a-time-in-a-text-column", "G4", datetime(2020, 11, 24, 10, 30))
cell("serial-date-in-a-text-column", "G4", 44160, look="General")
cell("date-in-chinese-without-year-in-a-text-column", "G4", "11月24日")
cell("boolean-in-a-text-column", "I3", True, look="General")
cell("error-value", "B3", "#N/A", "e")
cell("formula", "E3", "=E2*2")
cell("formula-in-a-text-column", "I3", '="a"&"b"')
cell("text-that-looks-like-a-formula", "I4", "=2+2", "s")
cell("date-with-slashes", "F3", "2020/11/26")
cell("date-with-slashes-that-says-the-same", "F3", "2020/11/25")
cell("date-in-chinese-without-year", "F3", "11月24日")
cell("date-in-chinese", "F3", "2020年11月26日")
cell("serial-date", "F3", 44160, look="General")
cell("serial-date-shown-as-one", "F3", 44160, look="yyyy/m/d")
cell("date-with-a-time", "F3", datetime(2020, 11, 24, 15, 30), look="yyyy-mm-dd hh:mm")
cell("date-before-1900", "F3", "1893-12-26")
cell("date-as-number-column", "D3", datetime(2020, 11, 24), look="yyyy-mm-dd")
cell("number-as-text", "D3", "1300")
cell("number-as-text-as-the-file-spells-it", "D3", "1,300")
cell("number-as-text-with-unit", "D3", "13人")
cell("number-in-full-width-digits", "D3", "１３")
cell("number-with-too-many-digits", "E2", 0.1 + 0.2, look="General")
cell("number-with-too-many-digits-that-end-in-zeros", "D4", 110101199003070000, look="General")
cell("number-of-fifteen-digits", "D4", 110101199003070, look="General")
cell("slash-date-where-text-was-the-same-day", "I3", "2020/11/24")
cell("error-as-text", "I3", "#NAME?", "s")
cell("fraction-where-a-whole-number-is", "D3", 12.5, look="General")
cell("number-shown-rounded", "E2", 480.6, look="0")
cell("number-shown-in-thousands", "E2", 480600, look='#,##0,"k"')
cell("number-with-a-currency-sign", "E2", 5, look='"$"#,##0.00')
cell("percentage", "E2", 0.12, look="0%")
cell("boolean-as-number", "H3", 1, look="General")
cell("boolean-as-a-word", "H3", "是")
cell("boolean-as-text", "H3", "对")
cell("curly-quotes", "I2", "说：“好”，\n换行")
cell("curly-apostrophe-and-ellipsis", "I4", "it’s 5 o’clock…")
cell("trailing-space", "B4", "陈墨 ")
cell("trailing-full-width-space", "B4", "陈墨　")
cell("full-width-space-where-they-are-usual", "B4", "陈　墨")
cell("full-width-space-within", "I4", "陈　墨")
cell("full-width-space-kept", "B3", "﨑本　花")
cell("several-things-in-one-text", "I4", "\u00a0it’s\u3000five…\u200b ")
cell("filler-that-cannot-be-seen", "B4", "陈\u3164墨")
cell("control-of-the-upper-half", "B4", "陈\x85墨")
cell("trailing-space-in-a-category", "C4", "讲话　")
cell("invisible-character-in-a-category", "C4", "讲\u200b话")
cell("trailing-space-in-a-number-as-text", "D3", "13\u00a0")
cell("full-width-space-in-a-date-as-text", "F3", "　2020-11-26")
cell("non-breaking-space", "B4", "陈\u00a0墨")
cell("zero-width-space", "B4", "陈\u200b墨")
cell("line-break", "B4", "陈\n墨")
cell("line-break-where-they-are-usual", "I3", "一\n二")
cell("control-character", "B4", "陈_x0001_墨")
cell("lost-character", "B4", "陈\ufffd")
cell("private-use-character", "B4", "陈\ue123")
cell("direction-mark", "B4", "陈\u200e墨")
cell("radical-that-looks-like-a-character", "I4", "⼯人")
cell("compatibility-ideograph", "B4", "\uf9dc墨")
cell("code-that-is-no-character", "B4", "陈\u0378墨\U0003ffff")
cell("letter-apart-from-its-accent", "I4", "cafe\u0301")
cell("line-separator", "B4", "陈\u2028墨")
cell("mere-space", "B4", " ")
cell("mere-space-in-an-empty-cell", "I3", " ")
cell("category-by-english-label", "C4", "Toast, short")
cell("category-by-chinese-label", "C4", "祝酒，短")
cell("category-by-label-in-other-case", "C4", "SPEECH")
cell("category-by-code-and-label", "C4", "speech · 讲话")
cell("category-by-label-of-two-codes", "C4", "甲")
cell("category-misspelt", "C4", "speach")
cell("category-unknown", "C4", "会议")
cell("too-long-for-its-field", "B4", "墨" * 41)
cell("id-changed", "A4", "b3")
cell("id-with-a-space", "A4", "b2 ")


@mishap
def reference_to_nothing(book):
    book["parts"]["B2"] = "008"


@mishap
def reference_by_key_and_name(book):
    book["parts"]["B2"] = "a1 · 﨑本　花子"


@mishap
def reference_whose_name_alone_was_changed(book):
    book["parts"]["B3"] = "a1 · 陈墨"


@mishap
def reference_with_a_name_of_nobody(book):
    book["parts"]["B3"] = "a1 · 王五"


@mishap
def mistakes_of_all_kinds_at_once(book):
    """Those of one cell, of a constraint, of a row that is gone, of a reference: in one run."""
    items = book["items"]
    items["C4"], items["B4"], items["F3"] = "speach", "墨" * 41, "11月24日"
    items["G3"] = "2020-1"
    book["parts"]["B2"] = "008"
    book["parts"].append(["p-3", "009"])


@mishap
def reference_to_a_row_that_is_refused(book):
    """One cause, one issue: the reference is right once the row is."""
    book["items"].append(["c3 ", "新"])
    book["parts"]["B2"] = "c3"


@mishap
def new_row_with_a_cell_that_is_refused(book):
    book["items"].append(["c3", "新\u00a0的", "讲话"])
    book["parts"]["B2"] = "c3"


@mishap
def reference_by_name(book):
    book["parts"]["B2"] = "﨑本　花子 "


@mishap
def reference_by_name_of_a_record_that_was_added(book):
    book["items"].append(["c3", "陈新"])
    book["parts"]["B2"] = "陈新"


@mishap
def reference_by_key_that_is_like_a_name(book):
    book["items"].append(["陈新", "陈旧"])
    book["parts"]["B2"] = "陈新"


@mishap
def reference_by_name_of_two(book):
    book["items"].append(["c3", "陈墨"])
    book["parts"]["B2"] = "陈墨"


@mishap
def reference_by_name_misspelt(book):
    book["parts"]["B2"] = "﨑本　花字"


@mishap
def row_added(book):
    book["items"].append(["c3", "新", "讲话", 3, 0.25, datetime(2021, 1, 2), "2021", True, "一"])


@mishap
def row_added_between(book):
    book["items"].insert_rows(3)
    book["items"]["A3"], book["items"]["B3"] = "a0", "新"


@mishap
def row_added_with_a_radical_in_its_id(book):
    book["items"].append(["c⼯", "新"])


@mishap
def row_added_without_id(book):
    book["items"].append([None, "新"])


@mishap
def row_added_without_id_and_with_other_mistakes(book):
    book["items"].append([None, "墨" * 41, "speach", None, None, None, "2020-1"])


@mishap
def row_added_without_id_that_refers_to_nothing(book):
    book["parts"].append([None, "009"])


@mishap
def row_deleted_without_a_mark(book):
    book["parts"].delete_rows(3)


@mishap
def row_deleted_with_a_mark(book):
    book["parts"]["C1"], book["parts"]["C3"] = "_delete", "delete"


@mishap
def row_added_and_marked_as_deleted(book):
    book["parts"]["C1"] = "_delete"
    book["parts"].append(["p-3", "a1", "delete"])
    book["parts"].append([None, "a1", "delete"])


@mishap
def row_edited_and_marked_as_deleted(book):
    book["parts"]["C1"], book["parts"]["C3"], book["parts"]["B3"] = "_delete", "delete", "b2"


@mishap
def columns_of_marks_twice(book):
    book["parts"]["C1"], book["parts"]["D1"], book["parts"]["D3"] = "_delete", "删除", "x"


@mishap
def row_deleted_that_others_refer_to(book):
    book["items"]["J1"], book["items"]["J3"] = "删除", "删除"


@mishap
def mark_that_is_none(book):
    book["parts"]["C1"], book["parts"]["C3"] = "_delete", "perhaps"


@mishap
def row_emptied(book):
    for found in book["parts"][3]:
        found.value = None


@mishap
def id_emptied(book):
    book["parts"]["A3"] = None


@mishap
def ids_changed_beside_one_that_cannot_be_read(book):
    book["items"]["A2"], book["items"]["A3"], book["items"]["A4"] = "008", "a1 ", None


@mishap
def zeros_lost_in_a_key_as_text_and_more_in_its_row(book):
    book["items"]["A2"], book["items"]["B2"] = "7", "吉田"


@mishap
def key_without_zeros_added(book):
    book["items"].append(["7", "新"])


@mishap
def rows_duplicated(book):
    book["parts"].append(["p-1", "007"])


@mishap
def rows_duplicated_and_changed(book):
    book["items"].append(["b2", "陈墨墨"])


@mishap
def row_inserted_on_top(book):
    notes = [(cell.column, cell.comment) for cell in book["parts"][1]]
    book["parts"].insert_rows(1)
    book["parts"]["A1"] = "for Monday"
    for column, note in notes:
        book["parts"].cell(2, column).comment = copy(note)


@mishap
def id_changed_with_another_cell(book):
    book["items"]["A4"], book["items"]["B4"] = "b3", "陈默"


@mishap
def id_changed_to_one_that_is_there(book):
    book["items"]["A2"] = "b2"


@mishap
def rows_sorted(book):
    _reorder(book["items"], [4, 2, 3])


@mishap
def rows_sorted_and_one_added(book):
    _reorder(book["items"], [4, 3, 2])
    book["items"].append(["c3", "新"])


@mishap
def rows_filtered(book):
    book["items"].auto_filter.add_filter_column(0, ["a1"])
    for row in (2, 4):
        book["items"].row_dimensions[row].hidden = True


@mishap
def column_hidden(book):
    book["items"].column_dimensions["C"].hidden = True


@mishap
def columns_moved(book):
    sheet = book["items"]
    for row in sheet.iter_rows():
        kept = [(c.value, c.data_type, copy(c._style)) for c in row]
        kept.insert(1, kept.pop())
        for found, (value, kind, style) in zip(row, kept, strict=True):
            found.value, found.data_type, found._style = value, kind, style


@mishap
def column_added(book):
    book["items"]["J1"], book["items"]["J2"] = "remarks", "ask again"


@mishap
def column_added_without_header(book):
    book["items"]["K3"] = "ask again"


@mishap
def column_deleted(book):
    book["items"].delete_cols(4)


@mishap
def column_of_the_key_deleted(book):
    book["parts"].delete_cols(1)


@mishap
def column_renamed(book):
    book["items"]["B1"] = "Name "


@mishap
def column_headed_by_its_title_alone(book):
    book["items"]["C1"] = "类别"


@mishap
def column_twice(book):
    book["items"]["J1"] = "name"


@mishap
def header_gone(book):
    book["parts"].delete_rows(1)


@mishap
def cells_merged(book):
    book["items"].merge_cells("C3:C4")


@mishap
def cells_merged_beside_the_table(book):
    book["items"].merge_cells("Z2:AB3")


@mishap
def key_cells_merged(book):
    book["parts"].merge_cells("A2:A3")


@mishap
def sheet_renamed(book):
    book["parts"].title = "零件"


@mishap
def sheet_renamed_and_table_gone(book):
    book["parts"].title = "零件"
    book["零件"].tables.clear()


@mishap
def sheets_whose_names_were_exchanged(book):
    items, parts = book["items"], book["parts"]
    items.title, parts.title = "x", "items"
    items.title = "parts"
    items["B4"] = "陈默"


@mishap
def sheets_whose_names_were_exchanged_in_a_ring(book):
    """That of a view too; the tables of the sheets are gone, so that headers alone tell."""
    found = [book[name] for name in ("items", "parts", "totals")]
    for sheet in found:
        sheet.title = f"{sheet.title}-"
        sheet.tables.clear()
    for sheet, name in zip(found, ("parts", "totals", "items"), strict=True):
        sheet.title = name


@mishap
def sheet_deleted(book):
    del book["parts"]


@mishap
def sheet_added(book):
    book.create_sheet("Notes")["A1"] = "do not forget"


@mishap
def sheet_copied(book):
    book.copy_worksheet(book["parts"])


@mishap
def sheet_copied_and_the_copy_edited(book):
    book.copy_worksheet(book["parts"])["B3"] = "b2"


@mishap
def sheet_copied_without_a_column_and_edited(book):
    found = book.copy_worksheet(book["items"])
    found.delete_cols(9)
    found["B4"] = "陈默"


@mishap
def sheet_copied_below_a_title_and_edited(book):
    found = book.copy_worksheet(book["parts"])
    found.insert_rows(1, 2)
    found["A1"], found["B5"] = "for Monday", "b2"


@mishap
def sheet_with_a_part_of_another(book):
    found = book.create_sheet("list")
    for row in book["items"].iter_rows(max_col=5, values_only=True):
        found.append(row)


@mishap
def sheet_copied_its_original_renamed_and_the_copy_edited(book):
    found = book.copy_worksheet(book["parts"])
    book["parts"].title, found.title = "零件", "零件 (2)"
    found["B3"] = "b2"


@mishap
def sheet_copied_and_its_original_renamed(book):
    found = book.copy_worksheet(book["parts"])
    book["parts"].title, found.title = "零件", "零件 (2)"


@mishap
def sheet_copied_and_the_copy_in_its_place(book):
    """The sheet of the name is read; the one that it was copied from differs now."""
    found = book.copy_worksheet(book["parts"])
    book["parts"].title, found.title = "old", "parts"
    found["B3"] = "b2"


@mishap
def comment_added(book):
    book["items"]["B4"].comment = Comment("ask again", "me")


@mishap
def note_on_a_header_written_over(book):
    book["items"]["B1"].comment = Comment("names as printed, ask 王芳", "me")


@mishap
def remarks_on_the_first_sheet(book):
    book["contents"]["H2"], book["contents"]["A30"] = "ask again", "see Monday's mail"


@mishap
def remark_beside_a_view(book):
    book["totals"]["D3"] = "too few"


@mishap
def part_of_a_cell_struck_out(book):
    struck = TextBlock(InlineFont(strike=True), "wrong")
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    book["items"]["I4"] = CellRichText("trees ", struck)
    book["items"]["B4"] = CellRichText("陈墨", raised)


@mishap
def whole_cell_struck_out(book):
    book["items"]["B4"].font = Font(strike=True)


@mishap
def part_of_a_cell_in_bold(book):
    book["items"]["B4"] = CellRichText("陈", TextBlock(InlineFont(b=True), "墨"))


@mishap
def empty_sheet_added(book):
    book.create_sheet("Sheet1")


@mishap
def view_edited(book):
    book["totals"]["B2"] = 5


@mishap
def view_sorted(book):
    _reorder(book["totals"], [4, 2, 3])


@mishap
def hidden_copy_edited(book):
    title = next(
        s.title for s in book if s.title.startswith("_base") and s["A1"].value == "part_id"
    )
    book[title]["B2"] = "a1"


@mishap
def hidden_copy_deleted(book):
    title = next(
        s.title for s in book if s.title.startswith("_base") and s["A1"].value == "part_id"
    )
    del book[title]


@mishap
def array_formula(book):
    book["items"]["E3"] = ArrayFormula("E3:E4", "=D2:D3*2")


@mishap
def cell_emptied(book):
    book["items"]["D2"] = None


@mishap
def several_things_at_once(book):
    book["items"]["B4"], book["items"]["D3"] = "陈默", "十二"
    book["parts"]["B3"] = "b2"


def _reorder(sheet, order):
    kept = [[(c.value, c.data_type, copy(c._style)) for c in sheet[row]] for row in order]
    for number, cells in enumerate(kept, 2):
        for found, (value, kind, style) in zip(sheet[number], cells, strict=True):
            found.value, found.data_type, found._style = value, kind, style
