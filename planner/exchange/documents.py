"""Plans and rooms as files: those a person names and those that are shipped."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from planner.catalogue.faults import did_you_mean, fault
from planner.catalogue.loader import load_catalogue
from planner.errors import Fault, InputError, NotFoundError
from planner.exchange.reading import read_json
from planner.exchange.versions import migrate
from planner.lesson.validate import validate_plan
from planner.room.layout import Layout
from planner.room.validate import validate_layout

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.lesson.model import Plan

PACKAGE = Path(__file__).resolve().parent.parent


def read_plan(path: Path, language: "Language" = "da") -> "Plan":
    """Read a plan file, an older version brought up to date; InputError with all faults."""
    return validate_plan(migrate(read_json(path, language), "plan", language), language)


def read_layout(path: Path, language: "Language" = "da") -> Layout:
    """Read a layout file, an older version brought up to date; InputError with all faults."""
    return validate_layout(migrate(read_json(path, language), "layout", language), language)


def layout_files() -> dict[str, Path]:
    """Return the shipped rooms by id: from the checkout, or from the installed package."""
    checkout = PACKAGE.parent / "layouts"
    folder = PACKAGE / "layouts" if (PACKAGE / "layouts").is_dir() else checkout
    return _json_files(folder)


def layout_ids() -> tuple[str, ...]:
    """Return the ids of the shipped rooms, sorted."""
    return tuple(layout_files())


def layout_by_id(layout: str, language: "Language" = "da") -> Layout:
    """Return a shipped room; NotFoundError where there is none of that id.

    An id is looked up among the files that are there, so it can never lead out of the folder.
    """
    files = layout_files()
    if layout not in files:
        raise NotFoundError(str(_unknown_layout(layout, language)))
    return _read_shipped(files[layout], files[layout].stat().st_mtime_ns, language)


@lru_cache(maxsize=64)
def _read_shipped(file: Path, _changed_ns: int, language: "Language") -> Layout:
    """Read a room of the folder, once as long as its file stays the same."""
    return read_layout(file, language)


def sample_plans() -> dict[str, Path]:
    """Return the sample plans by id."""
    return _json_files(PACKAGE / "exchange" / "samples")


def layout_of(plan: "Plan", beside: Path | None = None, language: "Language" = "da") -> Layout:
    """Return the layout of a plan: its own, one next to the plan file, or a shipped one.

    Raises
    ------
    InputError
        At ``layout`` where its id is found nowhere, or with the layout's own faults.
    """
    if isinstance(plan.layout, Layout):
        return _own_layout(plan.layout, language)
    files = layout_files() | (_json_files(beside) if beside else {})
    if plan.layout not in files:
        raise InputError((_unknown_layout(plan.layout, language),))
    try:
        return read_layout(files[plan.layout], language)
    except InputError as error:
        raise _within(error) from error


def _own_layout(layout: Layout, language: "Language") -> Layout:
    try:
        return validate_layout(layout.model_dump(mode="json", by_alias=True, exclude_unset=True), language)
    except InputError as error:
        raise _within(error) from error


def _within(error: InputError) -> InputError:
    """Say the faults of a layout from the plan's point of view."""
    return InputError(
        tuple(Fault(".".join(filter(None, ("layout", f.path))), f.found, f.expected) for f in error.faults)
    )


def _unknown_layout(layout: str, language: "Language") -> Fault:
    words = load_catalogue().words["refers_to"]["layout"]
    near = did_you_mean(layout, layout_files(), language)
    return fault("unknown_reference", "layout", language, value=layout, what=words, near=near)


def _json_files(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.json"))}
