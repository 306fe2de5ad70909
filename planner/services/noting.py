"""What is written down of who used whose documents: what was done, to which one, by whom – never contents.

Where there are no accounts there is nobody to tell apart, and nothing is written.
"""

from datetime import datetime

from planner.services.archive import LOCAL, Archive
from planner.storage.door_log import DoorLog, Happening


def note(archive: Archive, what: str, document: str, now: datetime, detail: str = "") -> None:
    """Write down what the account did with a document; ``detail`` holds ids and words of ours only."""
    if archive.account.id != LOCAL.id:
        DoorLog(archive.store.engine).note(Happening(what, document, archive.account.id, detail=detail), now)


def note_opened(archive: Archive, document: str, now: datetime) -> None:
    """Write down that the account opened a document, once a day: pages are drawn again at every action."""
    archive.require(document, "open")
    if archive.account.id != LOCAL.id:
        happening = Happening("opened", document, archive.account.id)
        DoorLog(archive.store.engine).note_once(happening, now, _midnight(now))


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
