"""Settings from the environment, read once at the edge."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lies and which language speaks first.

    Attributes
    ----------
    data_dir
        Folder of the embedded database; ``PLANNER_DATA``, else the user data folder.
    database_url
        SQLAlchemy URL; ``PLANNER_DATABASE``, else SQLite in ``data_dir``.
    language
        ``da`` or ``en``; ``PLANNER_LANGUAGE``, else Danish.
    """

    data_dir: Path
    database_url: str
    language: str = "da"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment."""
    env = os.environ if environment is None else environment
    data_dir = Path(env["PLANNER_DATA"]) if env.get("PLANNER_DATA") else user_data_path("planner")
    url = env.get("PLANNER_DATABASE") or f"sqlite:///{data_dir / 'planner.sqlite3'}"
    language = "en" if env.get("PLANNER_LANGUAGE", "").startswith("en") else "da"
    return Settings(data_dir=data_dir, database_url=url, language=language)
