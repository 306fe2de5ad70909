"""The administrator's page, first half: who has an account, and what can be done about it."""

from collections.abc import Callable
from functools import partial
from typing import Final, cast
from urllib.parse import urlsplit

import streamlit as st

from planner.locale import mark
from planner.services import school
from planner.services.accounts import Wanted
from planner.services.archive import LOCAL, Archive
from planner.services.permissions import may
from planner.services.school import Person
from planner.settings import read_settings
from planner.storage.accounts import ROLES, Role
from planner.web.frame import heading, notify, paragraph, tell
from planner.web.markup import tag
from planner.web.opened import the_archive
from planner.web.plain import plain
from planner.web.server.session import now, the_doors
from planner.web.sharing import ROLES as ROLE_WORDS
from planner.web.speech import Speech

PAGE: Final = "screens/school.py"
PERSON: Final = ":material/person:"
LINK: Final = "school_link"
NEW_NAME, NEW_ROLE, NEW_WAY, NEW_PASSWORD = "new_name", "new_role", "new_way", "new_password"
LINK_WAY, PASSWORD_WAY, SCHOOL_WAY = "link", "password", "school"
WAYS: Final = {
    LINK_WAY: mark("A link: the person chooses the password"),
    PASSWORD_WAY: mark("A password that I write here"),
    SCHOOL_WAY: mark("The school's own sign-in"),
}


def school_link(speech: Speech) -> None:
    """Lead to the page, whoever may use it."""
    archive = the_archive()
    if archive.account.id != LOCAL.id and may(archive.account.role, "school", "manage_accounts"):
        st.page_link(PAGE, label=speech.gettext("The school"), icon=":material/admin_panel_settings:")


def show_people(speech: Speech) -> None:
    """Draw the accounts, each with what can be done about it, and the way to a new one."""
    people = school.list_people(the_archive(), the_doors(), now())
    _show_link(speech)
    add = st.expander(
        speech.gettext("Make an account"), icon=":material/person_add:", key="school_add", on_change="rerun"
    )
    if add.open:
        with add:
            _new_person(speech)
    heading(speech.gettext("Accounts"))
    wanted = _search(len(people), speech)
    shown = [person for person in people if wanted in person.account.name]
    st.html(tag("p", speech.ngettext("{n} account", "{n} accounts", len(shown)), role="status"))
    for person in shown:
        _row(person, people, speech)


def _search(number: int, speech: Speech) -> str:
    if number <= 8:
        return ""
    text = st.text_input(
        speech.gettext("Find an account"),
        key="school_find",
        type="search",
        live=True,
        placeholder="",
        width=320,
    )
    return (text or "").strip().casefold()


def person_line(person: Person, speech: Speech) -> str:
    """Say what there is to know about an account, in one line."""
    account = person.account
    parts = [
        speech.gettext(ROLE_WORDS[account.role]),
        speech.gettext("closed") if account.disabled else "",
        speech.ngettext("open in {n} browser", "open in {n} browsers", person.browsers)
        if person.browsers
        else "",
        speech.ngettext("{n} document", "{n} documents", person.documents) if person.documents else "",
        "" if person.password else speech.gettext("no password yet, or the school's sign-in"),
    ]
    return " · ".join(filter(None, parts))


def _row(person: Person, people: tuple[Person, ...], speech: Speech) -> None:
    account = person.account
    with st.container(horizontal=True, vertical_alignment="center", key=f"row_{account.id}", gap="small"):
        line = tag("p", tag("strong", account.name), " · ", person_line(person, speech), class_="p-lead")
        st.html(line, width="stretch")
        label = speech.gettext("Change {name}", name=plain(account.name))
        with st.container(key=f"menu_{account.id}", width="content"):
            menu = st.popover(label, key=f"person_{account.id}", on_change="rerun", type="tertiary")
            if menu.open:
                with menu:
                    _menu(person, people, speech)


def _menu(person: Person, people: tuple[Person, ...], speech: Speech) -> None:
    """Offer what can be done about an account; to one's own only what cannot lock oneself out."""
    account = person.account
    myself = account.id == the_archive().account.id
    if account.disabled is not None:
        _act(
            speech.gettext("Open the account again"), f"enable:{account.id}", partial(_enable, person, speech)
        )
        _hand_over(person, people, speech)
        return
    if not myself:
        _role(person, speech)
    _act(speech.gettext("Make a link for a new password"), f"invite:{account.id}", partial(_invite, person))
    _password(person, speech)
    if person.browsers:
        label = speech.gettext("Sign out everywhere")
        _act(label, f"sign_out:{account.id}", partial(_sign_out, person, speech))
    if not myself:
        paragraph(speech.gettext("A closed account is signed out everywhere. What it owns is kept."))
        _act(speech.gettext("Close the account"), f"disable:{account.id}", partial(_disable, person, speech))


def _act(label: str, key: str, act: Callable[[], None]) -> None:
    st.button(label, key=key, on_click=act, width="stretch")


def _role(person: Person, speech: Speech) -> None:
    key = f"role:{person.account.id}"
    st.selectbox(
        speech.gettext("Role"),
        ROLES,
        index=ROLES.index(person.account.role),
        format_func=lambda role: speech.gettext(ROLE_WORDS[role]),
        key=key,
        on_change=lambda: _set_role(person, cast("Role", st.session_state[key]), speech),
    )


