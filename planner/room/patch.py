"""A patch: what is put into a layout, taken out of it and set on it, as one step.

JSON form: ``{"put": {"furniture": [{…}]}, "remove": {"furniture": ["t3"]}, "fields": {"name": "…"}}``,
each part optional. An item that is put takes the place of the one with its id, else it comes last; a field
that is ``null`` is not recorded any more. A patch rests on ids, so it can be made again in a newer layout.
"""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from pydantic import Field

from planner.catalogue.document import Document
from planner.room.layout import (
    MOST_ITEMS,
    Board,
    Door,
    Furniture,
    Id,
    Layout,
    Name,
    Part,
    Room,
    Step,
    Underlay,
    Wall,
    Window,
    Zone,
)
from planner.room.validate import validate_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.catalogue.base import Language

Collection = Literal["rooms", "walls", "steps", "doors", "windows", "boards", "furniture", "zones"]
COLLECTIONS: Final[tuple[Collection, ...]] = get_args(Collection)
Item = Room | Wall | Step | Door | Window | Board | Furniture | Zone
_Most = Field(max_length=MOST_ITEMS)
_Ids = Annotated[tuple[Id, ...], _Most]


class Put(Part):
    """Whole items by collection."""

    rooms: Annotated[tuple[Room, ...], _Most] = ()
    walls: Annotated[tuple[Wall, ...], _Most] = ()
    steps: Annotated[tuple[Step, ...], _Most] = ()
    doors: Annotated[tuple[Door, ...], _Most] = ()
    windows: Annotated[tuple[Window, ...], _Most] = ()
    boards: Annotated[tuple[Board, ...], _Most] = ()
    furniture: Annotated[tuple[Furniture, ...], _Most] = ()
    zones: Annotated[tuple[Zone, ...], _Most] = ()


class Remove(Part):
    """Ids by collection; an id that is not there (any more) is nothing to remove."""

    rooms: _Ids = ()
    walls: _Ids = ()
    steps: _Ids = ()
    doors: _Ids = ()
    windows: _Ids = ()
    boards: _Ids = ()
    furniture: _Ids = ()
    zones: _Ids = ()


class Fields(Part):
    """Fields of the layout itself; only those that are given change."""

    id: Id | None = None
    name: Name | None = None
    students: Annotated[int, Field(ge=0, le=500)] | None = None
    adults: Annotated[int, Field(ge=0, le=50)] | None = None
    underlay: Underlay | None = None


FIELDS: Final = tuple(Fields.model_fields)


class Patch(Part):
    """What changes in a layout; empty by default."""

    put: Put = Put()
    remove: Remove = Remove()
    fields: Fields = Fields()

    @property
    def empty(self) -> bool:
        """Whether the patch changes nothing."""
        return not self.size

    @property
    def size(self) -> int:
        """How many items and fields the patch names."""
        named = sum(len(self.added(c)) + len(self.gone(c)) for c in COLLECTIONS)
        return named + len(self.fields.model_fields_set)

    def added(self, collection: Collection) -> tuple[Item, ...]:
        """Return the items put into a collection."""
        items: tuple[Item, ...] = getattr(self.put, collection)
        return items

    def gone(self, collection: Collection) -> tuple[str, ...]:
        """Return the ids taken out of a collection."""
        ids: tuple[str, ...] = getattr(self.remove, collection)
        return ids


_PATCH: Final = Document(Patch, "planner/patch/1", "not_json_layout")


def read_patch(raw: object, language: "Language" = "da") -> Patch:
    """Turn parsed JSON into a patch; InputError with every fault of a field."""
    return _PATCH.read(raw, language)


def patch_json(patch: Patch) -> dict[str, Any]:
    """Return a patch as plain JSON data, only what is recorded; ``read_patch`` reads it back."""
    return patch.model_dump(mode="json", exclude_unset=True)


def make_patch(
    put: "Mapping[Collection, tuple[Item, ...]] | None" = None,
    remove: "Mapping[Collection, tuple[str, ...]] | None" = None,
    fields: "Mapping[str, object] | None" = None,
) -> Patch:
    """Make a patch of parts that are already valid; empty collections are left out."""
    given: dict[str, Any] = {
        "put": Put.model_validate(_filled(put or {})),
        "remove": Remove.model_validate(_filled(remove or {})),
        "fields": Fields.model_validate(fields or {}),
    }
    return Patch.model_validate({key: part for key, part in given.items() if part.model_fields_set})


def _filled(parts: "Mapping[Collection, tuple[Any, ...]]") -> dict[str, Any]:
    return {collection: items for collection, items in parts.items() if items}


def apply_patch(layout: Layout, patch: Patch, language: "Language" = "da") -> Layout:
    """Return the layout with a patch made in it, held to what any layout must be.

    Raises
    ------
    InputError
        With every fault of the layout there would be; nothing is changed then.
    """
    raw = layout_json(layout)
    for collection in COLLECTIONS:
        put, gone = patch.added(collection), patch.gone(collection)
        if put or gone:
            raw[collection] = _patched(raw.get(collection, []), put, gone)
    raw |= patch.fields.model_dump(mode="json", exclude_unset=True)
    kept = {key: value for key, value in raw.items() if key not in FIELDS or value is not None}
    return validate_layout(kept, language)


def layout_json(layout: Layout) -> dict[str, Any]:
    """Return a layout as plain JSON data, only what is recorded."""
    return {"schema": layout.schema_} | layout.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _patched(
    items: list[dict[str, Any]], put: tuple[Item, ...], gone: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return the items of a collection, those put in their old places or last."""
    new = {item.id: item_json(item) for item in put}
    kept = [new.pop(item["id"], item) for item in items if item["id"] not in gone]
    return [*kept, *new.values()]


def item_json(item: Part) -> dict[str, Any]:
    """Return an item as plain JSON data, only what is recorded."""
    return item.model_dump(mode="json", exclude_unset=True)


def layout_patch(before: Layout, after: Layout) -> Patch:
    """Return the patch that turns one layout into another, the order of items aside."""
    put: dict[Collection, tuple[Item, ...]] = {}
    remove: dict[Collection, tuple[str, ...]] = {}
    for collection in COLLECTIONS:
        old = {item.id: item for item in items_of(before, collection)}
        new = {item.id: item for item in items_of(after, collection)}
        put[collection] = tuple(item for key, item in new.items() if not same(old.get(key), item))
        remove[collection] = tuple(key for key in old if key not in new)
    fields = {
        field: getattr(after, field) for field in FIELDS if getattr(before, field) != getattr(after, field)
    }
    return make_patch(put, remove, fields)


def items_of(layout: Layout, collection: Collection) -> tuple[Item, ...]:
    """Return the items of a collection."""
    items: tuple[Item, ...] = getattr(layout, collection)
    return items


def same(one: Item | None, other: Item) -> bool:
    """Whether two items are equal and record the same fields."""
    return one == other and one is not None and one.model_fields_set == other.model_fields_set
