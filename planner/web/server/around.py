"""What surrounds the pages, put together for the launcher."""

from typing import TYPE_CHECKING, Final, cast

from starlette.middleware import Middleware

from planner.settings import read_settings
from planner.web.server.away import Away
from planner.web.server.gate import Gate
from planner.web.server.middleware import DocumentLanguage, SecurityHeaders
from planner.web.server.opening import configured_address, open_doors_at_start
from planner.web.server.origin import Listening
from planner.web.server.routes import ROUTES
from planner.web.server.session import doors_of
from planner.web.server.warm import lifespan

if TYPE_CHECKING:
    from planner.catalogue.base import Language

_SETTINGS: Final = read_settings()
_LANGUAGE: Final = cast("Language", _SETTINGS.language)
_LISTENING: Final = Listening()

MIDDLEWARE: Final = (
    Middleware(SecurityHeaders, settings=_SETTINGS),
    Middleware(Away, default=_LANGUAGE),
    Middleware(Gate, settings=_SETTINGS, listening=_LISTENING, doors=doors_of, configured=configured_address),
    Middleware(DocumentLanguage, default=_LANGUAGE),
)
LISTENING: Final = _LISTENING
"""Which addresses the server listens on; for pages that say who can reach it."""
LIFESPAN: Final = open_doors_at_start(_LISTENING, _SETTINGS, doors_of, lifespan)

__all__ = ["LIFESPAN", "LISTENING", "MIDDLEWARE", "ROUTES"]
