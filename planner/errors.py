"""The errors the planner raises on purpose; every message is fit to show."""

from dataclasses import dataclass


class PlannerError(Exception):
    """Base of everything raised on purpose."""


class NotFoundError(PlannerError):
    """What was asked for does not exist."""


class ConflictError(PlannerError):
    """Somebody else changed the same thing first."""


class NotAllowedError(PlannerError):
    """Who asked for it may not have it."""


class UnavailableError(Exception):
    """What the planner keeps its work in does not answer; nothing was kept, and nothing was refused.

    It is no PlannerError: whoever answers a refusal must not take this for one. What was sent with a number
    comes again by itself.
    """


class WaitError(PlannerError):
    """It was tried too often; ``minutes`` is how long to wait, rounded up."""

    def __init__(self, message: str, minutes: int) -> None:
        super().__init__(message)
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it stands, what was found, what was expected.

    ``path`` is the field, such as ``zones[3].polygon``; empty for the input as a whole.
    """

    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Say the fault in one sentence."""
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.found} – {self.expected}"


class InputError(PlannerError):
    """An input was refused; ``faults`` holds everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults
