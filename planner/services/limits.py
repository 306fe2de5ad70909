"""How often somebody may try: counted in the database, so that a restart changes nothing.

Ten tries for one name and sixty from one address in a quarter of an hour: a school often has one address
for all its teachers. A name counts whether or not it is somebody's, so that the answer says nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.errors import WaitError
from planner.locale import mark
from planner.services.doors import Doors

WINDOW: Final = timedelta(minutes=15)
NAME_TRIES: Final = 10
ADDRESS_TRIES: Final = 60
_ALLOWED: Final = (NAME_TRIES, ADDRESS_TRIES)
TOO_OFTEN: Final = mark("That was too many tries. Wait a little and try again.")


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted; ``last`` says that the next one will have to wait."""

    numbers: tuple[int, ...]
    name_key: str
    last: bool


def count_try(doors: Doors, name: str, address: str, now: datetime) -> Try:
    """Count a try; WaitError where there were too many. One that has to wait is not counted."""
    since = now - WINDOW
    keys = (doors.hashed("name", name), doors.hashed("address", address))
    numbers = doors.log.note_attempts(keys, now, since)
    counts = [doors.log.attempts(key, since) for key in keys]
    left = [allowed - number for (number, _), allowed in zip(counts, _ALLOWED, strict=True)]
    waits = [
        oldest + WINDOW - now for (_, oldest), more in zip(counts, left, strict=True) if oldest and more < 0
    ]
    if waits:
        doors.log.forget_attempts(numbers)
        raise WaitError(TOO_OFTEN, max(1, ceil(max(waits) / timedelta(minutes=1))))
    return Try(numbers, keys[0], last=min(left) == 0)


def forget_try(doors: Doors, counted: Try) -> None:
    """Forget a try that succeeded, and those for the same name before it."""
    doors.log.forget_attempts(counted.numbers, counted.name_key)


def require_code_tries(doors: Doors, address: str, now: datetime) -> None:
    """Raise WaitError where too many wrong codes of rounds came from an address."""
    number, oldest = doors.log.attempts(doors.hashed("code", address), now - WINDOW)
    if oldest and number >= load_catalogue().limits()["voice_wrong_codes"]:
        raise WaitError(TOO_OFTEN, max(1, ceil((oldest + WINDOW - now) / timedelta(minutes=1))))


def count_wrong_code(doors: Doors, address: str, now: datetime) -> None:
    """Count a wrong code; right ones are not, as a whole school often has one address."""
    doors.log.note_attempts((doors.hashed("code", address),), now, now - WINDOW)
