"""What changed in a plan since it was last looked at together."""

from typing import Final

import streamlit as st

from planner.locale import mark
from planner.review.model import SinceLast
from planner.web.markup import Html, items, join, tag
from planner.web.speech import Speech

TOGETHER: Final = (
    mark("Nothing has changed since you last looked at it together ({when})."),
    mark("What changed since you last looked at it together ({when})"),
)
READY: Final = (
    mark("Nothing has changed since the plan was said to be ready ({when})."),
    mark("What changed since the plan was said to be ready ({when})"),
)


def show_since(since: SinceLast | None, speech: Speech) -> None:
    """Say what changed: first what it did for the students, then every change in a sentence."""
    if since is None:
        return
    when = speech.moment(since.at, st.context.timezone)
    nothing, some = TOGETHER if since.looked else READY
    if since.comparison.empty:
        said = speech.gettext(nothing, when=when)
        st.html(tag("p", said, class_="p-lead"))
        return
    title = tag("summary", speech.gettext(some, when=when))
    changes = _part(
        speech.gettext("What was changed"), [speech.message(one.message) for one in since.comparison.said]
    )
    st.html(
        join(
            tag("p", *(tag("span", line) for line in turns(since, speech)), class_="p-summary"),
            tag("details", title, changes, _findings(since, speech), class_="r-since r-known"),
        )
    )


def turns(since: SinceLast, speech: Speech) -> list[str]:
    """Say for how many students the changes made it better or worse."""
    difference = since.comparison.participation
    if difference is None:
        return []
    better, worse, changed = (
        sum(n.values()) for n in (difference.better, difference.worse, difference.changed)
    )
    if not (better or worse or changed):
        return [speech.gettext("Since last: no verdict has changed")]
    return [
        speech.gettext("Since last: ▲ {better} better, ▼ {worse} worse", better=better, worse=worse),
        *([speech.gettext("◆ {changed} changed", changed=changed)] if changed else []),
    ]


def _findings(since: SinceLast, speech: Speech) -> Html | None:
    difference = since.comparison.participation
    if difference is None:
        return None
    came, went = (
        [one.text(speech.language) for one in found] for found in (difference.came, difference.went)
    )
    return join(
        _part(speech.gettext("No longer worth a look"), went),
        _part(speech.gettext("New, worth a look"), came),
    )


def _part(title: str, lines: list[str]) -> Html | None:
    return join(tag("p", title, class_="p-label"), items(*lines)) if lines else None
