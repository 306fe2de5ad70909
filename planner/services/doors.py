"""The doors: everything the services of accounts and sessions work with, opened once."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import new as hmac
from secrets import token_urlsafe

from planner.settings import Settings
from planner.storage.accounts import AccountStore
from planner.storage.door_log import DoorLog
from planner.storage.secret import read_secret
from planner.storage.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Doors:
    """Accounts and sessions, what the doors remember, the key they hash with and how long a session lasts."""

    accounts: AccountStore
    log: DoorLog
    key: bytes
    idle: timedelta
    lasting: timedelta

    def hashed(self, kind: str, value: str) -> str:
        """Return a keyed hash of something that is not to be kept in clear, such as an address."""
        return hmac(self.key, f"{kind}:{value}".encode(), sha256).hexdigest()

    def close(self) -> None:
        """Let go of the database."""
        self.accounts.close()


def open_doors(settings: Settings, store: Store | None = None) -> Doors:
    """Open the doors of a database, brought up to date; of a store that is open already, if given."""
    engine = (store or open_store(settings.database_url)).engine
    key = read_secret(settings.data_dir, settings.secret)
    return Doors(AccountStore(engine), DoorLog(engine), key, settings.idle, settings.lasting)


def new_token() -> str:
    """Return a random token of 256 bits."""
    return token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()
