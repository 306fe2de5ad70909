"""The way a document has gone."""

from datetime import datetime

import pytest

from planner.catalogue.base import Words
from planner.errors import NotFoundError
from planner.storage.edits import edit_of, edits_to_head
from planner.storage.store import State, Store


def state(word: str) -> State:
    return State("Brøker", f'"{word}"', Words(da=word, en=word))


def test_the_newest_edit_stands_first(store: Store, now: datetime) -> None:
    plan = store.add("plan", state("a"), now)
    first = store.document(plan, "plan").head
    second = store.add_edit((plan, first), state("b"), now).head
    assert [(edit.id, edit.parent, edit.label.da) for edit in edits_to_head(store.engine, plan)] == [
        (second, first, "b"),
        (first, None, "a"),
    ]
    assert edits_to_head(store.engine, plan)[0].at == now


def test_what_was_undone_is_not_on_the_way_but_is_found(store: Store, now: datetime) -> None:
    plan = store.add("plan", state("a"), now)
    first = store.document(plan, "plan").head
    second = store.add_edit((plan, first), state("b"), now).head
    store.undo((plan, second))
    assert [edit.id for edit in edits_to_head(store.engine, plan)] == [first]
    assert edit_of(store.engine, plan, second).parent == first


def test_an_edit_of_another_document_is_not_found(store: Store, now: datetime) -> None:
    one, other = store.add("plan", state("a"), now), store.add("plan", state("b"), now)
    with pytest.raises(NotFoundError):
        edit_of(store.engine, one, store.document(other, "plan").head)
    with pytest.raises(NotFoundError):
        edits_to_head(store.engine, "nothing")
