"""The drawing of a room on a page: what it is given to show, and the way of its edits into the store.

The drawing stands outside fragments and under one key, so that its edits arrive after a restart too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from planner.catalogue.base import Language
from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.charts.room_overlay import Levels, everyday_levels, overlays, phase_levels
from planner.charts.room_words import room_description
from planner.lesson.model import Phase, Plan
from planner.participation.check import moved_layout
from planner.plan.changes import Change
from planner.plan.room_changes import EditLayout, EditPhaseLayout
from planner.room.check import RoomLook, look_at
from planner.room.layout import Layout
from planner.room.patch import Patch, layout_json
from planner.services.layouts import OpenLayout
from planner.services.plans import OpenPlan, plan_layout
from planner.web.desk import ChangeT, LayoutDesk, OpenT, PlanDesk
from planner.web.editor import show_editor
from planner.web.editor_kinds import editor_kinds
from planner.web.editor_words import editor_words
from planner.web.edits import Queue, read_queue
from planner.web.findings import finding_id, room_places
from planner.web.hearing import Drawing, answered, hear
from planner.web.server.images import image_path
from planner.web.speech import Speech

EDITOR: Final = "editor"
CACHED: Final = 32


@dataclass(frozen=True, slots=True)
class Scene:
    """What a drawing shows: a layout, in a phase the layout at rest too, and everything known of it."""

    layout: Layout
    base: Layout | None
    phase: Phase | None
    look: RoomLook
    levels: Levels


def drawing_of_plan(desk: PlanDesk, phase: str | None, speech: Speech) -> Drawing[OpenPlan, Change]:
    """Return the drawing of a plan's room as it stands, or as it stands in a phase."""
    language = speech.language
    if phase is None:
        return Drawing(desk, desk.document, lambda patch: EditLayout(patch, language), _layout_of, speech)
    return Drawing(
        desk,
        f"{desk.document}:{phase}",
        lambda patch: EditPhaseLayout(phase, patch, language),
        _layout_of,
        speech,
    )


def _layout_of(opened: OpenPlan) -> Layout:
    return plan_layout(opened.plan)


def drawing_of_layout(desk: LayoutDesk, speech: Speech) -> Drawing[OpenLayout, Patch]:
    """Return the drawing of a room of one's own."""
    return Drawing(desk, desk.document, lambda patch: patch, lambda opened: opened.layout, speech)


def plan_scene(plan: Plan, phase: Phase | None) -> Scene:
    """Return what a plan's room looks like at rest, or in a phase."""
    base, limits = plan_layout(plan), load_catalogue().limits()
    if phase is None:
        return layout_scene(base)
    layout = moved_layout(base, phase, plan.lesson.phases.index(phase))
    look = look_at(layout, limits)
    return Scene(layout, base, phase, look, phase_levels(plan, phase, look.facts, limits))


def layout_scene(layout: Layout) -> Scene:
    """Return what a room looks like, with the sound of everyday work."""
    limits = load_catalogue().limits()
    look = look_at(layout, limits)
    return Scene(layout, None, None, look, everyday_levels(layout, look.facts, limits))


def sent_queue() -> Queue | None:
    """Return what the drawing of this session has sent before this run."""
    said = st.session_state.get(EDITOR)
    return read_queue(said.get("queue")) if isinstance(said, Mapping) else None


def hear_first(
    drawing_of: Callable[[str | None], Drawing[OpenT, ChangeT]], opened: OpenT, queue: Queue | None
) -> OpenT:
    """Make what the drawing has sent before anything is drawn; return the document as it stands then.

    The edits say themselves where they were made: the page may show another phase by now.
    """
    if queue is None:
        return opened
    document, _, phase = queue.document.partition(":")
    drawing = drawing_of(phase or None)
    heard = document == drawing.desk.document and hear(drawing, opened, queue)
    return drawing.desk.open() if heard else opened


def draw(drawing: Drawing[OpenT, ChangeT], opened: OpenT, scene: Scene) -> tuple[str, ...]:
    """Draw a scene and return the places that are chosen in it.

    What only arrives with the drawing itself – the first run of a session – is made now, and shown by the
    next run.
    """
    data = editor_data(drawing, opened, scene, sent_queue())
    sent, chosen = show_editor(data, EDITOR)
    if hear(drawing, opened, read_queue(sent)):
        st.rerun()
    return chosen


def editor_data(
    drawing: Drawing[OpenT, ChangeT], opened: OpenT, scene: Scene, queue: Queue | None
) -> dict[str, Any]:
    """Return what the drawing shows, as plain data."""
    speech, layout = drawing.speech, scene.layout
    underlay = layout.underlay
    return {
        "document": drawing.name,
        "head": opened.head,
        "acked": answered(drawing, queue),
        "refused": drawing.refused(queue.client) if queue else [],
        "conflict": bool(drawing.desk.pending),
        "mode": "phase" if scene.phase else "layout",
        "phase": {"id": scene.phase.id, "title": scene.phase.title} if scene.phase else None,
        "layout": layout_json(layout),
        "base": layout_json(scene.base) if scene.base else None,
        "findings": [_finding(one, speech.language) for one in scene.look.findings],
        "overlays": overlays(layout, scene.look, scene.levels, load_catalogue().limits(), speech.language),
        "kinds": editor_kinds(speech.language),
        "undo": speech.words(opened.undo_label) if opened.undo_label else None,
        "redo": speech.words(opened.redo_label) if opened.redo_label else None,
        "description": room_description(layout, scene.look.facts, speech.language),
        "words": editor_words(speech),
        "images": {underlay.image: image_path(underlay.image)} if underlay else {},
        "language": speech.language,
    }


def _finding(one: Finding, language: Language) -> dict[str, Any]:
    return {
        "id": finding_id(one),
        "severity": one.severity,
        "text": one.text(language),
        "places": list(room_places(one, {})),
    }
