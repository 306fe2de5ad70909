"""The parts of the class page: students by code or bands, and what matters to them."""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan, Student
from planner.plan.changes import Change
from planner.plan.class_changes import AddStudents, RemoveStudents, RenameStudent, proposed_codes
from planner.services.plans import OpenPlan, export_class
from planner.web.class_bands import ask_bands, ask_size, bands_text
from planner.web.class_both import differing_sizes, missing_codes, say_bands_too, say_codes_too
from planner.web.class_company import NOBODY, QUESTIONS, ask_company, company_value
from planner.web.class_import import bring_in
from planner.web.class_names import paste_names
from planner.web.class_questions import ask_questions, chosen_needs, chosen_students, needs_text
from planner.web.controls import Workbench
from planner.web.desk import PlanDesk
from planner.web.downloading import made_later
from planner.web.frame import heading, paragraph
from planner.web.markup import Html, tag
from planner.web.server.session import now
from planner.web.speech import Speech

CODES: Final = "codes"
BANDS: Final = "bands"
CHOSEN: Final = "class_chosen"
VIEW: Final = "class_view"


def show_class(bench: Workbench, desk: PlanDesk, opened: OpenPlan) -> None:
    """Draw the class: with codes, or without."""
    with st.container(horizontal=True, gap="medium"):
        view = _choose_view(bench)
        ask_size(bench)
    if view == BANDS:
        _without_codes(bench)
        return
    differing = differing_sizes(bench.plan, bench.speech)
    if differing:
        paragraph(differing)
    say_bands_too(bench)
    _bring_students(bench, desk, opened)
    if bench.plan.students:
        _questions(bench)
        st.html(class_table(bench.plan, bench.speech))
        _download(bench, desk)


def first_view(plan: Plan) -> str:
    """Return how the class is described so far; a class nobody has described begins with codes."""
    return BANDS if plan.bands and not plan.students else CODES


def _choose_view(bench: Workbench) -> str:
    speech = bench.speech
    names = {CODES: speech.gettext("With codes"), BANDS: speech.gettext("Without codes")}
    chosen = st.segmented_control(
        speech.gettext("How do you describe the class?"),
        list(names),
        default=first_view(bench.plan),
        required=True,
        format_func=names.__getitem__,
        key=VIEW,
    )
    return chosen or first_view(bench.plan)


def _without_codes(bench: Workbench) -> None:
    speech = bench.speech
    say_codes_too(bench)
    heading(
        speech.gettext("What matters so that everybody can take part?"),
        speech.gettext("Say about how many students each of these matters to. Nobody is named."),
    )
    said = bands_text(bench.plan, speech) or speech.gettext("nothing yet")
    paragraph(tag("strong", speech.gettext("What matters"), ": "), said)
    ask_bands(bench)


def _bring_students(bench: Workbench, desk: PlanDesk, opened: OpenPlan) -> None:
    """Draw the three ways to fill the class; open where it is empty."""
    speech, empty = bench.speech, not bench.plan.students
    add = st.expander(speech.gettext("Add students"), expanded=empty, key="class_add")
    with add:
        _add(bench)
    names = st.expander(speech.gettext("Paste names"), key="class_names", on_change="rerun")
    if names.open:
        with names:
            paste_names(desk, opened, speech)
    file = st.expander(speech.gettext("Bring in a class list"), key="class_file", on_change="rerun")
    if file.open:
        with file:
            bring_in(bench)


