"""What is an alert and what is none: each refusal names the element that is wrong."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any  # Any: JSON

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.alert import Reference
from bongsu.services.disaster.cap.read import NOT_VERIFIED, OLD_VERSION, read_alert
from bongsu.services.disaster.cap.tree import DEEPEST, LARGEST_BYTES, MOST_ELEMENTS, NotSafe
from tests.services.disaster.alerts import BOX, alert, area, info, key, tag
from tests.shared_folder import SHARED

FOLDER = SHARED / "data" / "cap"
EXPECTED: dict[str, dict[str, Any]] = (
    json.loads((FOLDER / "expected.json").read_bytes()) if FOLDER.is_dir() else {}
)


def field_of(body: bytes) -> str | None:
    with pytest.raises(Invalid) as refused:
        read_alert(body)
    return refused.value.field


@pytest.mark.parametrize("name", EXPECTED or [pytest.param("", marks=pytest.mark.skip)])
def test_published_alerts_are_read_as_they_are(name: str) -> None:
    body, said = (FOLDER / name).read_bytes(), EXPECTED[name]
    if not said["valid"]:
        assert field_of(body)
        return
    read = read_alert(body)
    assert read.version == said["version"]
    assert (read.identifier, read.sender) == (said["identifier"], said["sender"])
    assert read.sent == datetime.fromisoformat(said["sent"])
    assert (read.status, read.msg_type, read.scope) == (
        said["status"],
        said["msgType"],
        said["scope"],
    )
    assert [str(one) for one in read.references] == said["references"]
    assert len(read.infos) == said["infos"]
    assert [one.language for one in read.infos] == [one or "en-US" for one in said["languages"]]
    areas = [one for each in read.infos for one in each.areas]
    assert len(areas) == said["areas"]
    assert sum(len(one.polygons) for one in areas) == said["polygons"]
    assert sum(len(one.circles) for one in areas) == said["circles"]
    assert sum(len(one.geocodes) for one in areas) == said["geocodes"]
    assert read.signed == said["signed"]


def test_everything_that_is_said_is_read() -> None:
    body = alert(
        "A1",
        info(areas=area(BOX, BOX, circles=("37.6,127.0 1.5",)) + area(BOX, desc="둘째")),
        info("Heavy rain", language="en-US"),
        info("大雨警報", language="ja"),
        msg_type="Update",
        references=f"{key('A0')} {key('B0')}",
    )
    read = read_alert(body)
    assert [one.event for one in read.infos] == ["호우경보", "Heavy rain", "大雨警報"]
    first, second = read.infos[0].areas
    assert (len(first.polygons), first.circles[0].radius_km, second.description) == (2, 1.5, "둘째")
    assert first.polygons[0][0] == (37.605, 127.017)
    assert [one.identifier for one in read.references] == ["A0", "B0"]
    assert read.remarks == ()


def test_unknown_parameters_codes_and_resources_are_no_fault() -> None:
    pair = "<valueName>WHO.KNOWS</valueName><value>7</value>"
    more = (
        f"<parameter>{pair}</parameter><parameter>{pair}</parameter>"
        "<resource><resourceDesc>map</resourceDesc><mimeType>image/png</mimeType><size>12</size>"
        "<uri>http://198.51.100.1/never-fetched.png</uri></resource>"
    )
    assert read_alert(alert("A1", info(more=more))).identifier == "A1"


def test_a_language_that_is_not_said_is_american() -> None:
    assert read_alert(alert("A1", info(language=None))).infos[0].language == "en-US"


SIGNED = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'


def test_a_signature_is_told_and_not_believed() -> None:
    read = read_alert(alert(end=SIGNED))
    assert (read.signed, read.remarks) == (True, (NOT_VERIFIED,))


def test_a_signature_stands_last_and_nothing_foreign_stands_elsewhere() -> None:
    assert field_of(alert(more=SIGNED)) == "alert/Signature"
    assert field_of(alert(end='<own xmlns="urn:of-mine">1</own>')) == "alert/own"
    assert field_of(alert("A1", info(more=SIGNED))) == "alert/info[1]/Signature"


def test_the_older_version_is_read_with_a_remark() -> None:
    old = "urn:oasis:names:tc:emergency:cap:1.1"
    read = read_alert(alert(namespace=old, sent="2026-11-21T05:10:00.5Z"))
    assert (read.version, read.remarks) == ("1.1", (OLD_VERSION,))
    assert read.sent == datetime(2026, 11, 21, 5, 10, 0, 500_000, tzinfo=UTC)
    assert field_of(alert("A", info(response="AllClear"), namespace=old)) == (
        "alert/info[1]/responseType[1]"
    )


@pytest.mark.parametrize("namespace", ["urn:oasis:names:tc:emergency:cap:1.0", "urn:mine", ""])
def test_no_other_version_is_read(namespace: str) -> None:
    assert field_of(alert(namespace=namespace)) == "alert"


@pytest.mark.parametrize("name", ["identifier", "sender", "status", "msg_type", "scope"])
def test_what_is_missing_is_named(name: str) -> None:
    path = "msgType" if name == "msg_type" else name
    body = alert(None) if name == "identifier" else alert(**{name: None})  # type: ignore[arg-type]  # one of the five
    assert field_of(body) == f"alert/{path}"


@pytest.mark.parametrize("name", ["category", "urgency", "severity", "certainty"])
def test_what_an_info_lacks_is_named(name: str) -> None:
    one = info(**{name: None})  # type: ignore[arg-type]  # one of the four
    assert field_of(alert("A", info(), one)) == f"alert/info[2]/{name}"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (alert(status="actual"), "alert/status"),
        (alert(msg_type="New"), "alert/msgType"),
        (alert(scope="Everybody"), "alert/scope"),
        (alert("A", info(category="Weather")), "alert/info[1]/category[1]"),
        (alert("A", info(urgency="Now")), "alert/info[1]/urgency"),
        (alert("A", info(severity="Bad")), "alert/info[1]/severity"),
        (alert("A", info(certainty="Very Likely")), "alert/info[1]/certainty"),
        (alert("A", info(response="Run")), "alert/info[1]/responseType[1]"),
        (alert("A", info(language="한국어")), "alert/info[1]/language"),
        (alert("A", info(event="")), "alert/info[1]/event"),
        (alert("two words"), "alert/identifier"),
        (alert("a,b"), "alert/identifier"),
        (alert(""), "alert/identifier"),
        (alert("x" * 201), "alert/identifier"),
        (alert(sender="a b"), "alert/sender"),
        (alert(more="<note>a</note><note>b</note>"), "alert/note"),
        (alert(more="<nothing/>"), "alert/nothing"),
        (alert(more="<references>a</references><note>b</note>"), "alert/note"),
        (alert(end="<scope>Public</scope>"), "alert/scope"),
        (alert(end="loose words"), "alert"),
        (alert("A", info(more="<web><b/></web>")), "alert/info[1]/web"),
        (alert("A", info(more="<contact>x</contact><web>y</web>")), "alert/info[1]/web"),
        (
            alert("A", info(more="<parameter><value>1</value></parameter>")),
            "alert/info[1]/parameter[1]/valueName",
        ),
        (
            alert("A", info(more="<resource><resourceDesc>m</resourceDesc></resource>")),
            "alert/info[1]/resource[1]/mimeType",
        ),
        (
            alert(
                "A",
                info(
                    more="<resource><resourceDesc>m</resourceDesc><mimeType>m</mimeType><size>big</size></resource>"
                ),
            ),
            "alert/info[1]/resource[1]/size",
        ),
        (
            alert("A", info(areas="<area><polygon>1</polygon></area>")),
            "alert/info[1]/area[1]/areaDesc",
        ),
        (
            alert("A", info(areas=area(BOX, more="<ceiling>3</ceiling>"))),
            "alert/info[1]/area[1]/ceiling",
        ),
        (
            alert("A", info(areas=area(BOX, more="<altitude>up</altitude>"))),
            "alert/info[1]/area[1]/altitude",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_path(body: bytes, path: str) -> None:
    assert field_of(body) == path


def test_no_element_takes_an_attribute() -> None:
    assert field_of(alert(more='<note kind="x">a</note>')) == "alert/note"


@pytest.mark.parametrize(
    "sent",
    [
        "2026-11-21T05:10:00Z",
        "2026-11-21T05:10:00",
        "2026-11-21 05:10:00+09:00",
        "2026-11-21T05:10:00.5+09:00",
        "2026-02-30T05:10:00+09:00",
        "2026-11-21T25:10:00+09:00",
        "2026-11-21T05:10:00+15:00",
        "1026-11-21T05:10:00+09:00",
        "٢٠٢٦-11-21T05:10:00+09:00",
        "today",
        "",
    ],
)
def test_a_time_has_its_offset_in_digits(sent: str) -> None:
    assert field_of(alert(sent=sent)) == "alert/sent"
    assert field_of(alert("A", info(expires=sent))) == "alert/info[1]/expires"


def test_coordinated_time_is_written_with_zeros() -> None:
    assert read_alert(alert(sent="2026-11-21T05:10:00-00:00")).sent.tzinfo is not None


@pytest.mark.parametrize(
    ("polygon", "said"),
    [
        ("37.6,127.0 37.7,127.0 37.6,127.0", "at least four"),
        ("37.6,127.0 37.7,127.0 37.7,127.1 37.6,127.1", "ends with"),
        ("127.0,37.6 127.0,37.7 127.1,37.7 127.0,37.6", "latitude comes first"),
        ("37.6,227.0 37.7,127.0 37.7,127.1 37.6,227.0", "no longitude"),
        ("37.6 127.0 37.7 127.0", "no pair"),
        ("37.6,127.0,4 37.7,127.0,4 37.7,127.1,4 37.6,127.0,4", "no pair"),
        ("nan,127.0 37.7,127.0 37.7,127.1 nan,127.0", "no number"),
        ("1e1,127.0 37.7,127.0 37.7,127.1 1e1,127.0", "no number"),
        ("", "at least four"),
    ],
)
def test_a_polygon_is_closed_and_latitude_comes_first(polygon: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        read_alert(alert("A", info(areas=area(BOX, polygon))))
    assert refused.value.field == "alert/info[1]/area[1]/polygon[2]"


@pytest.mark.parametrize(
    "circle",
    [
        "37.6,127.0",
        "37.6,127.0 -1",
        "37.6,127.0 wide",
        "127.0,37.6 1",
        "37.6,127 1 1",
        "37.6,127 99999",
    ],
)
def test_a_circle_has_a_middle_and_a_radius(circle: str) -> None:
    body = alert("A", info(areas=area(circles=("37.6,127.0 0", circle))))
    assert field_of(body) == "alert/info[1]/area[1]/circle[2]"


@pytest.mark.parametrize("kind", ["Update", "Cancel"])
@pytest.mark.parametrize(
    "said",
    [None, "", "A0", "a,b", "a,b,c", "a,,2026-11-21T05:10:00+09:00", "a,b,2026-11-21T05:10:00Z"],
)
def test_what_follows_something_names_it(kind: str, said: str | None) -> None:
    assert field_of(alert(msg_type=kind, references=said)) == "alert/references"


def test_a_reference_is_sender_identifier_and_time() -> None:
    read = read_alert(alert(msg_type="Cancel", references=f"{key('A0')}\n {key('A0')}"))
    assert read.references == (Reference("kma@korea.example", "A0", read.sent),)


def test_a_scope_says_whom_it_is_for() -> None:
    assert field_of(alert(scope="Restricted")) == "alert/restriction"
    assert field_of(alert(scope="Private", more=tag("addresses", " "))) == "alert/addresses"
    assert read_alert(alert(scope="Restricted", more=tag("restriction", "officials"))).scope
    assert read_alert(alert(scope="Private", more=tag("addresses", "a@b.example"))).scope


# what is no XML, or more than that


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]><alert>&lol3;</alert>"""


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS,
        b'<!DOCTYPE alert SYSTEM "alert.dtd"><alert/>',
        b"<!DOCTYPE alert><alert/>",
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://198.51.100.1/">%p;]><a/>',
        b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),
        b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>",
        b" " * (LARGEST_BYTES + 1),
    ],
)
def test_what_attacks_are_made_of_is_refused(body: bytes) -> None:
    with pytest.raises(NotSafe):
        read_alert(body)


