"""Files that are made only when somebody presses the button: for whom it was drawn, if they still may.

The browser asks for such a file outside any run of a page, where nothing tells who is asking. So who it is
is held when the button is drawn, and their session is looked at again when the file is made.
"""

from collections.abc import Callable
from typing import TypeVar

from planner.errors import NotAllowedError
from planner.locale import mark
from planner.services.archive import LOCAL, Archive
from planner.services.sessions import session_account
from planner.storage.accounts import Account
from planner.web.server.session import now, the_doors, the_store
from planner.web.visitor import visitor_token

MadeT = TypeVar("MadeT")
OVER = mark("You may not do this.")


def made_later(make: Callable[[Archive], MadeT]) -> Callable[[], MadeT]:
    """Return what makes a file for whoever is at the page now, whenever it is asked for.

    It raises NotAllowedError where their session has ended by then; the services that make the file
    refuse what was taken away from them.
    """
    token = visitor_token()
    return lambda: make(Archive(the_store(), _account(token)))


def _account(token: str | None) -> Account:
    doors = the_doors()
    some, _ = doors.accounts.census()
    if not some:
        return LOCAL
    account = session_account(doors, token, now()) if token else None
    if account is None:
        raise NotAllowedError(OVER)
    return account