def _password(person: Person, speech: Speech) -> None:
    with st.form(f"password_form:{person.account.id}", border=False, clear_on_submit=True):
        key = f"password:{person.account.id}"
        st.text_input(speech.gettext("New password"), type="password", key=key, autocomplete="new-password")
        st.form_submit_button(
            speech.gettext("Set the password"),
            on_click=lambda: _set_password(person, st.session_state[key], speech),
        )


def _hand_over(person: Person, people: tuple[Person, ...], speech: Speech) -> None:
    """Offer to give what a closed account owns to an open one."""
    if not person.documents:
        return
    takers = {one.account.id: one.account.name for one in people if one.account.disabled is None}
    taker = st.selectbox(
        speech.ngettext("Give its {n} document to", "Give its {n} documents to", person.documents),
        list(takers),
        index=None,
        format_func=takers.__getitem__,
        placeholder=speech.gettext("Write a name"),
        key=f"taker:{person.account.id}",
    )
    if taker is not None:
        said = mark("{name} then owns the plans with their classes, and may share and delete them.")
        paragraph(speech.gettext(said, name=takers[taker]))
        label = speech.gettext("Give them to {name}", name=plain(takers[taker]))
        _act(label, f"hand_over:{person.account.id}", partial(_give, person, taker, speech))


def _new_person(speech: Speech) -> None:
    """Ask for a new account: a name, a role and how the person signs in."""
    st.text_input(speech.gettext("E-mail or user name"), key=NEW_NAME, max_chars=120, autocomplete="off")
    st.selectbox(
        speech.gettext("Role"),
        ROLES,
        format_func=lambda one: speech.gettext(ROLE_WORDS[one]),
        key=NEW_ROLE,
    )
    way = st.radio(
        speech.gettext("How does the person sign in the first time?"),
        [way for way in WAYS if way != SCHOOL_WAY or read_settings().school is not None],
        format_func=lambda one: speech.gettext(WAYS[one]),
        key=NEW_WAY,
    )
    if way == PASSWORD_WAY:
        label = speech.gettext("Password")
        st.text_input(label, type="password", key=NEW_PASSWORD, autocomplete="new-password")
    _act(speech.gettext("Make the account"), "new_go", partial(_add, speech))


def _show_link(speech: Speech) -> None:
    """Show a link that was just made, once: nobody can look it up later."""
    name, link = st.session_state.get(LINK, ("", ""))
    if not link:
        return
    with st.container(border=True, key="school_link_box"):
        said = mark("Give this link to {name}, and to nobody else. It is good once, for three days.")
        st.html(tag("p", speech.gettext(said, name=name), role="status"))
        st.code(link, language=None, wrap_lines=True)
        st.button(
            speech.gettext("I have passed it on"),
            key="link_done",
            on_click=lambda: st.session_state.pop(LINK),
        )


def link_address(token: str) -> str:
    """Return the address of a link, as the people it is for reach the planner."""
    seen = urlsplit(st.context.url or "")
    return f"{read_settings().url or f'{seen.scheme}://{seen.netloc}'}/password/{token}"


def _add(speech: Speech) -> None:
    """Make the account as it is asked for now: what was typed last may come together with the press."""
    asked = st.session_state
    way = asked[NEW_WAY]
    password = asked.get(NEW_PASSWORD, "") if way == PASSWORD_WAY else None
    wanted = Wanted(asked[NEW_NAME], cast("Role", asked[NEW_ROLE]), password)

    def act() -> None:
        account = school.add_person(the_archive(), the_doors(), wanted, now())
        asked[NEW_NAME] = ""
        notify(speech.gettext("The account {name} is made.", name=account.name))
        if way == LINK_WAY:
            token = school.invite(the_archive(), the_doors(), account.id, now())
            asked[LINK] = (account.name, link_address(token))

    tell(act)


def _invite(person: Person) -> None:
    token = school.invite(the_archive(), the_doors(), person.account.id, now())
    st.session_state[LINK] = (person.account.name, link_address(token))


def _set_role(person: Person, role: Role, speech: Speech) -> None:
    said = speech.gettext(
        "{name} is {role} from now on.", name=person.account.name, role=speech.gettext(ROLE_WORDS[role])
    )
    _do(said, lambda archive: school.set_role(archive, the_doors(), person.account.id, role, now()))


def _set_password(person: Person, password: str, speech: Speech) -> None:
    said = speech.gettext("{name} has a new password and is signed out.", name=person.account.name)
    _do(
        said,
        lambda archive: school.set_password(archive, the_doors(), person.account.id, password, now()),
    )


def _sign_out(person: Person, speech: Speech) -> None:
    said = speech.gettext("{name} is signed out everywhere.", name=person.account.name)
    _do(
        said,
        lambda archive: school.sign_out_everywhere(archive, the_doors(), person.account.id, now()),
    )


def _disable(person: Person, speech: Speech) -> None:
    said = speech.gettext("The account {name} is closed.", name=person.account.name)
    _do(said, lambda archive: school.disable(archive, the_doors(), person.account.id, now()))


def _enable(person: Person, speech: Speech) -> None:
    said = speech.gettext("The account {name} is open.", name=person.account.name)
    _do(said, lambda archive: school.enable(archive, the_doors(), person.account.id, now()))


def _give(person: Person, taker: str, speech: Speech) -> None:
    said = speech.gettext("What {name} owned has been handed over.", name=person.account.name)
    _do(said, lambda archive: school.hand_over(archive, the_doors(), person.account.id, taker, now()))


def _do(said: str, act: Callable[[Archive], object]) -> None:
    def told() -> None:
        act(the_archive())
        notify(said)

    tell(told)
