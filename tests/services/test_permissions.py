"""What each role may do: every combination, written out again by hand."""

from itertools import product

import pytest

from planner.errors import NotAllowedError
from planner.services.permissions import ACTIONS, RELATIONS, Action, Relation, may, require_may
from planner.storage.accounts import ROLES, Role

DOCUMENT = "list open edit comment share copy export delete ask read_voice review"
ALLOWED: dict[tuple[str, str], str] = {
    ("teacher", "owner"): DOCUMENT,
    ("coach", "owner"): DOCUMENT,
    ("administrator", "owner"): DOCUMENT,
    ("teacher", "co_teacher"): "list open edit comment copy export ask read_voice review",
    ("administrator", "co_teacher"): "list open edit comment copy export ask read_voice review",
    ("coach", "coach"): "list open comment copy read_voice review",
    ("coach", "proposer"): "list open edit comment delete review",
    ("teacher", "publisher"): "list open share copy export delete",
    ("coach", "publisher"): "list open share copy export delete",
    ("administrator", "publisher"): "list open share copy export delete",
    ("teacher", "library"): "list open copy",
    ("coach", "library"): "list open copy",
    ("administrator", "library"): "list open copy",
    ("teacher", "school"): "make",
    ("coach", "school"): "make see_across",
    ("administrator", "school"): "make manage_accounts read_audit see_across",
}


@pytest.mark.parametrize(("role", "relation", "action"), list(product(ROLES, RELATIONS, ACTIONS)))
def test_every_combination_is_decided(role: Role, relation: Relation, action: Action) -> None:
    allowed = action in ALLOWED.get((role, relation), "").split()
    assert may(role, relation, action) is allowed
    if allowed:
        require_may(role, relation, action)
    else:
        with pytest.raises(NotAllowedError):
            require_may(role, relation, action)


def test_a_stranger_may_nothing_whoever_it_is() -> None:
    assert not any(may(role, "stranger", action) for role in ROLES for action in ACTIONS)
