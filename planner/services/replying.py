"""What a reply to students may hold, and what the check says about the change it links."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.catalogue.base import Language, Words
from planner.catalogue.faults import fault
from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue, load_voice
from planner.catalogue.message import Message
from planner.catalogue.private_words import is_private
from planner.errors import InputError
from planner.plan.difference import Difference, participation_difference
from planner.plan.document import stored_plan
from planner.services.checking import CheckedPlan, check_plan
from planner.storage.edits import Edit, edit_of, edits_to_head
from planner.voice.model import plain_text
from planner.voice.round import Reply, Round

if TYPE_CHECKING:
    from planner.lesson.model import Plan
    from planner.services.archive import Archive

PARTS = ("said", "did", "because")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a linked change did: for whom participation changed, and what the room's rules found."""

    edit: Edit
    difference: Difference
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]


def changes_since(archive: "Archive", one: Round) -> tuple[Edit, ...]:
    """Return the edits of the plan since a round was opened, the newest first: what a reply may link."""
    path = edits_to_head(archive.store.engine, one.plan)
    return tuple(edit for edit in path if edit.id > one.edit)


def effect_of(archive: "Archive", plan: str, edit: int) -> Effect | None:
    """Return what the check says before and after an edit; None for the first state of a plan.

    Raises
    ------
    NotFoundError
        The plan has no such edit.
    """
    made = edit_of(archive.store.engine, plan, edit)
    if made.parent is None:
        return None
    before, after = (_checked(archive, plan, state) for state in (made.parent, edit))
    difference = participation_difference(before.check, after.check)
    return Effect(made, difference, _of_room(difference.came), _of_room(difference.went))


def checked_reply(archive: "Archive", one: Round, reply: Reply, language: Language) -> Reply:
    """Return a reply as it is kept, with what the check of the room says; InputError where it is refused."""
    texts = {part: plain_text(getattr(reply, part)) for part in PARTS}
    plan = stored_plan(archive.document(one.plan, "plan").content)
    _require_fit(texts, plan, language)
    check = None if reply.edit is None else _for_students(archive, one.plan, reply.edit)
    return Reply(texts["said"], texts["did"], texts["because"], reply.edit, check)


def _require_fit(texts: dict[str, str], plan: "Plan", language: Language) -> None:
    most = int(load_catalogue().limits()["voice_reply_characters"])
    if not texts["said"] or not texts["did"]:
        raise InputError((fault("voice_reply_empty", "", language),))
    faults = [
        fault("voice_text_long", part, language, number=len(text), most=most)
        for part, text in texts.items()
        if len(text) > most
    ]
    codes = {code for student in plan.students if _tells(code := student.code.casefold())}
    faults += [
        fault("voice_reply_private", part, language)
        for part, text in texts.items()
        if is_private(text) or codes & _words(text)
    ]
    if faults:
        raise InputError(tuple(faults))


def _tells(code: str) -> bool:
    """Whether a code in a text is a student rather than a number or a letter."""
    return len(code) > 1 and not code.isdecimal()


def _words(text: str) -> set[str]:
    """Return the words of a text as codes are written: with letters, digits, dashes and underscores."""
    apart = "".join(c if c.isalnum() or c in "-_" else " " for c in text.casefold())
    return {word for part in apart.split() for word in (part, *part.split("-"))}


def _for_students(archive: "Archive", plan: str, edit: int) -> Words | None:
    """Say what the rules of the room found, in numbers alone: who needs what is nobody's business."""
    effect = effect_of(archive, plan, edit)
    if effect is None:
        return None
    said = load_voice().replies
    key = {
        (False, False): "same",
        (True, False): "went",
        (False, True): "came",
        (True, True): "both",
    }[(bool(effect.went), bool(effect.came))]
    message = Message(said[key], {"went": len(effect.went), "came": len(effect.came)})
    return Words(da=message.text("da"), en=message.text("en"))


def _of_room(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    rules = load_catalogue().room_rules
    return tuple(found for found in findings if found.rule.id in rules)


def _checked(archive: "Archive", plan: str, edit: int) -> CheckedPlan:
    return check_plan(stored_plan(archive.content(plan, edit)))
