"""Refuse furniture that a patch would put where no room is."""

from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.errors import PlannerError
from planner.room.patch import apply_patch
from planner.room.patch_words import item_words
from planner.room.shapes import pieces, polygon

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.room.layout import Layout
    from planner.room.patch import Patch


def refuse_strays(layout: "Layout", patch: "Patch", language: "Language" = "da") -> None:
    """Refuse a patch that puts a piece wholly outside every room; what lies there already may be moved.

    Raises
    ------
    PlannerError
        With one sentence that names the first such piece.
    InputError
        The patch does not fit the layout.
    """
    if not patch.put.furniture:
        return
    lost = strays(apply_patch(layout, patch, language)) - strays(layout)
    for piece in patch.put.furniture:
        if piece.id in lost:
            # The one that was just moved: its kind says which, its id says nothing to a person.
            name = item_words("furniture", piece).text(language).removesuffix(f" {piece.id}")
            words = load_catalogue().words["room_refusal"]["stray"]
            raise PlannerError(Message(words, {"what": name[:1].upper() + name[1:]}).text(language))


def strays(layout: "Layout") -> set[str]:
    """Return the ids of the pieces that share no floor with any room."""
    floors = [polygon(room.outline) for room in layout.rooms]
    shapes = {piece.id: polygon(piece.corners) for piece in pieces(layout)}
    return {
        key for key, shape in shapes.items() if all(not floor.intersection(shape).area for floor in floors)
    }
