"""Cells of a CSV file that a spreadsheet opens as text, whatever people wrote in them."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

# Spreadsheets also read the full-width forms, and look past spaces in front.
FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
CONTROL: Final = ("\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    risky = text.startswith(CONTROL) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if risky else text


def csv_file(lines: Iterable[Iterable[str]]) -> bytes:
    """Return lines of cells as CSV: UTF-8 with a byte order mark, ``;`` between the cells, each one safe."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")
