"""Settings from the environment, read once at the edge."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class SchoolSignIn:
    """The school's own sign-in by OpenID Connect.

    Attributes
    ----------
    issuer
        Address of the provider; ``PLANNER_OIDC_ISSUER``.
    client_id
        What the provider calls the planner; ``PLANNER_OIDC_CLIENT_ID``.
    client_secret
        What only the two know; ``PLANNER_OIDC_CLIENT_SECRET``.
    claim
        The claim that is a person's name here; ``PLANNER_OIDC_CLAIM``, else ``email``.
    create
        Whether who has no account gets one as a teacher; ``PLANNER_OIDC_CREATE=1``.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str = "email"
    create: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lies, which language speaks first, and who gets in.

    Attributes
    ----------
    data_dir
        Folder of the embedded database; ``PLANNER_DATA``, else the user data folder.
    database_url
        SQLAlchemy URL; ``PLANNER_DATABASE``, else SQLite in ``data_dir``.
    language
        ``da`` or ``en``; ``PLANNER_LANGUAGE``, else Danish.
    url
        The planner's own address as browsers see it, such as ``https://planner.school.example``, without
        a slash at the end; ``PLANNER_URL``. Needed behind a proxy that speaks https for the planner.
    secret
        Text that forms and addresses are hashed with, the same for all servers on one database;
        ``PLANNER_SECRET``, else a file in ``data_dir``.
    idle
        A session ends when nothing was done for so long; ``PLANNER_IDLE_HOURS``, else 8 hours.
    lasting
        A session ends after so long whatever was done; ``PLANNER_SESSION_DAYS``, else 7 days.
    school
        The school's own sign-in, None where there is none.
    """

    data_dir: Path
    database_url: str
    language: str = "da"
    url: str | None = None
    secret: str | None = field(default=None, repr=False)
    idle: timedelta = timedelta(hours=8)
    lasting: timedelta = timedelta(days=7)
    school: SchoolSignIn | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment."""
    env = os.environ if environment is None else environment
    data_dir = Path(env["PLANNER_DATA"]) if env.get("PLANNER_DATA") else user_data_path("planner")
    url = env.get("PLANNER_DATABASE") or f"sqlite:///{data_dir / 'planner.sqlite3'}"
    language = "en" if env.get("PLANNER_LANGUAGE", "").startswith("en") else "da"
    return Settings(
        data_dir=data_dir,
        database_url=url,
        language=language,
        url=(env.get("PLANNER_URL") or "").rstrip("/") or None,
        secret=env.get("PLANNER_SECRET") or None,
        idle=timedelta(hours=float(env.get("PLANNER_IDLE_HOURS") or 8)),
        lasting=timedelta(days=float(env.get("PLANNER_SESSION_DAYS") or 7)),
        school=_school(env),
    )


def _school(env: Mapping[str, str]) -> SchoolSignIn | None:
    issuer, client = env.get("PLANNER_OIDC_ISSUER"), env.get("PLANNER_OIDC_CLIENT_ID")
    if not issuer or not client:
        return None
    return SchoolSignIn(
        issuer=issuer,
        client_id=client,
        client_secret=env.get("PLANNER_OIDC_CLIENT_SECRET") or "",
        claim=env.get("PLANNER_OIDC_CLAIM") or "email",
        create=env.get("PLANNER_OIDC_CREATE") == "1",
    )
