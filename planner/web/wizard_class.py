"""The third step: how many students, and what the class needs – in bands, with codes, or as before."""

from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Band, BandCount, Plan
from planner.plan.changes import Change
from planner.plan.class_changes import (
    AddStudents,
    RemoveStudents,
    SetBands,
    SetClassSize,
    SetStudents,
    WithoutCodes,
    proposed_codes,
)
from planner.plan.set_field import SetField
from planner.services import plans
from planner.services.classes import keep_class
from planner.web.controls import Box, Workbench, choose_one
from planner.web.frame import heading, notify
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.speech import Speech
from planner.web.tab import on_choice
from planner.web.wizard import Step, back_to, open_step
from planner.web.wizard_needs import show_needs

PLAN_PAGE: Final = "screens/plan.py"
MIXED: Final[dict[str, BandCount]] = {
    "know_next": "3+",
    "read_aloud": "3+",
    "chunked": "3+",
    "small_group": "1-2",
    "speak_alt": "3+",
    "low_noise": "1-2",
    "concrete": "3+",
    "language": "1-2",
    "break_exit": "1-2",
}
"""A class to begin with, as the reference lessons describe theirs."""


def open_class_step(step: Step, speech: Speech) -> None:
    """Draw the question of the third step, and the way back."""
    question = speech.gettext("Who is the class?")
    open_step(
        step, question, speech.gettext("Skip what you do not know – the check says what is open."), speech
    )
    earlier = Step(2 if step.room else 1, step.room, step.plan)
    back_to(earlier, speech.gettext("Another lesson"))


def class_form(bench: Workbench, plan_id: str) -> None:
    """Draw name, grade and number, then what the class needs."""
    speech = bench.speech
    title, grade, number = st.columns([3, 1, 2], vertical_alignment="bottom")
    with title:
        _name(bench)
    with grade:
        _grade(bench)
    with number:
        _number(bench)
    heading(
        speech.gettext("What do students in the class need?"),
        speech.gettext("About how many? Nobody is named. What you leave at “none” is not asked about."),
    )
    with st.container(horizontal=True, gap="small"):
        if not bench.plan.students:
            _mixed(bench)
        with st.popover(speech.gettext("In another way"), key="class_ways"):
            _other_ways(bench, plan_id)
    show_needs(bench)


def asks_nothing(plan: Plan) -> bool:
    """Whether the check has nothing to look for: nobody in the class needs anything."""
    return not plan.bands and not any(student.prerequisites for student in plan.students)


def to_the_check(bench: Workbench, plan: str) -> None:
    """Lead on to the check; say beside it where it would have nothing to look for."""
    speech = bench.speech
    with st.container(key="check_plan", horizontal=True, gap="small", vertical_alignment="center"):
        label = speech.gettext("Check the plan")
        if st.button(label, key="check", type="primary", icon=":material/checklist:"):
            notify(
                speech.gettext(
                    "Step 4 of 4: here is the check. Choose a cell to see why – and try a change beside it."
                )
            )
            st.switch_page(PLAN_PAGE, query_params={"id": plan})
        if asks_nothing(bench.plan):
            _nothing_yet(bench)


def _nothing_yet(bench: Workbench) -> None:
    speech = bench.speech
    if bench.plan.students:
        said = speech.gettext("Nobody needs anything yet, so the check has nothing to look for.")
        st.html(tag("div", said), width="content")
        return
    said = speech.gettext("Everything is left at “none”, so the check has nothing to look for yet.")
    st.html(tag("div", said), width="content")
    label = speech.gettext("Use a mixed class (a guess)")
    st.button(label, key="mixed_now", on_click=bench.apply, args=(mixed_class(),))


def _name(bench: Workbench) -> None:
    key = "plan_title"
    if bench.unheard is None:
        st.session_state[key] = bench.plan.title
    chosen = st.text_input(
        bench.speech.gettext("What is the plan called?"),
        value=bench.plan.title if bench.unheard is not None else "",
        key=key,
        max_chars=120,
        on_change=on_choice(key, lambda: bench.apply(_title_change(st.session_state[key], bench.plan))),
    )
    bench.hear(_title_change(chosen, bench.plan))


