"""Ways through the lesson: a fixed place, few moves, moving often, routes, the break and the cut."""

from typing import Any

import pytest
from builders import Raw, activity, phase, plan, room_facts, route, seat, zone_facts

from planner.catalogue.loader import load_catalogue
from planner.participation.check import verdicts
from planner.participation.explain import Explainer
from planner.participation.model import Cell, StudentPath
from planner.participation.options import setting_of
from planner.room.facts import RoomFacts

CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits("DK")


def room(**routes: Any) -> RoomFacts:
    zones = [zone_facts(zone, seats=(seat(), seat(), seat(), seat())) for zone in ("a", "b", "c")]
    return room_facts(*zones, routes={tuple(pair): way for pair, way in routes.items()})  # type: ignore[misc]


def lesson(*zones: str, minutes: float = 10, **fields: Any) -> list[Raw]:
    """Return a phase per word; each letter is a zone an activity of the phase uses."""
    return [
        phase(
            f"p{t}",
            *(activity(f"a{t}{zone}", zones=[zone], **fields) for zone in names),
            supports=[],
            minutes=minutes,
        )
        for t, names in enumerate(zones)
    ]


def walked(
    phases: list[Raw], *needs: Any, facts: RoomFacts | None = None, **student: Any
) -> tuple[tuple[Cell, ...], StudentPath]:
    made = plan(*phases, students=[{"code": "A1", "prerequisites": list(needs), **student}])
    cells, paths = verdicts(
        made, dict.fromkeys((p["id"] for p in phases), facts or room()), CATALOGUE, LIMITS
    )
    return cells, paths[0]


def said(cells: tuple[Cell, ...]) -> dict[str, tuple[str, str]]:
    """Return the verdict and the first sentence of each phase that is not as planned."""
    found = {}
    for cell in cells:
        first = cell.options[0]
        sentences = [barrier.message.text("da") for barrier in (*first.barriers, *first.gaps)]
        if cell.verdict:
            found[cell.phase] = (cell.verdict.id, sentences[0] if sentences else "")
    return found


FIXED = "P2: Her er der ingen vej i den zone, eleven har kunnet blive i, og eleven skal have en fast plads."


def test_a_fixed_place_breaks_where_no_zone_is_left() -> None:
    cells, path = walked(lesson("ab", "ab", "c"), "fixed_place")
    assert said(cells) == {"p2": ("not_possible", FIXED)}
    assert (path.complete, path.breaks_at, path.choices["p2"]) == (False, "p2", 0)


def test_a_fixed_place_is_one_zone_open_in_every_phase() -> None:
    cells, path = walked(lesson("ab", "bc", "b"), "fixed_place")
    assert said(cells) == {}
    assert path.complete


def test_a_fixed_place_does_not_count_in_a_break() -> None:
    phases = [
        *lesson("a"),
        phase("p1", activity("pause", kind="break", zones=["c"])),
        *lesson("-", "-", "a")[2:],
    ]
    assert said(walked(phases, "fixed_place")[0]) == {}


def test_a_reserved_seat_of_ones_own_is_a_fixed_place() -> None:
    cells, path = walked(lesson("a", "a", "c"), "fixed_place", supports=["reserved_seat"])
    assert said(cells) == {"p2": ("with_support", "")}
    assert cells[2].options[0].own_supports == (("fixed_place", "reserved_seat"),)
    assert path.complete


def test_a_fixed_place_is_unknown_while_a_zone_is() -> None:
    phases = lesson("a", "a")
    phases[1]["activities"][0].pop("zones")
    cells, _ = walked(phases, "fixed_place")
    gaps = [gap.message.text("da") for gap in cells[1].options[0].gaps]
    assert cells[1].verdict.id == "unknown"
    assert (
        "P1: Udfyld det, der mangler om zonerne – "
        "ellers kan det ikke siges, om eleven kan blive på sin plads." in gaps
    )


MOVES = (
    "P3: Eleven har flyttet sig mindst 3 gange, når fasen begynder, "
    "og skal højst flytte sig 2 gange i lektionen."
)


def test_the_third_move_breaks_the_way() -> None:
    cells, path = walked(lesson("a", "b", "a", "b"), "few_moves")
    assert said(cells) == {"p3": ("not_possible", MOVES)}
    assert cells[3].options[0].barriers[0].value == 3
    assert path.breaks_at == "p3"


def test_two_moves_are_few() -> None:
    assert said(walked(lesson("a", "b", "a"), "few_moves")[0]) == {}


def test_a_longer_lesson_has_more_moves() -> None:
    assert said(walked(lesson("a", "b", "a", "b", minutes=23), "few_moves")[0]) == {}


def test_materials_that_are_brought_save_the_move() -> None:
    phases = lesson("a", "b", "a", "b")
    phases[3]["supports"] = ["materials_brought"]
    assert said(walked(phases, "few_moves")[0]) == {}


