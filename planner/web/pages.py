"""What the pages of one plan, and of one room, have in common: the way between them, the toolbar, the desk.

A page that works on a document is drawn in three steps: ``requested_plan`` finds it, ``open_plan_page``
draws the top, and everything a person can choose stands inside ``at_desk``, which hears choices that were
made while the server was away.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import streamlit as st

from planner.catalogue.message import Message
from planner.errors import NotFoundError, PlannerError
from planner.locale import mark
from planner.plan.compare_values import LONGEST
from planner.services.comparing import changed_since, layout_changed_since
from planner.services.history import list_versions, name_version
from planner.services.layouts import OpenLayout
from planner.services.plans import OpenPlan
from planner.storage.store import Kind, Version
from planner.web.desk import ChangeT, Desk, LayoutDesk, OpenT, PlanDesk, desk_of, layout_desk
from planner.web.downloading import made_later
from planner.web.frame import open_page, refuse, start_link, tell
from planner.web.markup import tag
from planner.web.plain import plain
from planner.web.review_status import show_status
from planner.web.sharing import share_popover
from planner.web.speech import Speech
from planner.web.tab import Tab, ask_memory, begin_run, keep_tab, memory_text, read_tab, set_memory

ICONS: Final = {"undo": ":material/undo:", "redo": ":material/redo:", "save": ":material/bookmark_add:"}
REVIEW_PAGE: Final = "screens/review.py"
ROOM_PAGE: Final = "screens/room.py"
VERSIONS_PAGE: Final = "screens/versions.py"
MOST_SAID: Final = 8
PLAN_PAGES: Final = (
    ("plan-room", "screens/plan_room.py", mark("Room"), ":material/chair:"),
    ("plan-lesson", "screens/plan_lesson.py", mark("Lesson"), ":material/view_timeline:"),
    ("plan-class", "screens/plan_class.py", mark("Class"), ":material/groups:"),
    ("plan", "screens/plan.py", mark("Check"), ":material/checklist:"),
    ("plan-voice", "screens/plan_voice.py", mark("Students' voice"), ":material/record_voice_over:"),
    ("review", REVIEW_PAGE, mark("Sparring"), ":material/forum:"),
)

CHECK_PAGES: Final = (
    ("plan", "screens/plan.py", mark("Who can take part"), ":material/checklist:"),
    ("plan-places", "screens/plan_places.py", mark("Places"), ":material/pin_drop:"),
    ("plan-repair", "screens/plan_repair.py", mark("Proposals"), ":material/build:"),
    ("plan-belonging", "screens/plan_belonging.py", mark("Belonging"), ":material/diversity_3:"),
    ("plan-adults", "screens/plan_adults.py", mark("Adults"), ":material/supervisor_account:"),
)
"""What the check leads to; each stands beside the others below the way between the pages."""


def requested_plan(speech: Speech, *, look: bool = False) -> tuple[PlanDesk, OpenPlan] | None:
    """Return the plan named in the address; a friendly word and None where there is none.

    Who may look at the plan but not change it is led to the page where it is read and talked about;
    a page that knows how to be looked at says so by ``look``.
    """
    begin_run()
    desk = desk_of(st.query_params.get("id", ""))
    try:
        opened = desk.load()
    except NotFoundError:
        refuse("plan", speech.gettext("There is no such plan"), speech)
        return None
    if not look and not desk.archive.may(opened.id, "edit"):
        st.switch_page(REVIEW_PAGE, query_params={"id": opened.id})
    return desk, opened


def requested_layout(speech: Speech) -> tuple[LayoutDesk, OpenLayout] | None:
    """Return the room of one's own named in the address; a friendly word and None where there is none.

    Who may look at the room but not change it is led to the page where rooms are looked at.
    """
    begin_run()
    desk = layout_desk(st.query_params.get("id", ""))
    try:
        opened = desk.load()
    except NotFoundError:
        refuse("layout", speech.gettext("There is no such room"), speech)
        return None
    if not desk.archive.may(opened.id, "edit"):
        st.switch_page(ROOM_PAGE, query_params={"id": opened.id})
    return desk, opened


def open_plan_page(
    page: str, desk: PlanDesk, opened: OpenPlan, speech: Speech, query: Mapping[str, str] | None = None
) -> None:
    """Draw the top of a page of a plan: title, the way to its other pages, toolbar, an open question."""
    open_page(page, opened.plan.title, speech, query=query or {"id": opened.id})
    show_status(desk.archive, opened.id, speech)
    if desk.archive.may(opened.id, "edit"):
        _page_links("plan_pages", PLAN_PAGES, opened.id, speech)
        if page in (name for name, *_ in CHECK_PAGES) and len(CHECK_PAGES) > 1:
            _page_links("check_pages", CHECK_PAGES, opened.id, speech)
        toolbar(desk, opened, speech)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            start_link(speech)
            share_popover(desk.archive, opened.id, "plan", speech)
    ask_pending(desk, opened, speech)


def open_layout_page(desk: LayoutDesk, opened: OpenLayout, speech: Speech) -> None:
    """Draw the top of the page of a room of one's own."""
    open_page("layout", opened.layout.name, speech, query={"id": opened.id})
    toolbar(desk, opened, speech, "layout")
    ask_pending(desk, opened, speech)


