from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.web.edits import Edit, net_edits, read_queue

KINDS = st.sampled_from(["patch", "undo", "redo"])


def queue(*edits: Any, **changes: Any) -> dict[str, Any]:
    return {"document": "d", "client": "c1", "base": 3, "edits": list(edits), **changes}


def edits(*kinds: Any) -> tuple[Edit, ...]:
    return tuple(Edit(seq=n, do=kind, patch={"n": n}) for n, kind in enumerate(kinds, 1))


def test_a_queue_is_read() -> None:
    found = read_queue(queue({"seq": 4, "do": "patch", "patch": {}}, {"seq": 5, "do": "undo"}))

    assert found is not None
    assert [edit.do for edit in found.edits] == ["patch", "undo"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "queue",
        {},
        queue({"seq": 0, "do": "undo"}),
        queue({"seq": 1, "do": "explode"}),
        queue({"seq": 2, "do": "undo"}, {"seq": 2, "do": "undo"}),
        queue({"seq": 2, "do": "undo"}, {"seq": 1, "do": "undo"}),
        queue(client=""),
        queue(client="a b"),
        queue(base="x"),
    ],
)
def test_anything_else_is_no_queue(value: object) -> None:
    assert read_queue(value) is None


def test_undo_and_redo_among_the_edits_are_done() -> None:
    left = net_edits(edits("patch", "patch", "undo", "patch", "undo", "redo", "undo"))

    assert [(edit.patch, edit.seq) for edit in left] == [({"n": 1}, 7)]


def test_what_goes_beyond_the_edits_is_left_out() -> None:
    assert net_edits(edits("undo", "redo", "undo")) == ()


@given(kinds=st.lists(KINDS, max_size=30))
def test_the_numbers_of_what_is_left_grow_up_to_the_last(kinds: list[str]) -> None:
    left = [edit.seq for edit in net_edits(edits(*kinds))]

    assert left == sorted(set(left))
    assert not left or left[-1] == len(kinds)
