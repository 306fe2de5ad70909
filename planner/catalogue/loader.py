"""Read the catalogue's TOML files once, into typed entries."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from planner.catalogue.model import Catalogue
from planner.catalogue.repair import RepairChange
from planner.catalogue.voice import Voice

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


@cache
def load_repairs() -> Mapping[str, RepairChange]:
    """Return what a repair may change, by id."""
    return {key: RepairChange.model_validate({"id": key, **entry}) for key, entry in _read("repair").items()}


@cache
def load_voice() -> Voice:
    """Return what students are asked; options and scales that several questions share stand once."""
    read = _read("voice")
    shared = {name: _with_ids(options) for name, options in read["options"].items()}
    questions = {
        key: {"id": key, **entry, "options": shared.get(str(entry.get("options")), ())}
        for key, entry in _tables(read["questions"])
    }
    rules = {key: {"id": key, **entry} for key, entry in _tables(read["rules"])}
    others = {key: read[key] for key in ("told_by", "replies")}
    return Voice.model_validate({"questions": questions, "rules": rules, **others})


def _tables(tables: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    return ((key, entry) for key, entry in tables.items() if isinstance(entry, dict))


def _with_ids(options: object) -> tuple[dict[str, object], ...]:
    """Return a table of options as options with their ids, in the order of the file."""
    tables = options if isinstance(options, dict) else {}
    return tuple({"id": key, **entry} for key, entry in tables.items())
