"""Where students find their pages, and whether tablets can get there at all."""

from dataclasses import dataclass
from typing import Final

from planner.catalogue.base import Language
from planner.locale import gettext
from planner.settings import Settings
from planner.web.server.origin import LOOPBACK_NAMES, Listening, host_of

STUDENTS: Final = "/s"
COMMAND: Final = "--server.address 0.0.0.0"


@dataclass(frozen=True, slots=True)
class Reach:
    """The address of the planner as browsers see it, and who can use it.

    Attributes
    ----------
    origin
        Scheme and host, such as ``https://planner.school.example``.
    here_only
        Whether the server listens to this machine only.
    """

    origin: str
    here_only: bool

    @property
    def elsewhere(self) -> bool:
        """Whether a tablet that is given this address can get there."""
        return not self.here_only and host_of(self.origin) not in LOOPBACK_NAMES

    @property
    def typed(self) -> str:
        """The address as a person types it: the scheme is added by the browser."""
        return f"{self.origin.partition('://')[2]}{STUDENTS}"

    def way(self, code: str) -> str:
        """Return the whole address of a round, for a QR code."""
        return f"{self.origin}{STUDENTS}/{code}"


def reach_warning(reach: Reach, language: Language) -> str:
    """Say that tablets cannot get to the planner, and what to do about it; nothing where they can."""
    if reach.elsewhere:
        return ""
    if reach.here_only:
        return gettext(
            "The planner answers on this machine only: tablets cannot get here. Start it with {command} or "
            "behind the school's web address (PLANNER_URL), and make an administrator – README, “For a whole "
            "school”. Until then students can answer on this machine, or on paper.",
            language,
        ).format(command=COMMAND)
    return gettext(
        "You have opened the planner as {address}. Tablets do not find that. Open the planner under the "
        "address that everybody in the house uses, before you show the code.",
        language,
    ).format(address=reach.origin.partition("://")[2])


def reach_of(origin: str, settings: Settings, listening: Listening, configured: str | None) -> Reach:
    """Return the reach of a server; ``origin`` is where the browser that asks has found it."""
    own = settings.url.rstrip("/") if settings.url else origin
    return Reach(own, listening.local(settings, configured))
