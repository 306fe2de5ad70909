"""What a patch is called in the history: "gruppebordet t1 flyttet", "3 møbler slettet"."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import Fault
from planner.room.layout import Furniture, Layout
from planner.room.patch import COLLECTIONS, Collection, Item, Patch, items_of, same

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_PLACES: Final = frozenset({"at", "line", "outline", "polygon"})
_TURNS: Final = frozenset({"angle"})
_QUOTED: Final = {"da": "»{}«", "en": '"{}"'}
"""How a fault writes the name of its item; a sentence about it alone needs no quotes."""


def patch_label(layout: Layout, patch: Patch) -> Message:
    """Say in a few words what a patch does to a layout."""
    done = _done(layout, patch)
    fields = sorted(patch.fields.model_fields_set)
    if len(done) + len(fields) > 1:
        return _message("several", n=sum(len(items) for items in done.values()) + len(fields))
    if fields:
        return _message(fields[0], name=patch.fields.name or "")
    if not done:
        return _message("nothing")
    [((collection, verb), items)] = done.items()
    return _message(verb, what=_named(collection, items))


def _done(layout: Layout, patch: Patch) -> dict[tuple[Collection, str], list[Item]]:
    """Return the items of a patch by collection and by what is done to them."""
    done: dict[tuple[Collection, str], list[Item]] = defaultdict(list)
    for collection in COLLECTIONS:
        old = {item.id: item for item in items_of(layout, collection)}
        for item in patch.added(collection):
            if not same(old.get(item.id), item):
                done[collection, _verb(old.get(item.id), item)].append(item)
        for gone in patch.gone(collection):
            if gone in old:
                done[collection, "removed"].append(old[gone])
    return dict(done)


def _verb(before: Item | None, after: Item) -> str:
    if before is None:
        return "added"
    fields = type(after).model_fields
    changed = {field for field in fields if getattr(before, field) != getattr(after, field)}
    if changed and changed <= _TURNS:
        return "turned"
    return (
        "moved" if changed & _PLACES and changed <= _PLACES | _TURNS and _rigid(before, after) else "changed"
    )


def _rigid(before: Item, after: Item) -> bool:
    """Whether a line or outline was moved as it is: every corner by the same way, to the millimetre."""
    for field in ("line", "outline", "polygon"):
        old, new = getattr(before, field, ()), getattr(after, field, ())
        ways = {(round(x - u, 3), round(y - v, 3)) for (u, v), (x, y) in zip(old, new, strict=False)}
        if len(old) != len(new) or len(ways) > 1:
            return False
    return True


def _named(collection: Collection, items: list[Item]) -> Words:
    if len(items) == 1:
        return item_words(collection, items[0])
    words = load_catalogue().words["room_parts"][collection]
    return both(Message(words, {"n": len(items)}))


def item_words(collection: Collection, item: Item) -> Words:
    """Name an item as people say it: "zonen Hulen", "gruppebordet t1"."""
    words = load_catalogue().words["room_part"][collection]
    return both(Message(words, {"name": getattr(item, "name", item.id), "kind": _kind(item)}))


def _kind(item: Item) -> Value:
    if not isinstance(item, Furniture):
        return ""
    catalogue = load_catalogue()
    known = catalogue.furniture.get(item.kind)
    return catalogue.words["obstacle_kind"].get(item.kind) or (known.name if known else item.kind)


def both(message: Message) -> Words:
    """Return a sentence in both languages, to be a part of another one."""
    return Words(da=message.text("da"), en=message.text("en"))


def _message(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["changes_room"][key], params)


def fault_words(layout: Layout, patch: Patch, wrong: Fault, language: "Language") -> str:
    """Say a fault of the layout a patch would make, with the name of the item instead of its number or id.

    A fault that names its item says all by itself; any other one stands behind the name.
    """
    collection, _, rest = wrong.path.partition("[")
    index = rest.partition("]")[0]
    known = next((name for name in COLLECTIONS if name == collection), None)
    items = patched_items(layout, patch, known) if known else ()
    if known is None or not index.isdigit() or int(index) >= len(items):
        return str(wrong)
    item = items[int(index)]
    if (mark := _QUOTED[language].format(getattr(item, "name", item.id))) in wrong.found:
        said = wrong.found.replace(mark, getattr(item, "name", item.id))
        return f"{said[:1].upper()}{said[1:]}."
    name = item_words(known, item).text(language)
    return str(Fault(name[:1].upper() + name[1:], wrong.found, wrong.expected))


def patched_items(layout: Layout, patch: Patch, collection: Collection) -> tuple[Item, ...]:
    """Return the items a collection has after a patch, in their order."""
    new = {item.id: item for item in patch.added(collection)}
    gone = patch.gone(collection)
    kept = [new.pop(item.id, item) for item in items_of(layout, collection) if item.id not in gone]
    return (*kept, *new.values())
