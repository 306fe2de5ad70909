"""The school's own sign-in, with a real provider on this machine, and tokens nobody should believe."""

import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from doors import Visitor, alert, make_account
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from serving import Server, free_port, serving

from planner.settings import SchoolSignIn
from planner.web.server import oidc
from planner.web.server.oidc import SchoolError, Way

USERS = (
    '{"sub": "s-1", "email": "anna@skole.example", "email_verified": true}',
    '{"sub": "s-2", "email": "new@skole.example"}',
    '{"sub": "s-3", "email": "anna@skole.example"}',
    '{"sub": "s-4", "email": "eva@skole.example", "email_verified": false}',
    '{"sub": "s-5", "nickname": "no e-mail"}',
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "-n", "true"]
    users = [part for user in USERS for part in ("--user-claims", user)]
    process = subprocess.Popen([*command, *users], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            httpx.get(url + "/.well-known/openid-configuration")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield url
    process.kill()
    process.wait(10)


@pytest.fixture(scope="module")
def guarded(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("school")
    make_account(data, "eva@skole.example", "administrator")
    make_account(data, "anna@skole.example")
    settings = {
        "PLANNER_OIDC_ISSUER": provider,
        "PLANNER_OIDC_CLIENT_ID": "planner",
        "PLANNER_OIDC_CLIENT_SECRET": "secret",
        "PLANNER_OIDC_CREATE": "1",
    }
    with serving(data, settings=settings) as running:
        yield running


def at_school(asked: str, subject: str) -> str:
    """Say at the provider who one is, and return where it leads back to."""
    answer = httpx.post(asked, data={"sub": subject})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def come_back(
    visitor: Visitor, subject: str, path: str = "/login/school?next=%2Fplan%3Fid%3Da"
) -> httpx.Response:
    back = at_school(visitor.get(path).headers["location"], subject)
    assert back.startswith(f"{visitor.url}/login/back?")
    return visitor.get(back.removeprefix(visitor.url))


def test_the_school_leads_to_the_account_of_that_name(guarded: Server) -> None:
    visitor = Visitor(guarded.url)
    assert "Log ind gennem skolen" in visitor.get("/login").text
    answer = come_back(visitor, "s-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/plan?id=a")
    assert visitor.get("/plan?id=a").status_code == 200
    assert "planner_school" not in visitor.jar
    stranger = come_back(Visitor(guarded.url), "s-3")
    assert alert(stranger) == "Du har ikke nogen konto her endnu. Spørg skolens administrator."


def test_who_is_new_gets_a_teachers_account(guarded: Server) -> None:
    visitor = Visitor(guarded.url)
    assert come_back(visitor, "s-2").status_code == 303
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize("subject", ["s-4", "s-5"])
def test_an_unproven_name_is_nobodys(guarded: Server, subject: str) -> None:
    visitor = Visitor(guarded.url)
    answer = come_back(visitor, subject)
    assert (answer.status_code, alert(answer)) == (403, "Skolens login virkede ikke. Prøv igen.")
    assert visitor.get("/").status_code == 303


def test_the_way_out_asks_with_state_nonce_and_challenge(guarded: Server, provider: str) -> None:
    asked = Visitor(guarded.url).get("/login/school").headers["location"]
    query = {name: value[0] for name, value in parse_qs(urlsplit(asked).query).items()}
    assert asked.startswith(f"{provider}/oauth2/authorize?")
    assert query["redirect_uri"] == f"{guarded.url}/login/back"
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert len({query["state"], query["nonce"], query["code_challenge"]}) == 3


def test_an_answer_to_another_browser_or_used_before_opens_nothing(guarded: Server) -> None:
    mine, other = Visitor(guarded.url), Visitor(guarded.url)
    back = at_school(mine.get("/login/school").headers["location"], "s-1").removeprefix(guarded.url)
    other.get("/login/school")
    for visitor in (other, Visitor(guarded.url)):
        assert visitor.get(back).status_code == 403
        assert visitor.get("/").status_code == 303
    way = mine.jar["planner_school"]
    assert mine.get(back).status_code == 303
    again = Visitor(guarded.url)
    again.jar.set("planner_school", way)
    assert again.get(back).status_code == 403
    assert again.get("/login/back?error=access_denied&state=x").status_code == 403


def test_a_school_that_does_not_answer_says_so(tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    settings = {"PLANNER_OIDC_ISSUER": "http://127.0.0.1:9", "PLANNER_OIDC_CLIENT_ID": "planner"}
    with serving(tmp_path, settings=settings) as server:
        answer = Visitor(server.url, "en").get("/login/school")
        assert (answer.status_code, alert(answer)) == (502, "The school's sign-in did not work. Try again.")


SCHOOL = SchoolSignIn("https://school.example", "planner", "secret")
KEY = RSAKey.generate_key(2048, {"kid": "k"})
KEYS: dict[str, Any] = KeySet([KEY]).as_dict(private=False)  # type: ignore[assignment]
NOW = int(datetime.now(UTC).timestamp())
CLAIMS = {
    "iss": "https://school.example",
    "aud": "planner",
    "sub": "s-1",
    "exp": NOW + 86_400,
    "iat": NOW,
    "nonce": "n",
}


def token(**claims: Any) -> str:
    kept = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "k"}, kept, KEY)


def test_a_good_token_is_believed() -> None:
    assert oidc._checked(SCHOOL, token(), KEYS, "n")["sub"] == "s-1"
    assert oidc._checked(SCHOOL, token(aud=["planner", "x"], azp="planner"), KEYS, "n")["sub"] == "s-1"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": None},
        {"sub": None},
        pytest.param({"exp": NOW - 3600}, id="past"),
        {"exp": None},
        pytest.param({"iat": NOW + 3600}, id="not yet"),
        {"nonce": "another"},
        {"nonce": None},
        {"azp": "another"},
    ],
    ids=str,
)
def test_a_token_for_others_of_others_or_of_another_time_is_not(claims: dict[str, Any]) -> None:
    with pytest.raises(SchoolError):
        oidc._checked(SCHOOL, token(**claims), KEYS, "n")


