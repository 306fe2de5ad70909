"""The administrator's page, second half: who did what to which document – never what is in it."""

from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from planner.locale import mark
from planner.services import school
from planner.services.school import AuditLine
from planner.storage.door_log import Asked
from planner.web.frame import paragraph
from planner.web.markup import Html, tag
from planner.web.opened import the_archive
from planner.web.server.session import now, the_doors
from planner.web.sharing import MAY, ROLES
from planner.web.speech import Speech

WHAT: Final = {
    "signed_in": mark("signed in"),
    "signed_out": mark("signed out"),
    "failed": mark("could not sign in"),
    "sessions_ended": mark("signed out everywhere"),
    "account_added": mark("account made"),
    "account_disabled": mark("account closed"),
    "account_enabled": mark("account opened again"),
    "role_set": mark("role changed"),
    "invited": mark("link for a password made"),
    "link_made": mark("link for the first account made"),
    "password_set": mark("password set"),
    "handed_over": mark("documents handed over"),
    "opened": mark("opened"),
    "copied": mark("copied"),
    "shared": mark("shared"),
    "proposed": mark("counter-proposal begun"),
    "unshared": mark("no longer shared"),
    "exported": mark("downloaded"),
    "voice_exported": mark("students' answers downloaded"),
    "voice_replied": mark("answered the students"),
    "word_shown": mark("let students' words through"),
    "word_hidden": mark("held students' words back"),
    "round_opened": mark("asked the students"),
    "round_closed": mark("closed the questions to students"),
    "removed": mark("deleted"),
    "erased": mark("erased for ever"),
    "class_erased": mark("class erased for ever"),
    "class_exported": mark("everything about a class downloaded"),
    "backed_up": mark("backup made"),
    "restored": mark("backup brought back"),
}
GROUPS: Final = {
    "opened": (mark("Opened"), ("opened",)),
    "shared": (mark("Shared"), ("shared", "proposed", "unshared", "copied", "handed_over")),
    "exported": (mark("Downloaded"), ("exported", "voice_exported", "class_exported", "backed_up")),
    "deleted": (mark("Deleted"), ("removed", "erased", "class_erased", "restored")),
    "doors": (mark("Signed in and out"), ("signed_in", "signed_out", "failed", "sessions_ended")),
    "accounts": (
        mark("Accounts"),
        (
            "account_added",
            "account_disabled",
            "account_enabled",
            "role_set",
            "invited",
            "link_made",
            "password_set",
        ),
    ),
}
KINDS: Final = {
    "plan": mark("a plan"),
    "layout": mark("a room"),
    "template": mark("a template"),
    "account": mark("the account"),
}
DETAIL: Final = {
    **ROLES,
    **MAY,
    "library": mark("in the library"),
    "class": mark("the class list"),
    "link": mark("by a link"),
    "password": mark("by password"),
    "school": mark("through the school"),
    "terminal": mark("in the terminal"),
    "wait": mark("too many tries"),
}
DAYS: Final = (1, 7, 30, 365)


def show_log(speech: Speech) -> None:
    """Draw the log with its filters: what was done, by whom, since when."""
    paragraph(
        speech.gettext(
            "Who used which documents, never what is in them. Lines are kept for a year. "
            "Opening is written down once a day for each person and document."
        )
    )
    names = {p.account.id: p.account.name for p in school.list_people(the_archive(), the_doors(), now())}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        what = st.selectbox(
            speech.gettext("What"),
            list(GROUPS),
            index=None,
            format_func=lambda group: speech.gettext(GROUPS[group][0]),
            placeholder=speech.gettext("Everything"),
            key="log_what",
        )
        who = st.selectbox(
            speech.gettext("Who"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=speech.gettext("Everybody"),
            key="log_who",
        )
        days = st.selectbox(
            speech.gettext("When"),
            DAYS,
            index=1,
            format_func=lambda n: speech.ngettext("The last day", "The last {n} days", n),
            key="log_days",
        )
    asked = Asked(GROUPS[what][1] if what else (), actor=who, since=now() - timedelta(days=days))
    _lines(school.read_audit(the_archive(), the_doors(), asked), speech)


def _lines(lines: tuple[AuditLine, ...], speech: Speech) -> None:
    st.html(tag("p", speech.ngettext("{n} line", "{n} lines", len(lines)), role="status"))
    if len(lines) == school.MOST_LINES:
        paragraph(speech.gettext("These are the newest. Choose more to see fewer."))
    if lines:
        st.html(log_table(lines, speech, st.context.timezone))


def log_table(lines: tuple[AuditLine, ...], speech: Speech, zone: str | None) -> Html:
    """Return the lines as a table."""
    caption = speech.gettext("What happened")
    heads = [speech.gettext(head) for head in (mark("When"), mark("Who"), mark("What"), mark("About"))]
    head = tag("tr", *(tag("th", text, scope="col") for text in heads))
    body = [tag("tr", *(tag("td", cell) for cell in _cells(line, speech, zone))) for line in lines]
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_="p-table")
    return tag("div", table, class_="p-scroll", tabindex="0", role="region", aria_label=caption)


def _cells(line: AuditLine, speech: Speech, zone: str | None) -> tuple[str, ...]:
    return (
        _when(line.at, speech, zone),
        _said(line.actor, speech) or "–",
        _what(line, speech),
        _about(line, speech),
    )


def _when(at: datetime, speech: Speech, zone: str | None) -> str:
    return speech.moment(at, zone)


def _what(line: AuditLine, speech: Speech) -> str:
    what = WHAT.get(line.what)
    said = speech.gettext(what) if what else line.what
    detail = ", ".join(_said(word, speech) for word in line.detail.split())
    return f"{said} ({detail})" if detail else said


def _said(word: str, speech: Speech) -> str:
    """Say a word of the log; what is none of ours is a name or a number."""
    return speech.gettext(DETAIL[word]) if word in DETAIL else word


def _about(line: AuditLine, speech: Speech) -> str:
    if line.kind == "account":
        return f"{speech.gettext(KINDS['account'])} {line.about}"
    kind = KINDS.get(line.kind)
    if kind is None:
        return _without_kind(line, speech)
    of = speech.gettext("from {name}", name=line.owner) if line.owner else ""
    return f"{speech.gettext(kind)} {of} ({line.about[:6]})"


def _without_kind(line: AuditLine, speech: Speech) -> str:
    """Say what is no document that is there: a class, a document that is gone, or nothing at all."""
    if not line.about:
        return ""
    said = mark("a class") if line.what.startswith("class_") else mark("gone by now")
    return f"{speech.gettext(said)} ({line.about[:6]})"
