"""The template of a review: SMTTE and pædagogisk analyse in ten parts (reference: domain, section 6)."""

from collections.abc import Mapping
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.review.known import Knowledge, known_of
from planner.review.model import PARTS, Note, NoteField, PartId, Slot, TemplatePart

FIELDS: Final[Mapping[PartId, tuple[NoteField, ...]]] = {
    "context": ("context",),
    "goal": ("question",),
    "findings": ("findings",),
    "perspectives": ("perspective_context", "perspective_students", "perspective_individual"),
    "maintaining": ("maintaining",),
    "strengths": ("strengths",),
    "steps": (),
    "signs": ("signs",),
    "voice": ("voice",),
    "evaluation": ("evaluation", "return_plan"),
}
"""Which fields stand in which part; agreed steps and the evaluation's day are asked for by themselves."""


def template(knowledge: Knowledge, notes: Mapping[str, Note]) -> tuple[TemplatePart, ...]:
    """Return the ten parts with what is known, and with the newest note of each field."""
    words = load_catalogue().words
    return tuple(
        TemplatePart(
            id=part,
            number=number,
            name=words["review_part"][part],
            hint=words["review_part_hint"][part],
            known=known_of(part, knowledge),
            slots=tuple(_slot(field, notes) for field in FIELDS[part]),
        )
        for number, part in enumerate(PARTS, start=1)
    )


def _slot(field: NoteField, notes: Mapping[str, Note]) -> Slot:
    words = load_catalogue().words
    return Slot(field, words["review_note"][field], words["review_note_hint"][field], notes.get(field))
