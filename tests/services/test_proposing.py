"""A coach proposes, the teacher adopts piece by piece and may undo each; nobody else gets to see it."""

from collections.abc import Callable
from datetime import datetime
from itertools import product

import pytest
from coached import School, open_school
from sqlalchemy import func, select

from planner.errors import ConflictError, NotAllowedError, NotFoundError, PlannerError
from planner.exchange.documents import layout_by_id
from planner.plan.changes import Change, SetAdult, SetSupport, SetVoice, SetZones
from planner.plan.lesson_changes import RemovePhase, SetField
from planner.plan.room_changes import EditLayout, SetLayout
from planner.review.model import Piece
from planner.review.pieces import same_plan
from planner.room.patch import make_patch
from planner.services import plans
from planner.services.archive import Archive
from planner.services.beginning import Beginning, begin_plan
from planner.services.history import remove
from planner.services.plans import change_plan, load_plan, plan_layout, undo
from planner.services.reviews import adopt, proposal_of, proposals, propose
from planner.services.sharing import put_in_library, share, unshare
from planner.storage.door_log import DoorLog
from planner.storage.erasing import EraseStore
from planner.storage.reviews import ReviewStore, StoredProposal
from planner.storage.store import Store
from planner.storage.tables import DocumentRow

Ask = Callable[[Archive], object]


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def proposed(school: School, *changes: Change) -> str:
    """Let Eva propose some changes and return the id of her copy."""
    copy = propose(school["eva"], school.plan, school.now)
    for change in changes:
        head = load_plan(school["eva"], copy).head
        change_plan(school["eva"], (copy, head), change, school.now)
    return copy


def pieces(school: School, name: str = "bo") -> tuple[Piece, ...]:
    return proposals(school[name], school.plan)[0].pieces


def some_changes(school: School) -> tuple[Change, ...]:
    work = next(one for one in school.shown.plan.lesson.phases if len(one.activities) > 1)
    first = work.activities[0]
    return (
        SetVoice(work.id, first.id, 1 if first.voice != 1 else 2),
        SetAdult(work.id, first.id, None),
        SetSupport("lesson", (), "word_wall", on=True),
        SetField("phase", (work.id,), "title", "Tre veje"),
    )


def test_a_proposal_is_a_copy_that_the_coach_owns_and_the_teacher_may_open(school: School) -> None:
    copy = propose(school["eva"], school.plan, school.now)
    assert load_plan(school["eva"], copy).title == f"{school.shown.title} – forslag"
    assert school["eva"].relation(copy) == "proposer"
    assert load_plan(school["bo"], copy).plan.lesson == school.shown.plan.lesson
    assert proposal_of(school["bo"], copy) == school.plan
    assert proposal_of(school["bo"], school.plan) is None
    [found] = proposals(school["mia"], school.plan)
    assert (found.id, found.author.name, found.pieces) == (copy, "eva", ())


def test_all_pieces_adopted_lead_to_the_proposal(school: School) -> None:
    copy = proposed(school, *some_changes(school))
    found = pieces(school)
    assert [piece.state for piece in found] == ["open"] * len(found)
    where = (school.plan, school.shown.head)
    done = adopt(school["bo"], where, copy, tuple(piece.id for piece in found), school.now)
    assert done.stuck == ()
    wanted = load_plan(school["eva"], copy).plan
    title = SetField("plan", (), "title", wanted.title)
    assert same_plan(title.apply(done.plan.plan), wanted)
    assert [piece.state for piece in pieces(school)] == ["done"] * len(found)


def test_a_piece_is_adopted_alone_and_undo_takes_it_back(school: School) -> None:
    copy = proposed(school, *some_changes(school))
    before = school.shown
    chosen = pieces(school)[1]
    after = adopt(school["mia"], (school.plan, before.head), copy, (chosen.id,), school.now).plan
    assert after.undo_label == chosen.label
    states = {piece.id: piece.state for piece in pieces(school)}
    assert states.pop(chosen.id) == "done"
    assert set(states.values()) == {"open"}
    assert undo(school["bo"], (school.plan, after.head)).plan == before.plan
    assert {piece.state for piece in pieces(school)} == {"open"}


