"""What adults do with rounds: open, look, close, let words through, reply."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from planner.catalogue.base import Language
from planner.catalogue.faults import fault
from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue
from planner.errors import InputError, PlannerError
from planner.lesson.model import Plan
from planner.locale import mark
from planner.plan.document import stored_plan
from planner.plan.parts import changed_part
from planner.plan.room_changes import SetLayout
from planner.room.layout import Layout
from planner.services.archive import Archive
from planner.services.checking import CheckedPlan, check_plan
from planner.services.permissions import Action
from planner.services.plans import plan_layout
from planner.services.replying import checked_reply
from planner.storage.door_log import DoorLog, Happening
from planner.storage.voice import VoiceStore
from planner.voice.batches import given, least_answers, shown, waiting
from planner.voice.disagreement import Heard, find_disagreements
from planner.voice.model import Group
from planner.voice.results import Results, Word, WordState, count_results
from planner.voice.round import Reply, Round, new_code, seen_layout

CODE_TRIES: Final = 20
NO_CODE: Final = mark("No code could be found. Try again.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a teacher asks: which age, about which one or two layouts, for how many minutes.

    ``expected`` is how many answers are waited for; None where nobody says. ``shared`` is whether several
    students answer on one tablet; None is as it is usual for their age.
    """

    group: Group
    layouts: tuple[Layout, ...]
    minutes_open: int
    expected: int | None = None
    shared: bool | None = None


@dataclass(frozen=True, slots=True)
class RoundState:
    """Where a round stands.

    Attributes
    ----------
    answers
        How many students have answered anything so far.
    shown
        How many answers the results are made of; 0 while there are too few for results.
    results
        None while there are too few answers.
    held
        How many new or changed answers wait until there are enough of them; after the close they are
        held back for good.
    """

    round: Round
    answers: int
    shown: int
    results: Results | None
    held: int


def open_round(
    archive: Archive, plan_id: str, asked: Asked, now: datetime, language: Language = "da"
) -> Round:
    """Open a round about a plan as it stands.

    Raises
    ------
    InputError
        There are no layouts or too many, or it would be open for no time or too long.
    """
    archive.require(plan_id, "ask")
    stored = archive.document(plan_id, "plan")
    _require_sound(asked, language)
    new = Round(
        id=token_hex(8),
        code=new_code(),
        plan=plan_id,
        edit=stored.head,
        group=asked.group,
        layouts=tuple(seen_layout(layout) for layout in asked.layouts),
        language=stored_plan(stored.content).language,
        opened=now,
        closes=now + timedelta(minutes=asked.minutes_open),
        closed=None,
        expected=asked.expected,
        shared=shares_tablets(asked.group) if asked.shared is None else asked.shared,
    )
    opened = _keep(voice_store(archive), new)
    _note(archive, "round_opened", opened, now)
    return opened


def shares_tablets(group: Group) -> bool:
    """Whether students of an age usually answer on a tablet that goes round."""
    return group == "0-1"


def rounds_of(archive: Archive, plan_id: str, now: datetime | None = None) -> tuple[Round, ...]:
    """Return the rounds of a plan, the newest first; with a time, those that are over are closed first."""
    archive.require(plan_id, "read_voice")
    store = voice_store(archive)
    if now is not None:
        store.close_due(now)
    return store.rounds(plan_id)


def round_state(archive: Archive, round_id: str, now: datetime) -> RoundState:
    """Return where a round stands; answers that wait are released if they are enough."""
    one = asked_round(archive, round_id, "read_voice")
    store = voice_store(archive)
    store.close_due(now)
    store.release(one.id)
    one, kept = store.round(one.id), store.kept(one.id)
    answers = shown(kept, least_answers())
    words = tuple(word for word in store.words(one.id) if word.state == "shown")
    results = count_results(answers, one.questions, words) if answers else None
    return RoundState(one, given(kept), len(answers), results, len(waiting(kept)))


def export_round(archive: Archive, round_id: str, now: datetime) -> RoundState:
    """Return where a round stands, to be taken out of the house: that is written down."""
    one = asked_round(archive, round_id, "export")
    _note(archive, "voice_exported", one, now)
    return round_state(archive, round_id, now)


def close_round(archive: Archive, round_id: str, now: datetime) -> Round:
    """Close a round before its time; devices are forgotten, and it stays closed."""
    one = asked_round(archive, round_id, "ask")
    store = voice_store(archive)
    if store.close(round_id, now):
        _note(archive, "round_closed", one, now)
    return store.round(round_id)


