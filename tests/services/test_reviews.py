"""The review of a plan: known things filled in, notes that are never lost, agreed steps, since last time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from coached import SAMPLE, School, open_school

from planner.errors import NotFoundError, PlannerError
from planner.plan.changes import SetVoice
from planner.plan.lesson_changes import SetField
from planner.review.model import (
    MOST_STEPS,
    NOTE_FIELDS,
    PARTS,
    NoteConflictError,
    NoteField,
    Review,
    Step,
    Steps,
    TemplatePart,
    Written,
)
from planner.services.archive import Archive
from planner.services.plans import open_sample
from planner.services.reviews import (
    agree,
    move,
    note,
    notes_of,
    review,
    set_evaluation,
    since_last,
)
from planner.storage.store import Store

DAY = date(2026, 4, 1)
QUIET = Step("Læsegruppen sidder i grupperummet", "Bo", DAY)


@pytest.fixture
def school(store: Store, now: datetime) -> School:
    return open_school(store, now)


def seen(school: School, name: str = "eva") -> Review:
    return review(school[name], school.plan, school.now)


def part(found: Review, id_: str) -> TemplatePart:
    return next(one for one in found.parts if one.id == id_)


def known(found: Review, id_: str) -> list[str]:
    return [one.text("da") for one in part(found, id_).known]


def write(school: School, text: str, expected: int | None = None, name: str = "eva") -> int:
    return note(school[name], school.plan, Written("signs", text, expected), school.now)


def test_the_ten_parts_stand_in_order_with_all_fields(school: School) -> None:
    found = seen(school)
    assert tuple(one.id for one in found.parts) == PARTS
    assert [one.number for one in found.parts] == list(range(1, 11))
    assert [slot.field for one in found.parts for slot in one.slots] == list(NOTE_FIELDS)
    assert (found.status, found.head) == ("draft", school.shown.head)
    assert [coach.name for coach in found.coaches] == ["eva"]


def test_what_the_planner_knows_is_filled_in(school: School) -> None:
    found = seen(school)
    plan = school.shown.plan
    assert known(found, "context")[0].startswith(f"{plan.title}: {plan.subject} i {plan.grade}. klasse")
    assert known(found, "goal") == [f"Læringsmål: {plan.lesson.goal}"]
    assert known(found, "findings")
    assert "Eleverne er ikke spurgt endnu." in known(found, "voice")
    assert "Der er ikke aftalt en dag at evaluere." in known(found, "evaluation")
    assert known(found, "steps") == ["Der er plads til 3 tiltag mere."]
    assert all(line.text("en") for one in found.parts for line in one.known)


def test_a_plan_that_records_little_says_what_is_missing(school: School) -> None:
    school.change(SetField("lesson", (), "goal", None))
    assert known(seen(school), "goal") == ["Der er ikke noteret et læringsmål."]


def test_a_note_takes_the_place_of_the_one_before_and_both_are_kept(school: School) -> None:
    first = write(school, "Alle kan høre hinanden")
    write(school, "Alle kan høre Bo", first, "bo")
    [slot] = part(seen(school), "signs").slots
    assert slot.note is not None
    assert (slot.note.text, slot.note.author.name, slot.expected) == ("Alle kan høre Bo", "bo", slot.note.id)
    kept = [one.text for one in notes_of(school["eva"], school.plan, "signs")]
    assert kept == ["Alle kan høre Bo", "Alle kan høre hinanden"]


def test_the_second_of_two_writers_gets_both_texts(school: School) -> None:
    write(school, "Bo skriver", name="bo")
    with pytest.raises(NoteConflictError) as refused:
        write(school, "Eva skriver")
    assert (refused.value.mine, refused.value.theirs.text) == ("Eva skriver", "Bo skriver")
    assert refused.value.theirs.author.name == "bo"
    write(school, "Bo og Eva skriver", refused.value.theirs.id)


def test_the_same_text_twice_is_no_conflict(school: School) -> None:
    assert write(school, "Ro", name="bo") == write(school, "Ro")


def test_of_writers_at_once_one_is_kept_and_all_others_are_told(school: School) -> None:
    def attempt(number: int) -> bool:
        try:
            write(school, f"Tekst {number}")
        except NoteConflictError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1
    assert len(notes_of(school["bo"], school.plan, "signs")) == 1


def test_a_field_can_be_emptied_and_what_stood_there_is_kept(school: School) -> None:
    write(school, "", write(school, "Forkert felt"))
    [slot] = part(seen(school), "signs").slots
    assert slot.note is not None
    assert slot.note.text == ""
    assert len(notes_of(school["bo"], school.plan, "signs")) == 2


def test_private_and_endless_notes_are_refused(school: School) -> None:
    for text in ("A1 er autist", "x" * 4001):
        with pytest.raises(PlannerError):
            write(school, text)
    with pytest.raises(PlannerError, match="no such field"):
        note(school["eva"], school.plan, Written(_field("steps"), "[]"), school.now)
    with pytest.raises(PlannerError, match="no diagnosis"):
        agree(school["eva"], school.plan, Steps((Step("Hjælp til ADHD", "Bo", DAY),)), school.now)


def _field(name: str) -> NoteField:
    return name  # type: ignore[return-value]


def test_at_most_three_steps_with_who_and_when(school: School) -> None:
    first = agree(school["eva"], school.plan, Steps((QUIET,)), school.now)
    found = seen(school)
    assert (found.steps, found.steps_id) == ((QUIET,), first)
    assert known(found, "steps") == ["Der er plads til 2 tiltag mere."]
    agree(school["bo"], school.plan, Steps((QUIET,) * MOST_STEPS, first), school.now)
    assert len(seen(school).steps) == MOST_STEPS
    assert known(seen(school), "steps") == []
    with pytest.raises(PlannerError, match="At most three"):
        agree(school["bo"], school.plan, Steps((QUIET,) * 4, seen(school).steps_id), school.now)
    for step in (Step(" ", "Bo", DAY), Step("Ro", "", DAY)):
        with pytest.raises(PlannerError, match="Write something"):
            agree(school["bo"], school.plan, Steps((step,), seen(school).steps_id), school.now)


def test_two_who_agree_on_different_steps_are_told_in_words(school: School) -> None:
    agree(school["bo"], school.plan, Steps((QUIET,)), school.now)
    with pytest.raises(NoteConflictError) as refused:
        agree(school["eva"], school.plan, Steps((Step("Timer", "Eva", DAY),)), school.now)
    assert refused.value.mine == "Timer – Eva – 2026-04-01"
    assert refused.value.theirs.text == "Læsegruppen sidder i grupperummet – Bo – 2026-04-01"


def test_a_day_to_evaluate_is_set_and_taken_away(school: School) -> None:
    first = set_evaluation(school["bo"], school.plan, DAY, school.now)
    found = seen(school)
    assert (found.evaluation, found.evaluation_id) == (DAY, first)
    assert known(found, "evaluation")[0] == "I ser på det igen 1. april 2026."
    with pytest.raises(NoteConflictError):
        set_evaluation(school["eva"], school.plan, DAY + timedelta(1), school.now)
    set_evaluation(school["eva"], school.plan, None, school.now, first)
    assert seen(school).evaluation is None


def test_since_last_time_starts_when_the_coach_hands_the_plan_back(school: School) -> None:
    assert since_last(school["bo"], school.plan) is None
    move(school["bo"], school.plan, "ready", school.now)
    first = since_last(school["eva"], school.plan)
    assert first is not None
    assert first.comparison.empty
    assert not first.looked
    move(school["eva"], school.plan, "in_review", school.now)
    move(school["eva"], school.plan, "adjusting", school.now)
    handed_back = school.shown.head
    phase = next(one for one in school.shown.plan.lesson.phases if one.activities[0].kind == "work")
    voice = 4 if phase.activities[0].voice != 4 else 0
    school.change(SetVoice(phase.id, phase.activities[0].id, voice))
    move(school["bo"], school.plan, "ready", school.now)
    since = seen(school).since_last
    assert since is not None
    assert since.edit == handed_back
    assert since.looked
    assert len(since.comparison.said) == 1
    assert since.comparison.participation is not None


ASKS: tuple[Callable[[Archive, School], object], ...] = (
    lambda who, school: review(who, school.plan, school.now),
    lambda who, school: since_last(who, school.plan),
    lambda who, school: notes_of(who, school.plan, "signs"),
    lambda who, school: note(who, school.plan, Written("signs", "Hej"), school.now),
    lambda who, school: agree(who, school.plan, Steps((QUIET,)), school.now),
    lambda who, school: set_evaluation(who, school.plan, DAY, school.now),
)


def test_to_strangers_there_is_no_review(school: School) -> None:
    for ask in ASKS:
        for name in ("ib", "ole", "ada"):
            with pytest.raises(NotFoundError):
                ask(school[name], school)
    assert seen(school).steps == ()


def test_one_person_without_accounts_has_a_review_too(archive: Archive, now: datetime) -> None:
    plan = open_sample(archive, SAMPLE, now)
    note(archive, plan, Written("question", "Hvordan får jeg ro?"), now)
    found = review(archive, plan, now)
    assert part(found, "goal").slots[0].note is not None
    assert found.moves == ("ready", "archived")
    assert not found.may_propose
