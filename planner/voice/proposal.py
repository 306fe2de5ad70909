"""A student's own proposal: furniture and zones moved in the round's first layout, and nothing else."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planner.catalogue.faults import fault
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
from planner.voice.model import plain_text

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.room.layout import Layout

MOVABLE = frozenset({"furniture", "zones"})
PATH = "proposal"


def proposed_layout(
    layout: "Layout", patches: Iterable[dict[str, Any]], language: "Language" = "da"
) -> "Layout":
    """Return the layout a proposal asks for.

    Raises
    ------
    InputError
        It changes more than loose furniture and zones, names somebody, or gives no layout.
    """
    patch = merged_patch(patches, language)
    _require_movable(layout, patch, language)
    return apply_patch(layout, patch, language)


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
