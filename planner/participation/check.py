"""Check a plan: a cell per student and phase, a way per student, and what the rules find."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.catalogue.faults import fault
from planner.errors import InputError
from planner.lesson.check import lesson_findings
from planner.lesson.faults import unknown_reference
from planner.participation.cells import cells_of, paths_of
from planner.participation.compiled import compile_check
from planner.participation.model import Cell, Check, StudentPath
from planner.participation.options import setting_of
from planner.participation.setting_rules import setting_findings

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Move, Phase, Plan
    from planner.room.facts import RoomFacts
    from planner.room.layout import Layout


def check(
    plan: "Plan", facts_by_phase: "Mapping[str, RoomFacts]", catalogue: "Catalogue", limits: "Limits"
) -> Check:
    """Answer the whole check; ``facts_by_phase`` holds the room facts under each phase's id."""
    cells, paths = verdicts(plan, facts_by_phase, catalogue, limits)
    findings = (
        *lesson_findings(plan, catalogue, limits),
        *setting_findings(plan, facts_by_phase, cells, catalogue, limits),
    )
    return Check(cells, paths, findings)


def verdicts(
    plan: "Plan", facts_by_phase: "Mapping[str, RoomFacts]", catalogue: "Catalogue", limits: "Limits"
) -> tuple[tuple[Cell, ...], tuple[StudentPath, ...]]:
    """Return the cells and ways alone, students and phases in the order of the plan."""
    compiled = compile_check(setting_of(plan, facts_by_phase, catalogue, limits))
    return cells_of(compiled), paths_of(compiled)


def phase_facts(
    plan: "Plan", layout: "Layout", limits: "Limits", language: "Language" = "da"
) -> "dict[str, RoomFacts]":
    """Return the room facts of each phase, its moves applied; phases without moves share theirs.

    Raises
    ------
    InputError
        Where a phase moves something that the layout does not have, or in a way it cannot be moved.
    """
    # The geometry libraries take a while to load, and a check with facts at hand needs none of them.
    from planner.room.facts_of import room_facts  # noqa: PLC0415

    phases = plan.lesson.phases
    known = {phase.moves: moved_layout(layout, phase, p, language) for p, phase in enumerate(phases)}
    facts = {moves: room_facts(moved, limits) for moves, moved in known.items()}
    return {phase.id: facts[phase.moves] for phase in phases}


def moved_layout(layout: "Layout", phase: "Phase", number: int, language: "Language" = "da") -> "Layout":
    """Return a layout with a phase's furniture and zones where it moves them; InputError if it cannot."""
    furniture = {piece.id: n for n, piece in enumerate(layout.furniture)}
    zones = {zone.id: n for n, zone in enumerate(layout.zones)}
    pieces, areas = list(layout.furniture), list(layout.zones)
    for m, move in enumerate(phase.moves):
        where = f"lesson.phases[{number}].moves[{m}]"
        if move.id in furniture:
            refused = _cannot_move(move, fixed=pieces[furniture[move.id]].fixed)
            change = {"at": move.at, "angle": move.angle}
            pieces[furniture[move.id]] = pieces[furniture[move.id]].model_copy(update=_given(change))
        elif move.id in zones:
            refused = _cannot_draw(move)
            areas[zones[move.id]] = areas[zones[move.id]].model_copy(update=_given({"polygon": move.polygon}))
        else:
            raise InputError(
                (unknown_reference("movable", f"{where}.id", move.id, furniture | zones, language),)
            )
        if refused:
            field, key = refused
            raise InputError((fault(key, f"{where}.{field}", language, value=move.id),))
    return layout.model_copy(update={"furniture": tuple(pieces), "zones": tuple(areas)})


def _given(change: Mapping[str, object]) -> dict[str, object]:
    return {field: value for field, value in change.items() if value is not None}


def _cannot_move(move: "Move", *, fixed: bool) -> tuple[str, str] | None:
    """Return the field and the fault that keep furniture from being moved, None where nothing does."""
    if fixed:
        return "id", "move_fixed"
    return ("polygon", "move_furniture") if move.polygon is not None else None


def _cannot_draw(move: "Move") -> tuple[str, str] | None:
    if move.polygon is None or move.at is not None or move.angle is not None:
        return "polygon", "move_zone"
    return None
