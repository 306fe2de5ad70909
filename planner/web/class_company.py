"""What goes with some students: own supports, with whom, apart from whom, beside whom they wish to be."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Student
from planner.locale import mark
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.class_changes import COMPANY, SetStudentField, StudentField
from planner.web.controls import Box, Workbench, choose_many
from planner.web.markup import tag
from planner.web.matrix import capital
from planner.web.speech import Speech

NOBODY: Final = "-"
QUESTIONS: Final[dict[StudentField, str]] = {
    "with": mark("Who is the student to be together with?"),
    "apart_from": mark("Who is the student not to be together with?"),
    "wishes": mark("Who does the student wish to work with?"),
}


def company_value(student: Student, field: StudentField) -> tuple[str, ...]:
    """Return what is chosen for one student: codes, "nobody", or nothing where it is not recorded."""
    codes: tuple[str, ...] = getattr(student, COMPANY[field])
    return codes or ((NOBODY,) if student.recorded(COMPANY[field]) else ())


def shared_value(students: tuple[Student, ...], field: StudentField) -> tuple[str, ...]:
    """Return what all students have in common; nobody among them is told to be with themselves."""
    values = [supports_or_company(student, field) for student in students]
    first, *rest = values
    return first if all(set(value) == set(first) for value in rest) else ()


def supports_or_company(student: Student, field: StudentField) -> tuple[str, ...]:
    """Return the value of a field as it is chosen."""
    return student.supports if field == "supports" else company_value(student, field)


def differs(students: tuple[Student, ...], field: StudentField) -> bool:
    """Whether the students have different values."""
    return len({frozenset(supports_or_company(student, field)) for student in students}) > 1


def company_changes(
    codes: tuple[str, ...], field: StudentField, before: tuple[str, ...], after: Iterable[str]
) -> tuple[Change, ...]:
    """Return the change to another choice; what was chosen last wins between codes and nobody."""
    chosen = tuple(after)
    if set(chosen) == set(before):
        return ()
    if not chosen:
        return (SetStudentField(codes, field, NOT_RECORDED),)
    if NOBODY in chosen and NOBODY not in before:
        return (SetStudentField(codes, field, ()),)
    return (SetStudentField(codes, field, tuple(code for code in chosen if code != NOBODY)),)


def support_choice(
    codes: tuple[str, ...], before: tuple[str, ...], after: Iterable[str]
) -> tuple[Change, ...]:
    """Return the change to other own supports."""
    chosen = tuple(after)
    return () if set(chosen) == set(before) else (SetStudentField(codes, "supports", chosen),)


OPPOSITE: Final[dict[StudentField, StudentField]] = {"with": "apart_from", "apart_from": "with"}


def clashing(students: tuple[Student, ...], field: StudentField, after: Iterable[str]) -> tuple[str, ...]:
    """Return the chosen codes that stand in the opposite field already."""
    opposite = OPPOSITE.get(field)
    taken = {code for student in students for code in company_value(student, opposite)} if opposite else set()
    return tuple(code for code in after if code in taken - {NOBODY})


def clash_sentence(codes: tuple[str, ...], field: StudentField, speech: Speech) -> str:
    """Say which choice was not taken, and what to do first."""
    return speech.ngettext(
        "{codes} was not chosen: the code also stands under “{question}”. Take it away there first.",
        "{codes} were not chosen: the codes also stand under “{question}”. Take them away there first.",
        len(codes),
        codes=", ".join(codes),
        question=speech.gettext(QUESTIONS[OPPOSITE[field]]),
    )


def ask_company(bench: Workbench, students: tuple[Student, ...]) -> None:
    """Draw own supports and company of the chosen students."""
    codes = tuple(student.code for student in students)
    _ask_supports(bench, students, codes)
    for field, question in QUESTIONS.items():
        value, speech = shared_value(students, field), bench.speech
        names = {NOBODY: speech.gettext("Nobody")}
        names |= {s.code: s.code for s in bench.plan.students if len(codes) > 1 or s.code not in codes}
        box = Box(f"company_{field}", speech.gettext(question), names, _help(students, field, bench))
        make = partial(company_changes, codes, field, value)
        beside = replace(bench, apply=partial(_apply_or_say, bench, students, field))
        choose_many(beside, box, value, make, empty=_empty(students, field, bench))
        said = st.session_state.pop(_said(field), None)
        if said:
            st.html(tag("p", said, role="alert", class_="p-alert"))


def _said(field: StudentField) -> str:
    return f"company_said_{field}"


def _apply_or_say(
    bench: Workbench, students: tuple[Student, ...], field: StudentField, changes: Iterable[Change]
) -> None:
    """Make a choice, or keep a sentence for its field where it goes against the opposite one."""
    made = tuple(changes)
    chosen = st.session_state[f"company_{field}"]
    clash = clashing(students, field, chosen)
    if made and clash:
        st.session_state[_said(field)] = clash_sentence(clash, field, bench.speech)
    else:
        bench.apply(made)


def _ask_supports(bench: Workbench, students: tuple[Student, ...], codes: tuple[str, ...]) -> None:
    value = shared_value(students, "supports")
    names = {
        entry.id: capital(bench.speech.words(entry.name))
        for entry in load_catalogue().supports.values()
        if entry.own or entry.id in value
    }
    ordered = dict(sorted(names.items(), key=lambda item: item[1]))
    question = bench.speech.gettext("What does the student bring along as own support?")
    box = Box("company_supports", question, ordered, _help(students, "supports", bench))
    make = partial(support_choice, codes, value)
    choose_many(bench, box, value, make, empty=_empty(students, "supports", bench))


def _help(students: tuple[Student, ...], field: StudentField, bench: Workbench) -> str | None:
    """Say what a choice does where the chosen students differ."""
    if not differs(students, field):
        return None
    return bench.speech.gettext("The chosen students differ here. What you choose will hold for all of them.")


def _empty(students: tuple[Student, ...], field: StudentField, bench: Workbench) -> str:
    speech = bench.speech
    if differs(students, field):
        return speech.gettext("Differs among the chosen")
    return speech.gettext("Add a support") if field == "supports" else speech.gettext("Not recorded")
