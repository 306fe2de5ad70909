"""What is still open about an activity, as a list that leads to the questions."""

from typing import Any, Final

from planner.lesson.model import Phase, Plan
from planner.web.component import encode, load_component
from planner.web.lesson_phase import ACTIVITY_HEADING, PHASE_HEADING
from planner.web.lesson_place import Removed, Spot, removed_last
from planner.web.lesson_timeline import open_questions
from planner.web.matrix import capital
from planner.web.speech import Speech

FIELDS: Final = {
    "what": "activity_title",
    "how": "activity_ways_in",
    "where": "activity_zones",
    "with_whom": "activity_social_form",
    "how_much": "activity_instructions",
    "help": "activity_adult",
    "next": "activity_apart_returns_to",
}
"""Which question of the activity answers which of the ten H's; the others are answered elsewhere."""

_mount = load_component("openh")


def field_key(question: str, at: Spot) -> str:
    """Return the key of the input that answers one of the ten H's."""
    if question == "why":
        return "ask:lesson_goal"
    if question == "how_long":
        return f"ask:phase_minutes:{at.phase.id}"
    return ":".join(("ask", FIELDS[question], *at.where))


def open_data(plan: Plan, at: Spot, speech: Speech) -> dict[str, Any]:
    """Return the open questions, as plain data."""
    left = open_questions(plan, at.index, at.activity)
    lines = [
        {"text": f"{capital(speech.word('ten_h', question))}?", "field": field_key(question, at)}
        for question in left
    ]
    if at.activity.kind == "break":
        foot = speech.gettext("A break needs no more than its title.")
    elif left:
        foot = speech.ngettext(
            "{n} question is open; the plan answers the others.",
            "{n} questions are open; the plan answers the others.",
            len(left),
        )
    else:
        foot = speech.gettext("All ten are answered.")
    title = speech.gettext("The ten H's: still open") if left else speech.gettext("The ten H's")
    return {"title": title, "items": lines, "foot": foot, "language": speech.language}


def show_open_questions(document: str, plan: Plan, at: Spot, speech: Speech) -> None:
    """Draw the open questions; a line leads to its input. After a removal the focus goes to a heading."""
    data = open_data(plan, at, speech) | {"focus": _focus(removed_last(document, plan, at))}
    _mount(key="open_questions", data=encode(data))


def _focus(removed: Removed | None) -> dict[str, str] | None:
    """Return which heading the focus goes to: a second Enter on "remove" must not take out another."""
    if removed is None:
        return None
    return {"to": PHASE_HEADING if removed.kind is Phase else ACTIVITY_HEADING, "turn": removed.turn}
