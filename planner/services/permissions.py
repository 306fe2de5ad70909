"""What each role may do, in one table.

A role alone opens nothing: what counts is how a person stands to a document. Who owns it may do all with
it; who it was shared with may do what it was shared for; nobody else may do anything, and that holds for
administrators too. ``publisher`` is who put a copy of a plan into the library, ``school`` no document but
the planner itself, ``proposer`` who made a counter-proposal to somebody else's plan: a copy with its class,
to be worked on, and to be handed to nobody.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from planner.errors import NotAllowedError
from planner.locale import mark
from planner.storage.accounts import ROLES, Role

Relation = Literal["owner", "co_teacher", "coach", "proposer", "publisher", "library", "stranger", "school"]
Action = Literal[
    "list",
    "open",
    "edit",
    "comment",
    "share",
    "copy",
    "export",
    "delete",
    "ask",
    "read_voice",
    "review",
    "make",
    "manage_accounts",
    "read_audit",
    "see_across",
]
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
NOT_ALLOWED: Final = mark("You may not do this.")

_EVERYBODY: Final = frozenset(ROLES)
_NOBODY: Final[frozenset[Role]] = frozenset()
_TEACHING: Final[frozenset[Role]] = frozenset({"teacher", "administrator"})
_COACHES: Final[frozenset[Role]] = frozenset({"coach"})
_ADMINISTRATORS: Final[frozenset[Role]] = frozenset({"administrator"})

_OF_DOCUMENTS: Final[tuple[Action, ...]] = (
    "list",
    "open",
    "edit",
    "comment",
    "share",
    "copy",
    "export",
    "delete",
    "ask",
    "read_voice",
    "review",
)
TABLE: Final[Mapping[Relation, Mapping[Action, frozenset[Role]]]] = MappingProxyType(
    {
        "owner": MappingProxyType(dict.fromkeys(_OF_DOCUMENTS, _EVERYBODY)),
        "co_teacher": MappingProxyType(
            {
                "list": _TEACHING,
                "open": _TEACHING,
                "edit": _TEACHING,
                "comment": _TEACHING,
                "copy": _TEACHING,
                "export": _TEACHING,
                "ask": _TEACHING,
                "read_voice": _TEACHING,
                "review": _TEACHING,
            }
        ),
        # A copy by a coach leaves the class out, but for a counter-proposal; an export leaves the house.
        "coach": MappingProxyType(
            dict.fromkeys(("list", "open", "comment", "copy", "read_voice", "review"), _COACHES)
        ),
        "proposer": MappingProxyType(
            dict.fromkeys(("list", "open", "edit", "comment", "delete", "review"), _COACHES)
        ),
        "publisher": MappingProxyType(
            dict.fromkeys(("list", "open", "share", "copy", "export", "delete"), _EVERYBODY)
        ),
        "library": MappingProxyType({"list": _EVERYBODY, "open": _EVERYBODY, "copy": _EVERYBODY}),
        "stranger": MappingProxyType({}),
        "school": MappingProxyType(
            {
                "make": _EVERYBODY,
                "manage_accounts": _ADMINISTRATORS,
                "read_audit": _ADMINISTRATORS,
                "see_across": _COACHES | _ADMINISTRATORS,
            }
        ),
    }
)


def may(role: Role, relation: Relation, action: Action) -> bool:
    """Whether a role that stands so to a document may do something with it."""
    return role in TABLE[relation].get(action, _NOBODY)


def require_may(role: Role, relation: Relation, action: Action) -> None:
    """Raise NotAllowedError where it may not."""
    if not may(role, relation, action):
        raise NotAllowedError(NOT_ALLOWED)
