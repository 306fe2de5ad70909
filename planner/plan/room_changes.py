"""The changes a person makes to the room of a plan: in the room as it stands, in one phase, another room.

The plan carries its room as a whole; whoever makes a change puts a shipped room into the plan before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import Fault, InputError, PlannerError
from planner.lesson.model import Move, Phase, Plan
from planner.locale import mark
from planner.participation.check import moved_layout
from planner.plan.fitting import fitted, with_moves, with_zones
from planner.plan.parts import changed_part, find_phase, replace_phase
from planner.room.layout import Furniture, Layout, Zone
from planner.room.patch import COLLECTIONS, Patch, apply_patch, layout_json
from planner.room.patch_words import both, patch_label
from planner.room.validate import validate_layout

if TYPE_CHECKING:
    from planner.catalogue.base import Language

FURNITURE_MOVES: Final = frozenset({"at", "angle"})
ZONE_MOVES: Final = frozenset({"polygon"})
_MOVABLE: Final = frozenset({"furniture", "zones"})


@dataclass(frozen=True, slots=True)
class EditLayout:
    """A patch in the room as it stands, for all phases.

    Activities lose a zone that goes, phases the moves of what goes.
    """

    patch: Patch
    language: "Language" = "da"

    def label(self, plan: Plan) -> Message:
        """Name the change for the history, and how many activities lack a zone after it."""
        layout = own_layout(plan)
        label = patch_label(layout, self.patch)
        lost = _without_zone(plan, {zone.id for zone in layout.zones} - set(self.patch.gone("zones")))
        return _message("lost_zones", what=both(label), n=lost) if lost else label

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with the patch made; InputError where the room, or that of a phase, breaks."""
        layout = apply_patch(own_layout(plan), self.patch, self.language)
        kept = {zone.id: zone.id for zone in layout.zones}
        phases = tuple(
            with_moves(phase, _possible(phase, layout)).model_copy(
                update={"activities": tuple(with_zones(activity, kept) for activity in phase.activities)}
            )
            for phase in plan.lesson.phases
        )
        if self.patch.added("rooms") or self.patch.gone("rooms"):
            _check_phases(phases, layout, self.language)
        lesson = plan.lesson.model_copy(update={"phases": phases})
        return plan.model_copy(update={"layout": layout, "lesson": lesson})


@dataclass(frozen=True, slots=True)
class SetLayout:
    """Another room for the plan; zones are carried over by id, else by use and places."""

    layout: Layout

    def label(self, plan: Plan) -> Message:
        """Name the change for the history, and how many activities lack a zone after it."""
        label = _message("other_room", name=self.layout.name)
        lost = len(fitted(plan, own_layout(plan), self.layout).lost)
        return _message("lost_zones", what=both(label), n=lost) if lost else label

    def apply(self, plan: Plan) -> Plan:
        """Return the plan in the other room."""
        return fitted(plan, own_layout(plan), self.layout).plan


@dataclass(frozen=True, slots=True)
class EditPhaseLayout:
    """A patch in the room as it stands in one phase: furniture and zones moved for that phase only."""

    phase: str
    patch: Patch
    language: "Language" = "da"

    def label(self, plan: Plan) -> Message:
        """Name the change for the history."""
        phase = find_phase(plan, self.phase)
        moved = moved_layout(own_layout(plan), phase, _number(plan, phase), self.language)
        return _message("in_phase", phase=phase.title, what=both(patch_label(moved, self.patch)))

    def apply(self, plan: Plan) -> Plan:
        """Return the plan with other moves in the phase.

        Raises
        ------
        PlannerError
            The patch does more than move furniture and reshape zones.
        InputError
            It moves what is fixed, or the room of the phase breaks.
        """
        phase, base = find_phase(plan, self.phase), own_layout(plan)
        moved = moved_layout(base, phase, _number(plan, phase), self.language)
        _require_moves_only(moved, self.patch, self.language)
        after = apply_patch(moved, self.patch, self.language)
        return replace_phase(plan, _with_moves(phase, phase_moves(base, after)))


def phase_moves(base: Layout, moved: Layout) -> tuple[Move, ...]:
    """Return what a phase moves to get from one layout to the other: only what differs."""
    found = [_furniture_move(old, new) for old, new in zip(base.furniture, moved.furniture, strict=True)]
    found += [
        Move(id=new.id, polygon=new.polygon) if old.polygon != new.polygon else None
        for old, new in zip(base.zones, moved.zones, strict=True)
    ]
    return tuple(move for move in found if move is not None)


def _furniture_move(old: Furniture, new: Furniture) -> Move | None:
    given: dict[str, object] = {"at": new.at} if old.at != new.at else {}
    if (old.angle - new.angle) % 360:
        given["angle"] = new.angle
    return Move.model_validate({"id": new.id, **given}) if given else None


def own_layout(plan: Plan) -> Layout:
    """Return the layout a plan carries; PlannerError where it only names one."""
    if isinstance(plan.layout, Layout):
        return plan.layout
    raise PlannerError(mark("The plan does not carry its room."))


def _with_moves(phase: Phase, moves: tuple[Move, ...]) -> Phase:
    return changed_part(phase, moves=moves) if moves else with_moves(phase, ())


def _possible(phase: Phase, layout: Layout) -> tuple[Move, ...]:
    """Return the moves of a phase that are still possible: of what is there and is not fixed."""
    loose = {item.id for item in layout.furniture if not item.fixed} | {zone.id for zone in layout.zones}
    return tuple(move for move in phase.moves if move.id in loose)


def _check_phases(phases: Iterable[Phase], layout: Layout, language: "Language") -> None:
    """Hold the room of every phase to what a room must be; the sentence names the phase."""
    for number, phase in enumerate(phases):
        if not phase.moves:
            continue
        try:
            validate_layout(layout_json(moved_layout(layout, phase, number, language)), language)
        except InputError as error:
            raise InputError(tuple(Fault(phase.title, f.found, f.expected) for f in error.faults)) from error


def _require_moves_only(moved: Layout, patch: Patch, language: "Language") -> None:
    touched = {c for c in COLLECTIONS if patch.added(c)}
    removed = any(patch.gone(c) for c in COLLECTIONS)
    if removed or patch.fields.model_fields_set or not touched <= _MOVABLE:
        raise PlannerError(mark("In a phase, furniture and zones can only be moved."))
    pieces: dict[str, Furniture] = {item.id: item for item in moved.furniture}
    zones: dict[str, Zone] = {item.id: item for item in moved.zones}
    for piece in patch.put.furniture:
        _require_only(pieces.get(piece.id), piece, FURNITURE_MOVES)
        if piece.fixed:
            raise InputError((fault("move_fixed", piece.id, language, value=piece.id),))
    for zone in patch.put.zones:
        _require_only(zones.get(zone.id), zone, ZONE_MOVES)


def _require_only(old: Furniture | Zone | None, new: Furniture | Zone, fields: frozenset[str]) -> None:
    """Refuse a new item, and one that differs in other fields than these."""
    others = set(type(new).model_fields) - fields
    if old is None or any(getattr(old, field) != getattr(new, field) for field in others):
        raise PlannerError(mark("In a phase, furniture and zones can only be moved."))


def _without_zone(plan: Plan, kept: set[str]) -> int:
    """Return how many activities have zones, but none of these."""
    return sum(
        1
        for phase in plan.lesson.phases
        for activity in phase.activities
        if activity.zones and kept.isdisjoint(activity.zones)
    )


def _number(plan: Plan, phase: Phase) -> int:
    return plan.lesson.phases.index(phase)


def _message(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["changes_room"][key], params)
