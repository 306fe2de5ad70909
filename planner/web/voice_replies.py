"""You said – we did – because: what came of a round, as its students read it under the same code."""

from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.services.archive import Archive
from planner.services.effects import effect_lines, effect_of
from planner.services.replying import changes_since
from planner.services.rounds import RoundState, replies_of, reply
from planner.storage.edits import Edit
from planner.voice.round import Reply, Round
from planner.web.frame import heading, notify, paragraph, tell
from planner.web.markup import Html, items, tag
from planner.web.opened import the_archive
from planner.web.server.session import now
from planner.web.speech import Speech, visitor_speech

NONE: Final = 0
"""The choice of no change; no edit has this id."""
LONGEST_SHOWN: Final = 200
FIELDS: Final = ("voice_said", "voice_did", "voice_because", "voice_edit")


def show_replies(archive: Archive, state: RoundState, speech: Speech, *, may_reply: bool) -> None:
    """List what was replied, and offer a reply."""
    one = state.round
    # The code is for the class and its teachers: who has it can answer.
    lead = (
        speech.gettext(
            "The students read it under the same code, {code}. A no is an answer too: say what will not be "
            "done, and why.",
            code=one.code,
        )
        if may_reply
        else speech.gettext("The students read it under the code they answered with.")
    )
    heading(speech.gettext("You said – we did – because"), lead)
    replies = replies_of(archive, one.id)
    with st.container():
        for said in replies:
            st.html(_reply(archive, one, said, speech))
        if not replies:
            paragraph(speech.gettext("No reply has been given yet."))
    if may_reply:
        _form(archive, state, speech)


def _reply(archive: Archive, one: Round, said: Reply, speech: Speech) -> Html:
    parts = (
        (speech.gettext("You said"), said.said),
        (speech.gettext("We did"), said.did),
        (speech.gettext("Because"), said.because),
        (speech.gettext("What the students read of the check"), said.check and speech.words(said.check)),
    )
    rows = [cell for name, text in parts if text for cell in (tag("dt", name), tag("dd", text))]
    if said.edit is not None:
        rows += [
            tag("dt", speech.gettext("The change in the plan")),
            _effect(archive, one, said.edit, speech),
        ]
    when = speech.moment(said.at, st.context.timezone) if said.at else ""
    return tag("article", tag("dl", *rows), tag("p", when, class_="p-small"), class_="p-reply")


def _effect(archive: Archive, one: Round, edit: int, speech: Speech) -> Html:
    """Say what the linked change did, to those who may open the plan."""
    try:
        effect = effect_of(archive, one.plan, edit)
    except PlannerError as error:
        return tag("dd", speech.error(error))
    return tag("dd", speech.words(effect.edit.label), items(*effect_lines(effect, speech.language)))


def _form(archive: Archive, state: RoundState, speech: Speech) -> None:
    one = state.round
    most = int(load_catalogue().limits()["voice_reply_characters"])
    with st.container():
        _choose_wish(state, speech)
    with st.form("voice_reply"):
        st.text_area(speech.gettext("You said"), key="voice_said", max_chars=most, height=80)
        st.text_area(speech.gettext("We did – or: we will not"), key="voice_did", max_chars=most, height=80)
        st.text_area(speech.gettext("Because"), key="voice_because", max_chars=most, height=80)
        _choose_change(archive, one, speech)
        st.form_submit_button(
            speech.gettext("Give this answer to the students"),
            key="voice_send",
            type="primary",
            on_click=_send,
            args=(one.id,),
        )


def _choose_wish(state: RoundState, speech: Speech) -> None:
    wishes = _wishes(state)
    if wishes:
        st.selectbox(
            speech.gettext("Answer a wish"),
            wishes,
            index=None,
            format_func=_short,
            placeholder=speech.gettext("Choose a wish to begin with"),
            key="voice_wish",
            on_change=_take_wish,
        )


def _wishes(state: RoundState) -> list[str]:
    """Return what students wrote and everybody may see; a reply to anything else would show it."""
    words = state.results.words if state.results else ()
    return list(dict.fromkeys(word.text for word in words if word.kind in {"wish", "text"}))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _take_wish() -> None:
    """Begin the reply with the wish; what was already written stays."""
    wish = st.session_state.get("voice_wish")
    if wish and not st.session_state.get("voice_said"):
        st.session_state["voice_said"] = wish


def _choose_change(archive: Archive, one: Round, speech: Speech) -> None:
    """Link a change that was made since the round: the check says what it did."""
    names = {NONE: speech.gettext("No change in the plan")}
    names |= {edit.id: _edit_name(edit, speech) for edit in changes_since(archive, one)}
    if st.session_state.get("voice_edit") not in names:
        st.session_state.pop("voice_edit", None)
    st.selectbox(
        speech.gettext("The change in the plan"),
        list(names),
        format_func=names.__getitem__,
        help=speech.gettext("Changes of the plan since the round was opened, the newest first."),
        key="voice_edit",
    )


def _edit_name(edit: Edit, speech: Speech) -> str:
    return f"{speech.words(edit.label)} ({speech.moment(edit.at, st.context.timezone)})"


def _send(round_id: str) -> None:
    """Keep the reply; one that is refused says why, and what was typed stays."""
    speech = visitor_speech()
    said, did, because = (str(st.session_state.get(field) or "") for field in FIELDS[:3])
    edit = st.session_state.get("voice_edit") or None
    given = Reply(said, did, because, edit)

    def send() -> None:
        reply(the_archive(), round_id, given, now(), speech.language)
        for field in (*FIELDS, "voice_wish"):
            st.session_state.pop(field, None)
        notify(speech.gettext("The answer stands under the round's code now."))

    tell(send)
