"""Who else may use a document: somebody who is chosen, or the whole school. What they get is said first."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from planner.locale import mark
from planner.services import sharing
from planner.services.archive import LOCAL, Archive
from planner.storage.accounts import Account
from planner.storage.shares import Share
from planner.storage.store import Kind
from planner.web.focus import lead_to, show_lead
from planner.web.frame import notify, paragraph, tell
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.speech import Speech

ROLES: Final = {
    "teacher": mark("teacher"),
    "coach": mark("coach"),
    "administrator": mark("administrator"),
}
MAY: Final = {"co_teacher": mark("may edit"), "coach": mark("may read and comment")}
NO_ACCOUNTS: Final = mark(
    "You use the planner alone on this machine. To share with others, the school makes accounts: "
    "the README says how, in “For a whole school”."
)


def share_popover(archive: Archive, document: str, kind: Kind, speech: Speech) -> None:
    """Offer to share a document, to whom it belongs; others see with whom they share it."""
    if not (archive.may(document, "share") or archive.may(document, "comment")):
        return
    popover = st.popover(speech.gettext("Share"), icon=":material/group_add:", key="share", on_change="rerun")
    if popover.open:
        with popover:
            share_panel(archive, document, kind, speech)


def share_panel(archive: Archive, document: str, kind: Kind, speech: Speech) -> None:
    """Draw who has a document, and to its owner what to do about it."""
    if archive.account.id == LOCAL.id:
        paragraph(speech.gettext(NO_ACCOUNTS))
        return
    with st.container(key=_panel(document)):
        _said(document)
        _panel_parts(archive, document, kind, speech)
    show_lead(_panel(document))


def _panel(document: str) -> str:
    return f"share_panel_{document}"


def _said(document: str) -> None:
    """Say what was just done; the keyboard is led there, for the button of that press may be gone."""
    text = st.session_state.pop(f"{_panel(document)}_said", "")
    # Where the line is empty it still has its place: what stands below is not drawn anew.
    st.html(tag("p", text, role="status", tabindex="-1", class_="p-lead lead") if text else "<span></span>")


def _panel_parts(archive: Archive, document: str, kind: Kind, speech: Speech) -> None:
    if archive.may(document, "comment"):
        _who_has_it(archive, document, speech)
    if archive.may(document, "edit") and archive.may(document, "share"):
        _choose(archive, document, kind, speech)
    if archive.may(document, "share"):
        _library(archive, document, kind, speech)


def _who_has_it(archive: Archive, document: str, speech: Speech) -> None:
    shares = sharing.list_shares(archive, document)
    if not shares:
        paragraph(speech.gettext("Only you can see it."))
        return
    paragraph(tag("strong", speech.gettext("Shared with")))
    owner = archive.may(document, "share")
    for share in shares:
        with st.container(horizontal=True, vertical_alignment="center", key=f"share_row_{share.account}"):
            st.html(tag("p", _share_line(share, speech)), width="stretch")
            if owner:
                _button(
                    speech.gettext("Stop sharing with {name}", name=plain(share.name)),
                    f"unshare:{document}:{share.account}",
                    partial(_unshare, document, share.account, share.name, speech),
                )
    if not owner:
        _button(
            speech.gettext("Take it off my lists"),
            f"leave:{document}",
            lambda: _leave(document, speech),
        )


def _share_line(share: Share, speech: Speech) -> str:
    if share.closed:
        return f"{share.name} · {speech.gettext('the account is closed')}"
    if sharing.shared_as(share.account_role) != share.role:
        return f"{share.name} · {speech.gettext('has another role now and cannot open it')}"
    return f"{share.name} · {speech.gettext(MAY[share.role])}"


def _choose(archive: Archive, document: str, kind: Kind, speech: Speech) -> None:
    """Offer the colleagues to choose among, and say what they get before the press."""
    people = {one.id: one for one in sharing.candidates(archive, document)}
    if not people:
        paragraph(speech.gettext("There is nobody else to share with yet. The administrator makes accounts."))
        return
    chosen = st.selectbox(
        speech.gettext("Share with"),
        list(people),
        index=None,
        format_func=lambda one: f"{people[one].name} · {speech.gettext(ROLES[people[one].role])}",
        placeholder=speech.gettext("Write a name"),
        # The account it was shared with last is no longer among them: then the choice begins anew.
        key=f"share_with:{document}:{len(people)}",
    )
    if chosen is not None:
        person = people[chosen]
        paragraph(what_they_get(person, kind, speech))
        _button(
            speech.gettext("Share with {name}", name=plain(person.name)),
            f"share_go:{document}",
            lambda: _share(document, person, speech),
            primary=True,
        )


def what_they_get(person: Account, kind: Kind, speech: Speech) -> str:
    """Say what somebody gets when a document is shared with them."""
    coach = person.role == "coach"
    if kind == "layout":
        return (
            speech.gettext("{name} may look at the room and copy it.", name=person.name)
            if coach
            else speech.gettext("{name} may look at the room, change it and copy it.", name=person.name)
        )
    what = speech.gettext(
        "{name} sees the whole plan: the lesson, the students' codes and what they need, and all versions.",
        name=person.name,
    )
    may = (
        speech.gettext("As a coach {name} may read, comment and copy, but not change.", name=person.name)
        if coach
        else speech.gettext("{name} may change it as you can, but not share or delete it.", name=person.name)
    )
    return f"{what} {may}"


def _library(archive: Archive, document: str, kind: Kind, speech: Speech) -> None:
    """Offer the school's library, and say what it shows before the press."""
    published = archive.relation(document) == "publisher"
    shown = None if published else sharing.in_library(archive, document)
    paragraph(tag("strong", speech.gettext("The school's library")))
    if shown is not None:
        when = speech.moment(shown.since, st.context.timezone)
        paragraph(speech.gettext("It stands there since {when}.", when=when))
    if not published and (shown is None or not shown.current):
        _offer_library(archive, document, kind, speech, again=shown is not None)
    if published or shown is not None:
        label = speech.gettext("Take it out of the library")
        _button(label, f"library_out:{document}", partial(_take_out, document, speech))


