"""CSV files that spreadsheets open without running anything."""

import re
from pathlib import Path

import pytest

from planner.exchange.cells import csv_file, safe_cell

EXCHANGE = Path(__file__).parents[2] / "planner"


@pytest.mark.parametrize(
    "text", ["=1+1", "+45", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠1"]
)
def test_what_a_spreadsheet_would_calculate_is_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "A1", "1 = 1", "to-tre", "æøå", "'=1"])
def test_other_text_stays_what_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_file_has_safe_cells_and_all_letters() -> None:
    assert csv_file([["Navn", "Æ"], ["=1", 'a;"b']]).decode("utf-8-sig") == 'Navn;Æ\r\n\'=1;"a;""b"\r\n'


def test_no_module_writes_csv_without_the_safe_cells() -> None:
    writers = [
        path
        for path in EXCHANGE.rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)", path.read_text("utf-8"))
    ]
    assert writers
    for path in writers:
        assert "safe_cell" in path.read_text("utf-8"), path.name
