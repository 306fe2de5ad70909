"""A counter-proposal comes apart into pieces: all of them lead to it, each can be adopted alone."""

from random import Random

from builders import activity, phase, plan, without
from hypothesis import given, settings
from hypothesis import strategies as st
from random_lessons import Size, parse, random_case
from shapely import Point, Polygon

from planner.exchange.documents import layout_by_id
from planner.lesson.model import Plan
from planner.plan.class_changes import SetStudents
from planner.plan.lesson_changes import AddAdult, RemovePhase, SetField, SetLesson
from planner.plan.parts import changed_part
from planner.plan.room_changes import EditLayout, SetLayout
from planner.review.lesson_pieces import placings
from planner.review.model import Piece
from planner.review.pieces import piece_state, pieces_between, same_plan
from planner.room.layout import Layout
from planner.room.patch import make_patch

SIZES = (Size(), Size(phases=2, activities=1, bands=(0, 3)), Size(phases=4, activities=2, students=3))
ROOM = layout_by_id("zoned-classroom")
WORK = phase("work", activity("bars"), activity("words"))


def adopted(before: Plan, pieces: tuple[Piece, ...]) -> Plan:
    for piece in pieces:
        before = piece.change.apply(before)
    return before


def mixed(seed: int, other: int) -> tuple[Plan, Plan]:
    """Return two plans that share a part of their phases and activities, which may have changed places."""
    random = Random(seed)  # noqa: S311 – repeatable tests, no secrets
    one, two = (random_case(number, SIZES[number % 3])[0] for number in (seed, other))
    before = parse(one)
    known = {entry["id"]: entry for entry in (*one["lesson"]["phases"], *two["lesson"]["phases"])}
    chosen = random.sample(list(known.values()), random.randint(1, len(known)))
    spare = [task for entry in chosen for task in entry["activities"][1:]]
    for entry in chosen:
        del entry["activities"][1:]
    for task in spare:
        random.choice(chosen)["activities"].append(task)
    return before, parse(two | {"lesson": two["lesson"] | {"phases": chosen}})


def in_room(layout: Layout) -> Plan:
    tasks = phase("work", activity(zones=[ROOM.zones[0].id]))
    return changed_part(plan(tasks), layout=layout)


def redrawn(seed: int) -> Layout:
    """Return the room with some furniture moved, a zone renamed, one gone and one that came."""
    random = Random(seed)  # noqa: S311 – repeatable tests, no secrets
    loose = [piece for piece in ROOM.furniture if not piece.fixed]
    moved = {
        piece.id: piece.model_copy(update={"angle": float(random.randrange(0, 360, 15))})
        for piece in random.sample(loose, 3)
    }
    gone, named, copied = random.sample(ROOM.zones, 3)
    zones = [zone for zone in ROOM.zones if zone.id not in {gone.id, named.id}]
    zones += [named.model_copy(update={"name": "Hulen"}), copied.model_copy(update={"id": "new"})]
    furniture = tuple(moved.get(piece.id, piece) for piece in ROOM.furniture)
    return ROOM.model_copy(update={"furniture": furniture, "zones": tuple(zones)})


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_all_pieces_of_a_proposal_lead_to_it(seed: int, other: int) -> None:
    before, after = mixed(seed, other)
    assert same_plan(adopted(before, pieces_between(before, after)), after)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_piece_is_done_once_it_is_adopted_alone(seed: int, other: int) -> None:
    before, after = mixed(seed, other)
    pieces = pieces_between(before, after)
    for piece in (one for one in pieces if piece_state(one, before).state == "open"):
        assert piece_state(piece, piece.change.apply(before)).state == "done", piece.change
    assert len({piece.id for piece in pieces}) == len(pieces)
    assert all(piece.said for piece in pieces)


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_a_room_that_was_drawn_anew_comes_in_pieces_too(seed: int) -> None:
    before, after = in_room(ROOM), in_room(redrawn(seed))
    after = changed_part(after, lesson=before.lesson.model_dump(by_alias=True, exclude_unset=True))
    pieces = pieces_between(before, after)
    assert all(isinstance(piece.change, EditLayout | SetField) for piece in pieces)
    assert same_plan(adopted(before, pieces), after)


def test_the_same_plan_has_no_pieces() -> None:
    assert pieces_between(plan(WORK), plan(WORK)) == ()


def test_a_piece_says_what_it_does_from_what_to_what() -> None:
    [piece] = pieces_between(plan(phase("work", activity(voice=2))), plan(phase("work", activity(voice=1))))
    assert piece.label.da == "Do: stemmen – hvisken"
    assert [one.text("da") for one in piece.said] == ["Work · Do: stemmen – før makkerstemme, nu hvisken"]


def test_each_support_is_a_piece_of_its_own() -> None:
    before = plan(WORK, lesson={"supports": ["visual_schedule"]})
    after = plan(WORK, lesson={"supports": ["word_wall", "visible_timer"]})
    assert len(pieces_between(before, after)) == 3


def test_another_room_is_one_piece_and_the_places_in_it_further_ones() -> None:
    before, other = in_room(ROOM), layout_by_id("rows")
    after = changed_part(before, layout=other)
    zone = other.zones[0].id
    after = changed_part(after, lesson=plan(phase("work", activity(zones=[zone]))).lesson)
    pieces = pieces_between(before, after)
    assert isinstance(pieces[0].change, SetLayout)
    assert same_plan(adopted(before, pieces), after)


