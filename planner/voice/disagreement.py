"""Where the students' words and the check disagree, zone by zone and for the room as a whole.

Only answers that were released are counted, and a student counts once for a zone however many pins it has.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from planner.catalogue.base import Words
from planner.catalogue.finding import Finding, finding
from planner.catalogue.loader import load_voice
from planner.catalogue.voice import Trouble
from planner.voice.model import Answer, PinKind, Question
from planner.voice.places import zone_at
from planner.voice.results import chosen_options
from planner.voice.told import Told, told_of_zone

if TYPE_CHECKING:
    from planner.catalogue.message import Message, Value
    from planner.catalogue.model import Limits
    from planner.voice.told import Checked

TROUBLES: Final[tuple[Trouble, ...]] = get_args(Trouble)
LESSON: Final = "lesson"


@dataclass(frozen=True, slots=True)
class Heard:
    """The released answers of a round, and what was asked."""

    answers: tuple[Answer, ...]
    questions: tuple[Question, ...]


def find_disagreements(
    heard: Heard, checks: "tuple[Checked | None, ...]", limits: "Limits"
) -> tuple[Finding, ...]:
    """Hold the answers of a round against the check of each of its layouts.

    ``checks`` has an entry for each layout, None where it could not be checked. What students find hard
    comes first.
    """
    found = [
        one
        for number, checked in enumerate(checks)
        if checked is not None
        for one in _in_zones(heard, number, checked, limits, named=len(checks) > 1)
    ]
    if len(checks) == 1 and checks[0] is not None:
        said = {one.rule.id for one in found}
        found += [one for one in _in_whole(heard, checks[0], limits) if one.rule.id not in said]
    return tuple(sorted(found, key=lambda one: one.severity != "look"))


def zone_counts(answers: tuple[Answer, ...], number: int, checked: "Checked") -> dict[PinKind, Counter[str]]:
    """Return for each kind of pin how many students have put one into each zone of a layout."""
    counts: dict[PinKind, Counter[str]] = {}
    for answer in answers:
        placed = {
            (pin.kind, zone.id)
            for pin in answer.pins
            if pin.layout == number and (zone := zone_at(checked.layout, pin.at))
        }
        for kind, zone_id in placed:
            counts.setdefault(kind, Counter())[zone_id] += 1
    return counts


def _in_zones(
    heard: Heard, number: int, checked: "Checked", limits: "Limits", *, named: bool
) -> Iterator[Finding]:
    counts, least = zone_counts(heard.answers, number, checked), limits["voice_answers_least"]
    for zone in checked.layout.zones:
        name = f"{checked.layout.name}, {zone.name}" if named else zone.name
        about: dict[str, Value] = {"zone": name, "answers": len(heard.answers)}
        for trouble in TROUBLES:
            troubled = counts.get(trouble, Counter())[zone.id]
            liked = counts.get("good", Counter())[zone.id]
            if max(troubled, liked) < least:
                continue
            told = told_of_zone(trouble, zone.id, checked, limits)
            if troubled >= least and told.about is None:
                yield _unheard(trouble, f"zone:{zone.id}", told, about | {"n": troubled})
            elif troubled < least and told.about is not None and load_voice().told_by[trouble].against_good:
                yield _liked(f"zone:{zone.id}", told.about, about | {"n": liked})


def _unheard(trouble: Trouble, at: str, told: Told, params: "dict[str, Value]") -> Finding:
    """Return the finding that students say what the check does not."""
    rule = load_voice().rules[f"voice_{trouble}"]
    said = params | dict(told.params)
    return finding(rule, at, said, variant=told.variant, value=told.value, unit=told.unit)


def _liked(at: str, said: "Message", params: "dict[str, Value]") -> Finding:
    check = Words(da=said.text("da"), en=said.text("en"))
    return finding(load_voice().rules["voice_liked"], at, params | {"check": check})


def _in_whole(heard: Heard, checked: "Checked", limits: "Limits") -> Iterator[Finding]:
    """Find what many say of the room as a whole, where the check speaks of it in no zone."""
    answers = len(heard.answers)
    for trouble in TROUBLES:
        n = sum(1 for answer in heard.answers if trouble in _troubles(answer, heard.questions))
        if n < limits["voice_answers_least"] or n < limits["voice_whole_share"] * answers:
            continue
        told = [told_of_zone(trouble, zone.id, checked, limits) for zone in checked.layout.zones]
        if all(one.about is None for one in told):
            unknown = any(one.variant.startswith("missing") for one in told)
            variant = "missing_whole" if unknown else "whole"
            rule = load_voice().rules[f"voice_{trouble}"]
            yield finding(rule, LESSON, {"n": n, "answers": answers}, variant=variant)


def _troubles(answer: Answer, asked: tuple[Question, ...]) -> set[Trouble]:
    """Return the troubles an answer tells of in what was tapped."""
    return {
        option.says
        for question in asked
        for option in question.options
        if option.says and question.kind != "pins" and option.id in set(chosen_options(answer, question))
    }
