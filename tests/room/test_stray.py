"""Furniture stays where rooms are."""

import pytest

from planner.errors import InputError, PlannerError
from planner.exchange.documents import layout_by_id
from planner.room.patch import Patch, apply_patch, make_patch, read_patch
from planner.room.stray import refuse_strays, strays

ROOM = layout_by_id("zoned-classroom")
PIECE = ROOM.furniture[0]


def _moved(x: float, y: float) -> Patch:
    return make_patch({"furniture": (PIECE.model_copy(update={"at": (x, y)}),)})


def test_a_piece_wholly_outside_every_room_is_refused_in_one_sentence() -> None:
    with pytest.raises(PlannerError) as caught:
        refuse_strays(ROOM, _moved(99, 3))

    assert str(caught.value).endswith(" ville stå helt uden for lokalet.")
    assert str(caught.value)[0].isupper()
    assert f" {PIECE.id} " not in str(caught.value)


def test_a_piece_that_still_stands_partly_in_the_room_is_taken() -> None:
    refuse_strays(ROOM, _moved(0.05, 3))
    refuse_strays(ROOM, make_patch(remove={"furniture": (PIECE.id,)}))


def test_what_lies_outside_already_can_be_moved_on() -> None:
    lost = apply_patch(ROOM, _moved(99, 3))

    assert strays(lost) == {PIECE.id}
    refuse_strays(lost, _moved(98, 3))
    refuse_strays(lost, _moved(*PIECE.at))


def test_a_patch_that_does_not_fit_says_so_itself() -> None:
    throne = {"put": {"furniture": [{"id": "x", "kind": "throne", "at": [3, 3]}]}}

    with pytest.raises(InputError):
        refuse_strays(ROOM, read_patch(throne))
