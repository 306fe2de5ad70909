"""A student's own proposal: furniture and zones moved in the round's first layout, and nothing else."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from planner.catalogue.faults import fault
from planner.catalogue.loader import load_catalogue
from planner.catalogue.private_words import is_private
from planner.errors import InputError
from planner.room.patch import (
    COLLECTIONS,
    Collection,
    Item,
    Patch,
    apply_patch,
    layout_patch,
    make_patch,
    patch_json,
    read_patch,
)
from planner.room.stray import refuse_strays
from planner.voice.model import plain_text

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.room.layout import Furniture, Layout

MOVABLE = frozenset({"furniture", "zones"})
PATH = "proposal"
NEW_ID: Final = re.compile(r"[a-z]{1,3}[0-9]{1,4}")
"""What the editor calls a new piece or zone: letters of its kind and a number. Nothing can be said in it."""


def proposed_layout(
    layout: "Layout", patches: Iterable[dict[str, Any]], language: "Language" = "da"
) -> "Layout":
    """Return the layout a proposal asks for.

    Raises
    ------
    InputError
        It changes more than loose furniture and zones, makes what no editor makes, names somebody, or
        gives no layout.
    PlannerError
        It puts furniture where no room is.
    """
    patch = merged_patch(patches, language)
    _require_movable(layout, patch, language)
    _require_made(layout, patch, language)
    refuse_strays(layout, patch, language)
    return apply_patch(layout, patch, language)


def new_names(layout: "Layout", proposed: "Layout") -> tuple[str, ...]:
    """Return the names of zones that are new or were changed: what a student has written in a proposal."""
    old = {zone.id: zone.name for zone in layout.zones}
    return tuple(zone.name for zone in proposed.zones if old.get(zone.id) != zone.name)


def merged_patch(patches: Iterable[dict[str, Any]], language: "Language" = "da") -> Patch:
    """Return what patches come to, one after the other, as one; InputError with the faults of a field.

    A room is held to its rules once, however many steps led there: whoever has a code may send these.
    """
    put: dict[Collection, dict[str, Item]] = {collection: {} for collection in COLLECTIONS}
    gone: dict[Collection, dict[str, None]] = {collection: {} for collection in COLLECTIONS}
    fields: dict[str, object] = {}
    for patch in (read_patch(raw, language) for raw in patches):
        fields |= patch.fields.model_dump(exclude_unset=True)
        for collection in COLLECTIONS:
            for item in patch.added(collection):
                put[collection][item.id] = item
                gone[collection].pop(item.id, None)
            for item_id in patch.gone(collection):
                put[collection].pop(item_id, None)
                gone[collection][item_id] = None
    items = {collection: tuple(of.values()) for collection, of in put.items()}
    return make_patch(items, {collection: tuple(of) for collection, of in gone.items()}, fields)


def short_proposal(
    layout: "Layout", patches: Iterable[dict[str, Any]], language: "Language" = "da"
) -> tuple[dict[str, Any], ...]:
    """Return a proposal as one patch: what it comes to, not how somebody got there; empty if nothing."""
    patch = layout_patch(layout, proposed_layout(layout, patches, language))
    return () if patch.empty else (patch_json(patch),)


def _require_movable(layout: "Layout", patch: Patch, language: "Language") -> None:
    touched = {c for c in COLLECTIONS if patch.added(c) or patch.gone(c)}
    fixed = {piece.id for piece in layout.furniture if piece.fixed}
    moved = {piece.id for piece in patch.put.furniture} | set(patch.remove.furniture)
    if patch.fields.model_fields_set or not touched <= MOVABLE or fixed & moved:
        raise InputError((fault("voice_proposal", PATH, language),))
    names = [zone.name for zone in patch.put.zones]
    ids = [item.id for collection in COLLECTIONS for item in patch.added(collection)]
    if any(is_private(text) for text in (*names, *ids)) or any(name != plain_text(name) for name in names):
        raise InputError((fault("voice_private", PATH, language),))


def _require_made(layout: "Layout", patch: Patch, language: "Language") -> None:
    """Refuse what the editor cannot make: fixed pieces, ids that say something, sizes out of all measure."""
    known = {piece.id: piece for piece in layout.furniture}
    ids = {zone.id for zone in layout.zones} | known.keys()
    made = [item.id for collection in COLLECTIONS for item in patch.added(collection)]
    if any(not (key in ids or NEW_ID.fullmatch(key)) for key in made):
        raise InputError((fault("voice_proposal", PATH, language),))
    if any(piece.fixed for piece in patch.put.furniture):
        raise InputError((fault("voice_proposal", PATH, language),))
    most = load_catalogue().limits()["voice_piece_m"]
    longest = min(most, max(_lengths(layout), default=most))
    for piece in patch.put.furniture:
        if piece.id in known and known[piece.id].size == piece.size:
            continue
        if max(_size(piece), default=0) > longest:
            raise InputError((fault("voice_piece_large", PATH, language, most=longest),))


def _size(piece: "Furniture") -> tuple[float, ...]:
    """Return how long and how tall a piece was made; nothing where it is as its kind."""
    return (*(piece.size or ()), *((piece.height_m,) if piece.height_m is not None else ()))


def _lengths(layout: "Layout") -> "Iterator[float]":
    """Give for each room how long it is, along the walls of the drawing."""
    for room in layout.rooms:
        for values in zip(*room.outline, strict=True):
            yield max(values) - min(values)
