"""Sign-in at a provider: a whole round at a certified one, and what a lying one or a lying browser gets."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # Any: claims and parsed JSON
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from bongsu.audit.kinds import TrailKind
from bongsu.identity.failures import AlreadyThere, ProviderUnavailable
from bongsu.identity.oidc.provider import Metadata, Provider
from bongsu.identity.people import Role
from bongsu.identity.rights.change import Administering
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock, SystemClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import PASSWORD
from tests.identity.whole import ORIGIN, browser_at, strict_identity
from tests.ports import free_port
from tests.shared_folder import ROOT

ISSUER, CLIENT, SECRET = "https://provider.example", "bongsu", "a-secret-of-the-tests-0123456789"
NAME = "김봉수"
PACKAGE = ROOT / "console" / "node_modules" / "oidc-provider"


@asynccontextmanager
async def certified_provider(
    callback: str = f"{ORIGIN}/api/oidc/callback", port: int = 0
) -> AsyncIterator[str]:
    """panva's oidc-provider in a process of its own; answers its issuer."""
    port = port or free_port()
    script = Path(__file__).with_name("oidc_provider.mjs")
    process = await asyncio.create_subprocess_exec(
        "node",
        str(script),
        str(port),
        CLIENT,
        SECRET,
        callback,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(30):
            while b"ready" not in await process.stdout.readline():
                assert process.returncode is None
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        await process.wait()


async def signed_in_there(address: str, subject: str) -> str:
    """Login and consent as a person clicks through them; answers the address of the way back."""
    async with httpx.AsyncClient(timeout=20) as http:
        prompts = iter(
            ({"prompt": "login", "login": subject, "password": "x"}, {"prompt": "consent"})
        )
        while True:
            answer = await http.get(address)
            if answer.status_code == 200:
                action = re.search(r'action="([^"]+)"', answer.text)
                assert action, answer.text
                target = httpx.URL(address).join(action[1])
                answer = await http.post(target, data=next(prompts))
            address = str(httpx.URL(address).join(answer.headers["location"]))
            if address.startswith(ORIGIN):
                return address


@pytest.mark.skipif(not PACKAGE.is_dir(), reason="NO OIDC PROVIDER: console packages missing")
async def test_a_whole_round_at_a_certified_provider(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    secret_file = tmp_path / "secret"
    secret_file.write_text(f"{SECRET}\n")
    async with certified_provider() as issuer:
        identity = await strict_identity(
            database,
            SystemClock(),
            str(tmp_path / "identity.key"),
            oidc_issuer=issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret_file=str(secret_file),
        )
        for name, subject in (("room", "room-mfa"), ("desk", "desk"), ("plain", "plain-room")):
            role = Role.OPERATOR if name == "desk" else Role.POLICE_ROOM
            await account(identity, role, name)
            await identity.rights.link(Administering(name, "system", "test"), issuer, subject)
        for subject, expected in (
            ("room-mfa", "/"),
            ("desk", "/"),
            ("plain-room", "/sign-in#step=enrol"),
            ("a stranger", "/sign-in?failed=oidc_unknown"),
        ):
            async with browser_at(identity, database) as browser:
                started = await browser.get("/api/oidc/start")
                assert started.status_code == 303
                back = await signed_in_there(started.headers["location"], subject)
                answer = await browser.get(back)
                assert answer.status_code == 303
                assert answer.headers["location"].split("&")[0] == expected
                me = await browser.get("/api/me")
                signed_in = me.status_code == 200
                assert signed_in == (expected == "/")
                again = await browser.get(back)
                assert "failed=oidc_refused" in again.headers["location"]
    rows = await trail_of(database, TrailKind.SIGN_IN)
    ways = [msgspec.json.decode(row.body)["ways"] for row in rows]
    assert ways == [["oidc", "provider's second factor"], ["oidc"]]


@dataclass
class FakeProvider:
    """Answers as `Provider` does, and lies where a test asks it to."""

    clock: FixedClock
    names_itself: bool = True
    is_set: bool = True
    is_down: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    asked: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    sign: Callable[[dict[str, Any], dict[str, Any]], str] | None = None

    async def metadata(self) -> Metadata:
        if self.is_down:
            raise ProviderUnavailable("away")
        auth, token, jwks = (f"{ISSUER}/{word}" for word in ("auth", "token", "jwks"))
        return Metadata(ISSUER, auth, token, jwks, self.names_itself)

    async def keys(self, *, anew: bool = False) -> bytes:
        return json.dumps(KeySet([self.key]).as_dict(private=False)).encode()

    async def address(self, **asked: str) -> str:
        await self.metadata()
        self.asked = asked
        return f"{ISSUER}/auth?state={asked['state']}"

    async def id_token(self, **_: str) -> str:
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": ISSUER,
            "sub": "subject-1",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": self.asked["nonce"],
        } | self.claims
        claims = {key: value for key, value in claims.items() if value is not None}
        if self.sign is not None:
            return self.sign(self.header, claims)
        return jwt.encode(self.header, claims, self.key, algorithms=["RS256", "RS512"])


@pytest.fixture
async def identity(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    made = await strict_identity(
        database,
        clock,
        str(tmp_path / "identity.key"),
        oidc_issuer=ISSUER,
        oidc_client_id=CLIENT,
        oidc_name="구청 통합인증",
    )
    await account(made, Role.OPERATOR, NAME)
    await made.rights.link(Administering(NAME, "system", "test"), ISSUER, "subject-1")
    return made


@pytest.fixture
def provider(identity: IdentityService, clock: FixedClock) -> FakeProvider:
    fake = FakeProvider(clock)
    identity.provider._provider = fake  # type: ignore[assignment] # the fake beside the port
    return fake


@pytest.fixture
async def browser(
    identity: IdentityService, database: Database
) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(identity, database) as browser:
        yield browser


async def came_back(browser: httpx.AsyncClient, *, iss: str = ISSUER, **more: str) -> str:
    """Where the browser is sent after a round; everything as it should be unless `more` says otherwise."""
    started = await browser.get("/api/oidc/start")
    state = parse_qs(urlsplit(started.headers["location"]).query)["state"][0]
    asked = {"code": "c", "state": state, "iss": iss} | more
    answer = await browser.get("/api/oidc/callback", params=asked)
    assert answer.status_code == 303
    return answer.headers["location"]


REFUSED = "/sign-in?failed=oidc_refused"


async def test_an_honest_round_signs_in(provider: FakeProvider, browser: httpx.AsyncClient) -> None:
    ways = (await browser.get("/api/sign-in/ways")).json()
    assert ways == {"oidc": {"name": "구청 통합인증"}}
    assert await came_back(browser) == "/"
    assert (await browser.get("/api/me")).json()["role"] == "OPERATOR"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"azp": "another-client"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 9_999_999_999},
        {"sub": ""},
        {"sub": 7},
        {"sub": None},
    ],
)
async def test_a_token_that_is_not_for_this_sign_in_is_refused(
    provider: FakeProvider, browser: httpx.AsyncClient, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert await came_back(browser) == REFUSED
    assert (await browser.get("/api/me")).status_code == 401


def unsigned(_header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = ({"alg": "none"}, claims)
    texts = [base64url(msgspec.json.encode(one)) for one in parts]
    return ".".join((*texts, ""))


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def with_a_foreign_key(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return jwt.encode(header, claims, RSAKey.generate_key(2048))


def with_the_public_key_as_secret(_header: dict[str, Any], claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("public" * 8))


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        with_a_foreign_key,
        with_the_public_key_as_secret,
        lambda _header, _claims: "",
        lambda _header, _claims: "a.b.c",
        lambda _header, _claims: "e30.e30.e30",
    ],
)
async def test_a_token_that_the_provider_did_not_sign_is_refused(
    provider: FakeProvider, browser: httpx.AsyncClient, sign: Any
) -> None:
    provider.sign = sign
    assert await came_back(browser) == REFUSED


async def test_an_algorithm_that_is_not_on_the_list_is_refused(
    provider: FakeProvider, browser: httpx.AsyncClient
) -> None:
    provider.header = {"alg": "RS512", "kid": "one"}
    assert await came_back(browser) == REFUSED


async def test_a_key_nobody_knows_is_asked_for_again_and_then_refused(
    provider: FakeProvider, browser: httpx.AsyncClient
) -> None:
    provider.header = {"alg": "RS256", "kid": "two"}
    assert await came_back(browser) == REFUSED


async def test_an_answer_of_another_provider_or_to_another_browser_is_refused(
    provider: FakeProvider, browser: httpx.AsyncClient
) -> None:
    assert await came_back(browser, iss="https://evil.example") == REFUSED
    assert await came_back(browser, iss="") == REFUSED, "it says that it names itself"
    assert await came_back(browser, state="another") == REFUSED
    assert await came_back(browser, error="access_denied") == REFUSED
    assert await came_back(browser, code="") == REFUSED


async def test_a_foreign_answer_in_this_browser_signs_nobody_in(
    provider: FakeProvider, identity: IdentityService, database: Database
) -> None:
    """Login CSRF: the attacker's own code and state, put before the victim as a link."""
    async with browser_at(identity, database) as attacker, browser_at(identity, database) as victim:
        started = await attacker.get("/api/oidc/start")
        state = parse_qs(urlsplit(started.headers["location"]).query)["state"][0]
        asked = {"code": "c", "state": state, "iss": ISSUER}
        answer = await victim.get("/api/oidc/callback", params=asked)
        assert answer.headers["location"] == REFUSED
        await victim.get("/api/oidc/start")
        answer = await victim.get("/api/oidc/callback", params=asked)
        assert answer.headers["location"] == REFUSED


async def test_an_answer_is_good_once_and_for_five_minutes(
    provider: FakeProvider, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    started = await browser.get("/api/oidc/start")
    cookies = dict(browser.cookies)
    state = parse_qs(urlsplit(started.headers["location"]).query)["state"][0]
    asked = {"code": "c", "state": state, "iss": ISSUER}
    first = await browser.get("/api/oidc/callback", params=asked)
    assert first.headers["location"] == "/"
    for name, value in cookies.items():
        browser.cookies.set(name, value)
    again = await browser.get("/api/oidc/callback", params=asked)
    assert again.headers["location"] == REFUSED
    await browser.get("/api/oidc/start")
    clock.advance(301)
    late = await browser.get("/api/oidc/callback", params=asked)
    assert late.headers["location"] == REFUSED


async def test_whoever_is_not_linked_or_is_disabled_is_refused_alike(
    provider: FakeProvider, browser: httpx.AsyncClient, identity: IdentityService
) -> None:
    provider.claims = {"sub": "a stranger"}
    assert await came_back(browser) == "/sign-in?failed=oidc_unknown"
    provider.claims = {}
    await identity.rights.disable(Administering(NAME, "system", "left"))
    assert await came_back(browser) == "/sign-in?failed=oidc_unknown"


async def test_a_provider_that_is_away_says_so_and_the_password_still_works(
    provider: FakeProvider, browser: httpx.AsyncClient
) -> None:
    provider.is_down = True
    answer = await browser.get("/api/oidc/start")
    assert answer.headers["location"] == "/sign-in?failed=oidc_unreachable"
    answer = await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    assert answer.status_code == 200


async def test_a_real_provider_that_does_not_answer_is_a_clear_failure(
    identity: IdentityService,
) -> None:
    settings = msgspec.structs.replace(
        identity.settings, oidc_issuer=f"http://localhost:{free_port()}"
    )
    with pytest.raises(ProviderUnavailable):
        await Provider(settings).metadata()
    plain = msgspec.structs.replace(settings, oidc_issuer="http://provider.example")
    with pytest.raises(ProviderUnavailable, match="HTTPS"):
        await Provider(plain).metadata()


async def test_one_subject_is_one_account(identity: IdentityService) -> None:
    await account(identity, Role.CPO, "other")
    with pytest.raises(AlreadyThere):
        await identity.rights.link(Administering("other", "system", "x"), ISSUER, "subject-1")
    with pytest.raises(AlreadyThere):
        await identity.rights.link(Administering(NAME, "system", "x"), ISSUER, "subject-2")
