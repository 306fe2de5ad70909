"""What stands beside the drawing of a room: findings, words, files, a picture to draw after, other rooms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files as resources
from typing import Final, get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.catalogue.base import Severity
from planner.catalogue.finding import Finding
from planner.charts.room_words import room_description
from planner.errors import PlannerError
from planner.exchange.documents import layout_by_id, layout_ids
from planner.plan.room_changes import SetLayout
from planner.room.layout import Layout
from planner.room.patch import Patch, layout_patch, make_patch
from planner.services import layouts
from planner.services.archive import Archive
from planner.services.pictures import keep_underlay, placed_underlay
from planner.services.plans import OpenPlan, name_change
from planner.web.desk import PlanDesk
from planner.web.findings import SYMBOLS, room_places
from planner.web.frame import heading, paragraph
from planner.web.furnish import Scene
from planner.web.markup import Html, items, join, tag
from planner.web.plain import plain
from planner.web.room import show_facts
from planner.web.server.session import now
from planner.web.speech import Speech

PICTURES: Final = ["jpg", "jpeg", "png", "webp", "pdf"]
SHIPPED: Final = "shipped:"
OWN: Final = "own:"


@dataclass(frozen=True, slots=True)
class Bench:
    """What the parts beside a drawing work on.

    Attributes
    ----------
    layout
        The room at rest, as it is saved.
    edit
        Makes a patch in it, saved at once.
    replace
        Puts another layout in its place.
    """

    archive: Archive
    layout: Layout
    edit: Callable[[Patch], None]
    replace: Callable[[Layout], None]
    speech: Speech


@cache
def _style() -> str:
    return resources("planner.web").joinpath("components/rooming.css").read_text(encoding="utf-8")


def alert(text: str) -> None:
    """Say what went wrong, as text."""
    st.html(tag("div", tag("p", text), role="alert", class_="p-alert"))


def panel(label: str, key: str, icon: str | None = None) -> DeltaGenerator:
    """Return a part of the page that opens and closes, and stays as it is whatever else happens."""
    return st.expander(label, key=key, on_change="rerun", icon=icon)


def tell_here(key: str, text: str) -> None:
    """Keep a sentence for the place beside a button; ``told_here`` says it in the next run."""
    st.session_state[f"told:{key}"] = text


def told_here(key: str) -> None:
    """Say, once, what a button of this name had to tell, where the eyes of who pressed it are."""
    text = st.session_state.pop(f"told:{key}", None)
    if text:
        alert(text)


def findings_below(scene: Scene, chosen: Sequence[str], speech: Speech) -> None:
    """List what the rules notice about the room; what is about the chosen things comes first."""
    st.html(f"<style>{_style()}</style>")
    heading(speech.gettext("Worth a look"))
    found = scene.look.findings
    if not found:
        paragraph(speech.gettext("Nothing to point out."))
        return
    about = [one for one in found if not set(chosen).isdisjoint(room_places(one, {}))]
    others = [one for one in found if one not in about]
    if about:
        st.html(
            tag(
                "section",
                tag("h3", speech.gettext("About what is chosen"), class_="p-h3"),
                _list(about, speech),
            )
        )
    for severity in get_args(Severity):
        part = [one for one in others if one.severity == severity]
        if part:
            title = f"{SYMBOLS[severity]} {speech.word('severity', severity)} ({len(part)})"
            st.html(tag("section", tag("h3", title, class_="p-h3"), _list(part, speech)))


def _list(found: Sequence[Finding], speech: Speech) -> Html | None:
    return items(*(_finding(one, speech) for one in found), class_="p-found")


def _finding(one: Finding, speech: Speech) -> Html:
    remedies = items(*(speech.words(remedy) for remedy in one.rule.remedies))
    sure = speech.word("sureness", one.rule.sureness)
    origin = tag("p", speech.gettext("How sure: {sureness}", sureness=sure), class_="p-small")
    more = tag(
        "details", tag("summary", speech.gettext("What may help, and how sure it is")), remedies, origin
    )
    return join(one.text(speech.language), more)


def in_words(scene: Scene, speech: Speech) -> None:
    """Tell the room in words, and its facts in tables."""
    with panel(speech.gettext("The room in words and numbers"), "panel_words"):
        paragraph(room_description(scene.layout, scene.look.facts, speech.language))
        show_facts(scene.look.facts, speech)


def picture_below(bench: Bench) -> None:
    """Lay a photo or a page of a PDF under the drawing, make it fainter or take it away."""
    speech = bench.speech
    with panel(speech.gettext("A photo or floor plan to draw after"), "panel_picture"):
        paragraph(
            speech.gettext(
                "Lay it under the drawing, then set its size in the drawing: "
                "press two points and type how far apart they are."
            )
        )
        sent = st.file_uploader(speech.gettext("Photo or PDF"), type=PICTURES, key="picture")
        page = st.number_input(
            speech.gettext("Page of the PDF"), min_value=1, max_value=999, step=1, key="picture_page"
        )
        st.button(
            speech.gettext("Lay it under the drawing"),
            key="picture_lay",
            on_click=partial(_lay, bench, sent.getvalue() if sent else b"", int(page)),
            disabled=sent is None,
        )
        told_here("picture_lay")
        if bench.layout.underlay is not None:
            _picture_there(bench)


def _lay(bench: Bench, content: bytes, page: int) -> None:
    try:
        name, shape = keep_underlay(bench.archive, content, now(), page=page, language=bench.speech.language)
    except PlannerError as error:
        tell_here("picture_lay", _first(error))
        return
    bench.edit(make_patch(fields={"underlay": placed_underlay(bench.layout, name, shape)}))


def _picture_there(bench: Bench) -> None:
    speech, picture = bench.speech, bench.layout.underlay
    if picture is None:
        return
    st.session_state["picture_strength"] = round(100 * picture.opacity)

    def fade() -> None:
        strength = st.session_state["picture_strength"] / 100
        bench.edit(make_patch(fields={"underlay": picture.model_copy(update={"opacity": strength})}))

    st.slider(
        speech.gettext("How strong the picture is, in per cent"),
        0,
        100,
        step=5,
        key="picture_strength",
        on_change=fade,
    )
    st.button(
        speech.gettext("Take the picture away"),
        key="picture_away",
        on_click=partial(bench.edit, make_patch(fields={"underlay": None})),
    )


def files(bench: Bench, shown: Layout) -> None:
    """Take the room out as a file, bring one in, keep it as a room of one's own."""
    speech = bench.speech
    with panel(speech.gettext("Keep the room, or fetch one"), "panel_files"):
        save_as(bench, shown)
        st.download_button(
            speech.gettext("Download the room as a file"),
            data=lambda: layouts.layout_text(shown, indent=1).encode(),
            file_name=f"{shown.name}.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="room_download",
        )
        sent = st.file_uploader(speech.gettext("A room from a file"), type=["json"], key="room_file")
        if sent is not None:
            _fetched(bench, sent.getvalue())


