"""A plan to read: what the teacher sees, with nothing to change and a way to talk about each part of it."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from planner.lesson.model import Activity, Phase
from planner.participation.model import Cell
from planner.review.model import Anchor, Comment
from planner.web.cause import cause, places
from planner.web.drawing import show_room, show_timeline
from planner.web.findings import Shown, finding_id, findings_data, read_shown, room_places, show_findings
from planner.web.findings import zones_of_activities as zones_of
from planner.web.frame import heading, paragraph
from planner.web.markup import join
from planner.web.matrix import Place, capital, student_name
from planner.web.plain import plain
from planner.web.planning import choose_cell, summary
from planner.web.review_places import (
    Spots,
    anchor_key,
    anchor_of,
    choose,
    findings_by_id,
    hear_cell,
    hear_place,
    item,
    reported,
    said_at,
    show_places,
)
from planner.web.speech import Speech
from planner.web.tab import Tab
from planner.web.view import PlanView

FINDINGS: Final = "review_findings"
LESSON: Final = "review_lesson"
ZONES: Final = "review_zones"
THREADS: Final = "review_threads"


def hear(view: PlanView, spots: Spots) -> None:
    """Hear which place was pressed, before anything is drawn."""
    by_key = {anchor_key(anchor): anchor for anchor in spots.known}
    for name in (LESSON, ZONES, THREADS):
        hear_place(name, reported(name), by_key)
    hear_place(FINDINGS, reported(FINDINGS), findings_by_id(view))


def show_check(view: PlanView, speech: Speech, *, talk: bool) -> Place | None:
    """Draw how the class does: the matrix, and why for the cell that is looked at, to talk of it too."""
    if not view.check.cells:
        paragraph(
            speech.gettext("Without a class there is nothing to check yet – here is the lesson and its room.")
        )
        return None
    st.html(summary(view, speech))
    place = choose_cell(view, Tab(), speech)
    hear_cell(place)
    cell = view.cell(place)
    if cell is not None and talk:
        _talk_of(cell, view, speech)
    if cell is not None:
        st.html(cause(cell, view.path(cell.student), view.names, speech))
    return place


def _talk_of(cell: Cell, view: PlanView, speech: Speech) -> None:
    """Lead from the matrix to the field: from the keyboard it would be a long way past all that is below."""
    label = speech.gettext(
        "Comment on {student} in {phase}",
        student=plain(student_name(cell.student, speech)),
        phase=plain(view.names.phases[cell.phase]),
    )
    st.button(
        label,
        key="talk_of_cell",
        icon=":material/chat:",
        on_click=choose,
        args=(Anchor("verdict", (cell.student, cell.phase)),),
    )


def show_rest(
    view: PlanView, place: Place | None, comments: tuple[Comment, ...] | None, speech: Speech
) -> None:
    """Draw the findings, the lesson and the room; without comments there is nothing to talk with."""
    said = said_at(comments or ())
    talk = speech.gettext("Comment") if comments is not None else ""
    shown = _findings(view, said if talk else None, speech)
    _lesson(view, said, talk, speech)
    _room(view, place, shown, speech)
    heading(speech.gettext("The zones"))
    words = {"talk": talk, "list": speech.gettext("The zones")}
    show_places(ZONES, [_zone(zone, name, said) for zone, name in view.names.zones.items()], words, speech)


def _findings(view: PlanView, said: Mapping[Anchor, int] | None, speech: Speech) -> Shown:
    heading(speech.gettext("Worth a look"))
    if not view.check.findings:
        paragraph(speech.gettext("Nothing to point out."))
    shown = read_shown(reported(FINDINGS, "shown"))
    data = findings_data(view.check.findings, zones_of(view.opened.plan), shown, speech)
    if said is not None:
        counts = {finding_id(one): said.get(anchor_of(one), 0) for one in view.check.findings}
        data["words"]["talk"] = speech.gettext("Comment")
        for group in data["groups"]:
            for one in group["items"]:
                one["said"] = counts[one["id"]]
    return read_shown(show_findings(data, key=FINDINGS))


def _lesson(view: PlanView, said: Mapping[Anchor, int], talk: str, speech: Speech) -> None:
    heading(speech.gettext("The lesson"), view.opened.plan.lesson.goal or "")
    show_timeline(view.opened.plan, speech)
    items = []
    for number, phase in enumerate(view.opened.plan.lesson.phases, 1):
        minutes = speech.gettext("{minutes} min", minutes=speech.number(phase.minutes))
        title = f"{number}. {phase.title}"
        items.append(item(Anchor("phase", (phase.id,)), title, (minutes,), said))
        for activity in phase.activities:
            anchor = Anchor("activity", (phase.id, activity.id))
            items.append(item(anchor, activity.title, (_about(view, phase, activity, speech),), said))
    words = {"talk": talk, "list": speech.gettext("The phases and activities of the lesson")}
    show_places(LESSON, items, words, speech)


def _about(view: PlanView, phase: Phase, activity: Activity, speech: Speech) -> str:
    """Say how, where and with whom an activity goes on; what is left open is left out."""
    zones = ", ".join(view.names.zones.get(zone, zone) for zone in activity.zones or ())
    parts = [speech.word("kind", activity.kind), zones]
    if activity.voice is not None:
        parts.append(speech.word("voice", str(activity.voice)))
    adult = next((one for one in view.opened.plan.adults if one.id == activity.adult), None)
    parts.append(speech.word("role", adult.role) if adult else "")
    supports = len(activity.supports) + len(phase.supports)
    parts.append(speech.ngettext("{n} support", "{n} supports", supports) if supports else "")
    return capital(" · ".join(part for part in parts if part))


def _room(view: PlanView, place: Place | None, shown: Shown, speech: Speech) -> None:
    phase = view.phase(place.phase if place else None)
    heading(join(view.layout.name, " · ", phase.title))
    with st.container(key="room_in_sight"):
        show_room(view.layout_in(phase), _highlight(view, place, shown), speech, small=True)


def _highlight(view: PlanView, place: Place | None, shown: Shown) -> frozenset[str]:
    for finding in view.check.findings:
        if finding_id(finding) == shown.id:
            return frozenset(room_places(finding, zones_of(view.opened.plan)))
    cell = view.cell(place)
    return frozenset(places(cell)) if cell else frozenset()


def _zone(zone: str, name: str, said: Mapping[Anchor, int]) -> dict[str, object]:
    return item(Anchor("zone", (zone,)), name, (), said)
