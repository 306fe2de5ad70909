"""A round as evidence for the school's assessment of its teaching environment: what may leave the house."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from planner.catalogue.base import Language
from planner.charts.heat_svg import paper_plan
from planner.errors import PlannerError
from planner.exchange.umv import AskedQuestion, CameOfIt, Counted, Evidence, PinnedPlaces
from planner.locale import gettext, mark
from planner.room.layout import Layout
from planner.services.archive import Archive
from planner.services.plans import load_plan
from planner.services.rounds import export_round, replies_of
from planner.voice.batches import least_answers
from planner.voice.model import Group, PinKind, Question
from planner.voice.places import weighted_spots, zone_students
from planner.voice.proposal import proposed_layout
from planner.voice.results import Placed, Results, Tally, Word
from planner.voice.round import Reply, Round

GROUP_NAMES: Final[dict[Group, str]] = {
    "0-1": mark("Grades 0–1"),
    "2-3": mark("Grades 2–3"),
    "4-6": mark("Grades 4–6"),
    "7-9": mark("Grades 7–9"),
}
PROPOSAL: Final = "proposal"
OUTSIDE: Final = mark("Outside the zones")
SEVERAL: Final = mark("Several answers could be chosen.")
FEW: Final = mark("Too few answers to show them: fewer than {n}.")
FEWER: Final = mark("fewer than {n}")
ANYWHERE: Final = mark("In the whole room")


def round_evidence(archive: Archive, round_id: str, now: datetime, language: Language) -> Evidence:
    """Return what may leave the house of a round; that it was taken out is written down.

    Raises
    ------
    NotFoundError
        There is no such round, or none of a plan that the account may open.
    NotAllowedError
        It may open the plan, but take nothing out.
    """
    state = export_round(archive, round_id, now)
    one, plan = state.round, load_plan(archive, state.round.plan).plan
    empty = Evidence(
        plan=plan.title,
        grade=plan.grade,
        group=gettext(GROUP_NAMES[one.group], language),
        held=one.opened.date(),
        layouts=tuple(layout.name for layout in one.layouts),
        expected=one.expected,
        answers=state.shown,
        held_back=state.held,
        replies=tuple(_came(reply, language) for reply in replies_of(archive, round_id)),
    )
    return empty if state.results is None else _with_results(empty, one, state.results, language)


def _with_results(empty: Evidence, one: Round, results: Results, language: Language) -> Evidence:
    return replace(
        empty,
        questions=tuple(_asked(tally, one, language) for tally in results.tallies),
        places=tuple(_place(placed, one, language) for placed in results.places),
        words=tuple(
            (word_name(word, one, language), word.text) for word in results.words if word.kind != PROPOSAL
        ),
        proposals=sum(1 for word in results.words if word.kind == PROPOSAL),
    )


def option_names(question: Question, layouts: Sequence[Layout], language: Language) -> dict[str, str]:
    """Return the words of a question's answers by id; the answers of a vote are the layouts' names."""
    if question.kind == "vote":
        return {str(number): layout.name for number, layout in enumerate(layouts)}
    return {option.id: option.words.text(language) for option in question.options}


def word_name(word: Word, one: Round, language: Language) -> str:
    """Say what a word was asked for: the question it answers."""
    asked = next((question for question in one.questions if question.id == word.kind), None)
    return asked.words.text(language) if asked else ""


def pin_name(kind: PinKind, one: Round, language: Language) -> str:
    """Say what a kind of pin means."""
    asked = next((question for question in one.questions if question.kind == "pins"), None)
    names = option_names(asked, one.layouts, language) if asked else {}
    return names.get(kind, kind)


def few_text(language: Language) -> str:
    """Say that a question was answered by too few to be shown."""
    return gettext(FEW, language).format(n=int(least_answers()))


def place_rows(placed: Placed, layout: Layout, language: Language) -> tuple[Counted, ...]:
    """Say how many students have put a pin into which zone; too few are not told exactly."""
    least = least_answers()
    names: dict[str | None, str] = {zone.id: zone.name for zone in layout.zones}
    few = gettext(FEWER, language).format(n=int(least))
    if placed.few:
        return ((gettext(ANYWHERE, language), few),)
    return tuple(
        (names.get(zone, gettext(OUTSIDE, language)), str(count) if count >= least else few)
        for zone, count in zone_students(placed.students, layout).items()
    )


def proposal_layout(word: Word, one: Round) -> Layout | None:
    """Return the layout a student proposes; None where it can no longer be made."""
    try:
        return proposed_layout(one.layouts[0], json.loads(word.text), one.language)
    except PlannerError:
        return None


def _asked(tally: Tally, one: Round, language: Language) -> AskedQuestion:
    words = tally.question.words.text(language)
    if tally.few:
        return AskedQuestion(words, (), few_text(language))
    names = option_names(tally.question, one.layouts, language)
    rows = tuple((names.get(option, option), str(count)) for option, count in tally.counts)
    note = gettext(SEVERAL, language) if tally.question.most > 1 else ""
    return AskedQuestion(words, rows, note)


def _place(placed: Placed, one: Round, language: Language) -> PinnedPlaces:
    """Tell one kind of pin in one layout: with a drawing only where enough students have used it."""
    layout = one.layouts[placed.layout]
    name = pin_name(placed.kind, one, language)
    words = name if len(one.layouts) == 1 else f"{name} – {layout.name}"
    rows = place_rows(placed, layout, language)
    if placed.few:
        return PinnedPlaces(words, rows)
    about = gettext("{room}: where most pins “{kind}” are. The table below says the same.", language)
    drawing = paper_plan(layout, weighted_spots(placed.students, layout))
    return PinnedPlaces(words, rows, drawing, about.format(room=layout.name, kind=name))


def _came(reply: Reply, language: Language) -> CameOfIt:
    effect = reply.check.text(language) if reply.check else ""
    return CameOfIt(reply.said, reply.did, reply.because, effect)