def test_a_token_signed_by_anybody_or_nobody_is_not() -> None:
    other = RSAKey.generate_key(2048, {"kid": "k"})
    secret = OctKey.import_key("secret of the client, long enough")
    header, body, _ = token().split(".")
    none = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    for bad in (
        jwt.encode({"alg": "RS256", "kid": "k"}, CLAIMS, other),
        jwt.encode({"alg": "HS256", "kid": "k"}, CLAIMS, secret),
        f"{none}.{body}.",
        f"{header}.{body}.AAAA",
        "",
        "nonsense",
    ):
        with pytest.raises(SchoolError):
            oidc._checked(SCHOOL, bad, KEYS, "n")


def test_the_verifier_that_is_sent_fits_the_challenge_that_was_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    way = Way("state", "/", "n", "v" * 64)
    sent: list[Any] = []

    def ask(method: str, url: str, **more: Any) -> dict[str, Any]:
        sent.append((method, url, more))
        return {
            "/.well-known/openid-configuration": {
                "issuer": SCHOOL.issuer,
                "authorization_endpoint": "https://school.example/a",
                "token_endpoint": "https://school.example/t",
                "jwks_uri": "https://school.example/k",
                "userinfo_endpoint": "https://school.example/u",
            },
            "/t": {"id_token": token(), "access_token": "access"},
            "/k": KEYS,
            "/u": {"sub": "s-1", "email": "anna@skole.example"},
        }[urlsplit(url).path]

    monkeypatch.setattr(oidc, "_ask", ask)
    claims = oidc._claims(SCHOOL, "code", "https://planner.example/login/back", way)
    assert claims["email"] == "anna@skole.example"
    form = next(more["data"] for method, _, more in sent if method == "POST")
    digest = sha256(form["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).rstrip(b"=").decode() == way.challenge


@pytest.mark.parametrize(
    ("issuer", "found"),
    [
        ("http://school.example", {}),
        ("https://school.example", {"issuer": "https://evil.example"}),
        ("https://school.example", {"issuer": "https://school.example"}),
    ],
)
def test_a_provider_that_is_another_or_not_safe_to_ask_is_refused(
    monkeypatch: pytest.MonkeyPatch, issuer: str, found: dict[str, str]
) -> None:
    monkeypatch.setattr(oidc, "_ask", lambda *_, **__: found)
    with pytest.raises(SchoolError):
        oidc._discover(replace(SCHOOL, issuer=issuer))
