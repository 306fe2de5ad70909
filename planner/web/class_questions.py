"""What matters for some students to take part: one row for each need, by group, for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.catalogue.model import Parameter, Prerequisite
from planner.lesson.model import BandCount, NeededPrerequisite, Plan, Student
from planner.participation.needs import usual_numbers
from planner.plan.changes import Change
from planner.plan.class_changes import Parameters, SetBand, SetPrerequisite
from planner.web.controls import Workbench
from planner.web.markup import tag
from planner.web.matrix import capital
from planner.web.speech import Speech
from planner.web.tab import on_choice

GROUPS: Final = ("place", "senses", "time", "task", "people")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who among the chosen students a question is asked for, and the numbers all of them share."""

    codes: tuple[str, ...]
    everyone: bool
    parameters: Parameters


def chosen_students(plan: Plan, codes: Iterable[str]) -> tuple[Student, ...]:
    """Return the students of some codes, in the order of the class."""
    wanted = set(codes)
    return tuple(student for student in plan.students if student.code in wanted)


def asked_for(students: tuple[Student, ...], prerequisite: str) -> Asked:
    """Return for whom among students a prerequisite is asked about."""
    needs = {s.code: n for s in students for n in s.prerequisites if n.id == prerequisite}
    shared = {needed.parameters for needed in needs.values()}
    parameters = next(iter(shared)) if len(shared) == 1 else ()
    return Asked(tuple(needs), len(needs) == len(students), parameters)


def group_entries(group: str) -> tuple[Prerequisite, ...]:
    """Return the prerequisites of a group, in the order of the catalogue."""
    return tuple(entry for entry in load_catalogue().prerequisites.values() if entry.group == group)


def chosen_needs(students: tuple[Student, ...], speech: Speech) -> str:
    """Say in one line what the check asks about for some students, and for whom where not for all."""
    texts = []
    for entry in load_catalogue().prerequisites.values():
        asked = asked_for(students, entry.id)
        if asked.codes:
            name = speech.words(entry.need)
            texts.append(name if asked.everyone else f"{name} ({', '.join(asked.codes)})")
    return " · ".join(texts)


def ask_questions(bench: Workbench, students: tuple[Student, ...]) -> None:
    """Draw the needs of every group; a group that is closed is not drawn."""
    for group in GROUPS:
        # A label that changes would close the group at every tick.
        label = bench.speech.word("prerequisite_group", group)
        box = st.expander(label, key=f"group_{group}", on_change="rerun")
        if box.open:
            with box:
                for entry in group_entries(group):
                    with st.container(gap="xxsmall"):
                        _ask(bench, students, entry)


def _ask(bench: Workbench, students: tuple[Student, ...], entry: Prerequisite) -> None:
    """Draw one need as a box to tick, what the check asks then, and its numbers where it does."""
    asked, codes = asked_for(students, entry.id), tuple(student.code for student in students)
    key = f"ask_{entry.id}"
    if bench.unheard is None:
        st.session_state[key] = asked.everyone
    chosen = st.checkbox(
        need_label(entry, asked, bench.speech),
        value=asked.everyone if bench.unheard is not None else False,
        key=key,
        on_change=on_choice(
            key, lambda: bench.apply((SetPrerequisite(codes, entry.id, st.session_state[key]),))
        ),
    )
    if chosen != asked.everyone:
        bench.hear((SetPrerequisite(codes, entry.id, chosen),))
    say_question(entry, bench.speech)
    if asked.everyone:
        ask_numbers(bench, NumbersOf(entry, None, asked.parameters, codes))


def need_label(entry: Prerequisite, asked: Asked, speech: Speech) -> str:
    """Return what matters, and for whom so far where that is only some of the chosen.

    It is not escaped: a screen reader would read the marks. The catalogue's needs and codes hold none.
    """
    need = capital(speech.words(entry.need))
    if asked.everyone or not asked.codes:
        return need
    who = ", ".join(asked.codes)
    return f"{need} ({speech.gettext('now for {codes} only', codes=who)})"


def say_question(entry: Prerequisite, speech: Speech) -> None:
    """Say what the check asks where a need matters: the row itself is no question to be answered."""
    question = speech.words(entry.question)
    st.html(tag("div", speech.gettext("The check asks: {question}", question=question), class_="p-small"))


@dataclass(frozen=True, slots=True)
class NumbersOf:
    """A prerequisite whose numbers are asked: of students by code, or of a band of a count."""

    entry: Prerequisite
    count: BandCount | None
    parameters: Parameters
    codes: tuple[str, ...] = ()

    def change(self, parameter: str, value: float | None) -> Change:
        """Return the change to another number; None takes the number of the planner."""
        kept = {name: number for name, number in self.parameters if name != parameter}
        given = kept if value is None else kept | {parameter: float(value)}
        numbers = tuple(sorted(given.items()))
        if self.count is not None:
            return SetBand(self.entry.id, self.count, numbers)
        return SetPrerequisite(self.codes, self.entry.id, on=True, parameters=numbers)


def ask_numbers(bench: Workbench, numbers: NumbersOf) -> None:
    """Draw the numbers of a prerequisite; an empty one is the planner's."""
    catalogue = load_catalogue()
    usual = usual_numbers(numbers.entry.id, bench.plan, catalogue, catalogue.limits())
    for parameter in numbers.entry.parameters:
        _ask_number(bench, numbers, parameter, usual[parameter.id])


def _ask_number(bench: Workbench, numbers: NumbersOf, parameter: Parameter, usual: float) -> None:
    speech, key = bench.speech, f"number_{numbers.entry.id}_{parameter.id}"
    value = dict(numbers.parameters).get(parameter.id)
    unit = f" ({parameter.unit})" if parameter.unit else ""
    if bench.unheard is None:
        st.session_state[key] = value
    chosen = st.number_input(
        capital(speech.words(parameter.name)) + unit,
        min_value=parameter.minimum,
        max_value=parameter.maximum,
        value=value if bench.unheard is not None else None,
        format="%g",
        key=key,
        placeholder=speech.gettext("as usual: {value}", value=speech.number(usual, 2)),
        on_change=on_choice(key, lambda: bench.apply((numbers.change(parameter.id, st.session_state[key]),))),
        width=260,
    )
    if chosen != value:
        bench.hear((numbers.change(parameter.id, chosen),))


def needs_text(needs: Iterable[NeededPrerequisite], speech: Speech) -> str:
    """Say in one line what the check asks about, with numbers where they are set."""
    return " · ".join(_need_text(needed, speech) for needed in needs)


def _need_text(needed: NeededPrerequisite, speech: Speech) -> str:
    entry = load_catalogue().prerequisites[needed.id]
    given = dict(needed.parameters)
    numbers = [f"{speech.number(given[p.id], 2)} {p.unit}".strip() for p in entry.parameters if p.id in given]
    name = speech.words(entry.need)
    return f"{name} ({', '.join(numbers)})" if numbers else name
