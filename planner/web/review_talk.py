"""What is said about a plan: threads at their place, answers, and the field to write in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from planner.review.model import Anchor, Comment, NewComment
from planner.services.archive import Archive
from planner.services.reviews import (
    add_comment,
    correct_comment,
    settle_comment,
    withdraw_comment,
)
from planner.web.focus import lead_to, show_lead
from planner.web.frame import heading, paragraph, why_not
from planner.web.markup import Html, tag
from planner.web.plain import plain
from planner.web.review_places import Spots, anchor_key, choose, item, show_places
from planner.web.rooming import tell_here, told_here
from planner.web.server.session import now
from planner.web.speech import Speech

THREADS: Final = "review_threads"
ANSWERING: Final = "review_answering"
CORRECTING: Final = "review_correcting"
EXCERPT: Final = 120
MOST: Final = 2000
TOLD: Final = "review_talk"


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said about a plan in the state ``head``; ``spots`` are the places to talk about."""

    archive: Archive
    plan: str
    head: int
    comments: tuple[Comment, ...]
    spots: Spots
    speech: Speech

    def at(self, anchor: Anchor) -> tuple[Comment, ...]:
        """Return the threads at a place, the oldest first as they were said."""
        return tuple(reversed([one for one in self.comments if one.anchor == anchor]))


def show_talk(talk: Talk, anchor: Anchor | None) -> None:
    """Draw the talk about a place, or all that is said where none is chosen."""
    with st.container(key="review_talk"):
        told_here(TOLD)
        if anchor is None:
            _overview(talk)
        else:
            _at_place(talk, anchor)
    show_lead()


def _overview(talk: Talk) -> None:
    speech = talk.speech
    heading(speech.gettext("The talk"))
    with st.container(key="review_said"):
        _all_said(talk)
    _write(talk, Anchor("plan"), speech.gettext("About the plan as a whole"))


def _all_said(talk: Talk) -> None:
    speech, anchors = talk.speech, list(dict.fromkeys(one.anchor for one in talk.comments))
    if anchors:
        words = {"talk": speech.gettext("Read"), "list": speech.gettext("What has been said")}
        show_places(THREADS, [_thread_item(talk, anchor) for anchor in anchors], words, speech)
        return
    paragraph(
        speech.gettext(
            "Nothing has been said yet. Choose a cell of the matrix, a finding, a phase, an activity "
            "or a zone – or write about the plan as a whole."
        )
    )


def _thread_item(talk: Talk, anchor: Anchor) -> dict[str, object]:
    """Return a place that is talked about, with the beginning of what was said last."""
    threads = talk.at(anchor)
    said = [one for thread in threads for one in (thread, *thread.answers) if not one.withdrawn]
    last = max(said, key=lambda one: one.at, default=None)
    line = f"{author(last, talk.speech)}: {excerpt(last.text)}" if last else ""
    settled = talk.speech.gettext("Settled") if all(one.settled for one in threads) else ""
    return item(anchor, talk.spots.name(anchor, talk.speech), (line, settled), {anchor: len(said)})


def excerpt(text: str) -> str:
    """Return the beginning of a text, for a list."""
    words = " ".join(text.split())
    return words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"


def author(comment: Comment, speech: Speech) -> str:
    """Say who wrote a comment."""
    return speech.gettext("You") if comment.mine else comment.author.name or speech.gettext("A colleague")


def _at_place(talk: Talk, anchor: Anchor) -> None:
    speech, threads = talk.speech, talk.at(anchor)
    st.button(
        speech.gettext("All that is said"),
        key="review_all",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=choose,
        args=(None,),
    )
    st.html(tag("h2", talk.spots.name(anchor, talk.speech), class_="p-h2", id="review_place"))
    # A place of its own: what is said below must not move the field that is written in.
    with st.container(key="review_said"):
        _threads(talk, threads)
    _write(talk, anchor, speech.gettext("Write about this"))


def _threads(talk: Talk, threads: tuple[Comment, ...]) -> None:
    for thread in threads:
        if thread.settled is None:
            _thread(talk, thread)
    settled = [thread for thread in threads if thread.settled is not None]
    if settled:
        label = talk.speech.gettext("Settled ({n})", n=len(settled))
        with st.expander(label, key="review_settled"):
            for thread in settled:
                _thread(talk, thread)


