"""What happens with an answer, said before the button that sends it – and the words of the scripts."""

from planner.catalogue.base import Language
from planner.room.layout import Layout
from planner.services.answering import OpenRound
from planner.web.markup import Html, tag
from planner.web.student.frame import Said, speak
from planner.web.student.icons import icon
from planner.web.student.places import places_of
from planner.web.student.plan import canvas_of

YOUNGEST = "0-1"


def send_block(said: Said, found: OpenRound) -> Html:
    """Return the end of the form: what happens with the answer, and the button."""
    closes = found.closes.isoformat()
    about = (
        tag("h2", said("What happens with the answer?"), class_="say"),
        speak(said),
        tag("p", who_sees(said, found), class_="say"),
        tag(
            "p",
            said("You can change it until the round closes."),
            " ",
            tag("time", datetime=closes),
            class_="say",
        ),
        tag("button", icon("check"), said("Send"), type="submit", class_="send"),
    )
    status = tag("p", class_="status", role="status", id="status")
    return tag("section", *about, status, class_="question sending", data_kind="send", id="step-send")


def who_sees(said: Said, found: OpenRound) -> str:
    """Say who sees an answer, and that nobody sees whose it is."""
    together = said("Your teacher sees the answers of all together and cannot see whose they are.")
    if any(question.kind in ("text", "proposal") for question in found.questions):
        return f"{together} " + said("What you write is read by your teacher before anybody else sees it.")
    return together


def thanks_block(said: Said, found: OpenRound, path: str) -> Html:
    """Return what is shown once an answer is sent."""
    buttons = [tag("button", said("Change my answer"), type="button", id="change")]
    if found.group == YOUNGEST:
        buttons.insert(
            0, tag("button", icon("next"), said("Next child"), type="button", id="another", class_="send")
        )
    link = tag(
        "a", said("See what comes of it"), href=f"{path}/came-of-it?lang={said.language}", class_="button"
    )
    return tag(
        "section",
        tag("h2", said("Thank you! Your answer is sent."), class_="say", tabindex="-1", id="sent"),
        speak(said),
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
        "words": _words(said),
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
        "kept": said("Kept on this tablet. Not sent yet."),
        "waiting": said("Not sent yet – it is sent when there is a connection."),
        "sending": said("Sending …"),
        "sent": said("Sent."),
        "changed": said("You have changed something. Press Send again."),
        "refused": said("This could not be sent. Look at what you have written and try again."),
        "closed": said("The round closed before your answer came through. It was not sent."),
        "gone": said("This code is not in use any more."),
        "back": said("Back"),
        "next": said("Next"),
        "skip": said("Skip"),
        "step": said("{n} of {all}"),
        "left": said("{n} characters left"),
        "most": said("You can choose {n} at most."),
        "most_pins": said("You can put {n} pins at most. Take one away first."),
        "kind_first": said("Choose what kind of place it is first."),
        "in_room": said("The pin has to be in the room."),
        "near": said("near: {place}"),
        "pin": said("{kind}, near: {place}"),
        "put": said("The pin is put."),
        "removed": said("The pin is taken away."),
        "moved": said("The pin is moved."),
        "remove": said("Take away"),
        "move": said("Move"),
        "move_how": said("Tap where the pin should be, or use the arrow keys."),
        "reading": said("Stop"),
        "read": said("Read aloud"),
        "until": said("It closes {time}."),
        "made": said("You have a proposal. It is sent with your answer."),
        "next_child": said("Ready for the next child."),
    }
