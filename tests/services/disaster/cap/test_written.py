"""What we write is CAP 1.2: by the published schema where it lies beside us, and by the standard's own words always."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any  # Any: a field of an alert

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bongsu.services.disaster.cap.alert import Alert, CapArea, Circle, Info, Reference
from bongsu.services.disaster.cap.read import read_alert
from bongsu.services.disaster.cap.write import write_alert
from tests.services.disaster.alerts import BOX, alert, area, info, key, tag
from tests.services.disaster.cap.standard import faults
from tests.services.disaster.cap.test_read import EXPECTED, FOLDER
from tests.services.disaster.cap.xsd import Schema
from tests.shared_folder import SHARED

XSD = SHARED / "data" / "cap" / "schema" / "cap12.xsd"
needs_schema = pytest.mark.skipif(not XSD.is_file(), reason="the published schema is not beside us")
SEOUL = timezone(timedelta(hours=9))
SENT = datetime(2026, 11, 21, 14, 10, tzinfo=SEOUL)
RING = ((37.605, 127.017), (37.605, 127.023), (37.611, 127.023), (37.605, 127.017))
FIRST = Reference("SEONGBUK.DISASTER@bongsu", "alert_1", SENT)
KOREAN = Info(
    language="ko-KR",
    categories=("Met",),
    event="침수 <경보> & 대피",
    response_types=("Evacuate", "Avoid"),
    urgency="Immediate",
    severity="Severe",
    certainty="Observed",
    effective=SENT,
    onset=SENT,
    expires=SENT + timedelta(hours=3),
    sender_name="성북구",
    headline="정릉천 산책로를 벗어나세요 ]]>",
    description="수위가 오르고 있습니다.",
    instruction="높은 곳으로 가십시오.",
    areas=(CapArea(description="정릉천", polygons=(RING,)),),
)
ENGLISH = msgspec.structs.replace(KOREAN, language="en-US", event="Flood", headline="Leave")
WHOLE = Alert(
    version="1.2",
    identifier="alert_2",
    sender="SEONGBUK.DISASTER@bongsu",
    sent=SENT,
    status="Actual",
    msg_type="Alert",
    scope="Public",
    infos=(KOREAN, ENGLISH),
)


def told(**changed: Any) -> Alert:
    return msgspec.structs.replace(WHOLE, **changed)


def where(**changed: Any) -> Alert:
    """With another area in its first language."""
    described = msgspec.structs.replace(CapArea(description="정릉천"), **changed)
    return told(infos=(msgspec.structs.replace(KOREAN, areas=(described,)),))


WRITTEN = {
    "in two languages": WHOLE,
    "an exercise": told(status="Exercise"),
    "an update": told(msg_type="Update", references=(FIRST,)),
    "a cancel of two": told(
        msg_type="Cancel", references=(FIRST, Reference("a@b", "alert_0", SENT.astimezone(UTC)))
    ),
    "in coordinated time": told(sent=SENT.astimezone(UTC)),
    "west of Greenwich": told(sent=SENT.astimezone(timezone(-timedelta(hours=3, minutes=30)))),
    "a moment with parts of a second": told(sent=SENT.replace(microsecond=999_999)),
    "without info": told(infos=()),
    "with the least": told(
        infos=(
            Info(
                categories=("Other",),
                event="x",
                urgency="Unknown",
                severity="Unknown",
                certainty="Unknown",
            ),
        )
    ),
    "a circle": where(circles=(Circle(37.6, 127.02, 1.5),)),
    "a circle of no width": where(circles=(Circle(37.6, 127.02, 0.0),)),
    "polygons, circles, codes": where(
        polygons=(RING, RING),
        circles=(Circle(-37.6, -127.02, 0.25), Circle(0.0, 0.0, 12_000.0)),
        geocodes=(("행정표준코드", "1129066000"), ("HASC", "KR.SO.SB")),
    ),
    "several categories": told(
        infos=(msgspec.structs.replace(KOREAN, categories=("Met", "Safety", "CBRNE")),)
    ),
}


@needs_schema
@pytest.mark.parametrize("name", WRITTEN)
def test_what_we_write_is_valid_by_the_published_schema(name: str) -> None:
    assert Schema(XSD).problems(write_alert(WRITTEN[name])) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_what_we_write_is_what_the_standard_says(name: str) -> None:
    assert faults(write_alert(WRITTEN[name])) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_what_we_write_our_own_reader_takes_back_as_it_was(name: str) -> None:
    wanted = msgspec.structs.replace(WRITTEN[name], sent=WRITTEN[name].sent.replace(microsecond=0))
    assert read_alert(write_alert(WRITTEN[name])) == wanted


def test_it_says_which_letters_it_is_written_in_and_nothing_of_a_document_type() -> None:
    body = write_alert(WHOLE)
    assert body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert b"<!" not in body
    assert body.decode().count("<alert ") == 1


def test_no_element_is_written_that_says_nothing() -> None:
    assert re.findall(r"<(\w+)></", write_alert(WRITTEN["with the least"]).decode()) == []


def test_coordinated_time_has_no_letter() -> None:
    body = write_alert(WRITTEN["in coordinated time"]).decode()
    assert "<sent>2026-11-21T05:10:00-00:00</sent>" in body


@given(some.text(min_size=1).filter(lambda text: bool(text.strip())))
@settings(max_examples=60, deadline=None)
def test_whatever_people_write_stays_one_well_formed_alert(text: str) -> None:
    """What XML cannot carry (a bell, a lone half of a letter) the form refuses before it is written."""
    carried = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text).strip()
    one = msgspec.structs.replace(KOREAN, headline=carried or "x")
    body = write_alert(told(infos=(one,)))
    assert faults(body) == []
    assert read_alert(body).infos[0].headline == (carried or "x")


# the judges themselves: who lets everything through proves nothing

SPOILED = {
    "an element is missing": alert(sender=None),
    "a word that nobody knows": alert("A", info(severity="Bad")),
    "a status in small letters": alert(status="actual"),
    "coordinated time as a letter": alert(sent="2026-11-21T05:10:00Z"),
    "parts of a second": alert(sent="2026-11-21T05:10:00.5+09:00"),
    "no offset": alert(sent="2026-11-21T05:10:00"),
    "the order turned round": alert(more=tag("note", "x") + tag("source", "y")),
    "an unknown element": alert(more="<contacts>x</contacts>"),
    "an area without words": alert("A", info(areas=f"<area>{tag('polygon', BOX)}</area>")),
    "the same twice": alert(more=tag("note", "x") + tag("note", "y")),
    "text among elements": alert(more="text"),
    "another namespace": alert(namespace="urn:oasis:names:tc:emergency:cap:1.1"),
    "no category": alert("A", info(category=None)),
}
# a schema sees texts; only the standard's words say what stands in them
ONLY_BY_WORDS = {
    "an open polygon": alert("A", info(areas=area("37.6,127.0 37.6,127.1 37.7,127.1 37.7,127.0"))),
    "a triangle not closed": alert("A", info(areas=area("37.6,127.0 37.6,127.1 37.7,127.1"))),
    "longitude first": alert("A", info(areas=area(BOX.replace("37.6", "137.6")))),
    "a circle without a radius": alert("A", info(areas=area(circles=("37.6,127.0",)))),
    "a comma in the identifier": alert("A,1"),
    "a space in the sender": alert(sender="the office"),
    "an update of nothing": alert(msg_type="Update"),
    "a reference of two parts": alert(msg_type="Update", references="a,b"),
    "a reference in coordinated time as a letter": alert(
        msg_type="Update", references=key("A0", "2026-11-21T05:10:00Z")
    ),
}


@needs_schema
@pytest.mark.parametrize("name", SPOILED)
def test_the_schema_finds_that(name: str) -> None:
    assert Schema(XSD).problems(SPOILED[name])


@pytest.mark.parametrize("name", [*SPOILED, *ONLY_BY_WORDS])
def test_the_standard_finds_that(name: str) -> None:
    if name == "text among elements":
        pytest.skip("the words say nothing of loose text; the schema does")
    assert faults({**SPOILED, **ONLY_BY_WORDS}[name])


@needs_schema
@pytest.mark.parametrize(
    "name", [name for name, said in EXPECTED.items() if said["version"] == "1.2"] or ["none"]
)
def test_the_schema_is_read_as_its_publisher_reads_it(name: str) -> None:
    """By the verdict of a validator that is not ours, kept beside the published alerts."""
    problems = Schema(XSD).problems((FOLDER / name).read_bytes())
    assert (problems == []) is EXPECTED[name]["schema_valid"], problems
