"""Plan B: choose who is missing, see what breaks, ask for the best repair, print it for who steps in."""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from planner.catalogue.message import Message
from planner.lesson.model import Plan
from planner.plan.repair import Proposal, Repaired, effect_sentences, lack_sentences
from planner.services.adults import WithoutAdult
from planner.services.checking import CheckedPlan
from planner.services.substitute import Missing, best_of, plan_b_repaired, plan_b_told, still_open
from planner.web.adults import watch_text
from planner.web.belonging_findings import finding_list
from planner.web.controls import adult_names
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, items, join, tag
from planner.web.server.substitute import substitute_path
from planner.web.speech import Speech

WHO: Final = "plan_b_adult"
START: Final = "plan_b_from"
ASK: Final = "plan_b_ask"
ASKED: Final = "plan_b_asked"
BOX_PX: Final = 300
MINUTE_PX: Final = 220


def show_plan_b(plan_id: str, checked: CheckedPlan, speech: Speech, *, printable: bool) -> None:
    """Draw plan B of a plan; ``printable``: the person may take it out of the planner."""
    plan = checked.plan
    heading(
        speech.gettext("Plan B: one adult fewer"),
        speech.gettext(
            "See what breaks if somebody is missing, and what helps. The plan itself stays as it is."
        ),
    )
    if not plan.adults:
        paragraph(speech.gettext("No adults yet"))
        return
    missing = _choose(plan, speech)
    if printable:
        st.link_button(
            speech.gettext("Print the plan for who steps in"),
            substitute_path(plan_id),
            icon=":material/print:",
        )
    if missing is None:
        return
    found = plan_b_told(checked, missing)
    _broken(found, speech)
    repaired = _repaired(plan_id, checked, missing, speech)
    best = best_of(repaired) if repaired else None
    if repaired is not None:
        still = still_open(plan, found.checked.plan, best.plan) if best else ()
        _best(repaired, best, still, speech)
    if printable:
        _print(plan_id, missing, speech, mended=best is not None)


def _choose(plan: Plan, speech: Speech) -> Missing | None:
    """Choose who is missing and from when."""
    everyone = adult_names(plan, speech)
    names = {one.id: everyone[one.id] for one in plan.adults}
    if st.session_state.get(WHO) not in names:
        st.session_state.pop(WHO, None)
    last = max(int(sum(phase.minutes for phase in plan.lesson.phases)) - 1, 0)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="plan_b"):
        who = st.selectbox(
            speech.gettext("Who is missing?"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=speech.gettext("Choose an adult"),
            key=WHO,
            width=BOX_PX,
        )
        start = st.number_input(
            speech.gettext("From which minute of the lesson?"),
            min_value=0,
            max_value=last,
            step=5,
            key=START,
            width=MINUTE_PX,
        )
    if who not in names:
        return None
    return Missing(who, float(min(max(start, 0), last)))


def _broken(found: WithoutAdult, speech: Speech) -> None:
    """Say what breaks: tasks, students, zones, findings."""
    broken = found.broken
    parts = [tag("h3", speech.message(broken.title), class_="p-h3")]
    if broken.summary is not None:
        parts.append(tag("p", speech.message(broken.summary)))
    parts += _part(speech.gettext("Tasks without an adult"), (speech.message(one) for one in broken.tasks))
    parts += _part(
        speech.gettext("Who can take part less"), (speech.message(one.message) for one in broken.students)
    )
    titles = {phase.id: phase.title for phase in broken.plan.lesson.phases}
    parts += _part(
        speech.gettext("Zones nobody looks after any more"),
        (f"{titles[one.phase]}: {one.name} – {watch_text(one, speech)}" for one in broken.watches),
    )
    if broken.findings:
        parts.append(tag("p", speech.gettext("Worth a look"), class_="p-label"))
        parts.append(finding_list(broken.findings, speech))
    st.html(tag("div", *parts, role="status", class_="b-broken"))


def _part(title: str, lines: Iterable[str]) -> list[Html]:
    listed = items(*lines)
    return [tag("p", title, class_="p-label"), listed] if listed else []


def _repaired(plan_id: str, checked: CheckedPlan, missing: Missing, speech: Speech) -> Repaired | None:
    """Ask for repairs when the button is pressed; what was asked for once stays while it is the same."""
    asked = (plan_id, missing.adult, missing.start)
    pressed = st.button(speech.gettext("Find what helps"), key=ASK, type="primary", icon=":material/build:")
    if pressed:
        st.session_state[ASKED] = asked
    if st.session_state.get(ASKED) != asked:
        return None
    with st.spinner(speech.gettext("Trying changes and checking each of them …")):
        return plan_b_repaired(checked, missing)


def _best(repaired: Repaired, best: Proposal | None, still: tuple[Message, ...], speech: Speech) -> None:
    """Tell the best repair: what is done, what it does for whom, what still lacks."""
    said: list[Html] = [tag("p", tag("strong", speech.message(repaired.message)))]
    if best is not None:
        told = [
            tag("ol", *(tag("li", speech.message(one.message)) for one in best.remedies)),
            items(*(speech.message(one) for one in effect_sentences(best))),
            *_part(
                speech.gettext("This still lacks"),
                _sentences((*still, *lack_sentences(best.lacks, best.plan)), speech),
            ),
        ]
        said += [one for one in told if one is not None]
        said.append(
            tag(
                "p",
                speech.gettext(
                    "It was made in a copy and checked again. It also mends what lacked with everybody there."
                ),
            )
        )
    st.html(tag("div", join(*said), role="status", class_="b-best"))


def _sentences(messages: Iterable[Message], speech: Speech) -> Iterable[str]:
    return (speech.message(one) for one in messages)


def _print(plan_id: str, missing: Missing, speech: Speech, *, mended: bool) -> None:
    """Lead to the sheet of plan B; it holds nothing of any student."""
    label = (
        speech.gettext("Print plan B with these changes")
        if mended
        else speech.gettext("Print plan B as it is")
    )
    path = substitute_path(plan_id, Missing(missing.adult, missing.start, mended))
    st.link_button(label, path, icon=":material/print:")
    paragraph(
        speech.gettext("The sheet says rooms, phases, places and tasks – nothing about individual students.")
    )
