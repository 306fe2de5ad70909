"""The questions as forms: real fields in real groups, with big pictures beside the words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.catalogue.base import Language
from planner.room.layout import Layout
from planner.voice.model import Option, Question
from planner.web.markup import Html, Part, join, tag, void
from planner.web.student.frame import Said, speak
from planner.web.student.icons import icon
from planner.web.student.places import Place, places_of
from planner.web.student.plan import plan_picture

CHOICES: Final = ("faces", "scale")
TEXT_ROWS: Final = "3"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks: the language, the layouts it is about and where the pages of the round are."""

    language: Language
    layouts: tuple[Layout, ...]
    path: str

    @property
    def said(self) -> Said:
        """The speech of the page."""
        return Said(self.language)

    def name(self, number: int) -> str:
        """Return what a layout is called: by its own name, with a letter where there are two."""
        own = self.layouts[number].name
        return own if len(self.layouts) == 1 else f"{'AB'[number]}: {own}"


def question_block(question: Question, asked: Asked, number: int) -> Html:
    """Return a question with what can be answered to it."""
    draw = {
        "reasons": _reasons,
        "text": _text,
        "vote": _vote,
        "pins": _pins,
        "proposal": _proposal,
    }.get(question.kind, _choices)
    legend = tag("legend", question.words.text(asked.language), class_="say", id=f"q-{question.id}")
    fieldset = tag("fieldset", legend, speak(asked.said), draw(question, asked))
    return tag(
        "section",
        fieldset,
        class_=f"question {question.kind}",
        data_id=question.id,
        data_kind=question.kind,
        data_most=str(question.most),
        id=f"step-{number}",
    )


def icons_of(questions: Iterable[Question]) -> frozenset[str]:
    """Return the pictures the questions show."""
    shown = {"check"}
    for question in questions:
        shown |= {option.picture for option in question.options if question.kind != "vote"}
        shown |= {"star1": {"star"}, "star2": {"star"}, "wish": {"wish"}}.get(question.id, set())
        shown |= {"pins": {"pin", "remove", "turn"}, "proposal": {"turn"}}.get(question.kind, set())
    return frozenset(shown)


def _choices(question: Question, asked: Asked) -> Html:
    options = (
        _option(question, option.id, option, asked.language, kind="radio") for option in question.options
    )
    clear = tag(
        "button", asked.said.gettext("Take my answer away"), type="button", class_="clear say", hidden=True
    )
    return join(tag("div", *options, class_="options"), clear)


def _reasons(question: Question, asked: Asked) -> Html:
    options = (
        _option(question, option.id, option, asked.language, kind="checkbox") for option in question.options
    )
    most = asked.said.ngettext("Choose one at most.", "Choose up to {n}.", question.most)
    told = tag("p", class_="hint told say", role="status")
    return join(tag("p", most, class_="hint say"), tag("div", *options, class_="options"), told)


def _option(question: Question, value: str, option: Option, language: Language, *, kind: str) -> Html:
    return _picked(kind, question.id, value, icon(option.picture), option.words.text(language))


def _picked(kind: str, name: str, value: str, picture: Html, words: str) -> Html:
    """Return one choice: the whole card is the target, the mark says that it is chosen."""
    field = void("input", type=kind, name_=name, value=value, id=f"{name}-{value}")
    mark = tag("span", icon("check"), class_="mark")
    return tag(
        "label",
        field,
        tag("span", picture, tag("span", words, class_="say"), mark, class_="card"),
        class_="choice",
    )


def _text(question: Question, _: Asked) -> Html:
    picture = {"star1": "star", "star2": "star", "wish": "wish"}.get(question.id)
    field = tag(
        "textarea",
        name_=question.id,
        rows=TEXT_ROWS,
        maxlength=str(question.most),
        aria_labelledby=f"q-{question.id}",
        aria_describedby=f"left-{question.id}",
    )
    left = tag("p", class_="hint say", id=f"left-{question.id}", data_most=str(question.most))
    row = tag("div", icon(picture) if picture else None, field, class_="writing")
    return join(row, left)


def _vote(question: Question, asked: Asked) -> Html:
    cards = (
        _picked("radio", question.id, str(number), _drawn(asked, number), asked.name(number))
        for number in range(len(asked.layouts))
    )
    clear = tag(
        "button", asked.said.gettext("Take my answer away"), type="button", class_="clear say", hidden=True
    )
    return join(tag("div", *cards, class_="options votes"), clear)


def _drawn(asked: Asked, number: int) -> Html:
    return plan_picture(asked.layouts[number], f"plan-{number}", _about(asked, number))


def _about(asked: Asked, number: int) -> str:
    return asked.said.gettext("Drawing of {name}").format(name=asked.name(number))


def _pins(question: Question, asked: Asked) -> Html:
    said = asked.said
    kinds = (
        _picked("radio", "pin-kind", option.id, icon(option.picture), option.words.text(asked.language))
        for option in question.options
    )
    first = tag(
        "fieldset",
        tag("legend", said.gettext("First: what kind of place is it?"), class_="say small"),
        tag("div", *kinds, class_="options kinds"),
        class_="kinds-first",
    )
    lead = tag("p", said.gettext("Then: tap the drawing, or choose a place in the list."), class_="say")
    boards = (_board(asked, number) for number in range(len(asked.layouts)))
    put = tag("ul", class_="put", aria_label=said.gettext("Your pins"))
    return join(first, lead, *boards, put, tag("p", class_="hint left say", role="status"))


def _board(asked: Asked, number: int) -> Html:
    """Return a drawing that takes pins, with the list of its places as another way to put them."""
    said, layout = asked.said, asked.layouts[number]
    heading = tag("h2", asked.name(number)) if len(asked.layouts) > 1 else None
    surface = tag(
        "div",
        tag("div", _drawn(asked, number), tag("div", class_="cross", hidden=True), class_="sheet"),
        class_="board",
        data_layout=str(number),
        tabindex="0",
        role="application",
        aria_label=said.gettext("{drawing}. Arrow keys move the mark, Enter puts the pin.").format(
            drawing=_about(asked, number)
        ),
    )
    return tag(
        "div", heading, surface, _list(asked, number, places_of(layout, asked.language)), class_="place"
    )


def _list(asked: Asked, number: int, places: tuple[Place, ...]) -> Html:
    options: list[Part] = [tag("option", asked.said.gettext("Choose a place"), value="")]
    options += [tag("option", place.name, value=str(index)) for index, place in enumerate(places)]
    label = tag("label", asked.said.gettext("Place"), for_=f"place-{number}", class_="say")
    select = tag("select", *options, id=f"place-{number}", data_layout=str(number))
    button = tag(
        "button",
        asked.said.gettext("Put the pin there"),
        type="button",
        class_="set say",
        data_layout=str(number),
    )
    return tag("div", label, select, button, class_="listed")


def _proposal(_: Question, asked: Asked) -> Html:
    said = asked.said
    lead = tag(
        "p", said.gettext("Open the room, move furniture and zones, and send it as your idea."), class_="say"
    )
    link = tag(
        "a",
        icon("turn"),
        said.gettext("Make my own proposal"),
        href=f"{asked.path}/proposal?lang={asked.language}",
        class_="button say",
    )
    return join(lead, link, tag("p", class_="hint made say", role="status"))