def test_moves_cannot_be_counted_while_a_zone_is_unknown() -> None:
    phases = lesson("a", "b", "-", "b")
    phases[2]["activities"][0].pop("zones")
    cells, _ = walked(phases, "few_moves")
    assert "P2: Udfyld det, der mangler om zonerne – ellers kan elevens skift ikke tælles." in [
        gap.message.text("da") for gap in cells[2].options[0].gaps
    ]


SITS = "P1: Eleven kommer til at sidde 40 minutter i træk og skal op efter højst 30."


def test_sitting_too_long_breaks_the_way() -> None:
    cells, _ = walked(lesson("a", "a", minutes=20, posture="sitting"), "move_often")
    assert said(cells) == {"p1": ("not_possible", SITS)}


def test_half_an_hour_is_not_too_long() -> None:
    assert said(walked(lesson("a", "a", minutes=15, posture="sitting"), "move_often")[0]) == {}


def test_older_students_sit_longer() -> None:
    phases = lesson("a", "a", minutes=20, posture="sitting")
    made = plan(*phases, grade=8, students=[{"code": "A1", "prerequisites": ["move_often"]}])
    cells, _ = verdicts(made, dict.fromkeys(("p0", "p1"), room()), CATALOGUE, LIMITS)
    assert said(cells) == {}


def test_another_zone_ends_a_sitting() -> None:
    assert said(walked(lesson("a", "ab", minutes=20, posture="sitting"), "move_often")[0]) == {}


def test_a_movement_break_ends_a_sitting() -> None:
    phases = lesson("a", "a", minutes=20, posture="sitting")
    phases[1]["supports"] = ["movement_break"]
    assert said(walked(phases, "move_often")[0]) == {}


def test_sitting_is_unknown_where_neither_posture_nor_seats_tell() -> None:
    phases = lesson("a", minutes=40)
    phases[0]["activities"][0].pop("posture")
    facts = room_facts(zone_facts("a", seats=(), places=4))
    cells, _ = walked(phases, "move_often", facts=facts)
    sentence = "P0: Skriv, om man sidder, står eller bevæger sig i aktiviteterne."
    assert said(cells) == {"p0": ("unknown", sentence)}


def test_the_seats_of_a_zone_tell_that_one_sits() -> None:
    phases = lesson("a", minutes=40)
    phases[0]["activities"][0].pop("posture")
    assert said(walked(phases, "move_often")[0])["p0"][0] == "not_possible"


def test_a_way_breaks_where_nobody_gets_across() -> None:
    _, path = walked(lesson("a", "b"), facts=room(ab=route(0.3)))
    assert (path.complete, path.breaks_at, path.narrowest) == (False, "p1", None)


def test_wheels_need_a_wider_way_than_feet() -> None:
    facts = room(ab=route(0.6))
    assert walked(lesson("a", "b"), facts=facts)[1].complete
    assert walked(lesson("a", "b"), "step_free", facts=facts)[1].breaks_at == "p1"


def test_the_narrowest_phase_has_the_fewest_options() -> None:
    _, path = walked(lesson("abc", "ab", "abc"))
    assert (path.complete, path.narrowest, dict(path.choices)) == (True, "p1", {"p0": 3, "p1": 2, "p2": 3})


def test_options_apart_do_not_count_inside_the_community() -> None:
    phases = lesson("ab")
    phases[0]["activities"][1]["apart"] = {"purpose": "Ro", "returns_to": None}
    _, path = walked(phases)
    assert (path.choices["p0"], path.in_community["p0"]) == (2, 1)


def explained(phases: list[Raw], *needs: str) -> Any:
    made = plan(*phases, students=[{"code": "A1", "prerequisites": list(needs)}])
    setting = setting_of(made, dict.fromkeys((p["id"] for p in phases), room()), CATALOGUE, LIMITS)
    return Explainer(setting).explain("A1")


def test_the_smallest_cut_names_the_only_option() -> None:
    assert [option.activity.id for option in explained(lesson("ab", "c", "ab")).cut] == ["a1c"]


def test_the_nearest_way_has_the_fewest_barriers() -> None:
    phases = lesson("ab", "a")
    phases[0]["activities"][1]["supports"] = ["step_list"]
    nearest = explained(phases, "chunked", "model").nearest
    assert [option.activity.id for option in nearest] == ["a0b", "a1a"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_sentence_of_a_way_can_be_read(language: Any) -> None:
    for need in ("fixed_place", "few_moves", "move_often"):
        entry = CATALOGUE.prerequisites[need]
        for words in entry.messages.values():
            assert words.text(language).format(phase="P", value=3.0, limit=2.0, n=2).startswith("P: ")
