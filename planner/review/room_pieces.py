"""The pieces between two plans that are about the room: building, furniture, and each zone by itself."""

from collections.abc import Iterator
from typing import Final

from planner.lesson.model import Plan
from planner.plan.changes import Change
from planner.plan.room_changes import EditLayout, SetLayout
from planner.room.layout import Layout
from planner.room.patch import COLLECTIONS, Collection, Patch, items_of, layout_patch, make_patch

BUILDING: Final[tuple[Collection, ...]] = ("rooms", "walls", "steps", "doors", "windows", "boards")


def room_steps(plan: Plan, target: Plan) -> Iterator[Change]:
    """Yield the changes of the room, each small; another room is one change."""
    rooms = _rooms(plan, target)
    if rooms is None:
        return
    if rooms[0].id != rooms[1].id:
        yield SetLayout(rooms[1])
        return
    patch = layout_patch(*rooms)
    parts = [_part(patch, BUILDING, fields=True), _part(patch, ("furniture",)), *_zones(patch)]
    yield from (EditLayout(part) for part in parts if not part.empty)


def whole_room(plan: Plan, target: Plan) -> Iterator[Change]:
    """Yield the change of the room as a whole."""
    rooms = _rooms(plan, target)
    if rooms is not None:
        yield EditLayout(layout_patch(*rooms))


def room_needs(change: Change, layout: object) -> tuple[tuple[str, str], ...]:
    """Return what a change puts in the place of something in a layout: ``(collection, id)``."""
    if not isinstance(change, EditLayout) or not isinstance(layout, Layout):
        return ()
    return tuple(
        (collection, item.id)
        for collection in COLLECTIONS
        for item in change.patch.added(collection)
        if item.id in {known.id for known in items_of(layout, collection)}
    )


def _rooms(plan: Plan, target: Plan) -> tuple[Layout, Layout] | None:
    before, after = plan.layout, target.layout
    if isinstance(before, Layout) and isinstance(after, Layout) and before != after:
        return before, after
    return None


def _part(patch: Patch, collections: tuple[Collection, ...], *, fields: bool = False) -> Patch:
    return make_patch(
        {collection: patch.added(collection) for collection in collections},
        {collection: patch.gone(collection) for collection in collections},
        {name: getattr(patch.fields, name) for name in patch.fields.model_fields_set} if fields else None,
    )


def _zones(patch: Patch) -> list[Patch]:
    return [
        *(make_patch({"zones": (zone,)}) for zone in patch.added("zones")),
        *(make_patch(remove={"zones": (zone,)}) for zone in patch.gone("zones")),
    ]
