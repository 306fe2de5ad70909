"""What answers come to: nothing that rests on fewer than five of them."""

import hypothesis
import pytest
from builders import layout_of, raw_layout, zone
from hypothesis import strategies as st

from planner.voice.batches import least_answers
from planner.voice.model import PIN_KINDS, Answer, Pin, questions
from planner.voice.places import weighted_spots, zone_students
from planner.voice.results import chosen_options, count_results

LEAST = least_answers()
ROOM = layout_of(raw_layout(zones=[zone("z", 2, 2, 2.0), zone("y", 5, 2, 2.0)]))
ASKED = questions("2-3", 2)
PINS = st.builds(
    Pin,
    kind=st.sampled_from(PIN_KINDS),
    at=st.sampled_from([(2.0, 2.0), (5.0, 2.0)]),
    layout=st.integers(0, 1),
)
ANSWERS = st.builds(
    Answer,
    choices=st.dictionaries(st.sampled_from(["place", "quiet"]), st.sampled_from(["yes", "no"])),
    reasons=st.dictionaries(st.just("hard_because"), st.sets(st.sampled_from(["loud", "air"])).map(tuple)),
    pins=st.lists(PINS, max_size=6).map(tuple),
    vote=st.sampled_from([None, 0, 1]),
)


@hypothesis.given(st.lists(ANSWERS, min_size=5, max_size=14).map(tuple))
def test_no_released_count_rests_on_fewer_than_five_answers(answers: tuple[Answer, ...]) -> None:
    results = count_results(answers, ASKED)
    for tally in results.tallies:
        answered = sum(1 for answer in answers if any(chosen_options(answer, tally.question)))
        assert tally.few == (answered < LEAST)
        assert tally.answered == (0 if tally.few else answered)
    for placed in results.places:
        used = [a for a in answers if any((p.kind, p.layout) == (placed.kind, placed.layout) for p in a.pins)]
        assert used
        assert len(placed.students) == (0 if placed.few else len(used))
        assert placed.few == (len(used) < LEAST)


def test_a_vote_and_troubles_of_four_are_withheld_and_of_five_are_told() -> None:
    one = Answer(vote=1, reasons={"hard_because": ("loud",)})
    rest = Answer(choices={"place": "yes"})
    few = count_results((one,) * 4 + (rest,) * 6, ASKED)
    enough = count_results((one,) * 5 + (rest,) * 6, ASKED)
    for question in ("vote", "hard_because"):
        withheld, told = few.tally(question), enough.tally(question)
        assert withheld is not None
        assert told is not None
        assert (withheld.counts, withheld.answered) == ((), 0)
        assert (told.answered, max(count for _, count in told.counts)) == (5, 5)


def test_one_student_counts_once_in_a_zone_and_weighs_as_one() -> None:
    many, once = ((2.0, 2.0),) * 4 + ((5.0, 2.0),), ((2.0, 2.0),)
    assert zone_students((many, once), ROOM) == {"z": 2, "y": 1}
    spots = weighted_spots((many,), ROOM)
    assert sum(weight for x, _, weight in spots if x == pytest.approx(2.0)) == pytest.approx(1)
    assert len(spots) == 5
