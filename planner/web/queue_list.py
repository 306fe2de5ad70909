"""What waits for the person at the page, and the plans that are on their way through sparring."""

from datetime import datetime
from typing import Final

import streamlit as st

from planner.locale import mark
from planner.plan.status import STATUSES, Status, status_name
from planner.review.model import Waiting, WaitingKind
from planner.services.archive import LOCAL, Archive
from planner.services.moving_on import history
from planner.services.people import people
from planner.services.permissions import may
from planner.services.reviews import waiting
from planner.storage.store import DocumentEntry
from planner.web.frame import heading, paragraph
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.review_status import REVIEW_PAGE
from planner.web.server.session import now
from planner.web.speech import Speech

QUEUE_PAGE: Final = "screens/queue.py"
ACROSS_PAGE: Final = "screens/across.py"
VOICE_PAGE: Final = "screens/plan_voice.py"
OF_STUDENTS: Final[frozenset[WaitingKind]] = frozenset({"wishes", "words"})
ICONS: Final[dict[WaitingKind, str]] = {
    "ready": ":material/front_hand:",
    "in_review": ":material/forum:",
    "adjusting": ":material/edit_note:",
    "comments": ":material/chat:",
    "proposal": ":material/alt_route:",
    "steps": ":material/checklist:",
    "evaluate": ":material/event:",
    "wishes": ":material/record_voice_over:",
    "words": ":material/visibility:",
}
ORDER: Final[tuple[Status, ...]] = (*STATUSES[1:-1], STATUSES[0], STATUSES[-1])
"""From the first that is ready to the last that is evaluated; those nobody waits with come after."""
RESTING: Final = frozenset({"draft", "archived"})
NOTHING: Final = {
    "coach": mark(
        "Nothing waits for you. When a teacher shares a plan with you and says it is ready for sparring, "
        "it stands here."
    ),
    "teacher": mark(
        "Nothing waits for you. Share a plan with a coach and say it is ready for sparring – "
        "comments, counter-proposals and students’ wishes come here."
    ),
}


def waiting_badge(speech: Speech) -> None:
    """Lead from the front page to what waits, with how much that is."""
    archive = the_archive()
    number = len(waiting(archive, now()))
    if archive.account.id == LOCAL.id and not number:
        return
    label = (
        speech.ngettext("**{n}** thing waits for you", "**{n}** things wait for you", number)
        if number
        else speech.gettext("Sparring: nothing waits")
    )
    st.page_link(QUEUE_PAGE, label=label, icon=":material/inbox:")


def queue_link(speech: Speech) -> None:
    """Lead to what waits."""
    st.page_link(QUEUE_PAGE, label=speech.gettext("What waits for you"), icon=":material/inbox:")


def across_link(archive: Archive, speech: Speech) -> None:
    """Lead to what several plans show together, whoever may see that."""
    if may(archive.account.role, "school", "see_across"):
        label = speech.gettext("Across plans")
        st.page_link(ACROSS_PAGE, label=label, icon=":material/query_stats:")


def show_waiting(archive: Archive, speech: Speech) -> None:
    """List what waits, the most pressing first, each with the way to it; say what to do where it is empty."""
    found = waiting(archive, now())
    if not found:
        role = "coach" if archive.account.role == "coach" else "teacher"
        paragraph(speech.gettext(NOTHING[role]))
    for one in found:
        _waiting(one, speech)


def _waiting(one: Waiting, speech: Speech) -> None:
    page, query = way_to(one)
    when = f" · {since(one.since, speech)}" if one.since is not None else ""
    label = plain(speech.message(one.words) + when)
    st.page_link(page, label=label, icon=ICONS[one.kind], query_params=query, width="stretch")


def way_to(one: Waiting) -> tuple[str, dict[str, str]]:
    """Return the page where something can be done about what waits, and its query."""
    if one.kind in OF_STUDENTS:
        return VOICE_PAGE, {"id": one.plan}
    parts = {"proposal": "pieces", "evaluate": "sheet", "steps": "sheet"}
    return REVIEW_PAGE, {"id": one.plan} | ({"part": parts[one.kind]} if one.kind in parts else {})


def since(when: datetime, speech: Speech) -> str:
    """Say since when."""
    return speech.gettext("since {when}", when=speech.moment(when, st.context.timezone))


def show_on_their_way(archive: Archive, speech: Speech) -> None:
    """List the plans on their way through sparring by how far they are, the newest change first.

    What else is shared with a coach, drafts and what is put away, stands by itself below.
    """
    coach = archive.account.role == "coach"
    entries = [one for one in archive.documents("plan") if one.shared == "coach" or not coach]
    begun = [one for one in entries if one.status not in RESTING]
    if begun:
        title = mark("Plans in sparring with you") if coach else mark("Your plans in sparring")
        by = speech.gettext("By how far they are; what was changed last stands first.")
        heading(speech.gettext(title), by)
        _by_status(archive, begun, speech)
    resting = [one for one in entries if one.status in RESTING] if coach else []
    if resting:
        heading(speech.gettext("Shared with you"), speech.gettext("Nobody asks for sparring on these now."))
        _by_status(archive, resting, speech)


def _by_status(archive: Archive, entries: list[DocumentEntry], speech: Speech) -> None:
    for status in ORDER:
        part = [one for one in entries if one.status == status]
        if part:
            _status(archive, status, part, speech)


def _status(archive: Archive, status: Status, entries: list[DocumentEntry], speech: Speech) -> None:
    who = people(archive, (one.owner for one in entries))
    st.html(tag("h3", f"{speech.words(status_name(status))} ({len(entries)})", class_="p-h3"))
    for one in entries:
        moved = history(archive, one.id)
        whose = "" if one.owner == archive.account.id else who(one.owner).name
        changed = speech.moment(one.changed, st.context.timezone)
        facts = [
            whose,
            since(moved[0].at, speech) if moved else "",
            speech.gettext("changed {when}", when=changed),
        ]
        label = " · ".join([f"**{plain(one.title)}**", *(plain(fact) for fact in facts if fact)])
        st.page_link(REVIEW_PAGE, label=label, icon=":material/forum:", query_params={"id": one.id})
