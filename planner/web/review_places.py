"""The places of a plan that can be talked about: what they are called, and which one is chosen."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from planner.catalogue.base import Words
from planner.catalogue.finding import Finding
from planner.plan.compare import Side
from planner.review.model import Anchor, Comment
from planner.review.places import place_name
from planner.web.component import encode, load_component
from planner.web.findings import finding_id
from planner.web.focus import lead_to
from planner.web.matrix import Place, capital
from planner.web.speech import Speech
from planner.web.view import PlanView

CHOSEN: Final = "review_chosen"
HEARD: Final = "review_heard"
_mount = load_component("places")


@dataclass(frozen=True, slots=True)
class Spots:
    """The places that can be talked about: those of the plan as it stands, and those talked about before."""

    side: Side
    talked: Mapping[Anchor, Words]
    known: frozenset[Anchor]

    def name(self, anchor: Anchor, speech: Speech) -> str:
        """Say what a place is called, and whether it is gone."""
        words = self.talked.get(anchor) or place_name(self.side, anchor)
        return capital(speech.words(words)) if words else ""


def spots_of(view: PlanView, comments: tuple[Comment, ...]) -> Spots:
    """Return the places of a plan that can be talked about."""
    talked = {one.anchor: one.place.words for one in comments}
    side = Side(view.opened.plan, view.layout, view.check)
    return Spots(side, talked, frozenset((*talked, *_present(view))))


def _present(view: PlanView) -> Iterator[Anchor]:
    yield Anchor("plan")
    for cell in view.check.cells:
        yield Anchor("verdict", (cell.student, cell.phase))
    for finding in view.check.findings:
        yield anchor_of(finding)
    for phase in view.opened.plan.lesson.phases:
        yield Anchor("phase", (phase.id,))
        for activity in phase.activities:
            yield Anchor("activity", (phase.id, activity.id))
    for zone in view.names.zones:
        yield Anchor("zone", (zone,))


def anchor_key(anchor: Anchor) -> str:
    """Return an anchor as a text; ``read_key`` finds it again."""
    return json.dumps([anchor.kind, *anchor.ids], ensure_ascii=False)


def anchor_of(finding: Finding) -> Anchor:
    """Return the anchor of a finding."""
    return Anchor("finding", (finding.rule.id, finding.at))


def said_at(comments: tuple[Comment, ...]) -> dict[Anchor, int]:
    """Count what is said at each place in open threads, answers as well."""
    counts: dict[Anchor, int] = {}
    for thread in comments:
        if thread.settled is None:
            said = sum(not one.withdrawn for one in (thread, *thread.answers))
            counts[thread.anchor] = counts.get(thread.anchor, 0) + said
    return counts


def chosen_anchor(spots: Spots) -> Anchor | None:
    """Return the place that is talked about, None for none or one that is nowhere any more."""
    anchor = st.session_state.get(CHOSEN)
    return anchor if isinstance(anchor, Anchor) and anchor in spots.known else None


def choose(anchor: Anchor | None) -> None:
    """Talk about a place from now on, and lead the keyboard to where that is done."""
    st.session_state[CHOSEN] = anchor
    lead_to("review_write" if anchor else "review_talk")


def hear_place(source: str, value: object, known: Mapping[str, Anchor]) -> None:
    """Choose the place a component reports, once for each press."""
    if not isinstance(value, Mapping) or not isinstance(value.get("seq"), int):
        # A page that is opened anew counts its presses from the beginning.
        _is_new(source, 0)
        return
    anchor = known.get(str(value.get("id")))
    if anchor is not None and _is_new(source, value["seq"]):
        choose(anchor)


def hear_cell(place: Place | None) -> None:
    """Choose the cell that was pressed in the matrix, once for each press; the keyboard stays there."""
    if place is not None and _is_new("matrix", place.seq):
        st.session_state[CHOSEN] = Anchor("verdict", (place.student, place.phase))


def _is_new(source: str, seq: int) -> bool:
    heard: dict[str, int] = st.session_state.setdefault(HEARD, {})
    new = seq not in {0, heard.get(source, 0)}
    heard[source] = seq
    return new


def show_places(name: str, items: list[dict[str, Any]], words: Mapping[str, str], speech: Speech) -> None:
    """Draw a list of places, each with a button to talk about it."""
    reported = st.session_state.get(name)
    value = reported.get("talk") if reported else None
    seq = value["seq"] if isinstance(value, Mapping) and isinstance(value.get("seq"), int) else 0
    anchor = st.session_state.get(CHOSEN)
    data = {
        "items": items,
        "words": dict(words),
        "chosen": anchor_key(anchor) if isinstance(anchor, Anchor) else None,
        "seq": seq,
        "language": speech.language,
    }
    _mount(key=name, data=encode(data), on_talk_change=lambda: None)


def reported(name: str, part: str = "talk") -> object:
    """Return what a component has reported, before it is drawn in this run."""
    state = st.session_state.get(name)
    return state.get(part) if state else None


def findings_by_id(view: PlanView) -> dict[str, Anchor]:
    """Return the anchors of the findings by the names the list gives them."""
    return {finding_id(one): anchor_of(one) for one in view.check.findings}


def item(anchor: Anchor, title: str, lines: tuple[str, ...], said: Mapping[Anchor, int]) -> dict[str, Any]:
    """Return a place as the list shows it."""
    return {
        "id": anchor_key(anchor),
        "title": title,
        "lines": [line for line in lines if line],
        "said": said.get(anchor, 0),
        "inner": anchor.kind == "activity",
    }
