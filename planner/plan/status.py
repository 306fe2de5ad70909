"""How far a plan is on its way through sparring, and who may move it on.

A coach takes a plan up, hands it back with questions and joins in the evaluation. What is agreed is the
teacher's word: nothing here approves a plan or says how good it is.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue

Status = Literal["draft", "ready", "in_review", "adjusting", "agreed", "tried", "evaluated", "archived"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

_OWNER: Final = frozenset({"owner"})
_TEACHERS: Final = frozenset({"owner", "co_teacher"})
_COACH: Final = frozenset({"coach"})
_ALL: Final = _TEACHERS | _COACH

MOVES: Final[Mapping[Status, Mapping[Status, frozenset[str]]]] = MappingProxyType(
    {
        "draft": {"ready": _TEACHERS, "archived": _OWNER},
        "ready": {"in_review": _COACH, "draft": _TEACHERS},
        "in_review": {"adjusting": _ALL, "agreed": _TEACHERS, "ready": _COACH},
        "adjusting": {"ready": _TEACHERS, "agreed": _TEACHERS, "draft": _TEACHERS},
        "agreed": {"tried": _TEACHERS, "adjusting": _TEACHERS, "archived": _OWNER},
        "tried": {"evaluated": _ALL, "agreed": _TEACHERS, "archived": _OWNER},
        "evaluated": {"archived": _OWNER, "ready": _TEACHERS, "draft": _TEACHERS},
        "archived": {"draft": _OWNER},
    }
)
"""From which status a plan goes to which, and how a person must stand to it to move it there."""
WITHOUT_COACH: Final[Mapping[Status, Status]] = MappingProxyType({"ready": "draft", "in_review": "adjusting"})
"""Where a plan goes back to that waits for a coach when none has it any more."""


def moves(status: Status, relation: str) -> tuple[Status, ...]:
    """Return where somebody who stands so to a plan may move it, the usual way on first."""
    return tuple(after for after, who in MOVES[status].items() if relation in who)


def may_move(before: Status, after: Status, relation: str) -> bool:
    """Whether somebody who stands so to a plan may move it from one status to another."""
    return relation in MOVES[before].get(after, frozenset())


def status_name(status: Status) -> Words:
    """Return what people call a status."""
    return load_catalogue().words["status"][status]


def move_name(after: Status) -> Words:
    """Return what a person does who moves a plan to a status, as a button says it."""
    return load_catalogue().words["status_move"][after]
