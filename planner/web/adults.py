"""The page of the adults of a plan: where each is, what they see and reach, and how they teach together."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from planner.catalogue.finding import Finding
from planner.lesson.model import Phase, Plan
from planner.participation.adults.model import AdultPhase, AdultsView, Oversight, Watch
from planner.web.belonging_findings import finding_list
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, items, tag
from planner.web.speech import Speech

MARKS: Final[Mapping[Oversight, str]] = {
    "there": "●",
    "seen": "◉",
    "partly": "◐",
    "unseen": "○",
    "unknown": "?",
}


def show_phases(plan: Plan, view: AdultsView, speech: Speech) -> Html:
    """Return a card for each phase."""
    return tag(
        "div", *(phase_card(plan, phase, view, speech) for phase in plan.lesson.phases), class_="b-phases"
    )


def phase_card(plan: Plan, phase: Phase, view: AdultsView, speech: Speech) -> Html:
    """Return who does what in a phase, and which zones are looked after."""
    names = {watch.zone: watch.name for watch in view.watches if watch.phase == phase.id}
    planned = [one.planned for one in view.teaching if one.phase == phase.id]
    watches = [one for one in view.watches if one.phase == phase.id]
    return tag(
        "section",
        tag("h3", f"{phase.title} · {speech.number(phase.minutes)} min"),
        *(tag("p", speech.message(said)) for said in planned),
        items(*(_adult(one, names, speech) for one in view.adults if one.phase == phase.id)),
        tag("p", speech.gettext("Who looks after which zone (estimate)"), class_="p-label")
        if watches and plan.adults
        else None,
        tag("ul", *(_watch(one, speech) for one in watches), class_="b-watch") if plan.adults else None,
        class_="b-phase",
        aria_label=phase.title,
    )


def _adult(one: AdultPhase, names: Mapping[str, str], speech: Speech) -> Html:
    return tag(
        "span",
        speech.message(one.message),
        *(
            tag("span", " ", said)
            for said in (_place(one, names, speech), _sight(one, names, speech))
            if said
        ),
    )


def _place(one: AdultPhase, names: Mapping[str, str], speech: Speech) -> str:
    zones = [names[zone] for zone in one.zones if zone in names]
    return speech.gettext("Place: {zones}.", zones=", ".join(zones)) if zones else ""


def _sight(one: AdultPhase, names: Mapping[str, str], speech: Speech) -> str:
    """Say which other zones an adult sees and how far it is to them."""
    ways = {way.zone: way.distance_m for way in one.reaches}
    said = [
        _seen(names[zone], share, ways.get(zone), speech)
        for zone, share in (one.sees or {}).items()
        if zone not in one.zones and zone in names
    ]
    return speech.gettext("Sees {zones}.", zones="; ".join(said)) if said else ""


def _seen(zone: str, share: float, metres: float | None, speech: Speech) -> str:
    """Say how much of a zone is seen and how far away it is."""
    way = _way(metres, speech)
    if share <= 0:
        return speech.gettext("nothing of {zone} ({way})", zone=zone, way=way)
    return speech.gettext("about {share} % of {zone} ({way})", share=_percent(share), zone=zone, way=way)


def _way(metres: float | None, speech: Speech) -> str:
    if metres is None:
        return speech.gettext("no way there")
    return speech.gettext("{metres} m there", metres=speech.number(metres, 0))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _watch(watch: Watch, speech: Speech) -> Html:
    mark = tag("span", MARKS[watch.oversight], class_="b-mark", aria_hidden="true")
    return tag("li", mark, tag("strong", watch.name), ": ", watch_text(watch, speech))


def watch_text(watch: Watch, speech: Speech) -> str:
    """Say who looks after a zone."""
    who, share, way = ", ".join(watch.by), _percent(watch.share or 0), _way(watch.nearest_m, speech)
    if watch.oversight == "there":
        return speech.gettext("{who} is there", who=who)
    if watch.oversight == "seen":
        return speech.gettext("{who} sees it ({way})", who=who, way=way)
    if watch.oversight == "partly":
        return speech.gettext("{who} sees only about {share} % ({way})", who=who, share=share, way=way)
    if watch.oversight == "unseen":
        return speech.gettext("no adult sees it")
    return speech.gettext("it is not recorded where an adult is")


def all_findings(view: AdultsView) -> tuple[Finding, ...]:
    """Return what stands out about the adults; what concerns several phases comes once."""
    found = (*view.findings, *(one for teaching in view.teaching for one in teaching.findings))
    return tuple({one.text("en"): one for one in found}.values())


def show_adults(plan: Plan, view: AdultsView, speech: Speech) -> None:
    """Draw the adults phase by phase, then what stands out."""
    paragraph(
        speech.gettext(
            "Where each adult is in each phase, what they do, and what they see and reach from there. "
            "Sight and ways are estimated from the drawing of the room."
        )
    )
    if not plan.adults:
        paragraph(speech.gettext("No adults yet"))
        st.page_link(
            "screens/plan_lesson.py",
            label=speech.gettext("Say who teaches"),
            icon=":material/group_add:",
            query_params=dict(st.query_params),
        )
    heading(speech.gettext("Phase by phase"))
    st.html(show_phases(plan, view, speech))
    heading(speech.gettext("Worth a look"))
    st.html(finding_list(all_findings(view), speech))
