"""Thresholds that quote a published table agree with it."""

import csv
from pathlib import Path

from planner.catalogue.loader import load_catalogue

TABLES = Path(__file__).parents[1] / "data" / "tables"


def test_tables_to_sit_at_span_the_size_marks_of_en_1729() -> None:
    with (TABLES / "en1729_sizemarks.csv").open(encoding="utf-8") as file:
        heights_mm = [float(row["table_mm"]) for row in csv.DictReader(file)]
    limits = load_catalogue().limits("DK")

    assert limits["seated_table_min_m"] * 1000 == min(heights_mm)
    assert limits["seated_table_max_m"] * 1000 == max(heights_mm)


def test_tables_of_the_furniture_catalogue_are_of_a_size_mark_or_made_for_standing() -> None:
    limits = load_catalogue().limits("DK")
    for kind in load_catalogue().furniture.values():
        if kind.table and all(seat[3] == "chair" for seat in kind.seats):
            assert limits["seated_table_min_m"] <= kind.height_m <= limits["seated_table_max_m"], kind.id
