"""The page about belonging in one plan: time with the class, choice, findings and the form in between."""

from functools import cache
from importlib.resources import files
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.charts.belonging import BelongingPicture, belonging_picture, lesson_strip
from planner.charts.colours import DARK, LIGHT
from planner.lesson.model import Plan
from planner.participation.belonging.between import together
from planner.participation.belonging.model import LessonBelonging
from planner.services.belonging import LessonTold, kept_places, lesson_told
from planner.services.checking import check_plan
from planner.web.belonging_findings import finding_list
from planner.web.belonging_tables import lesson_table, table, together_table
from planner.web.controls import Workbench
from planner.web.drawing import is_dark
from planner.web.frame import heading, paragraph
from planner.web.lesson_ask import Asked
from planner.web.lesson_fields import ask
from planner.web.markup import items, join, tag
from planner.web.speech import Speech

PLACES_PAGE: Final = "screens/plan_places.py"
CLASS_PAGE: Final = "screens/plan_class.py"
PICTURE_PX: Final = 700
ASK_PX: Final = 380


@cache
def _style() -> str:
    return files("planner.web").joinpath("components/belonging.css").read_text(encoding="utf-8")


def belonging_style() -> None:
    """Give a page the style of findings, notes and phases."""
    st.html(f"<style>{_style()}</style>")


def plan_told(plan: Plan) -> LessonTold:
    """Tell the belonging of a plan, by the places it keeps."""
    checked = check_plan(plan)
    return lesson_told(checked, places=kept_places(checked))


def show_belonging(plan_id: str, told: LessonTold, speech: Speech) -> None:
    """Draw what the view is, the strips, the students in numbers and what stands out."""
    lesson, here = told.belonging, {"id": plan_id}
    paragraph(
        speech.gettext(
            "How much of the lesson each student is with the class, as the plan has it. Students stand by "
            "their code, in the order of the codes. The page looks at the plan and compares no children."
        )
    )
    if not lesson.students:
        paragraph(
            speech.gettext("No student is described by a code: what each of them meets cannot be shown.")
        )
        st.page_link(
            CLASS_PAGE,
            label=speech.gettext("Say who is in the class"),
            icon=":material/groups:",
            query_params=here,
        )
        return
    _notes(lesson, speech)
    if not lesson.placed:
        label = speech.gettext("Settle the places")
        st.page_link(PLACES_PAGE, label=label, icon=":material/pin_drop:", query_params=here)
    picture = belonging_picture(
        lesson_strip(lesson), speech.language, DARK if is_dark() else LIGHT, PICTURE_PX
    )
    heading(picture.title)
    show_strips(picture, "belonging", speech)
    heading(speech.gettext("Worth a look"))
    st.html(finding_list(told.findings, speech))
    st.html(join(lesson_table(lesson, speech), _meanings(lesson, speech)))


def _notes(lesson: LessonBelonging, speech: Speech) -> None:
    """Say what is not settled, and of whom nothing is told."""
    if not lesson.placed:
        said = speech.gettext(
            "The places are not settled yet. Two numbers are the least and the most it can become."
        )
        st.html(tag("p", said, class_="b-note open"))
    elif any(one.no_place for one in lesson.students):
        said = speech.gettext("The places that are kept do not cover everybody in each phase any more.")
        st.html(tag("p", said, class_="b-note open"))
    if not lesson.complete:
        said = speech.gettext("Some of the class have no code. Of them this page can say nothing.")
        st.html(tag("p", said, class_="b-note open"))


def show_strips(picture: BelongingPicture, key: str, speech: Speech) -> None:
    """Draw strips; the same as a table is folded away below them.

    The drawing is told as a whole by its text: its squares one by one would be in a screen reader's way.
    """
    layers = [layer | {"mark": layer["mark"] | {"aria": False}} for layer in picture.spec["layer"]]
    with st.container(key=f"{key}_strips"):
        st.vega_lite_chart(
            spec=picture.spec | {"layer": layers},
            theme=None,
            width="content",
            alt=picture.alt,
            key=f"{key}_strip",
        )
    with st.expander(speech.gettext("The same as a table"), key=f"{key}_table"):
        head = list(picture.table[0]) if picture.table else []
        st.html(table(picture.title, head, (list(row.values()) for row in picture.table)))


def _meanings(lesson: LessonBelonging, speech: Speech) -> str:
    """Say what the columns count."""
    lines = [
        speech.gettext("Alone: nobody else is in the zone. That may be good – or too much."),
        speech.gettext("Beside an adult: on an activity with an adult who is not needed elsewhere."),
        speech.gettext("Options: ways to take part that are open to the student in each phase."),
    ]
    if lesson.placed:
        lines.append(
            speech.gettext(
                "Moved for others' sake: the student changed zone though staying was just as good for them."
            )
        )
    return tag(
        "details",
        tag("summary", speech.gettext("What the columns mean")),
        items(*lines),
        class_="b-more",
    )


def show_law(told: LessonTold, speech: Speech) -> None:
    """Say what the law says, beside what the planner counts."""
    heading(speech.gettext("What the law says"))
    paragraph(speech.message(told.law))


def ask_between(bench: Workbench) -> None:
    """Ask which form between general and special class the plan is for."""
    heading(bench.speech.gettext("Form between general and special class"))
    with st.container(width=ASK_PX):
        ask(Asked(bench, "plan", (), bench.plan, "between_form"))


def show_between(plan: Plan, told: LessonTold, speech: Speech) -> None:
    """Show what recommendation 6 asks of such a form, with what the plan says of it."""
    form = plan.between_form
    if form is None:
        return
    words = load_catalogue().words
    paragraph(speech.words(words["between_about"][form]), " ", speech.words(words["between_about"]["aim"]))
    if told.belonging.students:
        st.html(together_table(together(plan, told.belonging), speech))
    questions = words[f"between_asks_{form}"].values()
    st.html(
        join(
            tag("p", speech.gettext("Questions to ask yourselves (the planner's):"), class_="p-label"),
            items(*(speech.words(question) for question in questions)),
        )
    )