def test_a_piece_that_was_undone_is_open_again_and_one_about_what_is_gone_is_stuck() -> None:
    before, after = (
        plan(WORK, phase("end", activity("end"))),
        plan(WORK, phase("end", activity("end", voice=0))),
    )
    [piece] = pieces_between(before, after)
    assert piece_state(piece, before).state == "open"
    assert piece_state(piece, after).state == "done"
    stuck = piece_state(piece, RemovePhase("end").apply(before))
    assert (stuck.state, str(stuck.trouble)) == ("stuck", "This phase is not in the plan.")


def test_a_zone_that_the_teacher_took_away_is_not_drawn_again_by_a_piece() -> None:
    before, zone = in_room(ROOM), ROOM.zones[-1]
    renamed = make_patch({"zones": (zone.model_copy(update={"name": "Hulen"}),)})
    [piece] = pieces_between(before, EditLayout(renamed).apply(before))
    without_zone = EditLayout(make_patch(remove={"zones": (zone.id,)})).apply(before)
    assert piece_state(piece, without_zone).state == "stuck"
    assert piece_state(piece, before).state == "open"


def test_an_adult_comes_before_what_they_do() -> None:
    before, task = plan(phase("work", activity())), activity(adult="P")
    adults = [{"id": "L", "role": "teacher"}, {"id": "P", "role": "assistant"}]
    pieces = pieces_between(before, plan(phase("work", task), adults=adults))
    assert isinstance(pieces[0].change, AddAdult)
    assert piece_state(pieces[1], before).state == "stuck"
    assert piece_state(pieces[1], pieces[0].change.apply(before)).state == "open"


def test_activities_that_change_places_are_moved() -> None:
    before = plan(phase("a", activity("one"), activity("two")), phase("b", activity("three")))
    after = plan(phase("a", activity("one")), phase("b", activity("three"), activity("two")))
    [piece] = pieces_between(before, after)
    assert piece.label.da == "Two flyttet til B"


def test_where_small_changes_do_not_lead_there_the_lesson_is_one_piece() -> None:
    before = plan(phase("a", activity("one")), phase("b", activity("two")))
    after = plan(phase("a", activity("two")), phase("b", activity("one")))
    [piece] = pieces_between(before, after)
    assert isinstance(piece.change, SetLesson)
    assert same_plan(adopted(before, (piece,)), after)


def test_students_who_name_each_other_come_as_one_list() -> None:
    students = [{"code": "A1", "with": ["A2"]}, {"code": "A2", "with": ["A1"]}]
    after = plan(WORK, students=students)
    pieces = pieces_between(plan(WORK), after)
    assert [type(piece.change) for piece in pieces] == [SetStudents]
    assert same_plan(adopted(plan(WORK), pieces), after)


def test_each_student_and_band_is_a_piece_of_its_own_and_what_is_gone_is_done() -> None:
    bands = [{"prerequisite": "low_noise", "count": "1-2"}, {"prerequisite": "model", "count": "3+"}]
    before = plan(WORK, students=[{"code": "A1"}, {"code": "A2", "with": ["A1"]}], bands=bands, class_size=9)
    fewer = [{"prerequisite": "low_noise", "count": "3+"}]
    after = plan(WORK, students=[{"code": "A2", "supports": ["headphones"]}, {"code": "A3"}], bands=fewer)
    pieces = pieces_between(before, after)
    assert len(pieces) == 6
    assert same_plan(adopted(before, pieces), after)
    assert {piece_state(piece, adopted(before, pieces)).state for piece in pieces} == {"done"}
    put = next(piece for piece in pieces if piece.label.da == "A2: som i forslaget")
    assert str(piece_state(put, plan(WORK)).trouble) == "What this is about is no longer in the plan."


def test_a_building_that_changes_with_what_stands_in_it_is_one_piece() -> None:
    house = layout_by_id("common-area")
    [gone] = [room for room in house.rooms if room.use == "corridor"] or house.rooms[-1:]
    shape = Polygon(gone.outline)
    kept = {
        "rooms": tuple(room for room in house.rooms if room.id != gone.id),
        "doors": tuple(door for door in house.doors if gone.id not in door.rooms),
        "furniture": tuple(one for one in house.furniture if not shape.covers(Point(one.at))),
        "zones": tuple(zone for zone in house.zones if not shape.covers(Polygon(zone.polygon).centroid)),
    }
    before, after = in_room(house), in_room(house.model_copy(update=kept))
    assert same_plan(adopted(before, pieces_between(before, after)), after)


def test_a_field_that_is_no_longer_recorded_is_a_piece() -> None:
    before = plan(phase("work", activity()))
    after = plan(phase("work", without(activity(), "voice")))
    [piece] = pieces_between(before, after)
    assert piece.label.da == "Do: stemmen ikke bestemt endnu"


@given(st.permutations(range(6)))
def test_an_order_is_reached_one_placing_after_the_other(wanted: list[int]) -> None:
    order = [str(n) for n in range(6)]
    for item, index in placings(order, [str(n) for n in wanted]):
        order.remove(item)
        order.insert(index, item)
    assert order == [str(n) for n in wanted]


def test_what_goes_to_the_end_is_moved_alone() -> None:
    assert list(placings(["a", "b", "c", "d"], ["b", "c", "d", "a"])) == [("a", 3)]
