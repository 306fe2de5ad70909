"""What the class has said: bars for each question, a heat map for each kind of pin, layouts of their own."""

from typing import Any, Final

import streamlit as st

from planner.catalogue.base import Language
from planner.charts.answer_bars import answer_bars
from planner.charts.colours import DARK, LIGHT
from planner.charts.heat import Spot, heat_map
from planner.charts.sheet import Look
from planner.room.layout import Layout
from planner.room.patch import layout_patch
from planner.room.patch_words import patch_label
from planner.services.checking import layout_facts
from planner.services.evidence import few_text, option_names, pin_name, place_rows, proposal_layout, word_name
from planner.services.memory import remembered
from planner.services.rounds import RoundState
from planner.voice.batches import least_answers
from planner.voice.model import PIN_KINDS, PinKind
from planner.voice.places import weighted_spots
from planner.voice.proposal import new_names
from planner.voice.results import Placed, Results, Tally, Word
from planner.voice.round import Round
from planner.web.cards import card
from planner.web.drawing import PADDING_PX, is_dark
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, join, tag
from planner.web.plain import plain
from planner.web.speech import Speech

BARS_PX: Final = 220
QUESTION_PX: Final = 470
MAP_PX: Final = 560
CACHED: Final = 64
PROPOSAL: Final = "proposal"
KIND: Final = "voice_pin"
SIDE: Final = "voice_side"


def show_results(state: RoundState, speech: Speech) -> None:
    """Draw all that was released of a round."""
    results = state.results
    heading(speech.gettext("What the class says"))
    if results is None:
        paragraph(speech.gettext("There is nothing to show yet."))
        return
    _bars(state.round, results, speech)
    _pins(state.round, results, speech)
    _words(state.round, results, speech)
    _proposals(state.round, results, speech)


@remembered(CACHED)
def bars_spec(bars: tuple[tuple[str, int], ...], *, dark: bool) -> dict[str, Any]:
    """Return the bars of a question; built once, never to be changed."""
    return answer_bars(bars, DARK if dark else LIGHT, BARS_PX)


@remembered(CACHED)
def heat_spec(layout: Layout, spots: tuple[Spot, ...], language: Language, *, dark: bool) -> dict[str, Any]:
    """Return the drawing of a room with the density of pins; built once, never to be changed."""
    look = Look(colours=DARK if dark else LIGHT, width_px=MAP_PX)
    spec = heat_map(layout, spots, layout_facts(layout), language, look)
    # Streamlit stumbles over one padding for all sides; the strokes are told as a whole by the text.
    padding = dict.fromkeys(("left", "right", "top", "bottom"), PADDING_PX)
    layers = [layer | {"mark": layer["mark"] | {"aria": False}} for layer in spec["layer"]]
    return spec | {"padding": padding, "layer": layers}


def _bars(one: Round, results: Results, speech: Speech) -> None:
    with st.container(horizontal=True, gap="medium", key="voice_bars"):
        for tally in results.tallies:
            with st.container(gap="small", width=QUESTION_PX, key=f"voice_asked_{tally.question.id}"):
                _question(tally, one, speech)
    if tables := [_table(tally, one, speech) for tally in results.tallies if not tally.few]:
        with st.expander(speech.gettext("The same as tables"), key="voice_tables"):
            st.html(join(*tables))


def _question(tally: Tally, one: Round, speech: Speech) -> None:
    said = speech.words(tally.question.words)
    if tally.few:
        few = few_text(speech.language)
        st.html(join(tag("h3", said, class_="p-h3"), tag("p", few, class_="p-small")))
        return
    answered = speech.ngettext("{n} answered", "{n} answered this", tally.answered)
    st.html(join(tag("h3", said, class_="p-h3"), tag("p", answered, class_="p-small")))
    bars = _named(tally, one, speech)
    alt = f"{said} " + "; ".join(f"{name}: {count}" for name, count in bars)
    st.vega_lite_chart(
        spec=bars_spec(bars, dark=is_dark()),
        theme=None,
        width="content",
        alt=alt,
        key=f"voice_bars_{tally.question.id}",
    )


def _named(tally: Tally, one: Round, speech: Speech) -> tuple[tuple[str, int], ...]:
    names = option_names(tally.question, one.layouts, speech.language)
    return tuple((names.get(option, option), count) for option, count in tally.counts)


def _table(tally: Tally, one: Round, speech: Speech) -> Html:
    rows = (
        tag("tr", tag("th", name, scope="row"), tag("td", str(count), class_="number"))
        for name, count in _named(tally, one, speech)
    )
    return counted_table(speech.words(tally.question.words), tuple(rows), speech.gettext("Answer"), speech)


def counted_table(caption: str, rows: tuple[Html, ...], what: str, speech: Speech) -> Html:
    """Return a table of two columns: what, and how many."""
    head = tag(
        "tr", tag("th", what, scope="col"), tag("th", speech.gettext("Number"), scope="col", class_="number")
    )
    return tag(
        "table", tag("caption", caption), tag("thead", head), tag("tbody", *rows), class_="p-table p-counts"
    )