def _page_links(key: str, pages: tuple[tuple[str, str, str, str], ...], plan_id: str, speech: Speech) -> None:
    with st.container(horizontal=True, gap="small", key=key):
        for _, script, name, icon in pages:
            st.page_link(script, label=speech.gettext(name), icon=icon, query_params={"id": plan_id})


def toolbar(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech, kind: Kind = "plan") -> None:
    """Draw undo, redo, save, versions, download and sharing, each saying what it does.

    A button with nothing to do says so and stays: one that is switched off by its own press would throw
    the keyboard back to the top of the page.
    """
    undo, redo = (
        f"{speech.gettext(word)}: {plain(speech.words(label))}" if label else speech.gettext(idle)
        for word, idle, label in (
            (mark("Undo"), mark("Nothing to undo"), opened.undo_label),
            (mark("Redo"), mark("Nothing to redo"), opened.redo_label),
        )
    )
    save = speech.gettext("Save version") if opened.unsaved else speech.gettext("Version saved")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        start_link(speech)
        _button(desk, "undo", undo, desk.undo if opened.can_undo else None)
        _button(desk, "redo", redo, desk.redo if opened.can_redo else None)
        _button(desk, "save", save, desk.save if opened.unsaved else None)
        _versions(desk, opened, speech)
        _download(desk, opened, speech)
        share_popover(desk.archive, opened.id, kind, speech)


def _download(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech) -> None:
    st.download_button(
        speech.gettext("Download"),
        data=made_later(lambda archive: type(desk)(archive, desk.document).export()),
        file_name=f"{opened.title}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="download",
    )


def _button(desk: Desk[OpenT, ChangeT], key: str, label: str, act: Callable[[], None] | None) -> None:
    pressed = st.button(label, key=key, icon=ICONS[key], on_click=act)
    if pressed and act and not desk.settled:
        desk.settle_by(act)
        st.rerun()


def _versions(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech) -> None:
    """List the saved versions; each can be named and brought back."""
    with st.popover(speech.gettext("Versions"), icon=":material/history:", key="versions"):
        if isinstance(desk, PlanDesk):
            st.page_link(
                VERSIONS_PAGE,
                label=speech.gettext("Compare two versions"),
                icon=":material/compare_arrows:",
                query_params={"id": opened.id},
            )
        for version in list_versions(desk.archive, opened.id):
            _version(desk, version, speech)


def _version(desk: Desk[OpenT, ChangeT], version: Version, speech: Speech) -> None:
    when = speech.moment(version.saved_at, st.context.timezone)
    key = f"version:{version.edit}"

    def rename() -> None:
        named = st.session_state[f"{key}:name"]
        tell(lambda: name_version(desk.archive, desk.document, version.edit, named))

    st.html(tag("p", tag("strong", when), " · ", speech.words(version.label)))
    st.text_input(
        speech.gettext("Name of the version from {when}", when=when),
        value=version.name or "",
        key=f"{key}:name",
        max_chars=80,
        on_change=rename,
    )
    st.button(
        speech.gettext("Bring back the version from {when}", when=when),
        key=key,
        on_click=desk.bring_version,
        args=(version.edit,),
    )


