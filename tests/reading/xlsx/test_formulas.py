from __future__ import annotations

import pytest
from books import bare
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from kvadmin.reading.opening import read_bytes
from kvadmin.reading.xlsx.formulas import SharedFormula

_FORMULAS = (
    "B2*2",
    "SUM($B2:C$9)+$D$4",
    'IF(A1="B2 og ""C3""",LOG10(C3),Ark2!D4)',
    "'Ark B2'!C3&Satser_2008&X1Y",
    "SUM(Tabell1[Kolonne B2])",
)


@given(st.sampled_from(_FORMULAS), st.integers(0, 400), st.integers(0, 400))
def test_a_shared_formula_moves_as_openpyxl_moves_it(formula: str, down: int, right: int) -> None:
    there = f"{get_column_letter(1 + right)}{1 + down}"
    wanted = Translator(f"={formula}", "A1").translate_formula(there)
    assert f"={SharedFormula(formula, 1, 0).moved(1 + down, right)}" == wanted


def test_a_reference_that_leaves_the_sheet_is_lost() -> None:
    assert SharedFormula("B2+A$1+$A3", 2, 1).moved(1, 0) == "A1+#REF!+$A2"


@pytest.mark.parametrize("order", [(2, 3), (3, 2)])
def test_shared_array_and_table_formulas(order: tuple[int, int]) -> None:
    cells = {
        2: '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2*2</f><v>4</v></c></row>',
        3: '<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>',
    }
    others = '<row r="4"><c><f t="array" ref="A4">SUM(B1:B2)</f><v>1</v></c><c><f t="dataTable" ref="B4" r1="C1"/><v>2</v></c></row>'
    rows = (
        read_bytes(bare(f"<sheetData>{''.join(cells[line] for line in order)}{others}</sheetData>"), "a.xlsx")
        .sheets[0]
        .rows
    )
    moved = "=B3*2" if order == (2, 3) else "="
    assert [[(cell.formula, cell.value) for cell in row.cells] for row in rows] == [
        [("=B2*2", 4)],
        [(moved, 6)],
        [("=SUM(B1:B2)", 1), ("=TABLE(C1)", 2)],
    ]