def test_a_change_of_the_room_is_a_piece_too(school: School) -> None:
    layout = plan_layout(school.shown.plan)
    zone = layout.zones[-1].model_copy(update={"name": "Stillerummet"})
    copy = proposed(school, EditLayout(make_patch({"zones": (zone,)})))
    [piece] = pieces(school)
    shown = adopt(school["bo"], (school.plan, school.shown.head), copy, (piece.id,), school.now).plan
    assert plan_layout(shown.plan).zones[-1].name == "Stillerummet"


def test_what_the_teacher_did_meanwhile_stays_and_a_piece_without_its_place_says_so(school: School) -> None:
    changes = some_changes(school)
    copy = proposed(school, *changes)
    assert isinstance(changes[0], SetVoice)
    school.change(RemovePhase(changes[0].phase))
    states = [piece.state for piece in pieces(school)]
    assert sorted(states) == ["open", "stuck", "stuck", "stuck"]
    stuck = next(piece for piece in pieces(school) if piece.state == "stuck")
    assert str(stuck.trouble) == "This phase is not in the plan."
    every = tuple(piece.id for piece in pieces(school))
    done = adopt(school["bo"], (school.plan, school.shown.head), copy, every, school.now)
    assert len(done.stuck) == 3
    assert "word_wall" in done.plan.plan.lesson.supports
    assert changes[0].phase not in {phase.id for phase in done.plan.plan.lesson.phases}


def test_a_zone_the_room_does_not_have_any_more_is_no_place_to_go(school: School) -> None:
    layout, phase = plan_layout(school.shown.plan), school.shown.plan.lesson.phases[0]
    used = {zone for one in phase.activities for zone in one.zones or ()}
    gone = next(zone.id for zone in layout.zones if zone.id not in used)
    copy = proposed(school, SetZones(phase.id, phase.activities[0].id, (gone,)))
    school.change(EditLayout(make_patch(remove={"zones": (gone,)})))
    [piece] = pieces(school)
    assert (piece.state, str(piece.trouble)) == ("stuck", "This zone is not in the layout.")
    done = adopt(school["bo"], (school.plan, school.shown.head), copy, (piece.id,), school.now)
    assert [one.id for one in done.stuck] == [piece.id]


def test_a_proposal_in_another_room_says_so_first(school: School) -> None:
    proposed(school, SetLayout(layout_by_id("rows")))
    first = pieces(school)[0]
    assert first.label.da.startswith("andet lokale")
    assert first.state == "open"


def test_that_a_proposal_is_opened_for_its_teacher_is_written_down(school: School) -> None:
    copy = propose(school["eva"], school.plan, school.now)
    noted = [one for _, one in DoorLog(school["bo"].store.engine).happenings() if one.account == copy]
    eva, bo = school["eva"].account.id, school["bo"].account.id
    assert [(one.what, one.actor, one.detail) for one in noted] == [("proposed", eva, bo)]


def test_a_stale_head_adopts_nothing(school: School) -> None:
    copy = proposed(school, *some_changes(school))
    where, chosen = (school.plan, school.shown.head), pieces(school)[0].id
    school.change(SetField("plan", (), "title", "Nyt navn"))
    with pytest.raises(ConflictError):
        adopt(school["bo"], where, copy, (chosen,), school.now)
    assert {piece.state for piece in pieces(school)} == {"open"}


def test_a_piece_or_proposal_that_is_not_there_is_not_adopted(school: School) -> None:
    copy = proposed(school, *some_changes(school))
    where = (school.plan, school.shown.head)
    for proposal, piece in ((copy, "gone"), (school.plan, "gone"), ("nowhere", "gone")):
        with pytest.raises(NotFoundError):
            adopt(school["bo"], where, proposal, (piece,), school.now)


def test_a_proposal_its_coach_took_away_is_gone(school: School) -> None:
    remove(school["eva"], proposed(school), school.now)
    assert proposals(school["bo"], school.plan) == ()