def waiting_words(archive: Archive, round_id: str) -> tuple[Word, ...]:
    """Return the released words of a round with their states, for the teacher's look."""
    asked_round(archive, round_id, "ask")
    store = voice_store(archive)
    return store.words(round_id) if shown(store.kept(round_id), least_answers()) else ()


def let_through(archive: Archive, word_id: str, now: datetime) -> None:
    """Let everybody who sees the results see a word; NotFoundError where its student has changed it."""
    _decide(archive, word_id, "shown", now)


def hold_back(archive: Archive, word_id: str, now: datetime) -> None:
    """Keep a word from everybody else."""
    _decide(archive, word_id, "hidden", now)


def reply(archive: Archive, round_id: str, said: Reply, now: datetime, language: Language = "da") -> Reply:
    """Reply to students: you said – we did – because; they see it under the round's code.

    With an edit, what the check of the room says about it is kept beside the reply.

    Raises
    ------
    InputError
        The reply is empty or too long, or says who somebody is.
    NotFoundError
        The plan has no such edit.
    """
    one = asked_round(archive, round_id, "ask")
    checked = checked_reply(archive, one, said, language)
    kept = voice_store(archive).add_reply(round_id, replace(checked, at=now))
    _note(archive, "voice_replied", one, now)
    return kept


def replies_of(archive: Archive, round_id: str) -> tuple[Reply, ...]:
    """Return the replies of a round, the newest first."""
    asked_round(archive, round_id, "read_voice")
    return voice_store(archive).replies(round_id)


def disagreements(archive: Archive, round_id: str, now: datetime) -> tuple[Finding, ...]:
    """Return where the students' words and the check of the plan they were asked about disagree.

    Nothing while there are too few answers.
    """
    state = round_state(archive, round_id, now)
    if state.results is None:
        return ()
    one = state.round
    answers = shown(voice_store(archive).kept(round_id), least_answers())
    plan = stored_plan(archive.content(one.plan, one.edit))
    checks = tuple(_checked(plan, layout) for layout in one.layouts)
    return find_disagreements(Heard(answers, one.questions), checks, load_catalogue().limits())


def asked_round(archive: Archive, round_id: str, action: Action) -> Round:
    """Return a round with whose plan the account may do something.

    Raises
    ------
    NotFoundError
        There is no such round, or none of a plan that the account may open.
    NotAllowedError
        It may open the plan, but not do this.
    """
    one = voice_store(archive).round(round_id)
    archive.require(one.plan, action)
    return one


def voice_store(archive: Archive) -> VoiceStore:
    """Return the students' voice in the archive's database."""
    return VoiceStore(archive.store.engine)


def _checked(plan: Plan, layout: Layout) -> CheckedPlan | None:
    """Check a plan in a layout students were asked about; None where it does not fit there."""
    own = plan_layout(plan)
    try:
        if seen_layout(own) == layout:
            return check_plan(plan)
        return check_plan(SetLayout(layout).apply(changed_part(plan, layout=own)))
    except PlannerError:
        return None


def _decide(archive: Archive, word_id: str, state: WordState, now: datetime) -> None:
    one = voice_store(archive).round_of_word(word_id)
    archive.require(one.plan, "ask")
    voice_store(archive).set_word(word_id, state)
    _note(archive, f"word_{state}", one, now)


def _require_sound(asked: Asked, language: Language) -> None:
    limits = load_catalogue().limits()
    names = {layout.name for layout in asked.layouts}
    most = int(limits["voice_open_minutes"])
    if not 1 <= len(asked.layouts) <= 2 or len(names) != len(asked.layouts):
        raise InputError((fault("voice_layouts", "layouts", language, number=len(asked.layouts)),))
    if not 1 <= asked.minutes_open <= most:
        raise InputError(
            (fault("voice_minutes", "minutes_open", language, number=asked.minutes_open, most=most),)
        )
    largest = int(limits["voice_answers_most"])
    if asked.expected is not None and not 1 <= asked.expected <= largest:
        raise InputError(
            (fault("voice_expected", "expected", language, number=asked.expected, most=largest),)
        )


def _keep(store: VoiceStore, new: Round) -> Round:
    """Keep a round under a code that is free."""
    for _ in range(CODE_TRIES):
        if store.add_round(new):
            return new
        new = replace(new, code=new_code())
    raise PlannerError(NO_CODE)


def _note(archive: Archive, what: str, one: Round, now: datetime) -> None:
    happening = Happening(what, one.plan, archive.account.id, detail=one.id)
    DoorLog(archive.store.engine).note(happening, now)