def _title_change(title: str, plan: Plan) -> tuple[Change, ...]:
    """Return the change of the title; an empty one changes nothing."""
    named = title.strip()
    return (SetField("plan", (), "title", named),) if named and named != plan.title else ()


def _grade(bench: Workbench) -> None:
    names = {str(n): str(n) for n in range(11)}
    box = Box("plan_grade", bench.speech.gettext("Grade"), names)
    choose_one(
        bench, box, str(bench.plan.grade), lambda chosen: (SetField("plan", (), "grade", int(chosen)),)
    )


def class_size(plan: Plan) -> int | None:
    """Return how many students the plan says the class has."""
    return len(plan.students) or plan.class_size


def most_students() -> int:
    """Return the largest class a plan may have."""
    return int(load_catalogue().limits()["class_most"])


def size_changes(plan: Plan, size: int | None) -> tuple[Change, ...]:
    """Return the changes to a class of another size: codes come and go at the end of the list."""
    if size is None or size == class_size(plan) or not 1 <= size <= most_students():
        return ()
    codes = [student.code for student in plan.students]
    if not codes:
        return (SetClassSize(size),)
    if size < len(codes):
        return (RemoveStudents(tuple(codes[size:])),)
    return (AddStudents(proposed_codes(size - len(codes), codes)),)


def _number(bench: Workbench) -> None:
    key, size = "class_size", class_size(bench.plan)
    if bench.unheard is None:
        st.session_state[key] = size
    chosen = st.number_input(
        bench.speech.gettext("How many students?"),
        min_value=1,
        max_value=most_students(),
        value=size if size is None or bench.unheard is not None else "min",
        step=1,
        key=key,
        on_change=on_choice(key, lambda: bench.apply(size_changes(bench.plan, st.session_state[key]))),
    )
    bench.hear(size_changes(bench.plan, chosen))


def mixed_class() -> tuple[Change, ...]:
    """Return the change to a class that is guessed."""
    bands = tuple(Band.model_validate({"prerequisite": need, "count": n}) for need, n in MIXED.items())
    return (SetBands(bands),)


def _mixed(bench: Workbench) -> None:
    st.button(
        bench.speech.gettext("Begin with a mixed class (a guess)"),
        key="mixed",
        icon=":material/groups:",
        on_click=bench.apply,
        args=(mixed_class(),),
    )


def _other_ways(bench: Workbench, plan: str) -> None:
    """Offer codes, no codes, or the class of an earlier plan."""
    speech = bench.speech
    label, changes = (
        (speech.gettext("Without codes"), without_codes(bench.plan))
        if bench.plan.students
        else (speech.gettext("With codes"), with_codes(bench.plan))
    )
    st.button(label, key="class_codes", on_click=bench.apply, args=(changes,), width="stretch")
    names = {one.id: one.title for one in plans.list_plans(the_archive()) if one.id != plan}
    if names:
        chosen = st.selectbox(
            speech.gettext("The class of an earlier plan"),
            list(names),
            format_func=names.__getitem__,
            key="class_from",
        )
        st.button(
            speech.gettext("Use this class"),
            key="class_take",
            on_click=lambda: take_class(bench, plan, chosen),
            width="stretch",
        )


def take_class(bench: Workbench, plan: str, other: str) -> None:
    """Take the class of another plan over, with the class it is kept with."""
    bench.apply(same_class(plans.load_plan(the_archive(), other).plan))
    keep_class(the_archive(), other, plan)


def with_codes(plan: Plan) -> tuple[Change, ...]:
    """Return the changes to a class by codes; its bands are let go, or everybody would count twice."""
    codes = AddStudents(proposed_codes(plan.class_size or 1))
    return (SetBands(()), codes) if plan.bands else (codes,)


def without_codes(plan: Plan) -> tuple[Change, ...]:
    """Return the changes to a class without codes, of the same size."""
    return (WithoutCodes(),) if plan.students else ()


def same_class(other: Plan) -> tuple[Change, ...]:
    """Return the changes to the class of another plan."""
    size: tuple[Change, ...] = (SetClassSize(other.class_size),) if other.class_size else ()
    return (SetStudents(other.students), SetBands(other.bands), *size)
