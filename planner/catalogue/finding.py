"""A finding: what a room or lesson rule has noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    The variant ``missing`` says what is not recorded; it never weighs more than *look*.
    """
    severity = rule.severity
    if variant == "missing" and severity == "stop":
        severity = "look"
    message = Message(rule.messages[variant], params or {})
    return Finding(rule, at, message, severity, **facts)  # type: ignore[arg-type]
