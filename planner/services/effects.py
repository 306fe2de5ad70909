"""What a change of a plan did, as the check sees it: for whom participation changed, what came and went.

It is for those who may open the plan. A change that helped one student tells who it was for; what students
read is kept beside the reply and speaks of the room alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.catalogue.base import Language
from planner.catalogue.finding import Finding
from planner.lesson.model import Plan
from planner.locale import gettext, ngettext
from planner.plan.difference import Difference
from planner.services.archive import Archive
from planner.services.comparing import compare_states
from planner.storage.edits import Edit, edit_of, edits_to_head

MOST_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class Effect:
    """What one edit did.

    Attributes
    ----------
    edit
        The edit itself.
    difference
        What the check says of it, None where it cannot say anything.
    undone
        Whether it is no longer part of what is shown.
    titles
        The phases by id.
    """

    edit: Edit
    difference: Difference | None
    undone: bool
    titles: Mapping[str, str]


def effect_of(archive: Archive, plan: str, edit: int) -> Effect:
    """Return what an edit of a plan did; NotFoundError where it has no such edit."""
    archive.require(plan, "open")
    made = edit_of(archive.store.engine, plan, edit)
    shown = {one.id for one in edits_to_head(archive.store.engine, plan)}
    if made.parent is None:
        return Effect(made, None, made.id not in shown, {})
    compared = compare_states(archive, plan, made.parent, made.id)
    titles = _titles(compared.before.plan) | _titles(compared.after.plan)
    return Effect(made, compared.comparison.participation, made.id not in shown, titles)


def effect_lines(effect: Effect, language: Language) -> tuple[str, ...]:
    """Say an effect: how many take part better or worse in a phase, what came and went."""
    difference = effect.difference
    if difference is None:
        return (*_undone(effect, language), gettext("The check cannot say what it did.", language))
    told = (
        *_undone(effect, language),
        *_turns(effect, difference.better, language, better=True),
        *_turns(effect, difference.worse, language, better=False),
        *_findings(difference.went, gettext("No longer found: {found}", language), language),
        *_findings(difference.came, gettext("Found since: {found}", language), language),
    )
    return told or (gettext("The check sees no difference.", language),)


def _titles(plan: Plan) -> dict[str, str]:
    return {phase.id: phase.title for phase in plan.lesson.phases}


def _undone(effect: Effect, language: Language) -> tuple[str, ...]:
    if not effect.undone:
        return ()
    return (gettext("The change was undone since, or another one was made in its place.", language),)


def _turns(effect: Effect, counts: Mapping[str, int], language: Language, *, better: bool) -> tuple[str, ...]:
    return tuple(
        _turn(n, language, better=better).format(n=n, phase=effect.titles.get(phase, phase))
        for phase, n in counts.items()
    )


def _turn(n: int, language: Language, *, better: bool) -> str:
    if better:
        return ngettext("{phase}: better for one student.", "{phase}: better for {n} students.", n, language)
    return ngettext("{phase}: worse for one student.", "{phase}: worse for {n} students.", n, language)


def _findings(findings: Iterable[Finding], frame: str, language: Language) -> tuple[str, ...]:
    said = tuple(frame.format(found=found.text(language)) for found in findings)
    return said[:MOST_FINDINGS]
