"""The archive of whoever is at the page, asked for anew on every run."""

from planner.services.archive import Archive
from planner.web.server.session import the_store
from planner.web.visitor import require


def the_archive() -> Archive:
    """Return the documents as the person at the page may use them; the run ends where they are signed out."""
    return Archive(the_store(), require())
