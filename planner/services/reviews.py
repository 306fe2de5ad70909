"""The review of a plan: the template with what is known and what people wrote, and what is agreed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from planner.errors import PlannerError
from planner.locale import mark
from planner.plan.compare import Comparison
from planner.plan.document import stored_plan
from planner.plan.status import moves
from planner.review.known import Knowledge
from planner.review.model import (
    EVALUATION_DATE,
    MOST_STEPS,
    NOTE_FIELDS,
    STEPS,
    Moved,
    Note,
    NoteConflictError,
    NoteField,
    Person,
    Review,
    SinceLast,
    Step,
    Steps,
    Written,
)
from planner.review.template import template
from planner.review.texts import LONGEST_NOTE, LONGEST_STEP, kept_text
from planner.services.archive import Archive
from planner.services.commenting import (
    add_comment,
    comments,
    correct_comment,
    settle_comment,
    withdraw_comment,
)
from planner.services.comparing import compare_plans, side_of
from planner.services.heard import heard
from planner.services.memory import remembered
from planner.services.moving_on import history, move, possible_moves, status_of
from planner.services.people import people
from planner.services.plans import OpenPlan, load_plan
from planner.services.proposing import Adopted, adopt, proposal_of, proposals, propose
from planner.services.waiting import waiting
from planner.storage.reviews import ReviewStore, StaleNoteError, StoredNote

__all__ = [
    "Adopted",
    "add_comment",
    "adopt",
    "agree",
    "comments",
    "correct_comment",
    "history",
    "move",
    "note",
    "notes_of",
    "possible_moves",
    "proposal_of",
    "proposals",
    "propose",
    "review",
    "set_evaluation",
    "settle_comment",
    "since_last",
    "status_of",
    "waiting",
    "withdraw_comment",
]

TOGETHER: Final = frozenset({"agreed", "evaluated"})
"""What a plan is only after people have looked at it together."""


def review(archive: Archive, plan: str, now: datetime) -> Review:
    """Return the review of a plan as it stands."""
    relation = archive.require(plan, "review")
    shown = load_plan(archive, plan)
    store = ReviewStore(archive.store.engine)
    newest = {one.field: one for one in store.notes((plan,))}
    coaches = store.coaches(plan)
    who = people(archive, (*coaches, *(one.author for one in newest.values())))
    steps, day = _steps(newest.get(STEPS)), _day(newest.get(EVALUATION_DATE))
    knowledge = Knowledge(side_of(shown.plan), heard(archive, plan, now), steps, day)
    moved = history(archive, plan)
    status = status_of(archive, plan)
    return Review(
        plan=plan,
        title=shown.title,
        head=shown.head,
        status=status,
        moves=moves(status, relation),
        coaches=tuple(who(coach) for coach in coaches),
        parts=template(knowledge, {field: _note(one, who) for field, one in newest.items()}),
        steps=steps,
        steps_id=_id(newest.get(STEPS)),
        evaluation=day,
        evaluation_id=_id(newest.get(EVALUATION_DATE)),
        history=moved,
        since_last=_since(archive, shown, moved),
        may_propose=relation == "coach" and store.proposal(plan) is None,
    )


def since_last(archive: Archive, plan: str) -> SinceLast | None:
    """Return what happened to a plan since it was last looked at, or said to be ready; None before that."""
    archive.require(plan, "review")
    return _since(archive, load_plan(archive, plan), history(archive, plan))


def note(archive: Archive, plan: str, written: Written, now: datetime) -> int:
    """Write in a field of the template and return the note's id; what stood there is kept.

    An empty text empties the field.

    Raises
    ------
    NoteConflictError
        Somebody else wrote there since; it carries both texts.
    PlannerError
        The text is too long or names a diagnosis.
    """
    if written.field not in NOTE_FIELDS:
        raise PlannerError(mark("The template has no such field."))
    text = kept_text(written.text, LONGEST_NOTE, empty=True)
    return _write(archive, plan, (written.field, text, written.expected), now)


def notes_of(archive: Archive, plan: str, field: NoteField) -> tuple[Note, ...]:
    """Return all that ever stood in a field of the template, the newest first."""
    archive.require(plan, "review")
    found = [one for one in ReviewStore(archive.store.engine).notes((plan,)) if one.field == field]
    who = people(archive, (one.author for one in found))
    return tuple(_note(one, who) for one in reversed(found))


def agree(archive: Archive, plan: str, steps: Steps, now: datetime) -> int:
    """Write down the agreed steps, at most three, in the place of the earlier ones; raises as ``note``."""
    if len(steps.steps) > MOST_STEPS:
        raise PlannerError(mark("At most three steps: choose the ones that matter most."))
    kept = [
        Step(kept_text(step.what, LONGEST_STEP), kept_text(step.who, LONGEST_STEP), step.when)
        for step in steps.steps
    ]
    text = json.dumps([asdict(step) | {"when": step.when.isoformat()} for step in kept], ensure_ascii=False)
    return _write(archive, plan, (STEPS, text, steps.expected), now)


def set_evaluation(
    archive: Archive, plan: str, day: date | None, now: datetime, expected: int | None = None
) -> int:
    """Write down when to evaluate together, None for not decided; raises as ``note``."""
    return _write(archive, plan, (EVALUATION_DATE, day.isoformat() if day else "", expected), now)


def _write(archive: Archive, plan: str, entry: tuple[str, str, int | None], now: datetime) -> int:
    archive.require(plan, "review")
    archive.document(plan, "plan")
    field, text, expected = entry
    new = StoredNote(0, plan, field, text, archive.account.id, now)
    try:
        return ReviewStore(archive.store.engine).add_note(new, expected)
    except StaleNoteError as stale:
        if stale.newest.text == text:
            return stale.newest.id
        theirs = _note(stale.newest, people(archive, (stale.newest.author,)))
        shown = replace(theirs, text=_readable(field, theirs.text))
        raise NoteConflictError(str(stale), _readable(field, text), shown) from stale


def _readable(field: str, text: str) -> str:
    """Return what was written as people read it: agreed steps one a line."""
    if field != STEPS:
        return text
    return "\n".join(f"{step.what} – {step.who} – {step.when.isoformat()}" for step in _read_steps(text))


def _since(archive: Archive, shown: OpenPlan, moved: Sequence[Moved]) -> SinceLast | None:
    """Compare the plan with what people last looked at: when they were done with it, else when it came in."""
    handed_back = ("in_review", "adjusting")
    looked = (one for one in moved if one.after in TOGETHER or (one.before, one.after) == handed_back)
    came = (one for one in moved if one.after == "ready")
    together = next(looked, None)
    last = together or next(came, None)
    if last is None or last.edit is None:
        return None
    before = archive.content(shown.id, last.edit)
    return SinceLast(last.edit, last.at, _compared(before, shown.stored.content), together is not None)


@remembered(64)
def _compared(before: str, after: str) -> Comparison:
    return compare_plans(stored_plan(before), stored_plan(after)).comparison


def _steps(stored: StoredNote | None) -> tuple[Step, ...]:
    return _read_steps(stored.text) if stored else ()


def _read_steps(text: str) -> tuple[Step, ...]:
    entries = json.loads(text) if text else []
    return tuple(Step(one["what"], one["who"], date.fromisoformat(one["when"])) for one in entries)


def _day(stored: StoredNote | None) -> date | None:
    return date.fromisoformat(stored.text) if stored and stored.text else None


def _id(stored: StoredNote | None) -> int | None:
    return stored.id if stored else None


def _note(stored: StoredNote, who: Callable[[str], Person]) -> Note:
    return Note(stored.id, stored.field, stored.text, who(stored.author), stored.at)
