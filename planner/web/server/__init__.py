"""What surrounds the pages: warm-up, headers, the language of a request and small routes."""

from typing import TYPE_CHECKING, Final, cast

from starlette.middleware import Middleware

from planner.settings import read_settings
from planner.web.server.middleware import DocumentLanguage, SecurityHeaders
from planner.web.server.routes import ROUTES
from planner.web.server.warm import lifespan as LIFESPAN  # noqa: N812 – a constant of the launcher

if TYPE_CHECKING:
    from planner.catalogue.base import Language

MIDDLEWARE: Final = (
    Middleware(SecurityHeaders),
    Middleware(DocumentLanguage, default=cast("Language", read_settings().language)),
)

__all__ = ["LIFESPAN", "MIDDLEWARE", "ROUTES"]
