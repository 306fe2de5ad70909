"""Names become codes in the browser; here only the codes arrive.

The component holds the names and makes the key file. What it sends is checked as anything from outside: a
list of free codes and the number of the sending, which is done once however often it comes.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, Final

import streamlit as st
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from planner.errors import UnavailableError
from planner.lesson.model import Code, Plan
from planner.lesson.private_words import CIVIL_NUMBER, refused_abbreviations, refused_beginnings
from planner.plan.class_changes import AddStudents, proposed_codes
from planner.services.plans import OpenPlan
from planner.storage.store import Command
from planner.web.component import encode, load_component
from planner.web.desk import Pending, PlanDesk
from planner.web.speech import Speech

if TYPE_CHECKING:
    from planner.plan.changes import Change

MOST: Final = 200
KEY: Final = "names"
ANSWER: Final = "names_answer"
_mount = load_component("names")


class Named(BaseModel):
    """The codes of a list of names, for a plan; ``id`` tells one sending from another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
    codes: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST)]


_NAMED: Final = TypeAdapter(Named)


def read_named(value: object, document: str) -> Named | None:
    """Read what the browser sent; None for anything else, or for another plan."""
    try:
        named = _NAMED.validate_python(value)
    except ValidationError:
        return None
    return named if named.document == document else None


def free_codes(plan: Plan) -> tuple[str, ...]:
    """Return the codes names may get, as many as the class has places for."""
    taken = [student.code for student in plan.students]
    return proposed_codes(MOST - len(taken), taken)


def names_data(opened: OpenPlan, answer: dict[str, object] | None, speech: Speech) -> dict[str, Any]:
    """Return what the component needs: free codes, its words, what it refuses, the answer to its sending."""
    return {
        "document": opened.id,
        "language": speech.language,
        "codes": free_codes(opened.plan),
        "refused": {
            "words": refused_beginnings(),
            "abbreviations": refused_abbreviations(),
            "civil": CIVIL_NUMBER,
        },
        "words": _words(speech),
        "answer": answer,
    }


def _words(speech: Speech) -> dict[str, str]:
    many = speech.gettext("There is room for {most} more students in the class.", most="{most}")
    return {
        "label": speech.gettext("Names, one on each line"),
        "help": speech.gettext(
            "The names stay in your browser: they are neither sent nor stored. "
            "You download a key file with names and codes – keep it where only you can open it."
        ),
        "name": speech.gettext("Name"),
        "code": speech.gettext("Code"),
        "table": speech.gettext("Names and their codes"),
        "preview": speech.gettext("Names with codes: {n}", n="{n}"),
        "key": speech.gettext("1. Download the key file"),
        "add": speech.gettext("2. Put the codes into the class ({n})", n="{n}"),
        "file": speech.gettext("class-key.csv"),
        "downloaded": speech.gettext("The key file is downloaded. Now put the codes into the class."),
        "added": speech.gettext("Codes put into the class: {n}. Only the key file knows the names.", n="{n}"),
        "failed": speech.gettext(
            "The codes did not get into the class. Download a new key file and try again."
        ),
        "civil": speech.gettext(
            "Line {line} holds something like a civil registration number. Delete it – the names are enough.",
            line="{line}",
        ),
        "diagnosis": speech.gettext(
            "A word on line {line} tells too much about a student. Delete it – the names are enough. "
            "What matters to students is asked about below.",
            line="{line}",
        ),
        "twice": speech.gettext("{name} stands here twice.", name="{name}"),
        "times": speech.gettext("{name} stands here {n} times.", name="{name}", n="{n}"),
        "again": speech.gettext("Every line gets a code of its own. Delete one if it is the same student."),
        "many": many,
        "long": speech.gettext(
            "Line {line} is too long to be a name. Put each name on a line of its own.",
            line="{line}",
        ),
    }


def add_named(desk: PlanDesk, named: Named) -> dict[str, object]:
    """Put the codes into the class, once; the answer says whether they are in it.

    New codes fit into any newer state of the class, so that nobody has to be asked about them.
    """
    pending: Pending[Change] = Pending(AddStudents(named.codes), Command(named.id, 1))
    if not desk.pending and not desk.perform(pending):
        desk.hold([pending])
        desk.merge()
    codes = {student.code for student in desk.open().plan.students}
    return {"id": named.id, "added": codes.issuperset(named.codes)}


def paste_names(desk: PlanDesk, opened: OpenPlan, speech: Speech) -> None:
    """Draw the field for names; what it sends is done and answered at once."""

    def heard() -> None:
        named = read_named(st.session_state[KEY].get("codes"), opened.id)
        if named:
            with suppress(UnavailableError):  # the run below tries again, and says what is the matter
                st.session_state[ANSWER] = add_named(desk, named)

    data = names_data(opened, st.session_state.get(ANSWER), speech)
    result = _mount(key=KEY, data=encode(data), on_codes_change=heard)
    named = read_named(result.get("codes"), opened.id)
    if named and (st.session_state.get(ANSWER) or {}).get("id") != named.id:
        # A session that begins with the sending has no callback for it yet.
        st.session_state[ANSWER] = add_named(desk, named)
        st.rerun()
