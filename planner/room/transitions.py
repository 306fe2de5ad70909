"""How long the walking part of a transition takes at least."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.catalogue.model import Limits
    from planner.room.layout import Layout
    from planner.room.routes import RouteFacts


@dataclass(frozen=True, slots=True)
class Walk:
    """The walking part of a transition: ``seconds`` at least; ``gap`` is the place people queue at, if any."""

    seconds: float
    gap: str | None = None


def walking_time(
    layout: "Layout", facts: "RouteFacts", moves: Mapping[tuple[str, str], int], limits: "Limits"
) -> Walk:
    """Return how long the walk takes at least for ``moves``: persons per (from zone, to zone)."""
    raise NotImplementedError
