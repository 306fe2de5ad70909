"""What waits for a person: plans to look at, comments to answer, proposals, days, students' words."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.review.known import day_words
from planner.review.model import EVALUATION_DATE, STEPS, Waiting, WaitingKind
from planner.services.archive import Archive
from planner.services.proposing import has_open_piece
from planner.services.rounds import replies_of, rounds_of, waiting_words
from planner.storage.comments import CommentStore, StoredComment
from planner.storage.reviews import ReviewStore
from planner.storage.store import DocumentEntry

ORDER: Final[tuple[WaitingKind, ...]] = (
    "ready",
    "words",
    "comments",
    "adjusting",
    "proposal",
    "wishes",
    "steps",
    "evaluate",
    "in_review",
)
OPEN_STATUSES: Final = ("in_review", "adjusting")


def waiting(archive: Archive, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits for this person, the most pressing kind first and in it what waits longest.

    Its length is the number of the badge.
    """
    plans = {entry.id: entry for entry in archive.documents("plan") if _taking_part(archive, entry)}
    store = ReviewStore(archive.store.engine)
    for document in store.proposed() & plans.keys():
        del plans[document]
    moved = store.moved_at(plans)
    found = [
        *_by_status(archive, plans, moved),
        *_comments(archive, plans),
        *_proposals(archive, store, plans),
        *_steps_due(archive, store, plans, now.date()),
        *_evaluations(archive, store, plans, now.date()),
        *_voice(archive, store, plans),
    ]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.since or now, one.plan)))


def _taking_part(archive: Archive, entry: DocumentEntry) -> bool:
    """Whether it may be this person's turn; nobody's once the plan is put away."""
    return entry.status != "archived" and (_mine(archive, entry) or entry.shared == "coach")


def _mine(archive: Archive, entry: DocumentEntry) -> bool:
    return entry.owner == archive.account.id or entry.shared == "co_teacher"


def _by_status(
    archive: Archive, plans: dict[str, DocumentEntry], moved: dict[str, datetime]
) -> Iterator[Waiting]:
    for entry in plans.values():
        mine = _mine(archive, entry)
        if not mine and entry.status in {"ready", "in_review"}:
            kind: WaitingKind = "ready" if entry.status == "ready" else "in_review"
            yield _waiting(kind, entry, since=moved.get(entry.id))
        if mine and entry.status == "adjusting":
            yield _waiting("adjusting", entry, since=moved.get(entry.id))


def _comments(archive: Archive, plans: dict[str, DocumentEntry]) -> Iterator[Waiting]:
    """Yield the threads in which somebody else had the last word: all to teachers, their own to coaches."""
    threads: defaultdict[int, list[StoredComment]] = defaultdict(list)
    for comment in CommentStore(archive.store.engine).comments(plans):
        threads[comment.content.answers or comment.id].append(comment)
    counts: Counter[str] = Counter()
    since: dict[str, datetime] = {}
    for thread in threads.values():
        last = _last_word(archive, plans[thread[0].document], thread)
        if last is not None:
            counts[last.document] += 1
            since[last.document] = min(last.at, since.get(last.document, last.at))
    for plan, n in counts.items():
        yield _waiting("comments", plans[plan], n=n, since=since[plan])


def _last_word(archive: Archive, entry: DocumentEntry, thread: list[StoredComment]) -> StoredComment | None:
    """Return the last comment of an open thread where it waits for this person, None where it does not."""
    spoken = [comment for comment in thread if not comment.withdrawn]
    if thread[0].settled or not spoken or spoken[-1].author == archive.account.id:
        return None
    takes_part = any(comment.author == archive.account.id for comment in thread)
    return spoken[-1] if takes_part or _mine(archive, entry) else None


def _proposals(archive: Archive, store: ReviewStore, plans: dict[str, DocumentEntry]) -> Iterator[Waiting]:
    for proposal in reversed(store.proposals(plans)):
        entry = plans[proposal.plan]
        asked = entry.status in OPEN_STATUSES and _mine(archive, entry)
        if asked and proposal.head != proposal.start and has_open_piece(archive, proposal):
            yield _waiting("proposal", entry, since=proposal.at)


def _steps_due(
    archive: Archive, store: ReviewStore, plans: dict[str, DocumentEntry], today: date
) -> Iterator[Waiting]:
    """Yield the plans whose agreed steps should have been tried by today."""
    agreed = {key: entry for key, entry in plans.items() if entry.status == "agreed"}
    newest = {note.document: note.text for note in store.notes(agreed) if note.field == STEPS}
    for plan, text in newest.items():
        days = [date.fromisoformat(step["when"]) for step in json.loads(text or "[]")]
        due = sum(day <= today for day in days)
        if due and _mine(archive, agreed[plan]):
            yield _waiting("steps", agreed[plan], n=due)


def _evaluations(
    archive: Archive, store: ReviewStore, plans: dict[str, DocumentEntry], today: date
) -> Iterator[Waiting]:
    agreed = {key: entry for key, entry in plans.items() if entry.status in {"agreed", "tried"}}
    days = {note.document: note.text for note in store.notes(agreed) if note.field == EVALUATION_DATE}
    for plan, text in days.items():
        if text and _mine(archive, agreed[plan]) and date.fromisoformat(text) <= today:
            yield _waiting("evaluate", agreed[plan], day=day_words(date.fromisoformat(text)))


def _voice(archive: Archive, store: ReviewStore, plans: dict[str, DocumentEntry]) -> Iterator[Waiting]:
    """Yield texts nobody has looked at yet, and rounds whose wishes nobody has answered."""
    for plan in store.asked(plans):
        entry = plans[plan]
        if not _mine(archive, entry):
            continue
        unseen, unanswered = 0, False
        for one in rounds_of(archive, plan):
            words = waiting_words(archive, one.id)
            unseen += sum(word.state == "waiting" for word in words)
            shown = any(word.state == "shown" for word in words)
            unanswered |= shown and not replies_of(archive, one.id)
        if unseen:
            yield _waiting("words", entry, n=unseen)
        if unanswered:
            yield _waiting("wishes", entry)


def _waiting(
    kind: WaitingKind, entry: DocumentEntry, *, n: int = 1, since: datetime | None = None, **params: Value
) -> Waiting:
    said = Message(load_catalogue().words["review_waiting"][kind], {"title": entry.title, "n": n, **params})
    return Waiting(kind, entry.id, entry.title, said, n, since)
