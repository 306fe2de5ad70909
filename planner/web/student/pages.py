"""The pages a student meets: the code, the questions, what came of the answers, and a code that is none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from babel.dates import format_date
from starlette.responses import HTMLResponse

from planner.catalogue.base import Language
from planner.services.answering import OpenRound
from planner.voice.round import Reply
from planner.web.markup import Html, tag, void
from planner.web.student.asking import Asked, icons_of, question_block
from planner.web.student.frame import Said, StudentPage, embedded, page, speak
from planner.web.student.plan import plan_symbol
from planner.web.student.sending import YOUNGEST, page_data, send_block, thanks_block

SCRIPTS: Final = ("main.js", "page.js", "pins.js", "send.js", "speak.js", "steps.js", "store.js")
SMALL: Final = ("small.js", "page.js", "speak.js", "store.js")
BUTTONS: Final = frozenset({"check", "next", "back"})
LONGEST_CODE: Final = "20"


def path_of(code: str) -> str:
    """Return where the pages of a round are."""
    return f"/s/{code}"


def code_page(language: Language, *, alert: str = "", typed: str = "", status: int = 200) -> HTMLResponse:
    """Return the page on which the code is typed."""
    said = Said(language)
    told = tag("p", alert, role="alert", class_="alert say", id="alert") if alert else None
    field = void(
        "input",
        type="text",
        name_="code",
        id="code",
        value=typed or None,
        required=True,
        maxlength=LONGEST_CODE,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        class_="code-field",
        aria_describedby="alert" if alert else None,
        aria_invalid="true" if alert else None,
    )
    label = tag("label", said.gettext("Type the code from the board"), for_="code", class_="say")
    hidden = void("input", type="hidden", name_="lang", value=language)
    button = tag("button", said.gettext("Begin"), type="submit", class_="send say")
    form = tag("form", hidden, label, field, button, method="get", action="/s", autocomplete="off")
    shown = StudentPage("/s", language, scripts=SMALL)
    title = said.gettext("What do you think of the room?")
    block = tag("section", tag("h1", title, class_="say"), speak(said), told, form, class_="question")
    return page(shown, title, block, status=status)


def round_page(found: OpenRound, language: Language) -> HTMLResponse:
    """Return the questions of a round that is open."""
    said, asked = Said(language), Asked(language, found.layouts, path_of(found.code))
    blocks = [question_block(question, asked, n) for n, question in enumerate(found.questions)]
    form = tag("form", *blocks, send_block(said, found), id="answer", novalidate=True, autocomplete="off")
    title = said.gettext("What do you think of the room?")
    answer = page(
        StudentPage(asked.path, language, icons_of(found.questions) | BUTTONS, SCRIPTS),
        title,
        _opening(said, found, title),
        form,
        thanks_block(said, found, asked.path),
        tag(
            "noscript",
            tag("p", said.gettext("This page needs JavaScript. Ask your teacher."), class_="alert"),
        ),
        embedded(page_data(said, found), "page"),
        drawn=[plan_symbol(layout, f"plan-{n}", language) for n, layout in enumerate(found.layouts)],
    )
    answer.headers["planner-round"] = "open"
    return answer


def _opening(said: Said, found: OpenRound, title: str) -> Html:
    lead = said.gettext(
        "Answer about the room and the places in it, not about each other. You may skip anything."
    )
    if found.group == YOUNGEST:
        lead = said.gettext("Read and tap together with an adult. You may skip anything.")
    return tag(
        "section",
        tag("h1", title, class_="say"),
        tag("p", lead, class_="lead say"),
        speak(said),
        class_="opening",
    )


def closed_page(found: OpenRound, replies: Sequence[Reply], language: Language) -> HTMLResponse:
    """Return what a student sees once the round is closed: that it is, and what came of it."""
    said = Said(language)
    lost = said.gettext("Your answer did not come through before the round closed.")
    head = (
        tag("h1", said.gettext("The round is closed"), class_="say"),
        tag("p", said.gettext("Thank you for your answers."), class_="say"),
        tag("p", lost, class_="alert say", id="lost", hidden=True),
        speak(said),
    )
    return page(
        StudentPage(path_of(found.code), language, scripts=SMALL),
        said.gettext("The round is closed"),
        tag("section", *head, class_="question"),
        *_replies(said, replies),
        embedded({"code": found.code, "open": False}, "page"),
    )


def lost_page(language: Language, why: str, status: int) -> HTMLResponse:
    """Return the page that says that there is nothing here, with the way to the code."""
    said = Said(language)
    link = tag("a", said.gettext("Type the code from the board"), href=f"/s?lang={language}", class_="button")
    block = tag("section", tag("h1", said.gettext(why), class_="say"), speak(said), link, class_="question")
    return page(StudentPage("/s", language, scripts=SMALL), said.gettext(why), block, status=status)


def came_page(found: OpenRound, replies: Sequence[Reply], language: Language) -> HTMLResponse:
    """Return what came of the answers: you said – we did – because."""
    said, path = Said(language), path_of(found.code)
    title = said.gettext("What came of your answers")
    back = tag("a", said.gettext("Back to my answer"), href=f"{path}?lang={language}", class_="button say")
    return page(
        StudentPage(f"{path}/came-of-it", language, scripts=SMALL),
        title,
        tag("section", tag("h1", title, class_="say"), speak(said), class_="opening"),
        *_replies(said, replies),
        tag("p", back) if found.open else None,
        embedded({"code": found.code, "open": found.open}, "page"),
    )


def _replies(said: Said, replies: Sequence[Reply]) -> list[Html]:
    if not replies:
        none = said.gettext("Nothing stands here yet. Come back later with the same code.")
        return [tag("section", tag("p", none, class_="say"), class_="question")]
    return [_reply(said, reply) for reply in replies]


def _reply(said: Said, reply: Reply) -> Html:
    check = reply.check.text(said.language) if reply.check else ""
    parts = (
        (said.gettext("You said"), reply.said),
        (said.gettext("We did"), reply.did),
        (said.gettext("Because"), reply.because),
        (said.gettext("The check says"), check),
    )
    rows = [
        tag(name, text, class_="say")
        for head, body in parts
        if body
        for name, text in (("dt", head), ("dd", body))
    ]
    when = tag("p", _date(reply.at, said.language), class_="hint say") if reply.at else None
    return tag("section", when, speak(said), tag("dl", *rows), class_="question came")


def _date(when: datetime, language: Language) -> str:
    return format_date(when, "d. MMMM y" if language == "da" else "d MMMM y", language)
