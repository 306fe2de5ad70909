"""What stands across the plans that were shared, as a hint for what a school could learn or buy."""

from collections.abc import Iterator
from typing import Final

from planner.lesson.model import Plan
from planner.plan.document import stored_plan
from planner.review.across import Across, SeenPlan, Use, across_of, uses_of
from planner.review.unmet import Unmet, unmet_of
from planner.room.layout import Layout
from planner.services.archive import Archive
from planner.services.comparing import side_of
from planner.services.memory import remembered
from planner.storage.reviews import ReviewStore

KEPT: Final = 512
"""How many plans are kept with what is unmet in them; checking a whole school's plans takes a while."""


def across(archive: Archive) -> Across:
    """Return what stands across the plans shared with this coach.

    For an administrator these are the plans shared with any coach or put into the school's library; those
    the administrator may not open are told without their titles. Counter-proposals are left out.

    Raises
    ------
    NotAllowedError
        Who asks is neither coach nor administrator.
    """
    archive.require_school("see_across")
    documents = _documents(archive)
    seen = tuple(_seen(archive, documents))
    return across_of(seen, unchecked=len(documents) - len(seen))


def _documents(archive: Archive) -> tuple[str, ...]:
    store = ReviewStore(archive.store.engine)
    if archive.account.role == "administrator":
        shared = store.shared_plans()
    else:
        shared = tuple(entry.id for entry in archive.documents("plan") if entry.shared == "coach")
    proposed = store.proposed()
    return tuple(document for document in shared if document not in proposed)


def _seen(archive: Archive, documents: tuple[str, ...]) -> Iterator[SeenPlan]:
    """Yield the plans that can be checked; read past the archive, for only sums of them are told."""
    store = ReviewStore(archive.store.engine)
    owners, contents = store.owners(documents), store.contents(documents)
    opened = {entry.id for entry in archive.documents("plan")}
    for document in documents:
        known = _known(contents[document])
        if known is not None:
            yield SeenPlan(
                *known, owners[document], named=document in opened or archive.may(document, "open")
            )


@remembered(KEPT)
def _known(text: str) -> tuple[Plan, Layout, tuple[Unmet, ...], tuple[Use, ...]] | None:
    """Return a plan with its room and what is unmet, without the large answer of its check."""
    side = side_of(stored_plan(text))
    if side.layout is None or side.check is None:
        return None
    return side.plan, side.layout, unmet_of(side.check), uses_of(side.plan, side.layout)
