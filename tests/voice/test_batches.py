"""Batches: nobody can tell from two looks what one student has said or changed."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

import hypothesis
from hypothesis import strategies as st

from planner.voice.batches import (
    EMPTY,
    Kept,
    given,
    least_answers,
    shown,
    to_release,
    waiting,
)
from planner.voice.model import Answer

LEAST = least_answers()


def kept(number: int, content: str, released: str = EMPTY) -> Kept:
    return Kept(str(number), content, released)


def test_fewer_than_five_wait() -> None:
    four = [kept(n, "{}") for n in range(4)]
    assert to_release(four, LEAST) == ()
    assert len(waiting(four)) == 4
    assert len(to_release([*four, kept(4, "{}")], LEAST)) == 5


def test_a_sixth_answer_waits_for_four_more() -> None:
    five = [kept(n, "{}", "{}") for n in range(5)]
    assert to_release([*five, kept(5, "{}")], LEAST) == ()
    assert len(to_release([*five, *(kept(n, "{}") for n in range(5, 10))], LEAST)) == 5


def test_a_change_shows_with_the_next_batch_only_and_one_changed_back_is_none() -> None:
    old, new = '{"vote":0}', '{"vote":1}'
    five = [kept(n, old, old) for n in range(5)]
    assert to_release([replace(five[0], content=new), *five[1:]], LEAST) == ()
    changed = [replace(answer, content=new) for answer in five]
    assert len(to_release(changed, LEAST)) == 5
    assert waiting([replace(changed[0], content=old)]) == ()


def test_results_vanish_where_too_few_are_left() -> None:
    assert shown([kept(n, "", '{"vote":0}') for n in range(4)], LEAST) == ()
    assert len(shown([kept(n, "", '{"vote":0}') for n in range(5)], LEAST)) == 5


def test_an_answer_in_which_everything_was_skipped_counts_for_nothing() -> None:
    assert given([kept(0, EMPTY), kept(1, "{}")]) == 1


@dataclass
class Class:
    """A class that answers, changes and takes back, and a teacher who looks."""

    rows: dict[int, Kept] = field(default_factory=dict)
    looks: list[dict[int, str]] = field(default_factory=list)

    def give(self, device: int, content: str) -> None:
        row = self.rows.get(device, kept(device, EMPTY))
        self.rows[device] = replace(row, content=content)

    def look(self) -> None:
        for row in to_release(self.rows.values(), LEAST):
            self.rows[int(row.id)] = replace(row, released=row.content)
        self.looks.append({device: row.released for device, row in self.rows.items()})


TEXTS = (*(Answer(choices={"agree_quiet": option}).model_dump_json() for option in "12"), EMPTY)
GIVES = st.tuples(st.integers(0, 11), st.sampled_from(TEXTS))


@hypothesis.given(st.lists(st.one_of(GIVES, st.none()), max_size=60))
def test_two_looks_in_a_row_differ_in_no_answer_or_in_five(deeds: list[tuple[int, str] | None]) -> None:
    room = Class()
    for deed in (*deeds, None):
        if deed is None:
            room.look()
            answers = shown(room.rows.values(), LEAST)
            assert not answers or len(answers) >= LEAST
        else:
            room.give(*deed)
    looks: list[dict[int, str]] = [{}, *room.looks]
    for before, after in pairwise(looks):
        devices = before.keys() | after.keys()
        changed = [d for d in devices if before.get(d, EMPTY) != after.get(d, EMPTY)]
        assert not changed or len(changed) >= LEAST
