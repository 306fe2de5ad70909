"""What stands across the plans that were shared, as a hint for what a school could learn or buy."""

from planner.review.across import Across
from planner.services.archive import Archive


def across(archive: Archive) -> Across:
    """Return what stands across the plans shared with this coach.

    For an administrator these are the plans shared with any coach or put into the school's library.
    """
    raise NotImplementedError
