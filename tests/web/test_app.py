"""The application: headers on every answer, the console's files, the schema, and state."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from bongsu.web.app import CONTENT_SECURITY_POLICY, security_headers
from bongsu.web.console_files import PARTS, console_routes
from bongsu.web.problems import HANDLERS

Client = AsyncTestClient[Litestar]


@pytest.mark.parametrize(
    "path",
    [
        "/health",
        "/asked?number=1",
        "/asked?number=x",
        "/fail/refused",
        "/fault",
        "/nothing/here",
        "/take",
        "/schema/openapi.json",
        "/",
    ],
)
async def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    answer = await client.get(path)
    for name, value in security_headers():
        assert answer.headers.get_list(name.decode()) == [value.decode()], path


def test_pages_come_from_here_alone() -> None:
    """No font, map or script is fetched from another machine."""
    policy = dict(
        part.strip().split(" ", 1) for part in CONTENT_SECURITY_POLICY.split(";") if part.strip()
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy
    for sources in policy.values():
        assert "*" not in sources
        assert "http" not in sources


def test_pages_connect_to_the_media_process_and_to_nothing_else() -> None:
    policy = dict(security_headers("ws://*:8601"))[b"content-security-policy"].decode()
    assert policy.endswith("connect-src 'self' ws://*:8601")


async def test_health_asks_nobody(client: Client) -> None:
    answer = await client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_the_schema_is_served_and_names_the_routes(client: Client) -> None:
    schema = (await client.get("/schema/openapi.json")).json()
    assert schema["info"]["title"] == "Bongsu"
    assert "/take" in schema["paths"]
    assert "/health" not in schema["paths"]


def test_the_contexts_find_their_state(app: Litestar) -> None:
    assert app.state.database == "a state"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "console"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>봉수</title>", "utf-8")
    (folder / "assets" / "app-1a2b.js").write_text("let a", "utf-8")
    (folder / "assets" / "font.woff2").write_bytes(b"wOF2")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return folder


async def test_the_built_console_is_served(built: Path) -> None:
    async with AsyncTestClient(Litestar(console_routes(built))) as client:
        for path in ("/", "/room", "/watch", "/sign-in", "/planning", "/monitoring", *PARTS):
            page = await client.get(path)
            assert page.text == "<title>봉수</title>", path
            assert page.headers["cache-control"] == "no-cache"
            assert page.headers["content-type"] == "text/html; charset=utf-8", "said once"
        script = await client.get("/assets/app-1a2b.js")
        assert "immutable" in script.headers["cache-control"]
        assert script.headers["content-type"].startswith("text/javascript")
        assert (await client.get("/assets/font.woff2")).headers["content-type"] == "font/woff2"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets//etc/passwd",
        "/assets/nothing.js",
        "/assets/",
        "/assets/%00",
    ],
)
async def test_nothing_outside_the_console_is_served(built: Path, path: str) -> None:
    app = Litestar(console_routes(built), exception_handlers=HANDLERS)
    async with AsyncTestClient(app, raise_server_exceptions=False) as client:
        answer = await client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_a_console_that_was_not_built_says_how(tmp_path: Path) -> None:
    async with AsyncTestClient(Litestar(console_routes(tmp_path))) as client:
        answer = await client.get("/room")
    assert answer.status_code == 503
    assert "make build" in answer.text
