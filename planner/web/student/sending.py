"""What happens with an answer, said before the button that sends it – and the words of the scripts."""

from typing import Final

from planner.catalogue.base import Language
from planner.locale import mark
from planner.room.layout import Layout
from planner.services.answering import OpenRound
from planner.web.markup import Html, join, tag
from planner.web.student.frame import Said, speak
from planner.web.student.icons import icon
from planner.web.student.places import places_of
from planner.web.student.plan import canvas_of

YOUNGEST = "0-1"
THANKS: Final = mark("Thank you! Your answer is sent.")
CHANGED: Final = mark("You have changed something. Press Send again.")
NEXT: Final = (mark("Next student"), mark("Next child"))
READY: Final = (mark("Ready for the next student."), mark("Ready for the next child."))


def send_block(said: Said, found: OpenRound) -> Html:
    """Return the end of the form: what happens with the answer, and the button."""
    closes = found.closes.isoformat()
    about = (
        tag("h2", said.gettext("What happens with the answer?"), class_="say"),
        speak(said),
        tag("p", who_sees(said, found), class_="say"),
        tag(
            "p",
            said.gettext("You can change it until the round closes."),
            " ",
            tag("time", datetime=closes),
            class_="say",
        ),
        tag("button", icon("check"), said.gettext("Send"), type="submit", class_="send say"),
    )
    status = tag("p", class_="status", role="status", id="status")
    return join(tag("section", *about, class_="question sending", data_kind="send", id="step-send"), status)


def who_sees(said: Said, found: OpenRound) -> str:
    """Say who sees an answer, and that nobody sees whose it is."""
    together = said.gettext("Your teacher sees the answers of all together and cannot see whose they are.")
    if any(question.kind in ("text", "proposal") for question in found.questions):
        return f"{together} " + said.gettext(
            "What you write is read by your teacher before anybody else sees it."
        )
    return together


def thanks_block(said: Said, found: OpenRound, path: str) -> Html:
    """Return what is shown once an answer is sent."""
    buttons = [tag("button", said.gettext("Change my answer"), type="button", id="change", class_="say")]
    if found.shared:
        another = said.gettext(NEXT[found.group == YOUNGEST])
        buttons.insert(
            0, tag("button", icon("next"), another, type="button", id="another", class_="send say")
        )
    link = tag(
        "a",
        said.gettext("See what comes of it"),
        href=f"{path}/came-of-it?lang={said.language}",
        class_="button say",
    )
    return tag(
        "section",
        tag("h2", said.gettext(THANKS), class_="say", tabindex="-1", id="sent"),
        speak(said),
        tag("p", said.gettext(CHANGED), class_="hint say", id="unsent", hidden=True),
        tag("div", *buttons, link, class_="row"),
        class_="question thanks",
        id="thanks",
        hidden=True,
    )


def page_data(said: Said, found: OpenRound) -> dict[str, object]:
    """Return what the scripts of a page work with."""
    return {
        "code": found.code,
        "group": found.group,
        "language": said.language,
        "open": found.open,
        "layouts": [layout_data(layout, said.language) for layout in found.layouts],
        "words": _words(said) | {"next_child": said.gettext(READY[found.group == YOUNGEST])},
    }


def layout_data(layout: Layout, language: Language) -> dict[str, object]:
    """Return where a drawing lies and what its places are called; metres."""
    canvas = canvas_of(layout)
    return {
        "left": canvas.left,
        "top": canvas.top,
        "width": canvas.width / 100,
        "height": canvas.height / 100,
        "rooms": [room.outline for room in layout.rooms],
        "places": [{"name": place.name, "at": place.at} for place in places_of(layout, language)],
    }


def _words(said: Said) -> dict[str, str]:
    return {
        "kept": said.gettext("Kept on this tablet. Not sent yet."),
        "waiting": said.gettext("Not sent yet – it is sent when there is a connection."),
        "sending": said.gettext("Sending …"),
        "sent": said.gettext("Sent."),
        "changed": said.gettext(CHANGED),
        "refused": said.gettext("This could not be sent. Look at what you have written and try again."),
        "closed": said.gettext("The round closed before your answer came through. It was not sent."),
        "gone": said.gettext("This code is not in use any more."),
        "back": said.gettext("Back"),
        "next": said.gettext("Next"),
        "skip": said.gettext("Skip"),
        "step": said.gettext("{n} of {all}"),
        "left": said.gettext("{n} characters left"),
        "most": said.gettext("You can choose {n} at most."),
        "most_pins": said.gettext("You can put {n} pins at most. Take one away first."),
        "kind_first": said.gettext("Choose what kind of place it is first."),
        "in_room": said.gettext("The pin has to be in the room."),
        "pin": said.gettext("{kind} – {place}"),
        "put": said.gettext("The pin is put."),
        "removed": said.gettext("The pin is taken away."),
        "moved": said.gettext("The pin is moved."),
        "remove": said.gettext("Take away"),
        "move": said.gettext("Move"),
        "move_how": said.gettext("Tap where the pin should be, or use the arrow keys."),
        "reading": said.gettext("Stop"),
        "read": said.gettext("Read aloud"),
        "until_today": said.gettext("It closes at {time}."),
        "until": said.gettext("It closes on {date} at {time}."),
        "made": said.gettext("You have a proposal. It is sent with your answer."),
        "thanks": said.gettext(THANKS),
        "already": said.gettext("An answer has been sent from this tablet."),
        "nothing": said.gettext(
            "You have not answered anything. That is all right, and it does not count. You can still answer "
            "until the round closes."
        ),
        "change": said.gettext("Change my answer"),
        "change_it": said.gettext("Change the answer"),
    }