def _thread(talk: Talk, thread: Comment) -> None:
    speech = talk.speech
    with st.container(border=True, key=f"thread_{thread.id}"):
        if not thread.place.there:
            paragraph(
                speech.gettext("This place is no longer in the plan; what was said about it stays."),
                class_="p-small",
            )
        for one in (thread, *thread.answers):
            st.html(said(one, speech))
            if one.mine and not one.withdrawn:
                _own(talk, one)
        if st.session_state.get(ANSWERING) == thread.id:
            _answer(talk, thread)
        with st.container(horizontal=True, gap="small"):
            if st.session_state.get(ANSWERING) != thread.id:
                name = author(thread, speech) if not thread.mine else ""
                label = speech.gettext("Answer {name}", name=plain(name)) if name else speech.gettext("Go on")
                st.button(
                    label,
                    key=f"answer:{thread.id}",
                    on_click=_begin,
                    args=(ANSWERING, thread.id, "review_answer"),
                )
            _settle(talk, thread)


def said(comment: Comment, speech: Speech) -> Html:
    """Return a comment: who, when, and what, as text."""
    when = speech.moment(comment.at, st.context.timezone)
    if comment.withdrawn:
        what = tag("p", speech.gettext("Taken back."), class_="p-small")
    else:
        what = tag("p", comment.text, class_="r-text")
    corrected = speech.gettext("corrected") if comment.corrected and not comment.withdrawn else None
    head = " · ".join(part for part in (author(comment, speech), when, corrected) if part)
    return tag("article", tag("p", head, class_="p-label"), what, class_="r-said")


def _own(talk: Talk, comment: Comment) -> None:
    """Let a person correct or take back what they wrote."""
    speech = talk.speech
    with st.container(horizontal=True, gap="small", key=f"own_{comment.id}"):
        if st.session_state.get(CORRECTING) == comment.id:
            _correction(talk, comment)
            return
        st.button(
            speech.gettext("Correct"),
            key=f"correct:{comment.id}",
            type="tertiary",
            on_click=_begin,
            args=(CORRECTING, comment.id, f"own_{comment.id}"),
        )
        st.button(
            speech.gettext("Take back"),
            key=f"withdraw:{comment.id}",
            type="tertiary",
            on_click=_press,
            args=(partial(withdraw_comment, talk.archive, comment.id, now()), "review_said"),
        )


def _correction(talk: Talk, comment: Comment) -> None:
    key = f"correct_text:{comment.id}"

    def correct() -> None:
        correct_comment(talk.archive, comment.id, st.session_state.get(key, ""), now())
        st.session_state.pop(CORRECTING, None)

    st.text_area(talk.speech.gettext("What you wrote"), value=comment.text, key=key, max_chars=MOST)
    st.button(
        talk.speech.gettext("Save the correction"),
        key=f"corrected:{comment.id}",
        on_click=_press,
        args=(correct, f"own_{comment.id}"),
    )


def _settle(talk: Talk, thread: Comment) -> None:
    speech, settle = talk.speech, thread.settled is None
    st.button(
        speech.gettext("Settle") if settle else speech.gettext("Open again"),
        key=f"settle:{thread.id}",
        icon=":material/check:" if settle else None,
        on_click=_press,
        args=(
            partial(settle_comment, talk.archive, thread.id, now(), settled=settle),
            "review_talk" if settle else f"thread_{thread.id}",
        ),
    )


def _answer(talk: Talk, thread: Comment) -> None:
    key = f"answer_text:{thread.id}"

    def send() -> None:
        _send(talk, thread.anchor, key, thread.id)
        st.session_state.pop(ANSWERING, None)

    with st.container(key="review_answer"):
        st.text_area(talk.speech.gettext("Your answer"), key=key, max_chars=MOST, persist_state="session")
        st.button(
            talk.speech.gettext("Send the answer"),
            key=f"answer_send:{thread.id}",
            type="primary",
            on_click=_press,
            args=(send, f"thread_{thread.id}"),
        )


def _write(talk: Talk, anchor: Anchor, label: str) -> None:
    key = f"talk_text:{anchor_key(anchor)}"
    with st.container(key="review_write"):
        st.text_area(label, key=key, max_chars=MOST, persist_state="session")
        st.button(
            talk.speech.gettext("Send the comment"),
            key="review_send",
            type="primary",
            icon=":material/send:",
            on_click=_press,
            args=(partial(_send, talk, anchor, key),),
        )


def _send(talk: Talk, anchor: Anchor, key: str, answers: int | None = None) -> None:
    """Keep what was written and empty its field; PlannerError where it is refused."""
    new = NewComment(talk.head, anchor, st.session_state.get(key, ""), answers)
    add_comment(talk.archive, talk.plan, new, now())
    st.session_state[key] = ""


def _begin(what: str, comment: int, part: str) -> None:
    """Open a field of a comment, and lead the keyboard there."""
    st.session_state[what] = comment
    lead_to(part)


def _press(act: Callable[[], object], part: str = "") -> None:
    """Do what was pressed and lead the keyboard on; what the planner refuses is said, and nothing is lost."""
    if why := why_not(act):
        tell_here(TOLD, why)
    elif part:
        lead_to(part)
