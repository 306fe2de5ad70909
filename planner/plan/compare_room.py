"""Say what differs in the room: another room, or its walls, doors, furniture and zones."""

from collections.abc import Iterable, Iterator
from math import hypot
from typing import Any, Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.lesson.model import Plan
from planner.plan.compare_words import Said, Speaker, compare_message, order_said
from planner.room.layout import Layout
from planner.room.patch import COLLECTIONS, Collection, Item, items_of, same
from planner.room.patch_words import item_words

State = tuple[Plan, Layout | None]
_DRAWN: Final = ("at", "line", "outline", "polygon")
_SAME_M: Final = 0.001
"""Corners that went the same way to the millimetre were moved together."""


def room_said(before: State, after: State) -> Iterator[Said]:
    """Yield what differs in the rooms of two plans; a room that is found nowhere is told by its id."""
    old, new = before[1], after[1]
    if old is None or new is None:
        if before[0].layout != after[0].layout:
            yield Said("room", compare_message("room_other", before=_name(before), after=_name(after)))
        return
    yield from layouts_said(old, new)


def layouts_said(old: Layout, new: Layout) -> Iterator[Said]:
    """Yield what differs between two rooms."""
    if _another(old, new):
        yield Said("room", compare_message("room_other", before=old.name, after=new.name))
        return
    called = load_catalogue().words["compare_field"]["room"]
    skip = ("schema_", *COLLECTIONS)
    yield from Speaker("room", "layout", always=True).differences(called, old, new, skip)
    yield from _underlay(old, new)
    for collection in COLLECTIONS:
        yield from _collection(collection, old, new)


def _name(state: State) -> str:
    plan, layout = state
    if layout is not None:
        return layout.name
    return plan.layout.name if isinstance(plan.layout, Layout) else plan.layout


def _another(old: Layout, new: Layout) -> bool:
    """Whether it is another room altogether: by its id, and with nothing in it that was there before."""
    if old.id == new.id:
        return False
    kept = (
        same(item, other)
        for collection in COLLECTIONS
        for item in items_of(old, collection)
        for other in items_of(new, collection)
        if item.id == other.id
    )
    return not any(kept)


def _underlay(old: Layout, new: Layout) -> Iterator[Said]:
    """Yield that the picture below was placed anew where its width stayed the same."""
    one, other = old.underlay, new.underlay
    if one is not None and other is not None and one != other and one.width_m == other.width_m:
        yield Said("room", compare_message("underlay"))


def _collection(collection: Collection, old: Layout, new: Layout) -> Iterator[Said]:
    were = {item.id: item for item in items_of(old, collection)}
    are = {item.id: item for item in items_of(new, collection)}
    came = [item for key, item in are.items() if key not in were]
    went = [item for key, item in were.items() if key not in are]
    if came:
        yield Said("room", compare_message("items_came", what=_named(collection, came)))
    if went:
        yield Said("room", compare_message("items_went", what=_named(collection, went)))
    names = {room.id: room.name for room in (*old.rooms, *new.rooms)}
    for key, item in are.items():
        if key in were:
            yield from _item(collection, were[key], item, Speaker("room", collection, names, always=True))
    titles = ((key, item_words(collection, item)) for key, item in are.items())
    yield from order_said("room", "items_order", were, titles)


def _named(collection: Collection, items: Iterable[Item]) -> tuple[Words, ...]:
    return tuple(item_words(collection, item) for item in items)


def _item(collection: Collection, before: Item, after: Item, speaker: Speaker) -> Iterator[Said]:
    """Yield what differs in an item: where it stands is told by how far it went, the rest field by field."""
    where = item_words(collection, after)
    for field in _DRAWN:
        old, new = getattr(before, field, None), getattr(after, field, None)
        if old is not None and new is not None and old != new:
            yield Said("room", _drawn(where, _corners(old), _corners(new)))
    yield from speaker.differences(_begun(where), before, after, ("id", *_DRAWN))


def _begun(words: Words) -> Words:
    return Words(da=words.da[:1].upper() + words.da[1:], en=words.en[:1].upper() + words.en[1:])


def _corners(value: Any) -> list[tuple[float, float]]:  # noqa: ANN401 – a point, or points
    """Return the points of a place, a line or an outline."""
    return [value] if isinstance(value[0], float | int) else list(value)


def _drawn(where: Value, old: list[tuple[float, float]], new: list[tuple[float, float]]) -> Message:
    ways = [(x - u, y - v) for (u, v), (x, y) in zip(old, new, strict=False)]
    first = ways[0]
    together = all(abs(x - first[0]) <= _SAME_M and abs(y - first[1]) <= _SAME_M for x, y in ways)
    if len(old) != len(new) or not together:
        return compare_message("redrawn", what=where)
    return compare_message("moved", what=where, metres=hypot(*first))
