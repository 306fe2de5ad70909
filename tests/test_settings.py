"""Settings from the environment."""

from datetime import timedelta
from pathlib import Path

from planner.settings import SchoolSignIn, read_settings


def test_nothing_set_is_one_person_with_an_embedded_database() -> None:
    settings = read_settings({"PLANNER_DATA": "/data"})
    assert settings.database_url == f"sqlite:///{Path('/data') / 'planner.sqlite3'}"
    assert (settings.language, settings.url, settings.secret, settings.school) == ("da", None, None, None)
    assert (settings.idle, settings.lasting) == (timedelta(hours=8), timedelta(days=7))


def test_every_setting_is_read() -> None:
    settings = read_settings(
        {
            "PLANNER_DATABASE": "postgresql://host/planner",
            "PLANNER_LANGUAGE": "en",
            "PLANNER_URL": "https://planner.example/",
            "PLANNER_SECRET": "hush",
            "PLANNER_IDLE_HOURS": "0.5",
            "PLANNER_SESSION_DAYS": "1",
            "PLANNER_OIDC_ISSUER": "https://school.example",
            "PLANNER_OIDC_CLIENT_ID": "planner",
            "PLANNER_OIDC_CLIENT_SECRET": "shared",
            "PLANNER_OIDC_CLAIM": "upn",
            "PLANNER_OIDC_CREATE": "1",
        }
    )
    assert (settings.url, settings.secret, settings.language) == ("https://planner.example", "hush", "en")
    assert (settings.idle, settings.lasting) == (timedelta(minutes=30), timedelta(days=1))
    assert settings.school == SchoolSignIn("https://school.example", "planner", "shared", "upn", create=True)


def test_no_secret_is_shown_where_settings_are() -> None:
    shown = repr(
        read_settings(
            {
                "PLANNER_SECRET": "hush",
                "PLANNER_OIDC_ISSUER": "https://school.example",
                "PLANNER_OIDC_CLIENT_ID": "planner",
                "PLANNER_OIDC_CLIENT_SECRET": "shared",
            }
        )
    )
    assert "hush" not in shown
    assert "shared" not in shown
