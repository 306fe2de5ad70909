"""Ways to ask for a field of the plan: as text, a number, one choice, several, yes or no.

"Not decided yet" is a choice of its own wherever the format lets a field be left out, and "none" another
one where the format has that. The plan is the truth: every input is set from it before it is drawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.lesson.model import Part
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.set_field import Level, SetField
from planner.web.controls import NOBODY, UNDECIDED, Box, Workbench, choose_many, choose_one
from planner.web.markup import tag
from planner.web.matrix import capital
from planner.web.plain import plain
from planner.web.speech import Speech
from planner.web.tab import on_choice

NONE: Final = NOBODY
YES: Final = "yes"
NO: Final = "no"
TALL_PX: Final = 110


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that is asked for: the part it is in, the ids that lead there and its value.

    ``inner`` names a field within the field's own part, such as the purpose of a group apart, ``item`` an
    end of a span of minutes; ``suffix`` tells a second input for the same field apart.
    """

    bench: Workbench
    level: Level
    ids: tuple[str, ...]
    part: Part
    field: str
    inner: str = ""
    item: int | None = None
    suffix: str = ""

    @property
    def name(self) -> str:
        """The name of the question in the catalogue."""
        return "_".join(filter(None, (self.level, self.field, self.inner)))

    @property
    def key(self) -> str:
        """The key of the input, which stays the same over runs."""
        return ":".join(filter(None, ("ask", self.name, *self.ids, self.suffix)))

    @property
    def speech(self) -> Speech:
        """The language of the page."""
        return self.bench.speech

    @property
    def question(self) -> str:
        """The question in plain words; where several adults are asked about, with who it is."""
        question = self.speech.word("question", self.name)
        return f"{plain(self.ids[0])}: {question}" if self.level == "adult" else question

    @property
    def help(self) -> str:
        """A word of help."""
        return self.speech.word("question_help", self.name)

    @property
    def value(self) -> Any:  # noqa: ANN401 – of whatever type the field is
        """What the plan records, ``NOT_RECORDED`` where it does not."""
        outer = recorded(self.part, self.field)
        if self.item is not None:
            return outer[self.item]
        if not self.inner:
            return outer
        return recorded(outer, self.inner) if isinstance(outer, Part) else outer

    def change(self, value: object) -> tuple[Change, ...]:
        """Return the change that gives the field a value; none where it has it already."""
        if value == self.value and type(value) is type(self.value):
            return ()
        return (SetField(self.level, self.ids, self.field, self._whole(value)),)

    def _whole(self, value: object) -> object:
        outer = recorded(self.part, self.field)
        if self.item is not None:
            return (value, outer[1]) if self.item == 0 else (outer[0], value)
        if not self.inner:
            return value
        known = outer.model_dump(exclude_unset=True) if isinstance(outer, Part) else {}
        known.pop(self.inner, None)
        if value is not NOT_RECORDED:
            return known | {self.inner: value}
        # A group apart of which nothing more is known is still one; a group size of nothing is none.
        return known if known or self.field == "apart" else NOT_RECORDED

    def within(self, inner: str) -> "Asked":
        """Return the question for a field within this one."""
        return replace(self, inner=inner)


def recorded(part: Part, name: str) -> Any:  # noqa: ANN401 – of whatever type the field is
    """Return the value of a field, ``NOT_RECORDED`` where the plan does not record it."""
    return getattr(part, name) if part.recorded(name) else NOT_RECORDED


