"""Asking before something is erased for good: what goes with it, and one yes."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from planner.services.archive import Archive
from planner.services.erasing import Erased, document_going, erase_document
from planner.storage.erasing import Going
from planner.web.frame import notify, tell
from planner.web.markup import items, tag
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.speech import Speech

ASKED: Final = "asked_to_erase"
"""The class or document whose erasing is asked about in this tab."""


def erase_button(what: str, label: str) -> None:
    """Draw the button that asks about erasing something."""
    st.button(
        label,
        key=f"erase:{what}",
        icon=":material/delete_forever:",
        on_click=lambda: st.session_state.update({ASKED: what}),
    )


def asked(what: str) -> bool:
    """Whether the erasing of something is asked about just now."""
    return st.session_state.get(ASKED) == what


def confirm(title: str, going: Going, act: Callable[[], Erased], speech: Speech) -> None:
    """Say what goes, and erase it on a yes."""
    lines = items(*going_lines(going, speech))
    st.html(tag("div", tag("p", title), lines, role="alert", class_="p-alert"))
    with st.container(horizontal=True, gap="small"):
        st.button(
            speech.gettext("Yes, erase it for good"),
            key="erase_yes",
            type="primary",
            on_click=lambda: tell(lambda: _erase(act, speech)),
        )
        st.button(speech.gettext("No, keep it"), key="erase_no", on_click=_keep)


def erase_document_row(archive: Archive, document: str, title: str, speech: Speech) -> None:
    """Draw the button that erases a document that was taken off the lists, and its question."""
    erase_button(document, speech.gettext("Erase {title} for good …", title=plain(title)))
    if asked(document):
        confirm(
            speech.gettext("Erase “{title}” for good? Nobody can bring it back.", title=title),
            document_going(archive, document),
            lambda: erase_document(archive, document, now()),
            speech,
        )


def _erase(act: Callable[[], Erased], speech: Speech) -> None:
    _keep()
    erased = act()
    said = speech.gettext("It is erased.")
    if not erased.settled:
        said += " " + speech.gettext(
            "The database was in use: the last of it leaves the disk at the next clean-up."
        )
    notify(said)


def _keep() -> None:
    st.session_state.pop(ASKED, None)


def going_lines(going: Going, speech: Speech) -> list[str]:
    """Say what goes, kind by kind; what there is none of is left out."""
    counted = (
        (
            speech.ngettext(
                "{n} document with all its versions", "{n} documents with all their versions", going.documents
            ),
            going.documents,
        ),
        (speech.ngettext("{n} edit", "{n} edits", going.edits), going.edits),
        (
            speech.ngettext("{n} round with the students", "{n} rounds with the students", going.rounds),
            going.rounds,
        ),
        (
            speech.ngettext("{n} answer of the students", "{n} answers of the students", going.answers),
            going.answers,
        ),
        (speech.ngettext("{n} reply to them", "{n} replies to them", going.replies), going.replies),
        (speech.ngettext("{n} comment", "{n} comments", going.comments), going.comments),
        (speech.ngettext("{n} note of the sparring", "{n} notes of the sparring", going.notes), going.notes),
        (
            speech.ngettext(
                "{n} counter-proposal of a coach", "{n} counter-proposals of coaches", going.proposals
            ),
            going.proposals,
        ),
        (
            speech.ngettext("{n} share with a colleague", "{n} shares with colleagues", going.shares),
            going.shares,
        ),
        (speech.ngettext("{n} picture", "{n} pictures", going.pictures), going.pictures),
    )
    stays = speech.gettext(
        "Copies that others have made, what the library shows and files somebody downloaded stay. "
        "Backups keep it until they are thrown away."
    )
    return [*(said for said, n in counted if n), stays]
