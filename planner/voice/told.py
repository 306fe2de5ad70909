"""What the check says of a zone about one trouble: too loud, cannot see, hard to reach."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from planner.catalogue.loader import load_voice
from planner.participation.bands import class_size
from planner.participation.sound import PhaseSound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.catalogue.message import Message, Value
    from planner.catalogue.model import Limits
    from planner.catalogue.voice import Trouble
    from planner.lesson.model import Plan
    from planner.participation.model import Check, OptionVerdict
    from planner.room.facts import RoomFacts, ZoneFacts
    from planner.room.layout import Layout


class Checked(Protocol):
    """A plan in a layout with its check, as ``planner.services.checking`` gives it."""

    @property
    def plan(self) -> "Plan":
        """The plan."""

    @property
    def layout(self) -> "Layout":
        """The layout it was checked in."""

    @property
    def facts(self) -> "RoomFacts":
        """The facts of the layout as it is drawn."""

    @property
    def facts_by_phase(self) -> "Mapping[str, RoomFacts]":
        """The facts of each phase."""

    @property
    def check(self) -> "Check":
        """The whole answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the check says of a zone.

    Attributes
    ----------
    about
        The sentence in which it speaks of the trouble; None where it does not.
    variant
        How a finding speaks of its silence, such as ``found`` where it has looked and ``missing`` where it
        cannot say.
    params, value, unit
        The facts that go with it.
    """

    about: "Message | None"
    variant: str = "found"
    params: "Mapping[str, Value]" = field(default_factory=dict)
    value: float | None = None
    unit: str = ""


def told_of_zone(trouble: "Trouble", zone: str, checked: Checked, limits: "Limits") -> Told:
    """Return what the check says of a zone about a trouble."""
    said = next(_said(trouble, zone, checked), None)
    if said is not None:
        return Told(said)
    facts = checked.facts.zones[zone]
    if trouble == "loud":
        return _sound(zone, checked, limits)
    if trouble == "cannot_see":
        return _sight(facts, limits)
    return _way(facts)


def _said(trouble: "Trouble", zone: str, checked: Checked) -> "Iterator[Message]":
    """Give the sentences in which the check speaks of it: of its rules first, then of its barriers."""
    by = load_voice().told_by[trouble]
    places = {f"zone:{zone}", f"room:{checked.facts.zones[zone].room}"}
    for found in checked.check.findings:
        missing = found.message.template in {
            words for key, words in found.rule.messages.items() if key.startswith("missing")
        }
        if found.rule.id in by.rules and places & {found.at, *found.also} and not missing:
            yield found.message
    for option in _options(zone, checked):
        for barrier in option.barriers:
            if barrier.prerequisite in by.prerequisites:
                yield barrier.message


def _options(zone: str, checked: Checked) -> "Iterator[OptionVerdict]":
    return (option for cell in checked.check.cells for option in cell.options if option.zone == zone)


def _sound(zone: str, checked: Checked, limits: "Limits") -> Told:
    """Return the loudest estimate of all phases; where one lacks a source, nothing can be said."""
    size = class_size(checked.plan, limits)
    heard = [
        PhaseSound(phase, checked.facts_by_phase[phase.id], size, limits).noise(phase.activities[0], zone)
        for phase in checked.plan.lesson.phases
    ]
    if not all(noise.complete for noise in heard):
        return Told(None, "missing")
    level = max(noise.level_db for noise in heard)
    return Told(None, "found", {"value": level}, level, "dB")


def _sight(facts: "ZoneFacts", limits: "Limits") -> Told:
    """Return how many seats see a board; nothing can be said without seats or a board."""
    if not facts.views:
        return Told(None, "missing")
    seeing = {view.seat for view in facts.views if view.visible >= limits["board_visible_share"]}
    variant = "found" if len(seeing) == len(facts.seats) else "partly"
    return Told(None, variant, {"good": len(seeing), "seats": len(facts.seats)}, float(len(seeing)))


def _way(facts: "ZoneFacts") -> Told:
    width = facts.entrance.clear_m
    return Told(None, "found", {"value": width}, width, "m")
