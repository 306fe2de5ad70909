"""What the lesson is about and who teaches it; what is rarely changed is folded away."""

from functools import partial
from typing import Final

import streamlit as st

from planner.lesson.model import Adult, Role
from planner.plan.lesson_changes import AddAdult, RemoveAdult
from planner.web.controls import Workbench
from planner.web.desk import PlanDesk
from planner.web.lesson_ask import Asked
from planner.web.lesson_fields import ask
from planner.web.lesson_press import press
from planner.web.plain import plain

LETTERS: Final[dict[Role, str]] = {
    "teacher": "L",
    "social_educator": "P",
    "resource_person": "R",
    "assistant": "A",
    "substitute": "V",
}
"""What an adult is called in a plan: the first letter of the role in Danish, never a name."""


def about(bench: Workbench) -> None:
    """Ask what the lesson is about; what is rarely changed is folded away."""
    plan, lesson = bench.plan, bench.plan.lesson
    title, goal, length = st.columns([3, 5, 2], vertical_alignment="bottom")
    with title:
        ask(Asked(bench, "plan", (), plan, "title"))
    with goal:
        ask(Asked(bench, "lesson", (), lesson, "goal"))
    with length:
        ask(Asked(bench, "lesson", (), lesson, "minutes"))
    with st.expander(bench.speech.gettext("More questions about the lesson")):
        for field, column in zip(
            ("subject", "grade", "language", "between_form"),
            st.columns(4, vertical_alignment="bottom"),
            strict=True,
        ):
            with column:
                ask(Asked(bench, "plan", (), plan, field))
        ask(Asked(bench, "lesson", (), lesson, "supports"))


def adults(desk: PlanDesk, bench: Workbench) -> None:
    """Ask who teaches, in which role and from when to when."""
    speech, known = bench.speech, bench.plan.adults
    names = ", ".join(f"{one.id} ({speech.word('role', one.role)})" for one in known)
    title = (
        speech.gettext("The adults: {names}", names=plain(names))
        if known
        else speech.gettext("No adults yet")
    )
    with st.expander(title):
        for adult in known:
            _adult(desk, bench, adult)
        with st.container(horizontal=True, gap="small", key="add_adults"):
            for role in LETTERS:
                label = speech.gettext("Add {role}", role=speech.word("role", role))
                add = AddAdult(Adult(id=LETTERS[role], role=role))
                press(desk, label, f"add_adult:{role}", partial(bench.apply, [add]), ":material/person_add:")


def _adult(desk: PlanDesk, bench: Workbench, adult: Adult) -> None:
    role, present, away = st.columns([2, 3, 1], vertical_alignment="bottom")
    with role:
        ask(Asked(bench, "adult", (adult.id,), adult, "role"))
    with present:
        ask(Asked(bench, "adult", (adult.id,), adult, "present"))
    with away:
        label = bench.speech.gettext("Remove {name}", name=plain(adult.id))
        take = partial(bench.apply, [RemoveAdult(adult.id)])
        press(desk, label, f"remove_adult:{adult.id}", take, ":material/person_remove:")
