"""What a reply to students may hold, and what the check says about the change it links."""

from typing import TYPE_CHECKING

from planner.catalogue.base import Language, Words
from planner.catalogue.faults import fault
from planner.catalogue.finding import Finding
from planner.catalogue.loader import load_catalogue, load_voice
from planner.catalogue.message import Message
from planner.catalogue.private_words import is_private
from planner.errors import InputError
from planner.plan.document import stored_plan
from planner.plan.named import codes_in
from planner.services.effects import effect_of
from planner.storage.edits import Edit, edits_to_head
from planner.voice.model import plain_text
from planner.voice.round import Reply, Round

if TYPE_CHECKING:
    from planner.lesson.model import Plan
    from planner.services.archive import Archive

PARTS = ("said", "did", "because")


def changes_since(archive: "Archive", one: Round) -> tuple[Edit, ...]:
    """Return the edits of the plan since a round was opened, the newest first: what a reply may link."""
    archive.require(one.plan, "read_voice")
    path = edits_to_head(archive.store.engine, one.plan)
    return tuple(edit for edit in path if edit.id > one.edit)


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
    codes = [student.code for student in plan.students]
    faults += [
        fault("voice_reply_private", part, language)
        for part, text in texts.items()
        if is_private(text) or codes_in((text,), codes)
    ]
    if faults:
        raise InputError(tuple(faults))


def _for_students(archive: "Archive", plan: str, edit: int) -> Words | None:
    """Say what the rules of the room found, in numbers alone: who needs what is nobody's business."""
    difference = effect_of(archive, plan, edit).difference
    if difference is None:
        return None
    went, came = _of_room(difference.went), _of_room(difference.came)
    key = {(False, False): "same", (True, False): "went", (False, True): "came", (True, True): "both"}
    message = Message(load_voice().replies[key[went > 0, came > 0]], {"went": went, "came": came})
    return Words(da=message.text("da"), en=message.text("en"))


def _of_room(findings: tuple[Finding, ...]) -> int:
    rules = load_catalogue().room_rules
    return sum(1 for found in findings if found.rule.id in rules)
