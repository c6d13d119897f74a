"""Sign-in over a whole session: SHA-256, nonces that go stale while it plays, cameras that change their mind."""

import asyncio
import hashlib
import re

import pytest

from bongsu.media.failures import CameraRefused
from tests.media.scripted_camera import (
    ScriptedSource,
    answer,
    failure_of,
    field,
    film,
    good_camera,
)
from tests.media.virtual_time import now_s, run_at_once

REALM = "IP Camera(C2345)"
HASHES = {"SHA-256": hashlib.sha256, "MD5": hashlib.md5}


class Strict:
    """A camera that checks every request against the nonce of now (RFC 7616 3.4.1)."""

    def __init__(self, algorithm: str, *, qop: bool = True, secret: str = "secret") -> None:
        self.algorithm = algorithm
        self.qop = qop
        self.secret = secret
        self.nonce = "n0"
        self.nonce_lasts_s = float("inf")
        self.renewed_s = 0.0
        self.refused = 0
        self.counts: list[str] = []

    def __call__(self, request: str) -> bytes:
        if request.startswith("OPTIONS"):
            return good_camera(request)
        if now_s() - self.renewed_s > self.nonce_lasts_s:
            self.nonce, self.renewed_s = f"n{now_s()}", now_s()
        if self.admits(request):
            return good_camera(request)
        self.refused += 1
        return answer(request, 401, WWW_Authenticate=self.challenge())

    def challenge(self) -> str:
        qop = ', qop="auth"' if self.qop else ""
        return f'Digest realm="{REALM}", nonce="{self.nonce}", algorithm={self.algorithm}{qop}'

    def admits(self, request: str) -> bool:
        given = dict(re.findall(r'(\w+)="?([^",]+)', field(request, "Authorization")))
        if given.get("nonce") != self.nonce:
            return False
        method, url, _ = request.split("\r\n", maxsplit=1)[0].split(" ")
        middle = self.nonce
        if self.qop:
            self.counts.append(given["nc"])
            middle += f":{given['nc']}:{given['cnonce']}:auth"
        expected = self.hash(
            f"{self.hash(f'admin:{REALM}:{self.secret}')}:{middle}:{self.hash(f'{method}:{url}')}"
        )
        return (given["uri"], given["response"]) == (url, expected)

    def hash(self, text: str) -> str:
        return HASHES[self.algorithm](text.encode()).hexdigest()


async def play_for(source: ScriptedSource, seconds: float) -> asyncio.Task[object]:
    pull: asyncio.Task[object] = asyncio.create_task(failure_of(source, lambda picture: None))
    until_s = now_s() + seconds
    await asyncio.sleep(0.1)
    while now_s() < until_s:
        assert source.transport
        source.transport.say(b"".join(film(1)))
        await asyncio.sleep(1)
    return pull


@pytest.mark.parametrize("algorithm", ["SHA-256", "MD5"])
@pytest.mark.parametrize("qop", [True, False])
def test_a_strict_camera_lets_every_request_in(algorithm: str, qop: bool) -> None:
    async def check() -> None:
        camera = Strict(algorithm, qop=qop)
        pull = await play_for(ScriptedSource(camera), 300)
        assert not pull.done()
        assert camera.refused == 1, "asked once, signed ever after"
        counts = [int(count, 16) for count in camera.counts]
        assert counts == list(range(1, len(counts) + 1)), "a count seen twice is a replay"
        pull.cancel()

    run_at_once(check())


def test_a_nonce_that_goes_stale_while_it_plays_is_renewed_in_time() -> None:
    """Hikvision and Dahua renew theirs every few minutes; the session must not run out meanwhile."""

    async def check() -> None:
        camera = Strict("SHA-256")
        camera.nonce_lasts_s = 100.0
        source = ScriptedSource(camera)
        pull = await play_for(source, 900)
        assert not pull.done()
        assert camera.refused >= 5
        assert source.transport
        kept = [one for one in source.transport.requests if one.startswith("GET_PARAMETER")]
        admitted = len(camera.counts)
        assert admitted > len(kept) / 2
        pull.cancel()

    run_at_once(check())


def test_a_wrong_password_is_refused_after_one_try() -> None:
    """Cameras lock an account after a few wrong ones."""

    async def check() -> None:
        camera = Strict("SHA-256", secret="another")
        failure = await failure_of(ScriptedSource(camera), lambda picture: None)
        assert isinstance(failure, CameraRefused)
        assert camera.refused == 2, "the challenge, and one answer to it"

    run_at_once(check())


def test_without_credentials_nothing_is_tried() -> None:
    async def check() -> None:
        camera = Strict("MD5")
        source = ScriptedSource(camera, url="rtsp://camera/live")
        assert isinstance(await failure_of(source, lambda picture: None), CameraRefused)
        assert camera.refused == 1

    run_at_once(check())


def test_a_password_never_leaves_in_the_open_when_digest_is_offered() -> None:
    async def check() -> None:
        camera = Strict("MD5")
        source = ScriptedSource(camera)
        pull = await play_for(source, 60)
        assert source.transport
        said = source.transport.written.decode()
        assert "secret" not in said
        assert "Basic " not in said
        assert "admin:" not in said
        pull.cancel()

    run_at_once(check())


def test_the_session_says_goodbye_signed_in() -> None:
    async def check() -> None:
        camera = Strict("SHA-256")
        source = ScriptedSource(camera)
        pull = await play_for(source, 5)
        pull.cancel()
        await asyncio.wait([pull])
        assert source.transport
        last = source.transport.requests[-1]
        assert last.startswith("TEARDOWN")
        assert field(last, "Session") == "12"
        assert field(last, "Authorization")

    run_at_once(check())
