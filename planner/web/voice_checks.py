"""Where the students' words and the check disagree: findings like others, with their place in the room."""

from typing import Final

import streamlit as st

from planner.catalogue.finding import Finding
from planner.errors import PlannerError
from planner.room.layout import Layout
from planner.services.archive import Archive
from planner.services.rounds import disagreements
from planner.voice.round import Round
from planner.web.drawing import show_room
from planner.web.findings import Shown, finding_id, findings_data, read_shown, room_places, show_findings
from planner.web.frame import heading, paragraph
from planner.web.server.session import now
from planner.web.speech import Speech

FINDINGS: Final = "voice_findings"


def show_disagreements(archive: Archive, one: Round, speech: Speech) -> None:
    """Draw what students say otherwise than the check, beside the room they were asked about."""
    try:
        found = disagreements(archive, one.id, now())
    except PlannerError as error:
        paragraph(speech.error(error))
        return
    heading(
        speech.gettext("Where the students and the check disagree"),
        speech.gettext("Who is in a room knows it better than a model: go and look, and listen."),
    )
    if not found:
        paragraph(speech.gettext("Nothing to point out."))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        shown = _findings(found, speech)
        _ways(one, speech)
    with right:
        chosen = _chosen(found, shown)
        show_room(_layout(one, chosen), _places(chosen), speech, small=True)


def _findings(found: tuple[Finding, ...], speech: Speech) -> Shown:
    reported = st.session_state.get(FINDINGS)
    shown = read_shown(reported.get("shown") if reported else None)
    return read_shown(show_findings(findings_data(found, {}, shown, speech), key=FINDINGS))


def _chosen(found: tuple[Finding, ...], shown: Shown) -> tuple[Finding, ...]:
    """Return the finding that is looked at, else those of the layout of the first one."""
    looked_at = tuple(one for one in found if finding_id(one) == shown.id)
    return looked_at[:1] or tuple(one for one in found if _about(one) == _about(found[0]))


def _about(found: Finding) -> str:
    """Return the layout a finding names, empty where only one was asked about."""
    return str(found.message.params.get("zone", "")).rpartition(", ")[0]


def _layout(one: Round, chosen: tuple[Finding, ...]) -> Layout:
    names = {layout.name: layout for layout in one.layouts}
    return names.get(_about(chosen[0]), one.layouts[0])


def _places(chosen: tuple[Finding, ...]) -> frozenset[str]:
    return frozenset(place for one in chosen for place in room_places(one, {}))


def _ways(one: Round, speech: Speech) -> None:
    """Lead to where the room and the lesson are changed."""
    with st.container(horizontal=True, gap="small"):
        for script, label, icon in (
            ("screens/plan_room.py", speech.gettext("Change the room"), ":material/chair:"),
            ("screens/plan_lesson.py", speech.gettext("Change the lesson"), ":material/view_timeline:"),
        ):
            st.page_link(script, label=label, icon=icon, query_params={"id": one.plan})