def test_a_coach_who_loses_the_plan_loses_the_copy_with_its_class_too(school: School) -> None:
    copy = propose(school["eva"], school.plan, school.now)
    unshare(school["bo"], school.plan, school["eva"].account.id, school.now)
    with pytest.raises(NotFoundError):
        load_plan(school["eva"], copy)
    assert [entry.id for entry in school["eva"].documents("plan")] == []
    assert school["bo"].relation(copy) == "owner"
    assert [one.id for one in proposals(school["bo"], school.plan)] == [copy]


def test_a_coach_hands_the_class_of_a_proposal_to_nobody(school: School) -> None:
    copy = propose(school["eva"], school.plan, school.now)
    eva, ole = school["eva"], school["ole"].account.id
    assert load_plan(eva, copy).plan.students == school.shown.plan.students != ()
    asks: list[Ask] = [
        lambda who: plans.export_plan(who, copy, school.now),
        lambda who: plans.export_class(who, copy, school.now),
        lambda who: plans.duplicate_plan(who, copy, "Min", school.now),
        lambda who: begin_plan(who, Beginning("rows", "plan", copy), school.now),
        lambda who: begin_plan(who, Beginning("rows", "shape", "three-acts", copy), school.now),
        lambda who: share(who, copy, ole, school.now),
        lambda who: put_in_library(who, copy, school.now),
    ]
    for ask in asks:
        with pytest.raises(NotAllowedError):
            ask(eva)
    assert [entry.id for entry in eva.documents("plan")] == [copy, school.plan]


def test_what_a_coach_copies_leaves_the_class_out(school: School) -> None:
    eva = school["eva"]
    made = (
        plans.duplicate_plan(eva, school.plan, "Min", school.now),
        begin_plan(eva, Beginning("rows", "plan", school.plan), school.now),
    )
    for copy in made:
        plan = load_plan(eva, copy).plan
        assert (plan.students, plan.bands) == ((), ())
        assert eva.relation(copy) == "owner"
    with pytest.raises(NotAllowedError):
        begin_plan(eva, Beginning("rows", "plan", made[0], school.plan), school.now)
    hers = plans.duplicate_plan(school["mia"], school.plan, "Min", school.now)
    assert load_plan(school["mia"], hers).plan.students == school.shown.plan.students


def test_a_proposal_to_a_proposal_is_refused_and_an_old_one_is_erased_with_the_plan(
    school: School, store: Store
) -> None:
    first = propose(school["eva"], school.plan, school.now)
    unshare(school["bo"], school.plan, school["eva"].account.id, school.now)
    share(school["bo"], first, school["ole"].account.id, school.now)
    with pytest.raises(PlannerError, match="This is a proposal itself"):
        propose(school["ole"], first, school.now)
    old = plans.duplicate_plan(school["ole"], first, "Fra før", school.now)
    start = load_plan(school["ole"], old).head
    by = school["ole"].account.id
    ReviewStore(store.engine).add_proposal(StoredProposal(old, first, start, start, by, school.now), None)
    eraser = EraseStore(store.engine)
    assert eraser.going((school.plan,)).proposals == 2
    assert eraser.erase((school.plan,)).proposals == 2
    assert rows_of(store, old) == 0


def rows_of(store: Store, document: str) -> int:
    with store.engine.connect() as connection:
        query = select(func.count()).select_from(DocumentRow).where(DocumentRow.id == document)
        return connection.scalar(query) or 0


def test_only_a_coach_proposes_and_only_teachers_adopt(school: School) -> None:
    for name in ("bo", "mia"):
        with pytest.raises(NotAllowedError):
            propose(school[name], school.plan, school.now)
    copy = proposed(school, *some_changes(school))
    with pytest.raises(NotAllowedError):
        adopt(school["eva"], (school.plan, school.shown.head), copy, (), school.now)
    asks: list[Ask] = [
        lambda who: propose(who, school.plan, school.now),
        lambda who: proposals(who, school.plan),
        lambda who: proposal_of(who, copy),
        lambda who: adopt(who, (school.plan, school.shown.head), copy, (), school.now),
        lambda who: load_plan(who, copy),
    ]
    for ask, name in product(asks, ("ib", "ole", "ada")):
        with pytest.raises(NotFoundError):
            ask(school[name])
