"""What an operator may report and when a door is tried again; and that the district's text says the same of kinds."""

from datetime import timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.reports.reports import NO_ANSWER, SILENT_AFTER_S, state_of
from bongsu.services.reports.rules import (
    CODE,
    GIVE_UP,
    KINDS,
    LARGEST_STILL,
    RECEIVERS,
    Report,
    check,
    not_by_call,
    try_again,
)
from bongsu.services.reports.scenes import SCENES
from bongsu.services.shared.scenes import Spot, Stage
from bongsu.sharing.agreements.texts import service_texts
from tests.web.house import NOW

JPEG = b"\xff\xd8\xff\xe0drawn\xff\xd9"
WHOLE: dict[str, Any] = {
    "to": "119",
    "kind": "FIRE",
    "text": "연기",
    "lat": 37.608,
    "lon": 127.02,
    "camera_id": "SB-1",
    "still": JPEG,
}


def report(**more: Any) -> Report:
    return msgspec.convert({**WHOLE, **more}, Report)


def test_a_whole_report_is_taken_with_and_without_an_incident() -> None:
    check(report())
    check(report(incident_id="inc_1"))


@pytest.mark.parametrize(
    "still",
    [
        b"",
        b"\xff\xd8\xff\xe0 cut off",
        b"\x89PNG\r\n\xff\xd9",
        JPEG + b"more behind the end",
        b"\xff\xd8\xff" + b"x" * LARGEST_STILL + b"\xff\xd9",
        b"\xff\xd8\xff\xe1\x00\x10Exif\0\0maker\xff\xd9",
    ],
)
def test_a_still_is_one_small_jpeg_without_facts_about_its_maker(still: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        check(report(still=still))
    assert refused.value.field == "still"


@pytest.mark.parametrize(
    "more",
    [
        {"to": "182"},
        {"kind": "NOISE"},
        {"text": ""},
        {"text": "가" * 201},
        {"lat": 91.0},
        {"lon": 0.0},
        {"camera_id": ""},
        {"camera_id": "x" * 61},
        {"caller": "홍길동"},
        {"camera_id": None},
    ],
)
def test_what_a_report_may_not_say_is_refused_by_its_type(more: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        report(**more)


def test_a_door_is_tried_soon_at_first_and_each_minute_at_last() -> None:
    waits = [(try_again(attempts, NOW) - NOW).total_seconds() for attempts in range(12)]
    assert waits[0] == 1
    assert waits == sorted(waits)
    assert waits[-1] == 60
    assert sum(waits) > GIVE_UP.total_seconds() / 2


def test_nobodys_message_reports() -> None:
    call: Any = None
    with pytest.raises(Invalid) as refused:
        not_by_call(call, None)
    assert refused.value.field == "service"


@pytest.mark.parametrize(
    ("receipt", "refused", "after_s", "state"),
    [
        (None, None, 0, "waiting"),
        (None, None, SILENT_AFTER_S, "waiting"),
        (None, None, SILENT_AFTER_S + 1, "silent"),
        ("119-1", None, 3600, "received"),
        (None, "422", 0, "refused"),
        (None, NO_ANSWER, 600, "failed"),
    ],
)
def test_a_report_is_never_sent_before_its_receipt(
    receipt: str | None, refused: str | None, after_s: int, state: str
) -> None:
    assert state_of(receipt, refused, NOW, NOW + timedelta(seconds=after_s)) == state


def test_every_kind_goes_somewhere_and_each_receiver_is_a_party() -> None:
    [text] = [one for one in service_texts("SEONGBUK") if one.agreement_id == "SB-SVC-REPORTS"]
    parties = {one.organisation for one in text.parties}
    assert set(RECEIVERS.values()) < parties
    sent = {kind for clause in text.clauses for kind in clause.categories}
    assert sent == set(KINDS)
    for clause in text.clauses:
        assert clause.service == CODE
        assert clause.recipients < parties
        assert (clause.max_cameras, clause.renewals, clause.to_vehicles) == (1, 0, False)


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.name)
def test_no_scene_presses_the_key(scene: Any) -> None:
    """It tells the simulated door what to answer, and leaves it as it should be."""
    said = scene.play(Stage(NOW, Spot(37.608, 127.02)))
    assert {one.path for one in said} == {"/says"}
    assert said[-1].body == {"says": "receipt"}
    assert scene.expects == "key"
