"""The school's own sign-in by OpenID Connect: the code flow with state, nonce and PKCE.

Nothing is kept on the server on the way: the browser holds the state in a cookie no script reads, nonce and
verifier follow from it by the key of the planner. The identity token is checked by its signature, issuer,
audience, time and nonce (OpenID Connect Core 1.0, section 3.1.3.7) with the library joserfc.
"""

import json
import logging
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from planner.services.doors import Doors, new_token
from planner.services.sessions import Person, sign_in_person
from planner.settings import SchoolSignIn, Settings
from planner.web.server.origin import LOOPBACK_NAMES, address_of, host_of, is_secure, own_origin
from planner.web.server.routes import own_path
from planner.web.server.session import cookie_name, now

LOG: Final = logging.getLogger(__name__)
COOKIE: Final = "planner_school"
BACK: Final = "/login/back"
COOKIE_S: Final = 600
TIMEOUT_S: Final = 10
LEEWAY_S: Final = 60
# Signatures by a key pair only: a shared secret, or none at all, would let others make tokens.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
FAILED: Final = "The school's sign-in failed: %s"


class SchoolError(Exception):
    """The provider did not say who somebody is; the text is for the log."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the school and back: what ties its ends together."""

    state: str
    back: str
    nonce: str
    verifier: str

    @property
    def challenge(self) -> str:
        """What the provider is shown of the verifier first (RFC 7636, method S256)."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of it: a session's token, where to go on, and whether the school vouched for somebody."""

    token: str | None = None
    back: str = "/"
    vouched: bool = False


def ask_school(request: Request, settings: Settings, doors: Doors) -> Response | None:
    """Return the way to the school's sign-in; None where there is none, or it does not answer."""
    school = settings.school
    if school is None:
        return None
    way = _way(doors, new_token(), own_path(request.query_params.get("next", "/")))
    try:
        endpoint = _discover(school)["authorization_endpoint"]
    except SchoolError as error:
        LOG.warning(FAILED, error)
        return None
    asked = {
        "response_type": "code",
        "client_id": school.client_id,
        "redirect_uri": own_origin(request.scope, settings) + BACK,
        "scope": "openid profile email",
        "state": way.state,
        "nonce": way.nonce,
        "code_challenge": way.challenge,
        "code_challenge_method": "S256",
    }
    join = "&" if "?" in endpoint else "?"
    response = RedirectResponse(f"{endpoint}{join}{urlencode(asked)}", 303)
    secure = is_secure(request.scope, settings)
    response.set_cookie(
        cookie_name(COOKIE, secure=secure),
        urlencode({"state": way.state, "back": way.back}).replace("&", "|"),
        max_age=COOKIE_S,
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    return response


def hear_school(request: Request, settings: Settings, doors: Doors) -> Returned:
    """Return what came of the way back from the school."""
    school = settings.school
    way = _known_way(request, settings, doors)
    code = request.query_params.get("code", "")
    if school is None or way is None or not code:
        return Returned()
    try:
        claims = _claims(school, code, own_origin(request.scope, settings) + BACK, way)
        person = _person(school, claims, address_of(request.scope))
    except SchoolError as error:
        LOG.warning(FAILED, error)
        return Returned()
    token = sign_in_person(doors, person, now(), create=school.create)
    return Returned(token, way.back, vouched=True)


def _way(doors: Doors, state: str, back: str) -> Way:
    return Way(state, back, doors.hashed("nonce", state), doors.hashed("verifier", state))


def _known_way(request: Request, settings: Settings, doors: Doors) -> Way | None:
    """Return the way this browser set out on; None where the answer belongs to another."""
    held = request.cookies.get(cookie_name(COOKIE, secure=is_secure(request.scope, settings)), "")
    kept = parse_qs(held.replace("|", "&"))
    state, back = kept.get("state", [""])[0], kept.get("back", ["/"])[0]
    told = request.query_params.get("state", "")
    if not state or not compare_digest(state.encode(), told.encode()):
        return None
    return _way(doors, state, own_path(back))


def _discover(school: SchoolSignIn) -> dict[str, str]:
    """Return where the provider's doors are; it must be who it was asked for, and reached by https."""
    issuer = school.issuer.rstrip("/")
    if not issuer.startswith("https://") and host_of(issuer) not in LOOPBACK_NAMES:
        raise SchoolError("the provider is not reached by https")
    found = _ask("GET", f"{issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise SchoolError("the provider says it is another one")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise SchoolError(f"the provider names no {name}")
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _claims(school: SchoolSignIn, code: str, redirect: str, way: Way) -> Mapping[str, Any]:
    """Return what the provider says of a person, from their identity token."""
    places = _discover(school)
    given = _ask(
        "POST",
        places["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": way.verifier,
        },
        auth=(school.client_id, school.client_secret),
    )
    claims = _checked(school, str(given.get("id_token", "")), _ask("GET", places["jwks_uri"]), way.nonce)
    if school.claim in claims or "userinfo_endpoint" not in places:
        return claims
    bearer = {"Authorization": f"Bearer {given.get('access_token', '')}"}
    more = _ask("GET", places["userinfo_endpoint"], headers=bearer)
    if more.get("sub") != claims["sub"]:
        raise SchoolError("what it says is of another person")
    return {**more, **claims}


def _checked(school: SchoolSignIn, token: str, keys: dict[str, Any], nonce: str) -> dict[str, Any]:
    """Return the claims of an identity token that is the provider's, for us, of now and of this way."""
    from joserfc import jwt  # noqa: PLC0415 – only where a school uses it
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet, KeySetSerialization  # noqa: PLC0415

    registry = jwt.JWTClaimsRegistry(
        now=int(now().timestamp()),
        leeway=LEEWAY_S,
        iss={"essential": True, "values": [school.issuer, school.issuer.rstrip("/")]},
        aud={"essential": True, "value": school.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        known = KeySet.import_key_set(cast("KeySetSerialization", keys))
        claims = jwt.decode(token, known, algorithms=list(ALGORITHMS)).claims
        registry.validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise SchoolError(f"its token is not good ({type(error).__name__})") from error
    party = claims.get("azp", school.client_id)
    if party != school.client_id:
        raise SchoolError("its token is for another client")
    return dict(claims)


def _person(school: SchoolSignIn, claims: Mapping[str, Any], address: str) -> Person:
    """Return who the claims speak of; an e-mail address they call unproven is nobody's."""
    name = claims.get(school.claim)
    if not isinstance(name, str) or not name:
        raise SchoolError(f"it does not tell the claim {school.claim}")
    if school.claim == "email" and claims.get("email_verified") is False:
        raise SchoolError("the e-mail address is not proven")
    return Person(school.issuer.rstrip("/"), str(claims["sub"]), name, address)


def _ask(method: str, url: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 – the library's own options
    """Ask the provider and return its answer, a JSON object."""
    import httpx  # noqa: PLC0415 – only where a school uses it

    try:
        answer = httpx.request(method, url, timeout=TIMEOUT_S, **more).raise_for_status().json()
    except (httpx.HTTPError, json.JSONDecodeError) as error:
        raise SchoolError(f"{type(error).__name__}") from error
    if not isinstance(answer, dict):
        raise SchoolError("the answer is no object")
    return answer
