"""Comments on places of a plan: they stay put, say when their place is gone, and nothing of them is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from coached import School, open_school

from planner.errors import NotAllowedError, NotFoundError, PlannerError
from planner.participation.bands import checked_students
from planner.plan.class_changes import RemoveStudents
from planner.plan.lesson_changes import RemoveActivity, RemovePhase, SetField
from planner.plan.room_changes import EditLayout
from planner.review.model import Anchor, AnchorKind, Comment, NewComment
from planner.room.patch import make_patch
from planner.services.archive import Archive
from planner.services.checking import check_plan
from planner.services.plans import duplicate_plan, plan_layout
from planner.services.reviews import (
    add_comment,
    comments,
    correct_comment,
    move,
    settle_comment,
    withdraw_comment,
)
from planner.storage.comments import CommentStore
from planner.storage.store import Store


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def anchors(school: School) -> dict[AnchorKind, Anchor]:
    """Return a place of each kind that the plan has."""
    plan = school.shown.plan
    phase = max(plan.lesson.phases, key=lambda one: len(one.activities))
    found = check_plan(plan).check.findings[0]
    return {
        "plan": Anchor("plan"),
        "verdict": Anchor("verdict", (checked_students(plan)[0].code, phase.id)),
        "finding": Anchor("finding", (found.rule.id, found.at)),
        "phase": Anchor("phase", (phase.id,)),
        "activity": Anchor("activity", (phase.id, phase.activities[0].id)),
        "zone": Anchor("zone", (plan_layout(plan).zones[-1].id,)),
    }


def say(
    school: School, name: str = "eva", *, kind: AnchorKind = "plan", text: str = "Hvad mon der sker?"
) -> int:
    new = NewComment(school.shown.head, anchors(school)[kind], text)
    return add_comment(school[name], school.plan, new, school.now)


def answer(school: School, name: str, thread: int, text: str = "Det er rigtigt set.") -> int:
    new = NewComment(school.shown.head, Anchor("plan"), text, thread)
    return add_comment(school[name], school.plan, new, school.now)


def read(school: School, name: str = "bo") -> Comment:
    [comment] = comments(school[name], school.plan)
    return comment


def test_a_comment_stands_at_its_place_in_the_version_it_is_about(school: School) -> None:
    for kind, anchor in anchors(school).items():
        say(school, kind=kind, text=kind)
        comment = comments(school["bo"], school.plan)[0]
        assert (comment.text, comment.edit, comment.anchor) == (kind, school.shown.head, anchor)
        assert comment.place.there
        assert comment.place.words == comment.place.then == comment.place.now
    assert (comment.author.name, comment.at, comment.mine) == ("eva", school.now, False)
    assert all(comment.mine for comment in comments(school["eva"], school.plan))


def test_nothing_more_is_written_about_a_plan_that_is_put_away(school: School) -> None:
    thread = say(school)
    move(school["bo"], school.plan, "archived", school.now)
    for write in (
        lambda: say(school),
        lambda: answer(school, "bo", thread),
        lambda: correct_comment(school["eva"], thread, "Noget andet", school.now),
    ):
        with pytest.raises(PlannerError, match="The plan is archived"):
            write()
    assert [one.text for one in comments(school["bo"], school.plan)] == ["Hvad mon der sker?"]
    move(school["bo"], school.plan, "draft", school.now)
    assert answer(school, "bo", thread)


def test_a_place_that_is_renamed_says_what_it_was(school: School) -> None:
    phase = anchors(school)["phase"].ids[0]
    say(school, kind="phase")
    title = school.shown.plan.lesson.phases[0].title
    school.change(SetField("phase", (phase,), "title", "Noget andet"))
    words = read(school).place.words.da
    assert words.startswith("fasen »Noget andet« – dengang: fasen »")
    assert title not in words or title in read(school).place.then.da


def test_what_is_gone_says_so_and_stays_readable(school: School) -> None:
    places = anchors(school)
    for kind in ("verdict", "phase", "activity", "zone"):
        say(school, kind=kind, text=kind)
    student, phase = places["verdict"].ids
    activity, zone = places["activity"].ids[1], places["zone"].ids[0]
    school.change(RemoveStudents((student,)))
    school.change(RemoveActivity(phase, activity))
    school.change(EditLayout(make_patch(remove={"zones": (zone,)})))
    told = {one.text: one for one in comments(school["bo"], school.plan)}
    assert told["phase"].place.there
    assert told["verdict"].place.words.da.endswith("eleven eller fasen er ikke i planen længere")
    assert told["activity"].place.words.da.endswith("aktiviteten er ikke i fasen længere")
    assert told["zone"].place.words.da.endswith("zonen er ikke i lokalet længere")
    school.change(RemovePhase(phase))
    gone = {one.text: one for one in comments(school["bo"], school.plan)}["phase"].place
    assert not gone.there
    assert gone.words.da.endswith("fasen er ikke i planen længere")
    assert gone.words.en.endswith("the phase is no longer in the plan")


def test_a_verdict_that_changed_says_both(school: School) -> None:
    say(school, kind="verdict")
    before = read(school).place.then.da
    phase = anchors(school)["verdict"].ids[1]
    for activity in school.shown.plan.lesson.phases:
        if activity.id == phase:
            for one in activity.activities:
                school.change(SetField("activity", (phase, one.id), "zones", None))
    place = read(school).place
    assert place.there
    assert place.words.da in {before, f"{place.now.da if place.now else ''} – dengang: {before}"}


def test_a_comment_on_what_the_version_does_not_have_is_refused(school: School) -> None:
    head = school.shown.head
    wrong = (
        Anchor("phase", ("nowhere",)),
        Anchor("phase"),
        Anchor("zone", ("nowhere",)),
        Anchor("verdict", ("Z9", "nowhere")),
        Anchor("activity", (anchors(school)["phase"].ids[0], "nowhere")),
        Anchor("finding", ("no_rule", "lesson:")),
    )
    for anchor in wrong:
        with pytest.raises(PlannerError, match="not in that version"):
            add_comment(school["eva"], school.plan, NewComment(head, anchor, "Hej"), school.now)
    with pytest.raises(NotFoundError):
        add_comment(school["eva"], school.plan, NewComment(10**6, Anchor("plan"), "Hej"), school.now)


REFUSED = (
    ("  \u200b ", "Write something"),
    ("a" * 2001, "too long"),
    ("A1 har ADHD", "no diagnosis"),
    ("AD\u200bHD hos A1", "no diagnosis"),
    ("Ring om 010203-4567", "no diagnosis"),
)


def test_an_empty_long_or_private_text_is_refused(school: School) -> None:
    thread = say(school)
    writes: tuple[Callable[[str], object], ...] = (
        lambda text: say(school, text=text),
        lambda text: answer(school, "bo", thread, text),
        lambda text: correct_comment(school["eva"], thread, text, school.now),
    )
    for write, (text, why) in product(writes, REFUSED):
        with pytest.raises(PlannerError, match=why):
            write(text)


def test_answers_stand_under_their_thread_in_order(school: School) -> None:
    thread = say(school, kind="phase")
    answer(school, "bo", thread, "Ja")
    answer(school, "eva", thread, "Godt")
    newer = say(school, "mia", text="Og her?")
    first, second = comments(school["bo"], school.plan)
    assert (first.id, second.id) == (newer, thread)
    assert [one.text for one in second.answers] == ["Ja", "Godt"]
    assert {one.anchor for one in second.answers} == {second.anchor}
    with pytest.raises(NotFoundError):
        answer(school, "bo", second.answers[0].id)


def test_one_corrects_and_withdraws_only_what_one_wrote(school: School) -> None:
    thread = say(school)
    for name in ("bo", "mia"):
        with pytest.raises(NotAllowedError):
            correct_comment(school[name], thread, "Nej", school.now)
        with pytest.raises(NotAllowedError):
            withdraw_comment(school[name], thread, school.now)
    later = school.now + timedelta(minutes=1)
    correct_comment(school["eva"], thread, "Hvad sker der her?", later)
    assert (read(school).text, read(school).corrected) == ("Hvad sker der her?", later)
    answer(school, "bo", thread)
    withdraw_comment(school["eva"], thread, later)
    assert (read(school).withdrawn, read(school).text, len(read(school).answers)) == (True, "", 1)
    with pytest.raises(PlannerError, match="withdrawn"):
        correct_comment(school["eva"], thread, "Dog", later)
    kept = CommentStore(school["bo"].store.engine).export((school.plan,))[0]
    assert [text["text"] for text in kept["texts"]] == ["Hvad mon der sker?", "Hvad sker der her?"]


def test_a_thread_is_settled_and_opened_again_by_anybody_who_takes_part(school: School) -> None:
    thread = say(school)
    settle_comment(school["bo"], thread, school.now)
    settled = read(school).settled
    assert settled is not None
    assert settled.name == "bo"
    settle_comment(school["eva"], thread, school.now, settled=False)
    assert read(school).settled is None
    reply = answer(school, "bo", thread)
    with pytest.raises(NotFoundError):
        settle_comment(school["bo"], reply, school.now)


def deeds(school: School, thread: int) -> tuple[Callable[[Archive], object], ...]:
    head = school.shown.head
    return (
        lambda who: comments(who, school.plan),
        lambda who: add_comment(who, school.plan, NewComment(head, Anchor("plan"), "Hej"), school.now),
        lambda who: add_comment(
            who, school.plan, NewComment(head, Anchor("plan"), "Hej", thread), school.now
        ),
        lambda who: settle_comment(who, thread, school.now),
        lambda who: correct_comment(who, thread, "Hej", school.now),
        lambda who: withdraw_comment(who, thread, school.now),
    )


def test_to_strangers_there_is_nothing_to_read_or_to_write(school: School) -> None:
    for deed in deeds(school, say(school)):
        for name in ("ib", "ole", "ada"):
            with pytest.raises(NotFoundError):
                deed(school[name])
    assert read(school).text == "Hvad mon der sker?"


def test_a_comment_of_another_plan_is_not_answered_here(school: School) -> None:
    thread = say(school)
    other = duplicate_plan(school["bo"], school.plan, "En anden", school.now)
    new = NewComment(0, Anchor("plan"), "Hej", thread)
    with pytest.raises(NotFoundError):
        add_comment(school["bo"], other, new, school.now)
