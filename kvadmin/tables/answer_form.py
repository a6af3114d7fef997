"""A form for one person as a workbook: a question a line, its answer beside it, chosen from a list if there is one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.tables import zip_packages as packages
from kvadmin.tables.cells import check_text
from kvadmin.tables.xlsx import sheet_names
from kvadmin.wording.language_forms import Language

_ASK, _ANSWER, _HELP = 58, 44, 46
_ROW, _TALL = 32, 96
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class AnswerField:
    """One question of a form.

    Attributes:
        question: As it stands on the form.
        choices: What may be chosen; any text where there are none.
        help: Small print beside the answer.

    Added in version 0.2.
    """

    question: str
    choices: tuple[str, ...] = ()
    help: str = ""


def answer_form(title: str, lead: str, fields: Sequence[AnswerField], language: Language, refusal: str) -> bytes:
    """The workbook; the same form gives the same bytes. Only the answers can be typed in.

    Args:
        title: The first line.
        lead: What stands below it.
        fields: The questions, from top to bottom.
        language: Of its texts.
        refusal: What the program says to an answer that is not in the list.

    Raises:
        InvalidData: A text that no cell can hold.

    Added in version 0.2.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    for text in (title, lead, *(part for each in fields for part in (each.question, *each.choices, each.help))):
        check_text(text, title)
    book = Workbook()
    sheet: Any = book.active
    sheet.title = sheet_names([title])[0]
    for letter, width in zip("ABC", (_ASK, _ANSWER, _HELP), strict=True):
        sheet.column_dimensions[letter].width = width
    wrapped = Alignment(wrap_text=True, vertical="center")
    line = Side(style="thin", color="8496B0")
    box, fill = Border(line, line, line, line), PatternFill("solid", fgColor="EEF3FA")
    sheet["A1"].value, sheet["A2"].value = title, lead
    sheet["A1"].font = Font(name="Calibri", size=16, bold=True, color="17365D")
    sheet["A1"].alignment = sheet["A2"].alignment = wrapped
    for at in (1, 2):
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=3)
        sheet.row_dimensions[at].height = _ROW
    for at, each in enumerate(fields, start=4):
        question, answer, help_ = (sheet.cell(at, column) for column in (1, 2, 3))
        question.value, help_.value = each.question, each.help or None
        question.font, help_.font = (
            Font(name="Calibri", size=12, bold=True),
            Font(name="Calibri", size=10, color="595959"),
        )
        question.alignment = help_.alignment = wrapped
        answer.alignment = Alignment(wrap_text=True, vertical="center" if each.choices else "top")
        answer.border, answer.fill, answer.protection = box, fill, Protection(locked=False)
        answer.number_format = "@"
        sheet.row_dimensions[at].height = _ROW if each.choices else _TALL
        if each.choices:
            listed = ",".join(each.choices)
            assert len(listed) <= _LONGEST_LIST
            rule = DataValidation(type="list", formula1=f'"{listed}"', errorStyle="stop", allow_blank=True)
            rule.showErrorMessage, rule.errorTitle, rule.error = True, each.question[:32], refusal[:_LONGEST_LIST]
            rule.add(f"B{at}")
            sheet.add_data_validation(rule)
    sheet.protection.sheet = True
    sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight = 9, "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.selection[0].activeCell = sheet.sheet_view.selection[0].sqref = "B4"
    out = io.BytesIO()
    book.save(out)
    return packages.fixed(out.getvalue(), {"docProps/core.xml": packages.core_properties(title, "kvadmin", language)})
