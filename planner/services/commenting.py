"""Comments on a place of a plan: written, answered, corrected, withdrawn, settled."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from planner.errors import NotAllowedError, NotFoundError, PlannerError
from planner.lesson.model import Plan
from planner.locale import mark
from planner.plan.compare import Side
from planner.plan.document import stored_plan
from planner.review.model import Anchor, Comment, NewComment, Person
from planner.review.places import CHECKED, place_name, place_of
from planner.review.texts import LONGEST_COMMENT, kept_text
from planner.services.archive import NOT_THERE, Archive
from planner.services.comparing import side_of
from planner.services.moving_on import status_of
from planner.services.people import people
from planner.services.permissions import NOT_ALLOWED
from planner.services.plans import load_plan, plan_layout
from planner.storage.comments import CommentContent, CommentStore, StoredComment


def add_comment(archive: Archive, plan: str, new: NewComment, now: datetime) -> int:
    """Keep a comment, or an answer to one, and return its id.

    An answer stands where its thread stands, whatever ``new`` says about that.

    Raises
    ------
    PlannerError
        The text is empty, too long or names a diagnosis; the version has no such place; or the plan is
        archived.
    NotFoundError
        There is no such version, or no such thread to answer.
    """
    archive.require(plan, "comment")
    _require_open(archive, plan)
    store = _store(archive)
    text = kept_text(new.text, LONGEST_COMMENT)
    if new.answers is None:
        content = _content(archive, plan, new, text)
    else:
        thread = _comment(store, new.answers, plan)
        content = replace(thread.content, text=text, answers=thread.id)
    return store.add(plan, content, archive.account.id, now)


def comments(archive: Archive, plan: str) -> tuple[Comment, ...]:
    """Return the threads of a plan, the newest first; the answers of a thread in their order."""
    archive.require(plan, "comment")
    stored = _store(archive).comments((plan,))
    head = load_plan(archive, plan).plan
    side = _side(head, {one.content.anchor.kind for one in stored} & CHECKED)
    who = people(archive, (account for one in stored for account in (one.author, one.settled or "")))
    reader = _Reader(side, who, archive.account.id)
    answers: defaultdict[int, list[Comment]] = defaultdict(list)
    for one in stored:
        if one.content.answers is not None:
            answers[one.content.answers].append(reader.read(one))
    threads = (one for one in reversed(stored) if one.content.answers is None)
    return tuple(replace(reader.read(one), answers=tuple(answers[one.id])) for one in threads)


def correct_comment(archive: Archive, comment: int, text: str, now: datetime) -> None:
    """Put another text in the place of one's own comment; the old one is kept.

    Raises
    ------
    NotAllowedError
        Somebody else wrote it.
    PlannerError
        The text is refused, the comment was withdrawn, or the plan is archived.
    """
    found = _own(archive, comment)
    if found.withdrawn:
        raise PlannerError(mark("The comment was withdrawn. Write a new one."))
    _require_open(archive, found.document)
    kept = kept_text(text, LONGEST_COMMENT)
    if kept != found.content.text:
        _store(archive).correct(comment, kept, now)


def withdraw_comment(archive: Archive, comment: int, now: datetime) -> None:
    """Take one's own comment back: it is not shown any more; its answers are."""
    if not _own(archive, comment).withdrawn:
        _store(archive).mark(comment, "withdrawn", archive.account.id, now)


def settle_comment(archive: Archive, comment: int, now: datetime, *, settled: bool = True) -> None:
    """Settle a thread, or open it again; NotFoundError where it is no thread of its own."""
    found = _found(archive, comment)
    if found.content.answers is not None:
        raise NotFoundError(NOT_THERE)
    if (found.settled is not None) is not settled:
        _store(archive).mark(comment, "settled" if settled else "reopened", archive.account.id, now)


def _require_open(archive: Archive, plan: str) -> None:
    """Refuse to write about a plan that is put away: nobody is waiting for it there."""
    if status_of(archive, plan) == "archived":
        raise PlannerError(mark("The plan is archived. Take it up again to comment on it."))


class _Reader:
    """Reads comments as one person sees them, beside the plan as it stands."""

    def __init__(self, side: Side, who: Callable[[str], Person], reader: str) -> None:
        self._side, self._who, self._reader = side, who, reader

    def read(self, stored: StoredComment) -> Comment:
        content = stored.content
        return Comment(
            id=stored.id,
            plan=stored.document,
            edit=content.edit,
            anchor=content.anchor,
            place=place_of(self._side, content.anchor, content.place),
            author=self._who(stored.author),
            at=stored.at,
            text="" if stored.withdrawn else content.text,
            corrected=stored.corrected,
            settled=self._who(stored.settled) if stored.settled else None,
            withdrawn=stored.withdrawn,
            mine=stored.author == self._reader,
        )


def _content(archive: Archive, plan: str, new: NewComment, text: str) -> CommentContent:
    version = stored_plan(archive.content(plan, new.edit))
    place = place_name(_side(version, {new.anchor.kind} & CHECKED), new.anchor)
    if place is None:
        raise PlannerError(mark("This place is not in that version of the plan."))
    return CommentContent(new.edit, Anchor(new.anchor.kind, tuple(new.anchor.ids)), place, text)


def _side(plan: Plan, checked: Collection[str]) -> Side:
    """Return a state of a plan, checked only where some place asks for it: that takes its time."""
    if checked:
        return side_of(plan)
    try:
        return Side(plan, plan_layout(plan), None)
    except PlannerError:
        return Side(plan, None, None)


def _store(archive: Archive) -> CommentStore:
    return CommentStore(archive.store.engine)


def _comment(store: CommentStore, comment: int, plan: str) -> StoredComment:
    found = store.comment(comment)
    if found.document != plan or found.content.answers is not None:
        raise NotFoundError(NOT_THERE)
    return found


def _found(archive: Archive, comment: int) -> StoredComment:
    """Return a comment on a plan this account may comment on; NotFoundError where it may not open that."""
    found = _store(archive).comment(comment)
    archive.require(found.document, "comment")
    return found


def _own(archive: Archive, comment: int) -> StoredComment:
    found = _found(archive, comment)
    if found.author != archive.account.id:
        raise NotAllowedError(NOT_ALLOWED)
    return found