def _offer_library(archive: Archive, document: str, kind: Kind, speech: Speech, *, again: bool) -> None:
    """Offer to put a document in, or to bring up to date what stands there; not while it names a student."""
    named = sharing.students_named(archive, document) if kind == "plan" else ()
    if named:
        paragraph(speech.gettext("The text names {codes}. Take that out first.", codes=", ".join(named)))
        return
    paragraph(
        speech.gettext("You have changed the plan since: the library shows the earlier state.")
        if again
        else library_says(kind, speech)
    )
    label = (
        speech.gettext("Show the newest in the library") if again else speech.gettext("Put it in the library")
    )
    _button(label, f"library_in:{document}", partial(_put_in, document, speech))


def library_says(kind: Kind, speech: Speech) -> str:
    """Say what the library would show."""
    if kind == "layout":
        return speech.gettext(
            "Everybody with an account at the school may look at the room and copy it, also its picture "
            "if one lies under it. What you change later shows there too."
        )
    return speech.gettext(
        "Everybody with an account at the school may read and copy the title, goal, phases, activities, "
        "adults and room. The class is left out: no codes, no needs, no numbers. "
        "What you change later shows only if you put it in again."
    )


def _button(label: str, key: str, act: Callable[[], None], *, primary: bool = False) -> None:
    st.button(label, key=key, on_click=act, type="primary" if primary else "secondary")


def _share(document: str, person: Account, speech: Speech) -> None:
    def act() -> None:
        role = sharing.share(the_archive(), document, person.id, now())
        said = speech.gettext(
            "Shared with {name}, who {may}.", name=person.name, may=speech.gettext(MAY[role])
        )
        _say(document, said)

    tell(act)


def _unshare(document: str, account: str, name: str, speech: Speech) -> None:
    def act() -> None:
        sharing.unshare(the_archive(), document, account, now())
        _say(document, speech.gettext("{name} cannot open it any more.", name=name))

    tell(act)


def _leave(document: str, speech: Speech) -> None:
    def act() -> None:
        sharing.leave(the_archive(), document, now())
        notify(speech.gettext("It is off your lists. Its owner can share it with you again."))

    tell(act)


def _put_in(document: str, speech: Speech) -> None:
    def act() -> None:
        sharing.put_in_library(the_archive(), document, now())
        _say(document, speech.gettext("It stands in the school's library."))

    tell(act)


def _take_out(document: str, speech: Speech) -> None:
    def act() -> None:
        sharing.take_out(the_archive(), document, now())
        _say(document, speech.gettext("It is out of the library. Copies others have made are theirs."))

    tell(act)


def _say(document: str, said: str) -> None:
    """Say what was done: at the top of the page, and in the panel, in which the keyboard stays."""
    notify(said)
    st.session_state[f"{_panel(document)}_said"] = said
    lead_to(_panel(document), _panel(document))
