"""A finding: what a room or lesson rule has noticed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.catalogue.message import Message, Value

if TYPE_CHECKING:
    from planner.catalogue.base import Language, Severity
    from planner.catalogue.model import Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule has noticed about the setting.

    ``at`` is the place as ``kind:id``, such as ``zone:cave`` or ``phase:work``; ``also`` holds further
    places that belong to it. ``value``, ``limit`` and ``unit`` are the facts behind the sentence.
    """

    rule: "Rule"
    at: str
    message: Message
    severity: "Severity"
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    also: tuple[str, ...] = ()

    def text(self, language: "Language") -> str:
        """Say the finding in one sentence."""
        return self.message.text(language)


def finding(
    rule: "Rule",
    at: str,
    params: Mapping[str, Value] | None = None,
    *,
    variant: str = "found",
    **facts: float | str | tuple[str, ...] | None,
) -> Finding:
    """Make a finding of a rule at a place, in one of the rule's message variants.

    A variant ``missing…`` says what is not recorded; it never weighs more than *look*.
    """
    severity = rule.severity
    if variant.startswith("missing") and severity == "stop":
        severity = "look"
    message = Message(rule.messages[variant], params or {})
    return Finding(rule, at, message, severity, **facts)  # type: ignore[arg-type]


def rounded(value: float | None, digits: int = 2) -> float | None:
    """Return a number of JSON, as an integer where it is one; None where it is not known or without end."""
    if value is None or not math.isfinite(value):
        return None
    near = round(float(value), digits)
    return int(near) if near.is_integer() else near


def finding_report(one: Finding, language: "Language") -> dict[str, Any]:
    """Return a finding as plain JSON, with its sentence, its source and what may help."""
    rule = one.rule
    return {
        "rule": rule.id,
        "severity": one.severity,
        "sureness": rule.sureness,
        "at": one.at,
        "also": list(one.also),
        "value": rounded(one.value, 3),
        "limit": rounded(one.limit, 3),
        "unit": one.unit,
        "message": one.text(language),
        "remedies": [remedy.text(language) for remedy in rule.remedies],
        "source": rule.origin.text(language),
    }
