"""The voice scale: five steps with pictures."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from planner.plan.changes import Change
from planner.web.component import encode, load_component
from planner.web.controls import UNDECIDED, VOICES, voice_change, voice_value
from planner.web.desk import PlanDesk
from planner.web.lesson_place import Spot
from planner.web.lesson_queue import answer, hear
from planner.web.matrix import capital
from planner.web.speech import Speech

_mount = load_component("voice")


def voice_key(where: tuple[str, str]) -> str:
    """Return the key of the scale of an activity."""
    return ":".join(("voice_scale", *where))


def read_edit(edit: Mapping[str, Any]) -> Change | None:
    """Turn a choice on the scale into a change of the plan; None where it is none."""
    place, value = edit.get("place"), edit.get("value")
    if not isinstance(place, list) or [type(id_) for id_ in place] != [str, str]:
        return None
    return voice_change(place[0], place[1], value) if value in (*VOICES, UNDECIDED) else None


def voice_data(at: Spot, speech: Speech) -> dict[str, Any]:
    """Return what the scale shows, as plain data."""
    words = {step: capital(speech.word("voice", step)) for step in VOICES}
    words[UNDECIDED] = speech.gettext("Not decided yet")
    return {
        "place": list(at.where),
        "value": voice_value(at.activity),
        "legend": speech.word("question", "activity_voice"),
        "help": speech.word("question_help", "activity_voice"),
        "steps": [{"value": value, "word": word} for value, word in words.items()],
        "language": speech.language,
    }


def show_voice(desk: PlanDesk, at: Spot, speech: Speech) -> None:
    """Draw the scale of an activity and make what was chosen on it."""
    key = voice_key(at.where)
    data = voice_data(at, speech) | {"document": desk.document} | answer(desk, key)
    heard = partial(hear, desk, key, read_edit)
    _mount(key=key, data=encode(data), on_queue_change=heard)
    if heard():
        st.rerun()