def _add(bench: Workbench) -> None:
    speech = bench.speech
    taken = [student.code for student in bench.plan.students]
    room = int(load_catalogue().limits()["class_most"]) - len(taken)
    missing = missing_codes(bench.plan)
    if room < 1:
        paragraph(speech.gettext("There is no room for more students in the class."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        n = st.number_input(
            speech.gettext("How many students are to be added?"),
            min_value=1,
            max_value=room,
            value=min(missing, room),
            step=1,
            # What is proposed follows the class; what somebody typed stays as long as it does.
            key=f"class_more_{missing}",
            width=280,
        )
        codes = proposed_codes(int(n or 0), taken)
        label = speech.ngettext("Add {codes}", "Add {codes}", len(codes), codes=_range(codes))
        st.button(label, key="class_add_codes", on_click=bench.apply, args=((AddStudents(codes),),))


def _range(codes: tuple[str, ...]) -> str:
    """Say codes briefly: the first and the last."""
    return codes[0] if len(codes) == 1 else f"{codes[0]} … {codes[-1]}" if codes else ""


def _questions(bench: Workbench) -> None:
    speech = bench.speech
    heading(
        speech.gettext("What matters so that everybody can take part?"),
        speech.gettext(
            "Choose one or more students, and tick what matters to them. "
            "The check then looks for it in every phase."
        ),
    )
    students = chosen_students(bench.plan, _choose_students(bench))
    if not students:
        return
    codes = [student.code for student in students]
    lead = speech.gettext("What matters to {codes}:", codes=", ".join(codes))
    said = chosen_needs(students, speech) or speech.gettext("nothing yet")
    paragraph(tag("strong", lead), " ", said)
    ask_questions(bench, students)
    more = st.expander(speech.gettext("Own supports and company"), key="class_company", on_change="rerun")
    if more.open:
        with more:
            ask_company(bench, students)
    _rename_or_remove(bench, students)


def _choose_students(bench: Workbench) -> list[str]:
    """Draw the codes to choose among; those of students who left are let go."""
    speech = bench.speech
    codes = [student.code for student in bench.plan.students]
    if CHOSEN in st.session_state:
        kept = [code for code in st.session_state[CHOSEN] or [] if code in codes]
        st.session_state[CHOSEN] = kept
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(speech.gettext("Choose all"), key="choose_all", on_click=_choose, args=(codes,))
        st.button(speech.gettext("Choose nobody"), key="choose_none", on_click=_choose, args=([],))
    return st.pills(
        speech.gettext("Students"),
        codes,
        selection_mode="multi",
        key=CHOSEN,
    )


def _choose(codes: Iterable[str]) -> None:
    st.session_state[CHOSEN] = list(codes)


def _rename_or_remove(bench: Workbench, students: tuple[Student, ...]) -> None:
    speech = bench.speech
    codes = tuple(student.code for student in students)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if len(codes) == 1:
            _rename(bench, codes[0])
        label = (
            speech.gettext("Take {code} out of the class", code=codes[0])
            if len(codes) == 1
            else speech.gettext("Take {n} students out of the class", n=len(codes))
        )
        remove = (RemoveStudents(codes),)
        st.button(label, key="class_remove", on_click=bench.apply, args=(remove,))


def rename_changes(old: str, new: str) -> tuple[Change, ...]:
    """Return the change of a code; an empty one changes nothing."""
    named = new.strip()
    return (RenameStudent(old, named),) if named and named != old else ()


def _rename(bench: Workbench, code: str) -> None:
    key = "class_rename"

    def rename() -> None:
        changes = rename_changes(code, st.session_state[key])
        bench.apply(changes)
        new = st.session_state[key].strip()
        if changes and new not in {student.code for student in bench.plan.students}:
            # Whichever of the two is in the class by now stays chosen.
            st.session_state[CHOSEN] = [code, new]

    if bench.unheard is None:
        st.session_state[key] = code
    chosen = st.text_input(
        bench.speech.gettext("Code"),
        value=code if bench.unheard is not None else "",
        key=key,
        max_chars=12,
        help=bench.speech.gettext("A code that only you know – no name, nothing about the student."),
        on_change=rename,
        width=180,
    )
    bench.hear(rename_changes(code, chosen))


def class_table(plan: Plan, speech: Speech) -> Html:
    """Return one line for every student: what the check asks about, and what goes with the student."""
    caption = speech.gettext("The class in one view")
    heads = (
        speech.gettext("Student"),
        speech.gettext("What matters"),
        speech.gettext("Own supports"),
        speech.gettext("Company"),
    )
    head = tag("tr", *(tag("th", text, scope="col") for text in heads))
    body = [_line(student, speech) for student in plan.students]
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_="p-table")
    return tag("div", table, class_="p-scroll", tabindex="0", role="region", aria_label=caption)


def _line(student: Student, speech: Speech) -> Html:
    catalogue = load_catalogue()
    supports = ", ".join(speech.words(catalogue.supports[support].name) for support in student.supports)
    cells = (needs_text(student.prerequisites, speech), supports, company_text(student, speech))
    return tag("tr", tag("th", student.code, scope="row"), *(tag("td", cell or "–") for cell in cells))


def company_text(student: Student, speech: Speech) -> str:
    """Say in one line with whom a student is, is not, and wishes to be."""
    said = {field: [c for c in company_value(student, field) if c != NOBODY] for field in QUESTIONS}
    codes = {field: ", ".join(value) for field, value in said.items()}
    texts = [
        speech.gettext("with {codes}", codes=codes["with"]) if codes["with"] else "",
        speech.gettext("not with {codes}", codes=codes["apart_from"]) if codes["apart_from"] else "",
        speech.gettext("wishes {codes}", codes=codes["wishes"]) if codes["wishes"] else "",
    ]
    recorded = any(company_value(student, field) for field in QUESTIONS)
    return "; ".join(text for text in texts if text) or (speech.gettext("nobody") if recorded else "")


def _download(bench: Workbench, desk: PlanDesk) -> None:
    language = bench.speech.language
    st.download_button(
        bench.speech.gettext("Download the class list (CSV)"),
        data=made_later(lambda archive: export_class(archive, desk.document, now(), language)),
        file_name=bench.speech.gettext("class.csv"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="class_csv",
    )
