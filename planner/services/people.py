"""Who wrote and moved what: the names of accounts."""

from collections.abc import Callable, Iterable

from planner.review.model import Person
from planner.services.archive import Archive
from planner.storage.reviews import ReviewStore


def people(archive: Archive, accounts: Iterable[str]) -> Callable[[str], Person]:
    """Return what says who an account is; one that is no longer there has no name."""
    names = ReviewStore(archive.store.engine).names(accounts)
    return lambda account: Person(account, names.get(account, ""))
