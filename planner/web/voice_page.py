"""The students' voice on a plan: ask, follow, read, look at what was written, reply, take out."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import streamlit as st
from babel.dates import format_date, get_timezone

from planner.errors import PlannerError
from planner.exchange.umv import Evidence, write_evidence
from planner.exchange.umv_pdf import evidence_pdf
from planner.locale import mark
from planner.services.archive import Archive
from planner.services.evidence import GROUP_NAMES, round_evidence
from planner.services.plans import OpenPlan
from planner.services.rounds import RoundState, round_state, rounds_of
from planner.voice.round import Round
from planner.web.cards import card_style
from planner.web.downloading import made_later
from planner.web.focus import show_lead
from planner.web.frame import heading, paragraph
from planner.web.markup import tag
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.voice_checks import show_disagreements
from planner.web.voice_live import show_code, show_count
from planner.web.voice_open import show_opening
from planner.web.voice_replies import show_replies
from planner.web.voice_results import show_results
from planner.web.voice_words import show_words

ROUND = "round"
Part = tuple[bool, Callable[[], None]]
"""Whether a part of the page is drawn, and how."""
NOT_READ = mark("Only those who teach this plan, or look at it with them, see what the students say.")


@cache
def _style() -> str:
    return files("planner.web").joinpath("components/voice.css").read_text(encoding="utf-8")


def chosen_round(rounds: tuple[Round, ...]) -> Round | None:
    """Return the round the address names, else the newest; None where there is none."""
    asked = st.query_params.get(ROUND)
    return next((one for one in rounds if one.id == asked), rounds[0] if rounds else None)


def page_query(opened: OpenPlan) -> dict[str, str]:
    """Return what the address of the page says."""
    asked = st.query_params.get(ROUND)
    return {"id": opened.id} | ({ROUND: asked} if asked else {})


def show_voice(archive: Archive, opened: OpenPlan, speech: Speech) -> None:
    """Draw the page for who may read the students' voice; what changes it only for who may ask."""
    st.html(f"<style>{_style()}</style>")
    if not archive.may(opened.id, "read_voice"):
        paragraph(speech.gettext(NOT_READ))
        return
    card_style()
    may_ask = archive.may(opened.id, "ask")
    rounds = rounds_of(archive, opened.id, now())
    one = chosen_round(rounds)
    # Each part has a place of its own, also while it is empty: what stands below one that comes or goes
    # would be drawn anew otherwise, and the keyboard thrown out of it.
    opening, overview, below = st.container(), st.container(), st.container()
    with opening:
        if may_ask and not any(each.closed is None for each in rounds):
            _ask(archive, opened, speech, again=one is not None)
        elif one is None:
            paragraph(speech.gettext("The students have not been asked about this plan yet."))
    if one is not None:
        with overview:
            _overview(archive, rounds, one, speech)
        with below:
            _round(archive, one, speech, may_ask=may_ask)
    show_lead()


def _ask(archive: Archive, opened: OpenPlan, speech: Speech, *, again: bool) -> None:
    """Offer a round; after the first one folded away, for what was said stands first then."""
    if not again:
        show_opening(archive, opened, speech)
        return
    with st.expander(speech.gettext("Ask the students again"), icon=":material/campaign:", key="voice_again"):
        show_opening(archive, opened, speech)


def _overview(archive: Archive, rounds: tuple[Round, ...], chosen: Round, speech: Speech) -> None:
    """List the rounds, the newest first, where there are several."""
    if len(rounds) == 1:
        return
    heading(speech.gettext("Rounds of this plan"))
    for one in rounds:
        line = round_line(round_state(archive, one.id, now()), speech)
        with st.container(horizontal=True, gap="medium", vertical_alignment="center", key=f"round_{one.id}"):
            st.button(
                speech.gettext("See the round of {day}", day=round_moment(one, speech)),
                key=f"see_{one.id}",
                type="secondary" if one.id != chosen.id else "primary",
                on_click=_see,
                args=(one.id,),
            )
            st.html(tag("p", line), width="stretch")


def _see(round_id: str) -> None:
    st.query_params[ROUND] = round_id


def round_line(state: RoundState, speech: Speech) -> str:
    """Say in a line what a round was about, and how many answered."""
    one = state.round
    parts = (
        " / ".join(layout.name for layout in one.layouts),
        speech.gettext(GROUP_NAMES[one.group]),
        _answers(state, speech),
        speech.gettext("open") if one.closed is None else speech.gettext("closed"),
    )
    return " · ".join(parts)


def _answers(state: RoundState, speech: Speech) -> str:
    if state.round.expected is None:
        return speech.ngettext("{n} answer", "{n} answers", state.answers)
    return speech.gettext("{n} of {expected} answers", n=state.answers, expected=state.round.expected)


def round_moment(one: Round, speech: Speech) -> str:
    """Say when a round was opened, in the visitor's time zone."""
    return speech.moment(one.opened, st.context.timezone)


def round_date(one: Round, speech: Speech) -> str:
    """Say the day of a round in the visitor's time zone."""
    zone = st.context.timezone
    day = one.opened.astimezone(get_timezone(zone)) if zone else one.opened
    return format_date(day.date(), "d. MMMM y" if speech.language == "da" else "d MMMM y", speech.language)


def _round(archive: Archive, one: Round, speech: Speech, *, may_ask: bool) -> None:
    try:
        state = round_state(archive, one.id, now())
    except PlannerError as error:
        st.html(tag("p", speech.error(error), role="alert", class_="p-alert"))
        return
    heading(
        speech.gettext("The round of {day}", day=round_date(one, speech)),
        " / ".join(layout.name for layout in one.layouts),
    )
    live = state.round.closed is None
    parts: tuple[Part, ...] = (
        (may_ask and live, lambda: show_code(archive, state.round, speech)),
        (True, lambda: show_count(state, live=live)),
        (True, lambda: show_results(state, speech)),
        (may_ask, lambda: show_words(archive, one, speech)),
        (state.results is not None, lambda: show_disagreements(archive, one, speech)),
        (True, lambda: show_replies(archive, state, speech, may_reply=may_ask)),
        (archive.may(one.plan, "export"), lambda: _exports(one, speech)),
    )
    for shown, draw in parts:
        with st.container():
            if shown:
                draw()


def _exports(one: Round, speech: Speech) -> None:
    """Offer the round as evidence: made when it is asked for, for whom it was drawn."""
    heading(
        speech.gettext("Evidence for the assessment of the teaching environment (UMV)"),
        speech.gettext(
            "Released results, the date, and what came of it. No codes, and nothing that was held back."
        ),
    )
    day = one.opened.date().isoformat()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            speech.gettext("Evidence as PDF"),
            data=made_later(lambda archive: evidence_pdf(_evidence(archive, one, speech), speech.language)),
            file_name=f"umv-{day}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            key="voice_pdf",
        )
        st.download_button(
            speech.gettext("Evidence as a table (CSV)"),
            data=made_later(lambda archive: write_evidence(_evidence(archive, one, speech), speech.language)),
            file_name=f"umv-{day}.csv",
            mime="text/csv",
            icon=":material/table:",
            on_click="ignore",
            key="voice_csv",
        )


def _evidence(archive: Archive, one: Round, speech: Speech) -> Evidence:
    return round_evidence(archive, one.id, now(), speech.language)
