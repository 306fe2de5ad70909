"""A student's own proposal: the floor-plan editor with furniture and zones only.

The browser keeps the proposal as part of the answer. Each change comes here to be made in the layout of
the round, and what it comes to goes back; nothing is kept until the answer is sent.
"""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import HTMLResponse

from planner.catalogue.base import Language
from planner.room.layout import Layout
from planner.room.patch import layout_json, read_patch
from planner.room.shapes import seats
from planner.room.stray import refuse_strays
from planner.services.answering import OpenRound
from planner.voice.proposal import proposed_layout, short_proposal
from planner.web.editor_kinds import editor_kinds, editor_limits
from planner.web.editor_words import editor_words
from planner.web.markup import tag
from planner.web.speech import Speech
from planner.web.student.assets import asset_path, assets
from planner.web.student.frame import Said, StudentPage, embedded, page, speak
from planner.web.student.reading import NOT_AN_ANSWER, NotReadableError

MOST_KEPT: Final = 1
"""A proposal so far is the one patch that was answered before."""
SCRIPTS: Final = ("proposal.js", "page.js", "speak.js", "store.js")
NO_OVERLAYS: Final[dict[str, list[object]]] = {
    name: [] for name in ("routes", "narrow", "sound", "sight", "seats")
}


class Proposing(BaseModel):
    """What a browser asks for: one more change, made after what it has proposed so far."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    proposal: Annotated[tuple[dict[str, Any], ...], Field(max_length=MOST_KEPT)] = ()
    patch: dict[str, Any]


def is_asked(found: OpenRound) -> bool:
    """Whether a round asks for proposals now."""
    return found.open and any(question.kind == "proposal" for question in found.questions)


def read_proposing(body: bytes) -> Proposing:
    """Read what a browser asks for; NotReadableError."""
    try:
        return Proposing.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise NotReadableError(NOT_AN_ANSWER) from error


def made_proposal(layout: Layout, asked: Proposing, language: Language) -> dict[str, object]:
    """Make a change and return what the proposal comes to, as one patch, with what can be told at once.

    Raises
    ------
    InputError
        It changes more than loose furniture and zones, or gives no layout.
    PlannerError
        It puts furniture where no room is.
    """
    before = proposed_layout(layout, asked.proposal, language)
    refuse_strays(before, read_patch(asked.patch, language), language)
    patches = (*asked.proposal, asked.patch)
    after = proposed_layout(layout, patches, language)
    short = short_proposal(layout, patches, language)
    return {
        "proposal": list(short),
        "layout": layout_json(after),
        "seats": len(seats(after)),
        "changes": sum(read_patch(patch, language).size for patch in short),
    }


def proposal_page(found: OpenRound, language: Language) -> HTMLResponse:
    """Return the page with the editor."""
    said, path = Said(language), f"/s/{found.code}"
    title = said.gettext("My own proposal")
    lead = said.gettext(
        "Move furniture and zones, or put new ones in. What you make is sent with your answer."
    )
    done_words, back = said.gettext("Done – back to my answer"), f"{path}?lang={language}#back"
    done = tag("a", done_words, href=back, class_="button send")
    over = tag("button", said.gettext("Start over"), type="button", id="over")
    answer = page(
        StudentPage(f"{path}/proposal", language, scripts=SCRIPTS + _editor_scripts(), class_="wide"),
        title,
        tag(
            "section",
            tag("h1", title, class_="say"),
            tag("p", lead, class_="lead say"),
            speak(said),
            class_="opening",
        ),
        tag("div", id="editor"),
        tag("p", class_="status", role="status", id="status"),
        tag("div", done, over, class_="row"),
        embedded(_data(found, said), "page"),
    )
    answer.headers["planner-round"] = "open"
    return answer


def _editor_scripts() -> tuple[str, ...]:
    return tuple(
        name
        for name in assets()
        if name.startswith("editor/") and name.endswith(".js") and name != "editor/editor.js"
    )


def _data(found: OpenRound, said: Said) -> dict[str, object]:
    language = said.language
    return {
        "code": found.code,
        "open": found.open,
        "style": asset_path("editor/editor.css"),
        "editor": {
            **editor_limits(),
            "document": f"proposal-{found.code}",
            "mode": "proposal",
            "conflict": False,
            "phase": None,
            "base": None,
            "findings": [],
            "overlays": NO_OVERLAYS,
            "kinds": editor_kinds(language),
            "images": {},
            "layout": layout_json(found.layouts[0]),
            "words": editor_words(Speech(language)),
            "language": language,
        },
        "words": {
            "change": said.gettext("The change"),
            "made": said.gettext("There are seats for {seats}. You have changed {changes} things."),
            "waiting": said.gettext("Kept on this tablet. It is checked when there is a connection."),
            "over": said.gettext("The room is as it was."),
            "closed": said.gettext("The round is closed"),
        },
    }
