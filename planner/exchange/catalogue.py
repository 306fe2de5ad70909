"""The parts of the catalogue as lists of entries."""

from typing import TYPE_CHECKING

from planner.catalogue.loader import load_voice

if TYPE_CHECKING:
    from planner.catalogue.base import Entry
    from planner.catalogue.model import Catalogue


def catalogue_tables(catalogue: "Catalogue", part: str | None = None) -> "dict[str, list[Entry]]":
    """Return the entries of one part by its name, or of all; rules are of lessons, rooms and the voice."""
    tables: dict[str, list[Entry]] = {
        "prerequisites": list(catalogue.prerequisites.values()),
        "supports": list(catalogue.supports.values()),
        "furniture": list(catalogue.furniture.values()),
        "thresholds": list(catalogue.thresholds.values()),
        "rules": [
            *catalogue.lesson_rules.values(),
            *catalogue.room_rules.values(),
            *load_voice().rules.values(),
        ],
    }
    return tables if part is None else {part: tables[part]}
