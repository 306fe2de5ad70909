"""The way of a plan through sparring: every status is reached and left, and nobody approves anything."""

from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.plan.status import MOVES, STATUSES, Status, may_move, move_name, moves, status_name

PEOPLE = ("owner", "co_teacher", "coach")
OTHERS = ("library", "publisher", "stranger", "school")


def reached(start: Status) -> set[Status]:
    found: set[Status] = {start}
    while True:
        further = {after for before in found for person in PEOPLE for after in moves(before, person)}
        if further <= found:
            return found
        found |= further


def test_every_status_can_be_reached_from_every_other() -> None:
    assert get_args(Status) == STATUSES
    assert all(reached(status) == set(STATUSES) for status in STATUSES)


def test_the_usual_way_leads_from_draft_to_the_archive() -> None:
    who = {"in_review": "coach"}
    steps = pairwise(STATUSES)
    assert all(may_move(before, after, who.get(after, "owner")) for before, after in steps)


@given(st.sampled_from(STATUSES), st.sampled_from(OTHERS))
def test_nobody_else_moves_a_plan(status: Status, other: str) -> None:
    assert moves(status, other) == ()


def test_what_is_agreed_is_the_teachers_word() -> None:
    assert not any(may_move(status, "agreed", "coach") for status in STATUSES)
    assert not any(may_move(status, "ready", "coach") for status in ("draft", "adjusting"))
    assert all(may_move("ready", "in_review", person) is (person == "coach") for person in PEOPLE)


def test_only_the_owner_puts_a_plan_into_the_archive_and_takes_it_out() -> None:
    assert not any(may_move(status, "archived", "co_teacher") for status in STATUSES)
    assert moves("archived", "co_teacher") == moves("archived", "coach") == ()
    assert moves("archived", "owner") == ("draft",)


def test_a_plan_never_moves_to_where_it_is() -> None:
    assert not any(status in ways for status, ways in MOVES.items())


def test_the_statuses_have_their_names() -> None:
    danish = [status_name(status).da for status in STATUSES]
    assert danish == [
        "Kladde",
        "Klar til sparring",
        "Under sparring",
        "Justeres",
        "Aftalt",
        "Afprøvet",
        "Evalueret",
        "Arkiveret",
    ]
    assert all(move_name(status).da and move_name(status).en for status in STATUSES)


def test_no_word_of_sparring_approves_or_scores() -> None:
    tables = ("status", "review", "across")
    words = [
        text.lower()
        for name, table in load_catalogue().words.items()
        if name.startswith(tables)
        for entry in table.values()
        for text in (entry.da, entry.en)
    ]
    bad = ("godkend", "approve", "score", "point", "karakter", "bedst", "best", "dårlig", "rang")
    assert [text for text in words for word in bad if word in text] == []
