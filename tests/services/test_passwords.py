"""Good passwords, and how they are kept and compared."""

import pytest

from planner.services import passwords
from planner.services.passwords import (
    TOO_COMMON,
    TOO_LONG,
    TOO_SHORT,
    hash_password,
    verify_password,
    weakness,
)

GOOD = "tolv grønne trapper"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", TOO_SHORT),
        ("elleve tegn", TOO_SHORT),
        ("a" * 257, TOO_LONG),
        ("password1234", TOO_COMMON),
        ("qwertyuiop12", TOO_COMMON),
        ("aaaaaaaaaaaa", TOO_COMMON),
        ("adgangskode1", TOO_COMMON),
        ("folkeskole2026", TOO_COMMON),
        ("annasørensen", TOO_COMMON),
        ("sommerferie26", TOO_COMMON),
    ],
)
def test_what_others_would_guess_is_refused(password: str, why: str) -> None:
    assert weakness(password, "anna.sørensen@skole.example") == why


@pytest.mark.parametrize(
    "password", [GOOD, "correcthorsebatterystaple", "tolv cykler regner", "x7" * 3 + "kQ#pv9"]
)
def test_length_counts_not_what_signs_there_are(password: str) -> None:
    assert weakness(password, "anna") is None


def test_a_long_one_is_looked_at_quickly() -> None:
    assert weakness("æ q" * 80, "anna") in {None, TOO_COMMON}


def test_a_password_is_kept_as_argon2_and_known_again() -> None:
    kept = hash_password(GOOD)
    assert kept.startswith("$argon2id$")
    assert verify_password(GOOD, kept) == (True, None)
    assert verify_password(GOOD + " ", kept) == (False, None)
    assert hash_password(GOOD) != kept


@pytest.mark.usefixtures("quick_hashes")
def test_it_does_not_matter_how_a_letter_was_typed() -> None:
    assert verify_password("på en a\u030a tur", hash_password("på en å tur")) == (True, None)


@pytest.mark.usefixtures("quick_hashes")
def test_where_there_is_no_hash_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    hasher = passwords._hasher()
    real = hasher.verify_and_update

    def spy(password: str, hashed: str) -> tuple[bool, str | None]:
        compared.append(hashed)
        return real(password, hashed)

    monkeypatch.setattr(hasher, "verify_and_update", spy)
    assert verify_password("nobody's password", None) == (False, None)
    assert len(compared) == 1
    assert compared[0].split("$")[:4] == hash_password(GOOD).split("$")[:4]


def test_a_hash_of_older_parameters_is_renewed(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = passwords._hasher()
    request.getfixturevalue("quick_hashes")
    old = hash_password(GOOD)
    monkeypatch.setattr(passwords, "_hasher", lambda: today)
    right, renewed = verify_password(GOOD, old)
    assert right
    assert renewed is not None
    assert "m=65536" in renewed
