"""The teacher decides: one student somewhere else, what that breaks at once, and what is pinned."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from planner.participation.assignment.model import Pin, option_number
from planner.participation.assignment.words import lost_words, option_words
from planner.participation.model import Verdict
from planner.plan.compare_places import placed_words, titles_of
from planner.plan.place_changes import RemovePin, SetPin
from planner.plan.placed import key_of
from planner.services.assigning import choose_place
from planner.web.focus import lead_to
from planner.web.frame import heading, notify, paragraph
from planner.web.lesson_press import press
from planner.web.markup import Html, items, tag
from planner.web.matrix import SYMBOLS, student_name, verdict_word
from planner.web.places_search import LEAD
from planner.web.places_tables import Shown, pinned_mark
from planner.web.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.lesson.model import Placed, Plan
    from planner.participation.assignment.model import Option, Place, Problem
    from planner.participation.assignment.override import Override
    from planner.participation.model import OptionVerdict
    from planner.plan.compare_places import Titles
    from planner.services.checking import CheckedPlan
    from planner.web.desk import PlanDesk
    from planner.web.speech import Speech

STUDENT: Final = "places_student"
PHASE: Final = "places_phase"
DECIDING: Final = "places_deciding"
UNPIN: Final = "places_unpin"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a choice is made in: the plan with its check, and the placement that is shown."""

    desk: "PlanDesk"
    checked: "CheckedPlan"
    problem: "Problem"
    places: "tuple[Place, ...]"
    shown: Shown
    speech: "Speech"


def show_choice(choosing: Choosing) -> None:
    """Let the teacher pick a student, a phase and a place, and say at once what that breaks."""
    speech, problem = choosing.speech, choosing.problem
    heading(
        speech.gettext("Decide a place yourself"),
        speech.gettext("Choose, and see at once what it breaks. A place you pin stays, whatever changes."),
    )
    with st.container(key=DECIDING):
        one, two, three = st.columns([2, 3, 5])
    titles = {phase.id: phase.title for phase in problem.phases}
    with one:
        student = st.selectbox(
            speech.gettext("Student"),
            problem.students,
            format_func=lambda code: student_name(code, speech),
            key=STUDENT,
        )
    with two:
        phase = st.selectbox(speech.gettext("Phase"), list(titles), format_func=titles.__getitem__, key=PHASE)
    with three:
        pin = _choose_option(choosing, student, phase)
    _answer(choosing, pin)


def _choose_option(choosing: Choosing, student: str, phase: str) -> Pin:
    """Let the teacher choose among all options of the phase; where the student is now stands first."""
    problem, speech = choosing.problem, choosing.speech
    options = {Pin(student, phase, o.activity, o.zone): n for n, o in _options(problem, phase)}
    verdicts = dict(zip(options, _verdicts(choosing, student, phase), strict=True))
    number = problem.students.index(student)
    now = [n in choosing.shown.grid[number] for n in options.values()]

    def named(pin: Pin) -> str:
        verdict = verdicts[pin].verdict
        said = f"{SYMBOLS[verdict]} {verdict_word(verdict, speech)}"
        return f"{said}: {speech.words(option_words(problem, options[pin]))}"

    return st.selectbox(
        speech.gettext("Place"),
        list(options),
        index=now.index(True) if any(now) else 0,
        format_func=named,
        key=_option_key(student, phase),
    )


def _option_key(student: str, phase: str) -> str:
    return f"places_option:{student}:{phase}"


def _options(problem: "Problem", phase: str) -> "Iterator[tuple[int, Option]]":
    for number, option in enumerate(problem.options):
        if problem.phases[option.phase].id == phase:
            yield number, option


def _verdicts(choosing: Choosing, student: str, phase: str) -> "tuple[OptionVerdict, ...]":
    return choosing.checked.check.cell(student, phase).options


def _answer(choosing: Choosing, pin: Pin) -> None:
    """Say what the choice does, and offer to pin it, or to let go of the pin."""
    speech, problem = choosing.speech, choosing.problem
    who = plain(student_name(pin.student, speech))
    here = (problem.students.index(pin.student), _number(problem, pin.phase))
    option = option_number(problem, here[1], pin.activity, pin.zone)
    if problem.pinned.get(here) == option:
        st.html(tag("p", pinned_mark(speech), " ", speech.gettext("You have pinned this place.")))
        label, icon = speech.gettext("Unpin {student}", student=who), ":material/lock_open:"
        change: SetPin | RemovePin = RemovePin(pin.student, pin.phase)
    else:
        st.html(_said(choosing, pin, option))
        label, icon = speech.gettext("Pin {student} here", student=who), ":material/lock:"
        change = SetPin(pin.student, pin.phase, pin.activity, pin.zone)
    press(choosing.desk, label, "places_pin", lambda: _decide(choosing, pin, change), icon)