def ask_pending(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech) -> None:
    """Ask what to do with changes that met a newer state: nothing is made or lost before the answer."""
    # A place of its own, also while it is empty: a drawing below would be drawn anew if it were moved.
    with st.container():
        if desk.pending:
            _ask(desk, opened, speech)


def _ask(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech) -> None:
    wanted = _wanted(desk, opened, speech)
    said = speech.gettext(
        "It was changed in another window, or by somebody else, in the meantime. You now see the newest."
    )
    meanwhile = _first_of([speech.message(message) for message in _meanwhile(desk)], speech)
    theirs, mine = (
        speech.gettext("What was changed meanwhile:"),
        speech.gettext("What you wanted, not made yet:"),
    )
    both = (
        tag("div", tag("p", title), tag("ul", *(tag("li", line) for line in lines)))
        for title, lines in ((theirs, meanwhile), (mine, wanted))
        if lines
    )
    st.html(tag("div", tag("p", said), *both, role="alert", class_="p-alert"))
    with st.container(horizontal=True, gap="small"):
        st.button(
            speech.gettext("Make mine in the newest too"), key="merge", type="primary", on_click=desk.merge
        )
        st.button(speech.gettext("Keep only the newest"), key="drop", on_click=desk.drop)


def _first_of(lines: list[str], speech: Speech) -> list[str]:
    """Return the first of many lines, and how many there are besides; all are on the page of the versions."""
    more = len(lines) - MOST_SAID
    if more <= 0:
        return lines
    return [*lines[:MOST_SAID], speech.ngettext("and {n} more change", "and {n} more changes", more)]


def _meanwhile(desk: Desk[OpenT, ChangeT]) -> tuple[Message, ...]:
    """Say what others changed since the state the held changes were made to."""
    if desk.seen is None:
        return ()
    said = changed_since if isinstance(desk, PlanDesk) else layout_changed_since
    return said(desk.archive, desk.document, desk.seen)


def _wanted(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech) -> list[str]:
    """Say what a person wanted with its values: the fields show the newest, so it stands nowhere else."""
    changes = [held.change for held in desk.pending]
    told = (None,) * len(changes) if desk.seen is None else desk.said_at(desk.seen, changes)
    lines: list[str] = []
    for change, said in zip(changes, told, strict=True):
        if said is None:
            lines.append(_pending_name(desk, change, opened, speech))
        else:
            lines.extend(speech.message(message) for message in said)
            lines.extend(_whole_text(change, speech))
    return lines


def _whole_text(change: object, speech: Speech) -> Iterator[str]:
    """Yield a text the sentence before cuts off: what is let go must have been seen to its end."""
    value = getattr(change, "value", None)
    if isinstance(value, str) and len(value) > LONGEST:
        yield speech.gettext("Your whole text: »{whole}«", whole=value)


def _pending_name(desk: Desk[OpenT, ChangeT], change: ChangeT, opened: OpenT, speech: Speech) -> str:
    try:
        return speech.message(desk.label(change, opened))
    except PlannerError:
        return speech.gettext("a change of something that is no longer there")


def known_tab(desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech) -> Tab:
    """Return what the tab says of itself; a session that has not drawn it yet asks it."""
    text = "" if desk.settled else ask_memory(memory_text(opened, None, speech))
    tab = read_tab(text, st.query_params.to_dict(), opened, speech)
    desk.shows(opened.head if tab.head is None else tab.head)
    return tab


@contextmanager
def at_desk(
    desk: Desk[OpenT, ChangeT], opened: OpenT, speech: Speech, query: Mapping[str, str] | None = None
) -> Iterator[list[ChangeT] | None]:
    """Draw what a person can choose; give the list for choices nobody heard, None where all are heard.

    After a restart of the server the browser still holds the widgets: what differs there from the
    document is a choice made to the new server before it knew the widgets. It is made at the end.
    ``query`` is what the page's address says besides the document.
    """
    with st.container(key="tab_box"):
        box = st.empty()
    with box:
        tab = known_tab(desk, opened, speech)
    asked = not desk.settled
    unheard: list[ChangeT] | None = [] if asked and tab.head is not None else None
    yield unheard
    if asked and desk.settle(opened, unheard or ()):
        st.rerun()
    if not asked:
        with box:
            set_memory(memory_text(opened, None, speech))
    keep_tab(opened, None, speech, query=query)
