"""How far a plan is, on every page of it, and what may come next."""

from planner.services.archive import Archive
from planner.web.speech import Speech


def show_status(archive: Archive, plan_id: str, speech: Speech) -> None:
    """Say where a plan is on its way, and offer the next steps to who may take them."""
