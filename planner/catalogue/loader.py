"""Read the catalogue's TOML files once, into typed entries."""

import tomllib
from functools import cache
from importlib.resources import files

from planner.catalogue.model import Catalogue

TABLES = (
    "prerequisites",
    "conditions",
    "supports",
    "furniture",
    "thresholds",
    "room_rules",
    "lesson_rules",
)


def _read(name: str) -> dict[str, dict[str, object]]:
    """Merge the files ``name.toml`` and ``name_*.toml``; an id stands in one of them only."""
    merged: dict[str, dict[str, object]] = {}
    for file in sorted(files("planner.catalogue").joinpath("data").iterdir(), key=lambda f: f.name):
        if file.name == f"{name}.toml" or (file.name.startswith(f"{name}_") and file.name.endswith(".toml")):
            merged |= tomllib.loads(file.read_text(encoding="utf-8"))
    return merged


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue; the id of an entry is the name of its TOML table."""
    tables: dict[str, object] = {
        name: {key: {"id": key, **entry} for key, entry in _read(name).items()} for name in TABLES
    }
    return Catalogue.model_validate({**tables, "words": _read("words"), "faults": _read("faults")})
