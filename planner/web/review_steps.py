"""What is agreed: at most three steps with who and when, and the day to look at it together."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import streamlit as st
from babel.dates import format_date

from planner.errors import ConflictError, PlannerError
from planner.review.model import EVALUATION_DATE, MOST_STEPS, Review, Step, Steps
from planner.services.archive import Archive
from planner.services.reviews import agree, set_evaluation
from planner.web.frame import paragraph
from planner.web.markup import join, tag
from planner.web.plain import plain
from planner.web.rooming import tell_here, told_here
from planner.web.server.session import now
from planner.web.speech import Speech
from planner.web.tab import on_choice

TOLD: Final = "review_steps"
FIELDS: Final = ("step_what", "step_who", "step_when")
CHANGING: Final = "step_changing"
DAY: Final = "DD.MM.YYYY"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The steps of a plan as they can be changed."""

    archive: Archive
    review: Review
    speech: Speech

    def write(self, steps: tuple[Step, ...]) -> bool:
        """Put steps in the place of those that are shown; return whether that was done."""
        try:
            agree(self.archive, self.review.plan, Steps(steps, self.review.steps_id), now())
        except ConflictError:
            said = self.speech.gettext(
                "Somebody else changed the steps just now. You see the newest; what you wrote is still here."
            )
            tell_here(TOLD, said)
            return False
        except PlannerError as error:
            tell_here(TOLD, self.speech.error(error))
            return False
        return True


def day(when: date, speech: Speech) -> str:
    """Say a day."""
    return format_date(when, "d. MMMM" if speech.language == "da" else "d MMMM", speech.language)


def show_steps(archive: Archive, review: Review, speech: Speech) -> None:
    """Draw the agreed steps, and the fields for one more as long as there are fewer than three."""
    agreed = Agreement(archive, review, speech)
    for number, step in enumerate(review.steps):
        _step(agreed, number, step)
    told_here(TOLD)
    changing = _changing(review)
    if changing is None and len(review.steps) >= MOST_STEPS:
        paragraph(speech.gettext("Three steps are enough. Try them first."), class_="p-small")
        return
    _fields(speech)
    label = speech.gettext("Add the step") if changing is None else speech.gettext("Save the step")
    with st.container(horizontal=True, gap="small"):
        st.button(label, key="step_add", icon=":material/add:", on_click=partial(_write, agreed))
        if changing is not None:
            st.button(speech.gettext("Leave it as it is"), key="step_leave", on_click=_clear)


def _changing(review: Review) -> int | None:
    """Return which step is in the fields to be changed, None for none."""
    number = st.session_state.get(CHANGING)
    return number if isinstance(number, int) and number < len(review.steps) else None


def _fields(speech: Speech) -> None:
    what, who, when = st.columns([4, 2, 2], vertical_alignment="bottom")
    with what:
        st.text_input(
            speech.gettext("What will be tried?"), key=FIELDS[0], max_chars=300, persist_state="session"
        )
    with who:
        st.text_input(speech.gettext("Who does it?"), key=FIELDS[1], max_chars=80, persist_state="session")
    with when:
        st.date_input(
            speech.gettext("Until when?"), value=None, format=DAY, key=FIELDS[2], persist_state="session"
        )


def _step(agreed: Agreement, number: int, step: Step) -> None:
    speech = agreed.speech
    said = join(
        tag("strong", step.what),
        " · ",
        speech.gettext("{who}, by {day}", who=step.who, day=day(step.when, speech)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"step_{number}"):
        st.html(tag("p", f"{number + 1}. ", said, class_="r-step"), width="stretch")
        short = plain(step.what if len(step.what) <= 40 else step.what[:40] + "…")
        st.button(
            speech.gettext("Change: {step}", step=short),
            key=f"step_change:{number}",
            type="tertiary",
            on_click=partial(_change, agreed, number),
        )
        st.button(
            speech.gettext("Remove: {step}", step=short),
            key=f"step_remove:{number}",
            type="tertiary",
            on_click=partial(_remove, agreed, number),
        )


def _write(agreed: Agreement) -> None:
    """Keep the step that stands in the fields, as a new one or in the place of the one it was."""
    what, who, when = (st.session_state.get(key) for key in FIELDS)
    if not (what and what.strip() and who and who.strip() and when):
        tell_here(TOLD, agreed.speech.gettext("A step says what, who and until when."))
        return
    steps, number = agreed.review.steps, _changing(agreed.review)
    at = len(steps) if number is None else number
    if agreed.write((*steps[:at], Step(what.strip(), who.strip(), when), *steps[at + 1 :])):
        _clear()


def _clear() -> None:
    st.session_state.update({FIELDS[0]: "", FIELDS[1]: "", FIELDS[2]: None, CHANGING: None})


def _remove(agreed: Agreement, number: int) -> None:
    steps = agreed.review.steps
    agreed.write((*steps[:number], *steps[number + 1 :]))


def _change(agreed: Agreement, number: int) -> None:
    """Put a step into the fields; it stands as it is until the new one is saved."""
    step = agreed.review.steps[number]
    fields = dict(zip(FIELDS, (step.what, step.who, step.when), strict=True))
    st.session_state.update({**fields, CHANGING: number})


def show_evaluation(archive: Archive, review: Review, speech: Speech) -> None:
    """Draw the day on which the plan is looked at together."""
    key = f"{EVALUATION_DATE}:{review.plan}"
    st.session_state[key] = review.evaluation
    label = speech.gettext("When do you look at it together?")

    def save() -> None:
        chosen = st.session_state[key]
        try:
            set_evaluation(archive, review.plan, chosen, now(), review.evaluation_id)
        except PlannerError as error:
            tell_here(key, speech.error(error))

    st.date_input(label, format=DAY, key=key, on_change=on_choice(key, save), width=220)
    told_here(key)
