"""Each condition of a placement: held, and broken with its sentence."""

from dataclasses import replace

import numpy as np
import pytest

from planner.catalogue.base import Language
from planner.participation.assignment.aims import scores
from planner.participation.assignment.feasible import groups_fit, holds, is_feasible
from planner.participation.assignment.model import (
    NO_PLACE,
    Grid,
    Journey,
    Option,
    PhaseOf,
    Pin,
    Problem,
    grid_of,
    places_of,
)
from planner.participation.assignment.noise import Sounds
from planner.participation.assignment.override import override

BARS, PATH, BARS_LATER, PATH_LATER = range(4)


def problem(**fields: object) -> Problem:
    """Return three students with two activities in two zones, in each of two phases."""
    phases = (PhaseOf("work", "Værksteder", 20.0), PhaseOf("more", "Mere", 15.0))
    options = tuple(
        Option(t, id_, title, zone, zone, adult="L", most=4)
        for t in range(2)
        for id_, title, zone in (("bars", "Brøkstænger", "shop"), ("path", "Opgavesti", "cave"))
    )
    names = {"zone_names": {"shop": "Værkstedet", "cave": "Hulen"}, "adult_roles": {"L": "teacher"}}
    costs = (dict.fromkeys(range(4), 0),) * 3
    bare = Problem(phases, ("A1", "A2", "A3"), options, costs)
    return replace(bare, **{**names, **fields})  # type: ignore[arg-type]


ALL_BARS: Grid = ((BARS, BARS_LATER),) * 3


def sentences(asked: Problem, grid: Grid, language: Language = "da") -> list[str]:
    return [breach.message.text(language) for breach in is_feasible(asked, grid)]


def test_a_placement_without_conditions_holds() -> None:
    assert holds(problem(), ALL_BARS)
    assert holds(problem(), problem().empty)


def test_what_belongs_to_another_phase_is_told_alone() -> None:
    told = sentences(problem(capacity={(0, "shop"): 0}), ((BARS_LATER, BARS_LATER),) * 3)

    assert told == [f"»Værksteder«: A{n} er sat til noget, der ikke hører til fasen." for n in (1, 2, 3)]


def test_an_option_the_check_closes() -> None:
    asked = problem(costs=({PATH: 0, BARS_LATER: 0}, *problem().costs[1:]))

    assert sentences(asked, ALL_BARS) == ["»Værksteder«: A1 kan ikke deltage i »Brøkstænger« i Værkstedet."]


def test_more_students_than_places() -> None:
    assert holds(problem(capacity={(0, "shop"): 3}), ALL_BARS)
    assert sentences(problem(capacity={(0, "shop"): 2}), ALL_BARS) == [
        "»Værksteder«: Værkstedet har 2 pladser, og 3 elever er sat der."
    ]


@pytest.mark.parametrize(
    ("number", "least", "most", "fits"),
    [
        (0, 3, 4, True),
        (2, 3, None, False),
        (3, 3, None, True),
        (7, 2, 3, True),
        (5, 4, 4, False),
        (5, 3, 4, False),
        (6, 3, 4, True),
        (1, None, 4, True),
    ],
)
def test_students_are_split_into_groups(
    number: int, least: int | None, most: int | None, *, fits: bool
) -> None:
    assert groups_fit(number, least, most) is fits


def test_a_group_that_does_not_go_up() -> None:
    options = tuple(replace(o, least=4, most=5) for o in problem().options)
    asked = problem(options=options)

    assert sentences(asked, ((BARS, NO_PLACE),) * 3) == [
        "»Værksteder«: »Brøkstænger« i Værkstedet er for grupper på 4-5, og 3 elever går ikke op."
    ]


def test_an_adult_is_in_one_place() -> None:
    asked = problem(beside=frozenset({(0, BARS), (1, PATH)}))

    assert sentences(asked, ((BARS, NO_PLACE), (PATH, NO_PLACE), (PATH, NO_PLACE))) == [
        (
            "»Værksteder«: lærer L kan kun være ét sted, og A1 og A2 skal have en voksen hos sig "
            "i Hulen og Værkstedet."
        )
    ]
    assert holds(asked, ((BARS, NO_PLACE), (BARS, NO_PLACE), (PATH, NO_PLACE)))


def test_company_and_distance() -> None:
    grid = ((BARS, NO_PLACE), (PATH, NO_PLACE), (PATH, NO_PLACE))

    assert sentences(problem(together=((0, (1, 2)),)), grid) == [
        "»Værksteder«: A1 skal være sammen med mindst én af A2 og A3."
    ]
    assert sentences(problem(together=((0, (1,)),)), grid, "en") == ["“Værksteder”: A1 has to be with A2."]
    assert sentences(problem(asunder=((1, 2, (0, 1)),)), grid) == [
        "»Værksteder«: A2 og A3 skal være hver for sig, og begge er i Hulen."
    ]
    assert holds(problem(asunder=((1, 2, (1,)),)), grid)


