"""Belonging over time: a class and a period are chosen, and all plans of the class are looked through."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal, get_args

import streamlit as st

from planner.charts.belonging import belonging_picture, period_strip
from planner.charts.colours import DARK, LIGHT
from planner.errors import NotFoundError
from planner.locale import mark
from planner.participation.belonging.period import PeriodBelonging
from planner.services import classes
from planner.services.archive import Archive
from planner.services.belonging import PeriodTold, class_belonging
from planner.storage.classes import StoredClass
from planner.web.belonging import PICTURE_PX, show_strips
from planner.web.belonging_findings import finding_list
from planner.web.belonging_tables import period_table
from planner.web.class_keeping import day_text
from planner.web.drawing import is_dark
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, items, join, tag
from planner.web.plain import plain
from planner.web.server.session import now
from planner.web.speech import Speech

Name = Literal["week", "month", "half_year", "school_year", "own"]
NAMES: Final[Mapping[Name, str]] = {
    "week": mark("This week"),
    "month": mark("This month"),
    "half_year": mark("This half-year"),
    "school_year": mark("This school year"),
    "own": mark("From … to …"),
}
CLASS: Final = "period_class"
PERIOD: Final = "period_name"
FIRST, LAST = "period_first", "period_last"
BOX_PX: Final = 220
DAY_PX: Final = 160
Period = tuple[date, date]


def period_of(name: Name, today: date) -> Period:
    """Return the first and the last day of the period that today is in; one's own begins as the month."""
    ends = classes.school_year_end(today)
    begins = _year_before(ends) + timedelta(days=1)
    if name == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if name == "half_year":
        # A school year turns with the calendar year.
        turn = date(ends.year, 1, 1)
        return (turn, ends) if today >= turn else (begins, turn - timedelta(days=1))
    if name == "school_year":
        return begins, ends
    after = today.replace(day=28) + timedelta(days=4)
    return today.replace(day=1), after - timedelta(days=after.day)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def show_over_time(archive: Archive, speech: Speech) -> None:
    """Draw the choice of class and period, and what the plans of the class show together."""
    known = {one.id: one for one in classes.list_classes(archive)}
    if not known:
        paragraph(
            speech.gettext(
                "You have no classes yet. On the class page of a plan you say which class it is for."
            )
        )
        return
    paragraph(
        speech.gettext(
            "How much of the lessons each student is with the class, over all plans of the class in a "
            "period. Students stand by their code, in the order of the codes; no children are compared."
        )
    )
    chosen, period = _choose(known, now().date(), speech)
    if period[0] > period[1]:
        paragraph(speech.gettext("The first day is after the last one."), class_="p-alert")
        return
    try:
        with st.spinner(speech.gettext("Looking through the plans …")):
            told = class_belonging(archive, chosen.id, period)
    except NotFoundError as error:
        paragraph(speech.error(error))
        return
    _told(told, chosen, speech)


def _choose(known: Mapping[str, StoredClass], today: date, speech: Speech) -> tuple[StoredClass, Period]:
    """Choose a class, which the address may name, and a period."""
    asked = st.query_params.get("class", "")
    if st.session_state.get(CLASS) not in known:
        st.session_state[CLASS] = asked if asked in known else next(iter(known))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="period"):
        chosen: str = st.selectbox(
            speech.gettext("Which class?"),
            list(known),
            format_func=lambda one: known[one].name if one in known else "",
            key=CLASS,
            width=BOX_PX,
        )
        names: dict[Name, str] = {name: speech.gettext(NAMES[name]) for name in get_args(Name)}
        name: Name = st.selectbox(
            speech.gettext("Which period?"),
            list(names),
            index=list(names).index("month"),
            format_func=names.__getitem__,
            key=PERIOD,
            width=BOX_PX,
        )
        period = period_of(name, today)
        if name == "own":
            period = _own_days(period, speech)
    return known[chosen], period


def _own_days(usual: Period, speech: Speech) -> Period:
    """Ask for the first and the last day; an empty one is as usual."""
    shown = "DD.MM.YYYY" if speech.language == "da" else "YYYY-MM-DD"
    days = [
        st.date_input(label, value=day, format=shown, key=key, width=DAY_PX)
        for label, day, key in (
            (speech.gettext("From"), usual[0], FIRST),
            (speech.gettext("To"), usual[1], LAST),
        )
    ]
    first, last = (day if isinstance(day, date) else known for day, known in zip(days, usual, strict=True))
    return first, last


def _told(told: PeriodTold, chosen: StoredClass, speech: Speech) -> None:
    """Draw strips, findings, the students in numbers, the lessons, and what the law says."""
    period = told.belonging
    if told.unchecked:
        titles = ", ".join(told.unchecked)
        said = speech.gettext("Not in it, because they cannot be checked: {titles}.", titles=titles)
        st.html(tag("p", said, class_="b-note open"))
    if not period.lessons:
        paragraph(speech.gettext("There are no plans of {name} in this period.", name=chosen.name))
        return
    if not all(one.belonging.placed for one in period.lessons):
        said = speech.gettext(
            "The places are not settled in all the plans. Two numbers are the least and the most it can "
            "become."
        )
        st.html(tag("p", said, class_="b-note open"))
    if period.students:
        colours = DARK if is_dark() else LIGHT
        picture = belonging_picture(period_strip(period), speech.language, colours, PICTURE_PX)
        heading(picture.title)
        show_strips(picture, "period", speech)
    heading(speech.gettext("Worth a look"))
    st.html(finding_list(told.findings, speech))
    if period.students:
        st.html(period_table(period, speech))
    heading(speech.gettext("Lessons in the period"))
    st.html(lesson_list(period, speech))
    if told.laws:
        heading(speech.gettext("What the law says"))
        st.html(join(*(tag("p", speech.message(law), class_="p-lead") for law in told.laws)))


def lesson_list(period: PeriodBelonging, speech: Speech) -> Html:
    """Return the lessons by their days, each told as held or as planned."""
    states = {True: speech.gettext("held"), False: speech.gettext("planned")}
    lines = (
        f"{day_text(one.day, speech.language)}: {one.title} – {states[one.held]}" for one in period.lessons
    )
    said = speech.gettext(
        "A plan counts on the day it was set to “Tried”; until then on the day it was last changed, and it "
        "is told as planned."
    )
    return join(items(*lines), tag("p", said, class_="p-lead"))


def over_time_link(class_id: str, name: str, speech: Speech) -> None:
    """Lead to the page for one class."""
    st.page_link(
        "screens/belonging.py",
        label=speech.gettext("Belonging of {name}", name=plain(name)),
        icon=":material/diversity_3:",
        query_params={"class": class_id},
    )


def class_link(archive: Archive, plan_id: str, speech: Speech) -> None:
    """Lead from a plan to its class, where that class is one's own."""
    known = classes.class_of(archive, plan_id)
    if known is not None and known.owner == archive.account.id:
        heading(speech.gettext("Belonging over time"))
        over_time_link(known.id, known.name, speech)