def _pins(one: Round, results: Results, speech: Speech) -> None:
    """Draw one kind of pin at a time as a heat map, and all of them as tables."""
    kinds = [kind for kind in PIN_KINDS if any(placed.kind == kind for placed in results.places)]
    if not kinds:
        return
    heading(
        speech.gettext("Where in the room"),
        speech.gettext(
            "The darker, the more students. A kind of pin is drawn when at least {n} students have used it.",
            n=int(least_answers()),
        ),
    )
    side = _side(one, speech)
    kind = _kind(kinds, one, speech)
    placed = results.placed(kind, side)
    layout = one.layouts[side]
    name = pin_name(kind, one, speech.language)
    with st.container(horizontal=True, gap="large", key="voice_where"):
        with st.container(width=MAP_PX + 2 * PADDING_PX):
            _map(layout, placed, name, speech)
        rows = place_rows(placed, layout, speech.language) if placed else ()
        st.html(_places(name, rows, speech), width=QUESTION_PX)


def _map(layout: Layout, placed: Placed | None, kind: str, speech: Speech) -> None:
    """Draw the density; of few students' pins the room alone, for a shade would be one student's pin."""
    if placed and placed.few:
        paragraph(speech.gettext("Too few students have used these pins to draw them."))
    spots = weighted_spots(placed.students, layout) if placed else ()
    alt = speech.gettext(
        "{room}: where most pins “{kind}” are. The table says the same.", room=layout.name, kind=kind
    )
    spec = heat_spec(layout, spots, speech.language, dark=is_dark())
    st.vega_lite_chart(spec=spec, theme=None, width="content", alt=alt, key="voice_heat")


def _side(one: Round, speech: Speech) -> int:
    """Choose which of two layouts is looked at."""
    if len(one.layouts) == 1:
        return 0
    names = {number: plain(layout.name) for number, layout in enumerate(one.layouts)}
    chosen: int = st.segmented_control(
        speech.gettext("Layout"),
        list(names),
        default=0,
        format_func=names.__getitem__,
        key=SIDE,
        required=True,
    )
    return chosen


def _kind(kinds: list[PinKind], one: Round, speech: Speech) -> PinKind:
    names = {kind: pin_name(kind, one, speech.language) for kind in kinds}
    if st.session_state.get(KIND) not in names:
        st.session_state.pop(KIND, None)
    chosen: PinKind = st.segmented_control(
        speech.gettext("Kind of pin"),
        kinds,
        default=kinds[0],
        format_func=names.__getitem__,
        key=KIND,
        required=True,
    )
    return chosen


def _places(caption: str, rows: tuple[tuple[str, str], ...], speech: Speech) -> Html:
    lines = tuple(
        tag("tr", tag("th", name, scope="row"), tag("td", count, class_="number")) for name, count in rows
    )
    if not lines:
        return tag("p", speech.gettext("No such pins in this layout."))
    return counted_table(caption, lines, speech.gettext("Place"), speech)


def _words(one: Round, results: Results, speech: Speech) -> None:
    words = tuple(word for word in results.words if word.kind != PROPOSAL)
    if not words:
        return
    heading(speech.gettext("In the students' own words"))
    kinds = dict.fromkeys(word_name(word, one, speech.language) for word in words)
    for kind in kinds:
        said = (
            tag("li", said_block(word)) for word in words if word_name(word, one, speech.language) == kind
        )
        st.html(join(tag("h3", kind, class_="p-h3"), tag("ul", *said, class_="p-plain")))


def said_block(word: Word, before: str = "") -> Html:
    """Return a student's text as text, set apart; nothing in it is read as markup."""
    return tag("blockquote", before, word.text, class_=f"p-said {word.state}")


def _proposals(one: Round, results: Results, speech: Speech) -> None:
    """Draw the layouts students have made themselves, small."""
    found = [word for word in results.words if word.kind == PROPOSAL]
    if not found:
        return
    heading(speech.gettext("The students' own layouts"))
    columns = st.columns(3)
    for number, word in enumerate(found, start=1):
        with columns[(number - 1) % 3]:
            st.html(proposal_card(word, one, number, speech))


def proposal_card(word: Word, one: Round, number: int, speech: Speech) -> Html:
    """Return a student's layout as a small plan, with what was moved and every name that was written."""
    title = speech.gettext("Proposal {n}", n=number)
    layout = proposal_layout(word, one)
    if layout is None:
        return card(title, (speech.gettext("This proposal does not fit the room any more."),))
    moved = speech.message(patch_label(one.layouts[0], layout_patch(one.layouts[0], layout)))
    named = tuple(
        speech.gettext("A zone is called “{name}”.", name=name) for name in new_names(one.layouts[0], layout)
    )
    return card(title, (moved, *named), layout)
