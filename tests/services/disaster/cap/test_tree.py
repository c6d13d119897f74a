"""Safe XML: nothing is fetched, opened or grown, whatever the bytes ask for; what is allowed is only what alerts need."""

import asyncio
from pathlib import Path

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.read import read_alert
from bongsu.services.disaster.cap.tree import (
    DEEPEST,
    LARGEST_BYTES,
    MOST_ELEMENTS,
    Element,
    NotSafe,
    parse,
)
from tests.services.disaster.alerts import alert, info

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def asking_for(address: str) -> dict[str, bytes]:
    """Every way that XML has to name something elsewhere."""
    return {
        "a document type": f'<!DOCTYPE alert SYSTEM "{address}"><alert/>'.encode(),
        "a public document type": f'<!DOCTYPE alert PUBLIC "-//x" "{address}"><alert/>'.encode(),
        "an entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]><a>&x;</a>'.encode(),
        "an entity in an attribute": (
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]><a b="&x;"/>'.encode()
        ),
        "a parameter entity": f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{address}"> %x;]><a/>'.encode(),
        "a notation": f'<!DOCTYPE a [<!NOTATION n SYSTEM "{address}">]><a/>'.encode(),
        "an unparsed entity": (
            f'<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "{address}" NDATA n>]><a/>'
        ).encode(),
        "a schema": alert().replace(
            b"<alert ", f'<alert {XSI} xsi:schemaLocation="urn:x {address}" '.encode()
        ),
        "an include": alert(
            more=f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{address}"/>'
        ),
        "a stylesheet": alert().replace(
            b"?>", f'?><?xml-stylesheet type="text/xsl" href="{address}"?>'.encode(), 1
        ),
        "a resource": alert(
            "A1",
            info(
                more="<resource><resourceDesc>x</resourceDesc><mimeType>image/png</mimeType>"
                f"<uri>{address}</uri></resource>"
            ),
        ),
        "a web page": alert("A1", info(more=f"<web>{address}</web>")),
        "a sender": alert(sender=f"{address}"),
    }


KINDS = [*asking_for("")]
REFUSED = [name for name in KINDS if "entity" in name or "document" in name or name == "a notation"]


def tried(body: bytes) -> None:
    try:
        read_alert(body)
    except Invalid:
        return


@pytest.mark.parametrize("kind", KINDS)
async def test_nobody_is_ever_called(kind: str) -> None:
    called: list[str] = []

    def hear(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.append(kind)
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await asyncio.to_thread(tried, asking_for(f"http://127.0.0.1:{port}/x")[kind])
        # whoever had been called would be heard by now: the line is a local one, and this one is heard
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        await writer.drain()
        writer.close()
        while not called:
            await asyncio.sleep(0)
    assert called == [kind]


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_is_ever_read(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush-hush")
    body = asking_for(secret.as_uri())[kind]
    try:
        said = repr(read_alert(body))
    except Invalid as refused:
        said = f"{refused.detail} {refused.field}"
    assert "hush-hush" not in said


@pytest.mark.parametrize("kind", REFUSED)
def test_a_document_type_is_refused_as_unsafe(kind: str) -> None:
    with pytest.raises(NotSafe):
        parse(asking_for("http://198.51.100.1/")[kind])


def test_a_billion_laughs_are_refused_before_the_first() -> None:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE a [<!ENTITY l0 "ha">{layers}]><a>&l9;</a>'.encode()
    with pytest.raises(NotSafe):
        parse(body)


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def test_elements_lie_no_deeper_than_an_alert_needs() -> None:
    assert parse(nested(DEEPEST)).name == "a"
    with pytest.raises(NotSafe, match="deep"):
        parse(nested(DEEPEST + 1))


def test_there_are_no_more_elements_than_an_alert_may_have() -> None:
    inside = MOST_ELEMENTS - 1
    assert len(parse(b"<a>" + b"<b/>" * inside + b"</a>").children) == inside
    with pytest.raises(NotSafe, match="elements"):
        parse(b"<a>" + b"<b/>" * (inside + 1) + b"</a>")


def test_the_largest_is_read_and_one_byte_more_is_not() -> None:
    frame = len(b"<a></a>")
    assert len(parse(b"<a>" + b"x" * (LARGEST_BYTES - frame) + b"</a>").text) > 500_000
    with pytest.raises(NotSafe, match="bytes"):
        parse(b"<a>" + b"x" * (LARGEST_BYTES - frame + 1) + b"</a>")


def test_text_is_what_stands_directly_in_an_element_without_the_space_around() -> None:
    one = parse(b"<a>\r\n 1 <b> 2 </b>3 </a>")
    assert isinstance(one, Element)
    assert one.text == "1 3"
    assert one.children[0].text == "2"


def test_attributes_that_only_name_a_schema_or_a_language_are_no_attributes() -> None:
    said = f'<a {XSI} xsi:schemaLocation="x y" xml:lang="ko" xmlns="urn:x"/>'.encode()
    assert parse(said).attributes == ()
    assert parse(b'<a own="1"/>').attributes == ("own",)


def test_a_namespace_is_kept_apart_from_the_name() -> None:
    one = parse(b'<p:a xmlns:p="urn:x:y"><b/></p:a>')
    assert (one.namespace, one.name) == ("urn:x:y", "a")
    assert (one.children[0].namespace, one.children[0].name) == ("", "b")