async def test_no_external_entity_is_ever_asked_for() -> None:
    """A socket listens where the entities point to; nobody comes."""
    asked: list[str] = []
    server = await asyncio.start_server(lambda *_: asked.append("asked"), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/x"
    heads = (
        f'<!DOCTYPE alert [<!ENTITY x SYSTEM "{url}">]>',
        f'<!DOCTYPE alert SYSTEM "{url}">',
        f'<!DOCTYPE alert PUBLIC "-//X" "{url}">',
        f'<!DOCTYPE alert [<!ENTITY % x SYSTEM "{url}"> %x;]>',
        f'<?xml-stylesheet href="{url}"?>',
    )
    for head in heads:
        body = alert().replace(b"<alert", f"{head}<alert".encode(), 1)
        body = body.replace(b"<event>", b"<event>&x;" if b"ENTITY x" in body else b"<event>", 1)
        if "stylesheet" in head:
            body = body.replace(
                b"<alert ",
                f'<alert xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x {url}" '.encode(),
            )
            assert read_alert(body)
        else:
            with pytest.raises(NotSafe):
                await asyncio.to_thread(read_alert, body)
    server.close()
    await server.wait_closed()
    assert asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"{}",
        b"<alert>",
        b"<alert></info>",
        alert()[:-3],
        alert() + b"<more/>",
        alert().replace(b"UTF-8", b"X-NONE"),
        alert().replace("호우".encode(), b"\xff\xfe"),
        b"\x00" * 40,
        alert().replace("호우경보".encode(), b"&unknown;"),
        alert().replace("호우경보".encode(), b"&#0;"),
    ],
)
def test_what_is_no_xml_is_refused_and_says_where(body: bytes) -> None:
    assert field_of(body) == "body"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_ways_of_writing_the_same_letters_are_read(codec: str) -> None:
    text = alert().decode()
    declared = "UTF-8" if codec == "utf-8-sig" else "UTF-16"
    body = text.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(codec)
    if codec in {"utf-16-le", "utf-16-be"}:
        mark = b"\xff\xfe" if codec == "utf-16-le" else b"\xfe\xff"
        body = mark + body
    assert read_alert(body).infos[0].event == "호우경보"


