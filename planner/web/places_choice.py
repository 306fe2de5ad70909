"""The teacher decides: one student somewhere else, what that breaks at once, and what is pinned."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from planner.participation.assignment.model import Pin
from planner.participation.assignment.words import lost_words, option_words
from planner.participation.bands import student_words
from planner.participation.model import Verdict
from planner.plan.compare_places import placed_words, titles_of
from planner.plan.place_changes import RemovePin, SetPin
from planner.plan.placed import key_of
from planner.services.assigning import choose_place
from planner.web.frame import heading, paragraph
from planner.web.lesson_press import press
from planner.web.markup import Html, items, tag
from planner.web.matrix import SYMBOLS, verdict_word
from planner.web.places_tables import Shown, pinned_mark
from planner.web.plain import plain

if TYPE_CHECKING:
    from planner.lesson.model import Placed
    from planner.participation.assignment.model import Place, Problem
    from planner.participation.assignment.override import Override
    from planner.participation.model import OptionVerdict
    from planner.services.checking import CheckedPlan
    from planner.web.desk import PlanDesk
    from planner.web.speech import Speech


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
    one, two, three = st.columns([2, 3, 5])
    with one:
        student = st.selectbox(
            speech.gettext("Student"),
            range(len(problem.students)),
            format_func=lambda s: speech.words(student_words(problem.students[s])),
            key="places_student",
        )
    with two:
        phase = st.selectbox(
            speech.gettext("Phase"),
            range(len(problem.phases)),
            format_func=lambda t: problem.phases[t].title,
            key="places_phase",
        )
    with three:
        option = _choose_option(choosing, student, phase)
    _answer(choosing, (student, phase), option)


def _choose_option(choosing: Choosing, student: int, phase: int) -> int:
    problem, speech = choosing.problem, choosing.speech
    options = list(problem.by_phase[phase])
    now = choosing.shown.grid[student][phase]
    verdicts = _verdicts(choosing, student, phase)

    def named(option: int) -> str:
        verdict = verdicts[options.index(option)].verdict
        said = f"{SYMBOLS[verdict]} {verdict_word(verdict, speech)}"
        return f"{said}: {speech.words(option_words(problem, option))}"

    return st.selectbox(
        speech.gettext("Place"),
        options,
        index=options.index(now) if now in options else 0,
        format_func=named,
        key=f"places_option:{problem.students[student]}:{problem.phases[phase].id}",
    )


def _verdicts(choosing: Choosing, student: int, phase: int) -> "tuple[OptionVerdict, ...]":
    problem = choosing.problem
    return choosing.checked.check.cell(problem.students[student], problem.phases[phase].id).options


def _answer(choosing: Choosing, key: tuple[int, int], option: int) -> None:
    """Say what the choice does, and offer to pin it, or to let go of the pin."""
    speech, problem, desk = choosing.speech, choosing.problem, choosing.desk
    one = problem.options[option]
    pin = Pin(problem.students[key[0]], problem.phases[key[1]].id, one.activity, one.zone)
    if problem.pinned.get(key) == option:
        st.html(tag("p", pinned_mark(speech), " ", speech.gettext("You have pinned this place.")))
        label = speech.gettext("Unpin {student}", student=plain(_who(pin.student, speech)))
        change: SetPin | RemovePin = RemovePin(pin.student, pin.phase)
        icon = ":material/lock_open:"
    else:
        st.html(_said(choosing, pin, option))
        label = speech.gettext("Pin {student} here", student=plain(_who(pin.student, speech)))
        change = SetPin(pin.student, pin.phase, pin.activity, pin.zone)
        icon = ":material/lock:"
    press(desk, label, "places_pin", lambda: desk.apply((change,)), icon)


def _who(student: str, speech: "Speech") -> str:
    return speech.words(student_words(student))


def _said(choosing: Choosing, pin: Pin, option: int) -> Html:
    """Say what a choice breaks and mends, and why the check says no where it does."""
    speech, problem = choosing.speech, choosing.problem
    student = problem.students.index(pin.student)
    if choosing.shown.grid[student][problem.options[option].phase] == option:
        here = speech.gettext("{student} is here now.", student=_who(pin.student, speech))
        return tag("p", here, role="status")
    chosen = choose_place(problem, choosing.places, pin, speech.language)
    return tag(
        "div", *_breaks(chosen, speech), _why(choosing, student, option), role="status", class_="pl-said"
    )


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


def _why(choosing: Choosing, student: int, option: int) -> Html | None:
    """Return what the check says where the student cannot take part in the option."""
    problem, speech = choosing.problem, choosing.speech
    phase = problem.options[option].phase
    verdict = _verdicts(choosing, student, phase)[problem.by_phase[phase].index(option)]
    if verdict.verdict is not Verdict.NOT_POSSIBLE:
        return None
    said = dict.fromkeys(speech.message(barrier.message) for barrier in verdict.barriers)
    return tag("div", tag("p", speech.gettext("The check says:")), items(*said))


def show_pins(desk: "PlanDesk", problem: "Problem", pins: "tuple[Placed, ...]", speech: "Speech") -> None:
    """List what is pinned; a pin that fits no more says why, and each can be taken out."""
    if not pins:
        return
    heading(speech.gettext("Pinned places"))
    names = {key_of(pin): _pin_name(problem, pin, desk, speech) for pin in pins}
    lost = {(pin.student, pin.phase): speech.message(lost_words(problem, pin)) for pin in problem.lost}
    st.html(tag("ul", *(tag("li", _pin(names[key], lost.get(key), speech)) for key in names)))
    if lost:
        paragraph(speech.gettext("A pin that fits no more is not used. Take it out, or pin another place."))
    keys = sorted(names, key=lambda key: key not in lost)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="places_unpinning"):
        key = st.selectbox(
            speech.gettext("Take out a pin"), keys, format_func=names.__getitem__, key="places_unpin"
        )
        press(
            desk,
            speech.gettext("Take out this pin"),
            "places_unpin_now",
            lambda: desk.apply((RemovePin(*key),)),
            ":material/lock_open:",
        )
    paragraph(speech.gettext("Only those who work with the plan see pins: students and the library do not."))


def _pin_name(problem: "Problem", pin: "Placed", desk: "PlanDesk", speech: "Speech") -> str:
    titles = titles_of(desk.open().plan)
    where = speech.words(placed_words(pin, titles, problem.zone_names))
    return f"{_who(pin.student, speech)} · {titles.get(pin.phase, pin.phase)} · {where}"


def _pin(name: str, lost: str | None, speech: "Speech") -> Html:
    if lost is None:
        return tag("span", pinned_mark(speech), " ", name)
    return tag("span", "⚠ ", name, " – ", tag("strong", speech.gettext("fits no more:")), " ", lost)
