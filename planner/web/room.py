"""The room page: a room to scale, what the rules notice and the facts they read."""

from collections.abc import Iterable
from itertools import combinations
from math import isnan
from typing import Final

import streamlit as st

from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.charts.room_words import metres, places_text, way_in_text
from planner.errors import NotFoundError
from planner.exchange.documents import layout_by_id, layout_ids
from planner.room.check import check_room
from planner.room.facts import RoomFacts, Route, SoundFacts, ZoneFacts
from planner.room.layout import Layout
from planner.room.sound import reduction_db
from planner.services.layouts import load_layout, new_layout
from planner.services.memory import remembered
from planner.web.findings import Shown, finding_id, findings_data, read_shown, room_places, show_findings
from planner.web.frame import paragraph, refuse
from planner.web.markup import Html, tag
from planner.web.opened import note_opening, the_archive
from planner.web.server.session import now
from planner.web.sharing import share_popover
from planner.web.speech import Speech

FINDINGS: Final = "room_findings"
CACHED: Final = 32


def requested_room(speech: Speech) -> Layout | None:
    """Return the room named in the address, a shipped one or one that was drawn; a friendly word for none."""
    room = st.query_params.get("id", "")
    try:
        if room in layout_ids():
            return layout_by_id(room, speech.language)
        layout = load_layout(the_archive(), room).layout
    except NotFoundError:
        refuse("room", speech.gettext("There is no such room"), speech)
        return None
    note_opening(the_archive(), room)
    return layout


def copy_for_oneself(layout: Layout, speech: Speech) -> None:
    """Offer a copy of a room somebody else has drawn."""
    room = st.query_params.get("id", "")
    if room in layout_ids():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        paragraph(speech.gettext("You can look at this room. Make a copy to change it."))
        label = speech.gettext("Make a copy")
        if st.button(label, key="room_copy", type="primary", icon=":material/content_copy:"):
            copy = new_layout(the_archive(), layout, now())
            st.switch_page("screens/layout.py", query_params={"id": copy})
        share_popover(the_archive(), room, "layout", speech)


@remembered(CACHED)
def room_findings(layout: Layout) -> tuple[Finding, ...]:
    """Return what the rules notice about a room."""
    catalogue = load_catalogue()
    return check_room(layout, catalogue, catalogue.limits())


def choose_finding(findings: tuple[Finding, ...], speech: Speech) -> frozenset[str]:
    """List the findings and return the places of the one that is looked at."""
    if not findings:
        paragraph(speech.gettext("Nothing to point out."))
        return frozenset()
    reported = st.session_state.get(FINDINGS)
    shown = read_shown(reported.get("shown") if reported else None)
    data = findings_data(findings, {}, shown, speech)
    shown = read_shown(show_findings(data, key=FINDINGS))
    return _places(findings, shown)


def _places(findings: tuple[Finding, ...], shown: Shown) -> frozenset[str]:
    found = (f for f in findings if finding_id(f) == shown.id)
    return frozenset(place for finding in found for place in room_places(finding, {}))


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    """Return a table; the first cell of a row names it."""
    heads = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = [_row(tuple(row)) for row in rows]
    inner = tag("table", tag("caption", caption), tag("thead", heads), tag("tbody", *body), class_="p-table")
    return tag("div", inner, class_="p-scroll", tabindex="0", role="region", aria_label=caption)


def _row(cells: tuple[str, ...]) -> Html:
    return tag("tr", tag("th", cells[0], scope="row"), *(tag("td", cell) for cell in cells[1:]))


def zone_table(facts: RoomFacts, speech: Speech) -> Html:
    """Return what the geometry says of every zone."""
    head = (
        speech.gettext("Zone"),
        speech.gettext("Floor"),
        speech.gettext("Places"),
        speech.gettext("Narrowest on the way in"),
        speech.gettext("Chairs pushed in"),
        speech.gettext("Distance by wheelchair"),
    )
    rows = (_zone_row(zone, speech) for zone in facts.zones.values())
    return table(speech.gettext("The zones"), head, rows)


def _zone_row(zone: ZoneFacts, speech: Speech) -> tuple[str, ...]:
    return (
        zone.name,
        f"{speech.number(zone.area_m2)}\N{NO-BREAK SPACE}m²",
        places_text(zone, speech.language),
        way_in_text(zone.entrance, speech.language),
        metres(zone.entrance.clear_pushed_in_m, speech.language),
        _wheels(zone.entrance, speech),
    )


def _wheels(route: Route, speech: Speech) -> str:
    if route.wheel_distance_m is None:
        return speech.gettext("no way")
    return f"{speech.number(route.wheel_distance_m)} m"


def route_table(facts: RoomFacts, speech: Speech) -> Html:
    """Return the ways between the zones; a way and its return are one row."""
    names = {zone.id: zone.name for zone in facts.zones.values()}
    pairs = sorted({tuple(sorted(pair)) for pair in facts.routes})
    head = (
        speech.gettext("Way"),
        speech.gettext("Distance on foot"),
        speech.gettext("Narrowest"),
        speech.gettext("Distance by wheelchair"),
    )
    rows = (_route_row(f"{names[a]} – {names[b]}", facts.routes[a, b], speech) for a, b in pairs)
    return table(speech.gettext("The ways between the zones"), head, rows)


def _route_row(title: str, route: Route, speech: Speech) -> tuple[str, ...]:
    walk = speech.gettext("no way") if route.distance_m is None else f"{speech.number(route.distance_m)} m"
    return title, walk, way_in_text(route, speech.language), _wheels(route, speech)


def sound_table(facts: RoomFacts, speech: Speech) -> Html:
    """Return how much quieter the sound of a zone is in another; both directions of a pair are one row.

    They differ where the zones do; the smaller reduction counts, for that is where one is disturbed.
    """
    names = {zone.id: zone.name for zone in facts.zones.values()}
    head = (speech.gettext("Between"), speech.gettext("Quieter by (estimate)"))
    rows = (
        (f"{names[a]} – {names[b]}", _quieter(facts.sound, a, b, speech))
        for a, b in combinations(facts.sound.zones, 2)
    )
    return table(speech.gettext("Sound between the zones"), head, rows)


def _quieter(sound: SoundFacts, a: str, b: str, speech: Speech) -> str:
    there, back = reduction_db(sound, a, b), reduction_db(sound, b, a)
    if isnan(there) or isnan(back):
        return speech.gettext("cannot be said: the reverberation time is not recorded")
    return speech.gettext("about {level} dB", level=speech.number(min(there, back), 0))


def show_facts(facts: RoomFacts, speech: Speech) -> None:
    """Draw the facts of the zones, and of the ways and the sound between them."""
    st.html(zone_table(facts, speech))
    with st.expander(speech.gettext("The ways between the zones")):
        st.html(route_table(facts, speech))
    with st.expander(speech.gettext("Sound between the zones")):
        st.html(sound_table(facts, speech))
    paragraph(
        speech.gettext(
            "Widths and lengths are worked out from the drawing; chairs stand as when somebody sits on them."
        ),
        class_="p-small",
    )