def test_character_references_comments_and_cdata_are_plain_text() -> None:
    body = alert("A", info(event="<![CDATA[호우]]>&#44221;<!-- x -->보 &amp; 침수"))
    assert read_alert(body).infos[0].event == "호우경보 & 침수"


@settings(max_examples=60, deadline=None)
@given(cut=some.integers(0, 1200), put=some.binary(max_size=12), wide=some.integers(0, 40))
def test_a_spoiled_alert_is_read_or_refused_and_never_anything_else(
    cut: int, put: bytes, wide: int
) -> None:
    whole = alert()
    at = cut % len(whole)
    body = whole[:at] + put + whole[at + wide :]
    try:
        said = read_alert(body).identifier
    except Invalid as refused:
        said = refused.field or ""
    assert said


@settings(max_examples=40, deadline=None)
@given(order=some.permutations(["identifier", "sender", "sent", "status", "msgType", "scope"]))
def test_only_the_standard_order_is_an_alert(order: list[str]) -> None:
    values = {
        "identifier": "A",
        "sender": "s",
        "sent": "2026-11-21T05:10:00+09:00",
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
    }
    said = "".join(tag(name, values[name]) for name in order)
    body = f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{said}</alert>'.encode()
    if order == list(values):
        assert read_alert(body).identifier == "A"
    else:
        assert (field_of(body) or "").startswith("alert/")
