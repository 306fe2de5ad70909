"""Students and the check: a finding where one says what the other does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builders import (
    activity,
    board_view,
    layout_of,
    phase,
    plan,
    raw_layout,
    room_facts,
    seat,
    zone,
    zone_facts,
)

from planner.catalogue.finding import Finding, finding
from planner.catalogue.loader import load_catalogue, load_voice
from planner.catalogue.message import Message, Value
from planner.lesson.model import Plan
from planner.participation.model import Barrier, Cell, Check, OptionVerdict, Verdict
from planner.room.facts import RoomFacts
from planner.room.layout import Layout
from planner.voice.disagreement import Heard, find_disagreements
from planner.voice.model import Answer, Group, Pin, PinKind, questions

LIMITS = load_catalogue().limits("DK")
ROOM = layout_of(raw_layout(zones=[zone("z", 2, 2, 2.0), zone("y", 5, 2, 2.0)]))
EVERYBODY = 12


@dataclass(frozen=True)
class Checked:
    """A plan with facts and a check as a test wants them."""

    plan: Plan
    layout: Layout
    facts: RoomFacts
    check: Check

    @property
    def facts_by_phase(self) -> Mapping[str, RoomFacts]:
        return {phase.id: self.facts for phase in self.plan.lesson.phases}


def checked(
    *findings: Finding, cells: tuple[Cell, ...] = (), work: dict[str, Any] | None = None, **z: Any
) -> Checked:
    lesson = plan(phase("work", activity(**(work or {}))), class_size=EVERYBODY)
    facts = room_facts(zone_facts("z", **z), zone_facts("y"))
    return Checked(lesson, ROOM, facts, Check(cells, (), findings))


def pinned(
    kind: PinKind, number: int, at: tuple[float, float] = (2.0, 2.0), layout: int = 0
) -> tuple[Answer, ...]:
    """Return a class in which some have put two pins of a kind at a place, others said nothing."""
    pin = {"kind": kind, "at": at, "layout": layout}
    said = Answer(pins=(Pin.model_validate(pin), Pin.model_validate(pin)))
    return (said,) * number + (Answer(choices={"agree_place": "5"}),) * (EVERYBODY - number)


def found(
    answers: tuple[Answer, ...], *checks: Checked | None, group: Group = "4-6"
) -> list[tuple[str, str]]:
    heard = Heard(answers, questions(group, len(checks)))
    return [(one.at, one.text("da")) for one in find_disagreements(heard, checks, LIMITS)]


def said(at: str, *parts: str) -> list[tuple[str, str]]:
    """Return the one finding there is, its sentence in parts."""
    return [(at, " ".join(parts))]


def told(rule: str, template: str, at: str = "zone:z") -> Finding:
    """Return a finding of a rule about a place, in words of its own."""
    catalogue = load_catalogue()
    known = catalogue.room_rules.get(rule) or catalogue.lesson_rules[rule]
    words = known.messages["found"].model_copy(update={"da": template, "en": template})
    return Finding(known, at, Message(words), "look")


def test_too_loud_where_the_check_has_found_nothing() -> None:
    [(at, text)] = found(pinned("loud", 5), checked())
    assert at == "zone:z"
    assert text.startswith(
        "z: 5 af 12 elever siger, at der er for højt. Tjekket har intet fundet om lyden her; det "
    )
    assert text.endswith(" dB.")


def test_four_students_are_too_few() -> None:
    assert found(pinned("loud", 4), checked()) == []


def test_a_pin_outside_all_zones_is_about_none() -> None:
    assert found(pinned("loud", 5, (7.5, 5.5)), checked()) == []


def test_no_disagreement_where_the_check_says_the_same() -> None:
    assert found(pinned("loud", 5), checked(told("quiet_zone_noise", "Her er højt."))) == []
    assert found(pinned("loud", 5), checked(told("reverberation", "Her runger.", "room:R"))) == []
    assert found(pinned("loud", 5), checked(told("quiet_zone_noise", "Der er højt.", "zone:y"))) != []
    assert found(pinned("loud", 5), checked(told("board_far", "Langt væk."))) != []


def test_no_disagreement_where_the_zone_keeps_a_student_out_for_it() -> None:
    words = load_catalogue().prerequisites["low_noise"].messages["unmet"]
    barrier = Barrier("low_noise", "zone:z", Message(words), (), "choice", words)
    option = OptionVerdict("do", "z", Verdict.NOT_POSSIBLE, (barrier,))
    cell = Cell("A1", "work", Verdict.NOT_POSSIBLE, (option,))
    assert found(pinned("loud", 5), checked(cells=(cell,))) == []
    assert found(pinned("cannot_see", 5), checked(cells=(cell,))) != []


def test_what_is_not_recorded_is_not_called_fine() -> None:
    work = activity()
    del work["voice"]
    silent = plan(phase("work", work), class_size=EVERYBODY)
    one = checked()
    assert found(pinned("loud", 5), Checked(silent, one.layout, one.facts, one.check)) == said(
        "zone:z",
        "z: 5 af 12 elever siger, at der er for højt. Tjekket kan ikke sige noget om lyden her, før",
        "der er skrevet mere ind (stemmer, efterklangstid).",
    )
    gap = finding(
        load_catalogue().lesson_rules["quiet_zone_loud"],
        "zone:z",
        {"zone": "z", "title": "t", "phase": "p"},
        variant="missing",
    )
    assert len(found(pinned("loud", 5), checked(gap))) == 1


def test_cannot_see_where_every_seat_sees() -> None:
    seats = (seat(2, 0), seat(2, 1))
    views = (board_view(seat=0), board_view(seat=1))
    assert found(pinned("cannot_see", 5), checked(seats=seats, views=views)) == said(
        "zone:z",
        "z: 5 af 12 elever siger, at man ikke kan se derfra. Tjekket har intet fundet: 2 af 2",
        "pladser ser tavlen.",
    )
    hidden = (board_view(seat=0), board_view(seat=1, visible=0.2))
    [(_, text)] = found(pinned("cannot_see", 5), checked(seats=seats, views=hidden))
    assert text.endswith("Tjekket ser ikke efter tavlen i denne zone; 1 af 2 pladser ser den.")
    [(_, text)] = found(pinned("cannot_see", 5), checked(seats=seats, views=()))
    assert "Tjekket kan ikke sige noget om det" in text


def test_hard_to_reach_where_the_way_is_wide() -> None:
    assert found(pinned("hard_to_reach", 5, (5.0, 2.0)), checked()) == said(
        "zone:y",
        "y: 5 af 12 elever siger, at det er svært at komme dertil. Tjekket har intet fundet: vejen er",
        "mindst 1,20 m bred.",
    )


def test_a_good_place_that_the_check_calls_loud() -> None:
    loud = checked(told("quiet_zone_noise", "Her er højt."))
    heard = find_disagreements(Heard(pinned("good", 5), questions("4-6")), (loud,), LIMITS)
    assert [(one.at, one.severity, one.rule.sureness) for one in heard] == [("zone:z", "note", "choice")]
    assert heard[0].text("da") == (
        "z: 5 af 12 elever kalder det et godt sted. Tjekket siger noget andet: Her er højt."
    )
    assert found(pinned("good", 2), loud) == []
    assert found(pinned("good", 5), checked()) == []
    assert found(pinned("good", 5), checked(told("board_far", "Langt væk."))) == []
    assert found((*pinned("good", 5)[:4], *pinned("loud", 5)[:3]), loud) == []


def test_what_many_say_of_the_whole_room() -> None:
    loud = Answer(choices={"agree_quiet": "1"})
    other = Answer(choices={"agree_quiet": "5"})
    assert found((loud,) * 5 + (other,) * 7, checked()) == said(
        "lesson",
        "5 af 12 elever siger, at der er for meget larm. Tjekket har ikke fundet noget om lyd i",
        "nogen zone.",
    )
    assert found((loud,) * 3 + (other,) * 9, checked()) == []
    assert found((loud,) * 12, checked(told("quiet_zone_noise", "Her er højt."))) == []


def test_a_student_who_says_it_twice_counts_once() -> None:
    twice = Answer(choices={"quiet": "no"}, reasons={"hard_because": ("loud",)})
    [(_, text)] = found((twice,) * 5, checked(), group="2-3")
    assert text.startswith("5 af 5 elever siger, at der er for meget larm.")


def test_with_two_layouts_the_finding_names_which_and_one_that_does_not_fit_is_left_out() -> None:
    one = checked()
    [(_, text)] = found(pinned("loud", 5, layout=1), None, one)
    assert text.startswith("Room, z: 5 af 12")
    assert found(pinned("loud", 5, layout=0), None, one) == []


def test_every_message_can_be_said_in_both_languages() -> None:
    params: dict[str, Value] = {
        "zone": "z",
        "n": 3,
        "answers": 12,
        "value": 61.2,
        "good": 1,
        "seats": 2,
        "check": "x",
    }
    for rule in load_voice().rules.values():
        for variant in rule.messages:
            one = finding(rule, "zone:z", params, variant=variant)
            assert "3" in one.text("da")
            assert "3" in one.text("en")
            assert rule.origin.da
