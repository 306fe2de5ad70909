"""One-time links with which somebody chooses their own password, so that nobody else ever knows it."""

from datetime import datetime, timedelta
from typing import Final

from planner.errors import NotFoundError, PlannerError
from planner.locale import mark
from planner.services.doors import Doors, digest, new_token
from planner.services.passwords import hash_password, weakness
from planner.storage.accounts import NO_ACCOUNT, Account
from planner.storage.door_log import Happening

LASTS: Final = timedelta(days=3)
PASSWORD: Final = "password"  # noqa: S105 – what a token is for
USED_LINK: Final = mark("This link is not good any more. Ask the school's administrator for a new one.")


def make_invitation(doors: Doors, account: str, actor: str, now: datetime) -> str:
    """Return a token with which an account's password is chosen, once, within three days.

    Those that were made for it before are good no longer; the password it has stays until then.
    """
    if doors.accounts.by_id(account) is None:
        raise NotFoundError(NO_ACCOUNT)
    token = new_token()
    doors.log.forget_tokens(PASSWORD, account)
    doors.log.keep_token(digest(token), PASSWORD, now + LASTS, account)
    doors.log.note(Happening("invited", account, actor), now)
    return token


def invited_account(doors: Doors, token: str, now: datetime) -> Account | None:
    """Return whose password a token is for; None where it is not good, or the account is closed."""
    account = doors.log.token(digest(token), PASSWORD, now)
    found = doors.accounts.by_id(account) if account else None
    return None if found is None or found.disabled is not None else found


def use_invitation(doors: Doors, token: str, password: str, now: datetime) -> Account:
    """Give an account the password its holder has chosen, and use the token up; a refused password keeps it.

    Raises
    ------
    NotFoundError
        The token is not good.
    PlannerError
        The password is not good enough.
    """
    account = invited_account(doors, token, now)
    if account is None:
        raise NotFoundError(USED_LINK)
    weak = weakness(password, account.name)
    if weak:
        raise PlannerError(weak)
    hashed = hash_password(password)
    if doors.log.take_token(digest(token), PASSWORD, now) is None:
        raise NotFoundError(USED_LINK)
    doors.accounts.set_password(account.id, hashed)
    doors.log.note(Happening("password_set", account.id, account.id, detail="link"), now)
    return account