def table_names(table: str, speech: Speech) -> dict[str, str]:
    """Return the words of a catalogue table by id, as choices."""
    return {key: capital(words.text(speech.language)) for key, words in load_catalogue().words[table].items()}


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: values with their names, how "none" is called, whether it may be left open.

    ``values`` are what the plan records for a choice that is not written as its id.
    """

    names: Mapping[str, str]
    none: str | None = None
    required: bool = False
    values: Mapping[str, object] = field(default_factory=dict)

    def value_of(self, chosen: str) -> object:
        """Return what the plan records for a choice."""
        if chosen == UNDECIDED:
            return NOT_RECORDED
        return None if chosen == NONE else self.values.get(chosen, chosen)

    def choice_of(self, value: object) -> str:
        """Return the choice that stands for a value."""
        for key, known in self.values.items():
            if known == value and type(known) is type(value):
                return key
        if value is NOT_RECORDED or value is None:
            return NONE if value is None and self.none else UNDECIDED
        return str(value)


def ask_one(asked: Asked, choices: Choices) -> None:
    """Ask for one of several choices."""
    names = dict(choices.names)
    if choices.none:
        names[NONE] = choices.none
    if not choices.required:
        names[UNDECIDED] = asked.speech.gettext("Not decided yet")
    value = choices.choice_of(asked.value)
    names.setdefault(value, value)

    def make(chosen: str) -> tuple[Change, ...]:
        return asked.change(choices.value_of(chosen))

    choose_one(asked.bench, Box(asked.key, asked.question, names, asked.help), value, make)


def ask_yes_no(asked: Asked) -> None:
    """Ask for yes, no or not decided yet."""
    speech = asked.speech
    names = {YES: speech.gettext("Yes"), NO: speech.gettext("No")}
    ask_one(asked, Choices(names, values={YES: True, NO: False}))


def ask_several(asked: Asked, names: Mapping[str, str], none: str | None) -> None:
    """Ask for any number of choices; an empty box is not decided yet, "none" a choice of its own."""
    offered = dict(names) | ({NONE: none} if none else {})
    shown = _several(asked.value, none)
    offered |= {one: one for one in shown if one not in offered}

    def make(chosen: Iterable[str]) -> tuple[Change, ...]:
        return asked.change(several_value(shown, tuple(chosen)))

    box = Box(asked.key, asked.question, offered, asked.help)
    choose_many(asked.bench, box, shown, make, empty=asked.speech.gettext("Not decided yet"))


def _several(value: object, none: str | None) -> tuple[str, ...]:
    if isinstance(value, tuple) and value:
        return value
    return (NONE,) if value is not NOT_RECORDED and none else ()


def several_value(before: tuple[str, ...], chosen: tuple[str, ...]) -> object:
    """Return what the plan records when a box is left with some choices: "none" stands alone."""
    if NONE in chosen and NONE not in before:
        return ()
    kept = tuple(one for one in chosen if one != NONE)
    if kept:
        return kept
    return () if NONE in chosen else NOT_RECORDED


def ask_text(asked: Asked, most: int, *, tall: bool = False, none: str | None = None) -> None:
    """Ask for a text; an empty one is not decided yet, ``none`` the name of a box that says there is none.

    A text the plan refuses stays in the field, with the reason below it, so that it can be mended.
    """
    value = asked.value if isinstance(asked.value, str) else ""
    key, bench = asked.key, asked.bench
    draft, why = _refused_draft(asked)
    shown = draft or value
    listening = bench.unheard is not None
    if not listening:
        st.session_state[key] = shown

    def take() -> None:
        st.session_state[_draft_key(asked)] = st.session_state[key]
        bench.apply(text_change(asked, st.session_state[key]))

    draw = st.text_area if tall else st.text_input
    more: dict[str, Any] = {"height": TALL_PX} if tall else {}
    more |= {"value": shown} if listening else {}
    draw(asked.question, key=key, max_chars=most, help=asked.help, on_change=on_choice(key, take), **more)
    if st.session_state[key] != shown:
        bench.hear(text_change(asked, st.session_state[key]))
    if why:
        st.html(tag("p", asked.speech.gettext("Not saved: {why}", why=why), class_="p-alert"))
    elif none and not value:
        _ask_none(asked, none)


def _draft_key(asked: Asked) -> str:
    return f"{asked.key}:draft"


def _refused_draft(asked: Asked) -> tuple[str, str]:
    """Return what was typed last where the plan does not take it, and why; nothing where it does."""
    draft = st.session_state.get(_draft_key(asked), "")
    try:
        for change in text_change(asked, draft) if draft else ():
            change.apply(asked.bench.plan)
    except PlannerError as error:
        return draft, asked.speech.error(error)
    st.session_state.pop(_draft_key(asked), None)
    return "", ""


def text_change(asked: Asked, typed: str) -> tuple[Change, ...]:
    """Return the change a typed text makes; an empty field leaves a recorded "none" as it is."""
    text = typed.strip()
    if not text and not isinstance(asked.value, str):
        return ()
    return asked.change(text or NOT_RECORDED)


def _ask_none(asked: Asked, label: str) -> None:
    """Offer to say that there is none, where nothing is written."""
    key, value, bench = f"{asked.key}:none", asked.value is None, asked.bench
    if bench.unheard is None:
        st.session_state[key] = value

    def make() -> tuple[Change, ...]:
        return asked.change(None if st.session_state[key] else NOT_RECORDED)

    listening: dict[str, Any] = {} if bench.unheard is None else {"value": value}
    st.checkbox(label, key=key, on_change=on_choice(key, lambda: bench.apply(make())), **listening)
    if st.session_state[key] != value:
        bench.hear(make())


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the largest number, and the step between two."""

    least: float
    most: float
    step: float


def ask_number(asked: Asked, within: Range, label: str = "") -> None:
    """Ask for a number that must be given."""
    value, key, bench = float(asked.value), asked.key, asked.bench
    listening: dict[str, Any] = {} if bench.unheard is None else {"value": value}
    if bench.unheard is None:
        st.session_state[key] = value

    def make() -> tuple[Change, ...]:
        number = st.session_state[key]
        return () if number is None else asked.change(number)

    st.number_input(
        label or asked.question,
        min_value=float(within.least),
        max_value=float(within.most),
        step=float(within.step),
        format="%g",
        key=key,
        help=asked.help,
        on_change=on_choice(key, lambda: bench.apply(make())),
        **listening,
    )
    if st.session_state[key] != value:
        bench.hear(make())