def quiet_problem(**fields: object) -> Problem:
    """Return a problem in which six students at the bars are too loud for A1 in the cave."""
    reach = 10.0 ** (np.array([[-25.0, -33.0], [-33.0, -25.0]]) / 10)
    power, plain = np.array([80.0, 40.0]), np.array([True, True])
    sounds = Sounds((BARS, PATH), power, plain, np.array([0.5, 0.0]), reach, reach, ("shop", "cave"), 55.0)
    return problem(sounds=(sounds, None), quiet={(0, PATH): 50.0}, **fields)


def test_a_placement_too_loud_for_a_student_in_it() -> None:
    loud: Grid = ((PATH, NO_PLACE), (BARS, NO_PLACE), (BARS, NO_PLACE))
    silent: Grid = ((PATH, NO_PLACE), (PATH, NO_PLACE), (PATH, NO_PLACE))

    assert sentences(quiet_problem(), loud) == [
        "»Værksteder«: I Hulen bliver der ca. 53 dB, og A1 skal have højst ca. 50 dB."
    ]
    assert holds(quiet_problem(), silent)
    # Two voices raise each other: one alone stays 6 dB below them, not 3.
    assert holds(quiet_problem(), ((PATH, NO_PLACE), (PATH, NO_PLACE), (BARS, NO_PLACE)))


def test_a_way_that_is_closed() -> None:
    nothing: frozenset[tuple[int, str, str]] = frozenset()
    blocked = (frozenset({(1, "shop", "cave")}), nothing, nothing)
    asked = problem(blocked=blocked)

    assert sentences(asked, ((BARS, PATH_LATER),) * 3) == [
        "»Mere«: A1 kan ikke komme fra Værkstedet til Hulen."
    ]


@pytest.mark.parametrize(
    ("kind", "limit", "row", "sentence"),
    [
        ("fixed_place", 0, (BARS, PATH_LATER), "»Mere«: A1 skal have en fast plads og må skifte."),
        ("few_moves", 0, (BARS, PATH_LATER), "»Mere«: A1 skifter plads 1 gange og skal højst skifte 0."),
        (
            "move_often",
            30,
            (BARS, BARS_LATER),
            "»Mere«: A1 sidder 35 minutter i træk og skal højst sidde 30.",
        ),
    ],
)
def test_what_a_student_needs_of_the_way(
    kind: str, limit: float, row: tuple[int, int], sentence: str
) -> None:
    journey = Journey(0, kind, limit, frozenset(), (0, 1))  # type: ignore[arg-type]
    free = Journey(0, kind, limit, frozenset({BARS, BARS_LATER, PATH_LATER}), (0, 1))  # type: ignore[arg-type]

    assert sentences(problem(journeys=(journey,)), (row, *ALL_BARS[1:])) == [sentence]
    assert holds(problem(journeys=(free,)), (row, *ALL_BARS[1:]))
    assert holds(problem(journeys=(journey,)), ((BARS, NO_PLACE), *ALL_BARS[1:]))


def test_places_and_grids_are_the_same_thing() -> None:
    grid = ((BARS, NO_PLACE), (PATH, BARS_LATER), (NO_PLACE, NO_PLACE))

    assert grid_of(problem(), places_of(problem(), grid)) == grid


def test_a_choice_of_the_teacher_is_kept_and_told_at_once() -> None:
    asked = problem(capacity={(0, "cave"): 1}, asunder=((0, 1, (0, 1)),))
    before = places_of(asked, ((PATH, NO_PLACE), (BARS, NO_PLACE), (BARS, NO_PLACE)))
    chosen = override(asked, before, Pin("A2", "work", "path", "cave"))

    assert [breach.kind for breach in chosen.breaks] == ["capacity", "asunder"]
    assert chosen.mends == ()
    assert grid_of(asked, chosen.places)[1] == (PATH, NO_PLACE)
    back = override(asked, chosen.places, Pin("A2", "work", "bars"))
    assert [breach.kind for breach in back.mends] == ["capacity", "asunder"]


def test_a_new_choice_takes_the_place_of_an_older_one() -> None:
    asked = problem(pinned={(0, 0): BARS})
    before = places_of(asked, ALL_BARS)

    assert override(asked, before, Pin("A1", "work", "path")).breaks == ()
    assert sentences(asked, ((PATH, BARS_LATER), *ALL_BARS[1:])) == [
        "»Værksteder«: Du har valgt »Brøkstænger« i Værkstedet til A1."
    ]


def test_a_choice_that_does_not_exist_is_refused() -> None:
    for pin in (Pin("A1", "never", "path"), Pin("A1", "work", "path", "shop"), Pin("A9", "work", "path")):
        with pytest.raises(KeyError):
            override(problem(), (), pin)


def test_the_numbers_of_the_aims() -> None:
    options = (replace(problem().options[BARS], apart=True), *problem().options[1:])
    asked = problem(options=options, wishes=((0, (1, 2)),), costs=({o: o % 2 for o in range(4)},) * 3)
    grid = ((BARS, PATH_LATER), (PATH, BARS_LATER), (NO_PLACE, BARS_LATER))

    assert scores(asked, grid) == {
        "left_out": 1,
        "worst_off": 4,
        "burden": 6,
        "alone_or_apart": 3,
        "wishes_missed": 2,
        "moves": 2,
    }
