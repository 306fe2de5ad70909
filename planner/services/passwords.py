"""Passwords: what a good one is (NIST SP 800-63B, section 5.1.1) and Argon2 to keep them by.

Long is what counts: no rule asks for digits or signs. What is refused is what others would guess soon –
common passwords, words, rows of keys, the person's own name – as the library zxcvbn estimates it.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from planner.locale import mark

SHORTEST: Final = 12
LONGEST: Final = 256
# zxcvbn's scale: 3 is "safely unguessable" where the hash is slow to compute (1e8 guesses and more).
LOWEST_SCORE: Final = 3
# It looks at so many letters at most; more would cost it much time.
LOOKED_AT: Final = 72
TOO_SHORT: Final = mark("The password must have at least 12 characters. A few words in a row are good.")
TOO_LONG: Final = mark("The password may have 256 characters at most.")
TOO_COMMON: Final = mark(
    "Others would guess this password soon. Take a few words that do not belong together."
)
# What people at a Danish school think of first; the library knows English ones.
NEAR: Final = re.split(
    " ",
    "planlæggeren planner folkeskole skole skolen lærer elev klasse kodeord adgangskode password "
    "velkommen hemmelig hemmeligt sommer vinter efterår forår sommerferie danmark københavn aarhus "
    "odense aalborg mandag tirsdag onsdag torsdag fredag januar februar marts april "
    "maj juni juli august september oktober november december matematik dansk engelsk "
    "idræt undervisning vikar aula unilogin jegelskerdig",
)
_PARTS: Final = re.compile(r"[\W_]+")


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _nobodys_hash() -> str:
    """Return a hash to compare with where there is none, so that the answer takes as long."""
    return _hasher().hash("nobody's password")


def weakness(password: str, name: str) -> str | None:
    """Return why a password is not good enough for a person, as a marked text; None where it is."""
    length = len(_normal(password))
    if length < SHORTEST:
        return TOO_SHORT
    if length > LONGEST:
        return TOO_LONG
    return TOO_COMMON if _score(_normal(password), name) < LOWEST_SCORE else None


def hash_password(password: str) -> str:
    """Return the Argon2 hash of a password, with its salt and parameters."""
    return _hasher().hash(_normal(password))


def verify_password(password: str, hashed: str | None) -> tuple[bool, str | None]:
    """Compare a password with a hash; where there is none, the same work is done and the answer is no.

    The second answer is a new hash where the old one was made with older parameters.
    """
    right, renewed = _hasher().verify_and_update(_normal(password)[: LONGEST + 1], hashed or _nobodys_hash())
    return (right, renewed) if hashed else (False, None)


def _normal(password: str) -> str:
    """Return the form that does not depend on the keyboard an å was typed on."""
    return unicodedata.normalize("NFC", password)


def _score(password: str, name: str) -> int:
    from zxcvbn import zxcvbn  # noqa: PLC0415 – its word lists load first when a password is chosen

    words = [*NEAR, name, *(part for part in _PARTS.split(name) if part)]
    return int(zxcvbn(password[:LOOKED_AT], user_inputs=words)["score"])