def _fetched(bench: Bench, content: bytes) -> None:
    """Offer what a file holds; a broken one explains itself and changes nothing."""
    speech = bench.speech
    try:
        layout = layouts.parse_layout(content, speech.language)
    except PlannerError as error:
        alert(speech.gettext("The room stays as it is. {why}", why=_first(error)))
        return
    label = speech.gettext("Use the room {name} from the file", name=plain(layout.name))
    st.button(label, key="room_use", on_click=partial(bench.replace, layout))


def _first(error: PlannerError) -> str:
    """Return the first thing that is wrong: one sentence is enough to start with."""
    faults = getattr(error, "faults", ())
    said = str(faults[0]) if faults else str(error)
    return said[:1].upper() + said[1:]


def save_as(bench: Bench, shown: Layout) -> None:
    """Keep what the drawing shows as a room of one's own, under a name."""
    speech = bench.speech
    if "save_as_name" not in st.session_state:
        st.session_state["save_as_name"] = speech.gettext("{name} – ours", name=shown.name[:70])
    name = st.text_input(speech.gettext("Name of the new room"), key="save_as_name", max_chars=80)
    st.button(
        speech.gettext("Save as a new room"),
        key="save_as",
        icon=":material/library_add:",
        on_click=partial(_save_as, bench, shown, name),
    )
    told_here("save_as")


def _save_as(bench: Bench, shown: Layout, name: str) -> None:
    named = shown.model_copy(update={"name": name.strip() or shown.name})
    try:
        layouts.new_layout(bench.archive, named, now())
    except PlannerError as error:
        tell_here("save_as", _first(error))
        return
    tell_here("save_as", bench.speech.gettext("{name} is now among your rooms.", name=named.name))


def replace_by_patch(edit: Callable[[Patch], None], before: Layout, after: Layout) -> None:
    """Put another layout in the place of one, as one edit that can be undone; the id stays."""
    edit(layout_patch(before, after.model_copy(update={"id": before.id})))


def room_choices(archive: Archive) -> dict[str, str]:
    """Return the rooms a plan can move to, shipped and one's own, by a name of their own."""
    shipped = {f"{SHIPPED}{name}": layout_by_id(name).name for name in layout_ids()}
    return {f"{OWN}{entry.id}": entry.title for entry in layouts.list_layouts(archive)} | shipped


def chosen_room(archive: Archive, choice: str) -> Layout:
    """Return the room of a choice; NotFoundError where it is gone by now."""
    if choice.startswith(OWN):
        return layouts.load_layout(archive, choice.removeprefix(OWN)).layout
    return layout_by_id(choice.removeprefix(SHIPPED))


def other_room(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> None:
    """Move the plan to another room, after saying what the activities lose by it."""
    with panel(speech.gettext("Change to another room"), "panel_other"):
        names = room_choices(desk.archive)
        choice = st.selectbox(
            speech.gettext("Room"), list(names), format_func=names.__getitem__, key="other_room"
        )
        try:
            change = SetLayout(chosen_room(desk.archive, choice))
            said = speech.message(name_change(opened.plan, change))
        except PlannerError as error:
            alert(speech.error(error))
            return
        paragraph(said[:1].upper() + said[1:] + ".")
        st.button(
            speech.gettext("Change to this room"),
            key="other_room_take",
            on_click=desk.apply,
            args=([change],),
        )