def _decide(choosing: Choosing, pin: Pin, change: SetPin | RemovePin) -> None:
    """Decide what the page showed, unless the boxes say something else already.

    A press that is faster than the page would decide a place nobody has seen.
    """
    state = st.session_state
    boxes = (state.get(STUDENT), state.get(PHASE), state.get(_option_key(pin.student, pin.phase)))
    if boxes == (pin.student, pin.phase, pin):
        choosing.desk.apply((change,))
    else:
        notify(choosing.speech.gettext("You were faster than the page. Look at the place, and press again."))


def _number(problem: "Problem", phase: str) -> int:
    return [one.id for one in problem.phases].index(phase)


def _said(choosing: Choosing, pin: Pin, option: int) -> Html:
    """Say what a choice breaks and mends, and why the check says no where it does."""
    speech, problem = choosing.speech, choosing.problem
    if choosing.shown.grid[problem.students.index(pin.student)][problem.options[option].phase] == option:
        here = speech.gettext("{student} is here now.", student=student_name(pin.student, speech))
        return tag("p", here, role="status")
    chosen = choose_place(problem, choosing.places, pin, speech.language)
    return tag("div", *_breaks(chosen, speech), _why(choosing, pin), role="status", class_="pl-said")


def _breaks(chosen: "Override", speech: "Speech") -> Iterable[Html | None]:
    breaks = [speech.message(breach.message) for breach in chosen.breaks]
    mends = [speech.message(breach.message) for breach in chosen.mends]
    if breaks:
        yield tag("p", "✕ ", tag("strong", speech.gettext("This would break:")))
        yield items(*breaks)
    else:
        yield tag("p", "✓ ", speech.gettext("This breaks nothing."))
    if mends:
        yield tag("p", "✓ ", speech.gettext("This holds again then:"))
        yield items(*mends)


def _why(choosing: Choosing, pin: Pin) -> Html | None:
    """Return what the check says where the student cannot take part in the option."""
    speech, wanted = choosing.speech, (pin.activity, pin.zone)
    verdicts = _verdicts(choosing, pin.student, pin.phase)
    verdict = next(one for one in verdicts if (one.activity, one.zone) == wanted)
    if verdict.verdict is not Verdict.NOT_POSSIBLE:
        return None
    said = dict.fromkeys(speech.message(barrier.message) for barrier in verdict.barriers)
    return tag("div", tag("p", speech.gettext("The check says:")), items(*said))


def show_pins(desk: "PlanDesk", problem: "Problem", plan: "Plan", speech: "Speech") -> None:
    """List what is pinned; a pin that fits no more says why, and each can be taken out."""
    if not plan.pins:
        return
    heading(speech.gettext("Pinned places"))
    titles = titles_of(plan)
    names = {key_of(pin): _pin_name(problem, pin, titles, speech) for pin in plan.pins}
    lost = {(pin.student, pin.phase): speech.message(lost_words(problem, pin)) for pin in problem.lost}
    st.html(tag("ul", *(tag("li", _pin(names[key], lost.get(key), speech)) for key in names)))
    if lost:
        paragraph(speech.gettext("A pin that fits no more is not used. Take it out, or pin another place."))
    keys = sorted(names, key=lambda key: key not in lost)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="places_unpinning"):
        st.selectbox(speech.gettext("Take out a pin"), keys, format_func=names.__getitem__, key=UNPIN)
        label = speech.gettext("Take out this pin")
        press(
            desk,
            label,
            "places_unpin_now",
            partial(_unpin, desk, last=len(keys) == 1),
            ":material/lock_open:",
        )
    paragraph(speech.gettext("Only those who work with the plan see pins: students and the library do not."))


def _unpin(desk: "PlanDesk", *, last: bool) -> None:
    """Take out the pin the box shows; with the last one the box goes, and the keyboard to the choice."""
    desk.apply((RemovePin(*st.session_state[UNPIN]),))
    if last:
        lead_to(DECIDING, LEAD)


def _pin_name(problem: "Problem", pin: "Placed", titles: "Titles", speech: "Speech") -> str:
    where = speech.words(placed_words(pin, titles, problem.zone_names))
    return f"{student_name(pin.student, speech)} · {titles.get(pin.phase, pin.phase)} · {where}"


def _pin(name: str, lost: str | None, speech: "Speech") -> Html:
    if lost is None:
        return tag("span", pinned_mark(speech), " ", name)
    return tag("span", "⚠ ", name, " – ", tag("strong", speech.gettext("fits no more:")), " ", lost)
