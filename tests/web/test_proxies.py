"""Whose word about a request is believed: a named proxy's, and nobody else's."""

from typing import Any  # Any: ASGI messages

import pytest
from litestar import Litestar, Request, get

from bongsu.kernel.failures import Invalid
from bongsu.kernel.trusted_proxies import TrustedProxies
from bongsu.web.app import build_app

PROXY = "10.20.0.5"


@get("/seen")
async def seen(request: Request[Any, Any, Any]) -> dict[str, str]:
    client = request.client
    return {"scheme": request.url.scheme, "client": client.host if client else ""}


def app(*, is_plain: bool = True, trusted: str = PROXY) -> Litestar:
    return build_app([seen], {}, proxies=TrustedProxies(trusted), is_plain=is_plain)


async def ask(
    application: Any, peer: str, *headers: tuple[str, str]
) -> tuple[int, dict[str, str], bytes]:
    """One request from that address, as a server would hand it over."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/seen",
        "raw_path": b"/seen",
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": (peer, 4711),
        "server": ("node", 8600),
    }
    await application(scope, receive, send)
    found = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], found, b"".join(one.get("body", b"") for one in said[1:])


async def test_a_named_proxy_is_believed() -> None:
    status, headers, body = await ask(
        app(), PROXY, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.7")
    )
    assert status == 200
    assert body == b'{"scheme":"https","client":"192.0.2.7"}'
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


async def test_a_proxy_in_a_named_network_is_believed() -> None:
    _, _, body = await ask(app(trusted="10.20.0.0/16"), PROXY, ("X-Forwarded-Proto", "https"))
    assert b'"https"' in body


@pytest.mark.parametrize("is_plain", [True, False])
async def test_nobody_else_is_believed_not_even_this_machine(*, is_plain: bool) -> None:
    status, headers, body = await ask(
        app(is_plain=is_plain),
        "127.0.0.1",
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-For", "192.0.2.7"),
    )
    assert (status, body) == (200, b'{"scheme":"http","client":"127.0.0.1"}')
    assert "strict-transport-security" not in headers


async def test_what_a_client_invented_before_the_proxy_is_not_believed() -> None:
    _, _, body = await ask(
        app(),
        PROXY,
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Proto", "http"),
        ("X-Forwarded-For", f"1.1.1.1, 192.0.2.7, {PROXY}"),
    )
    assert body == b'{"scheme":"http","client":"192.0.2.7"}'


async def test_without_tls_of_our_own_only_the_proxy_and_this_machine_may_ask() -> None:
    status, headers, body = await ask(app(), "192.0.2.9")
    assert (status, b"not_by_proxy" in body) == (403, True)
    assert headers["content-type"] == "application/problem+json"
    assert "content-security-policy" in headers
    assert (await ask(app(is_plain=False), "192.0.2.9"))[0] == 200
    assert (await ask(app(), "::ffff:10.20.0.5"))[0] == 200, "as a socket for both families says it"


async def test_what_is_no_address_is_refused_by_its_setting() -> None:
    with pytest.raises(Invalid) as refused:
        TrustedProxies("10.0.0.1, the proxy")
    assert refused.value.field == "trusted_proxies"
