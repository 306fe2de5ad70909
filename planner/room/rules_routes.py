"""Rules about getting around: widths, steps, exits, turning and traffic."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.model import Catalogue, Limits
    from planner.room.layout import Layout
    from planner.room.routes import RouteFacts


def route_findings(
    layout: "Layout", facts: "RouteFacts", catalogue: "Catalogue", limits: "Limits"
) -> tuple["Finding", ...]:
    """Apply every rule of this module; each is ``rule_x(layout, facts, catalogue, limits)``."""
    raise NotImplementedError
