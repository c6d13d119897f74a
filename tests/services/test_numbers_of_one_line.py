"""A number or pseudonym is one line: with a line end behind it, it would be another, and slip past what is looked for."""

from typing import Any  # Any: a type with its bounds

import msgspec
import pytest

from bongsu.services.disaster.message import DisasterRequest
from bongsu.services.missing.destroy import ReceiptNo
from bongsu.services.missing.message import Number, Office, RegisterId
from bongsu.services.missing.record import Reference
from bongsu.services.private_security.message import AlarmDetails
from bongsu.services.shared.residents.wire import DeviceId
from bongsu.services.stalking.message import CameraId, SubjectId, WatchDetails
from bongsu.services.stalking.rules import check_subject

WORDS: list[tuple[Any, str]] = [
    (DeviceId, "phone_1"),
    (SubjectId, "WATCH-0001"),
    (CameraId, "SB-0705-1"),
    (Number, "182-2026-0142"),
    (RegisterId, "reg_abcd1234"),
    (Office, "성북경찰서 여성청소년과"),
    (Reference, "동의-2026-0142"),
    (ReceiptNo, "파기-2026-1"),
]


@pytest.mark.parametrize(("shape", "word"), WORDS)
@pytest.mark.parametrize("more", ["\n", "\r\n", "\x00", "\n\n"])
def test_nothing_follows_a_word(shape: Any, word: str, more: str) -> None:
    assert msgspec.convert(word, shape) == word
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(word + more, shape)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (WatchDetails, {"subject_id": "900101-1234567\n"}),
        (AlarmDetails, {"site_no": "A-1\n"}),
        (DisasterRequest, {"alert_identifier": "KR.KMA.1\u202e"}),
    ],
)
def test_a_detail_is_refused_by_its_field(shape: type, said: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError, match=next(iter(said))):
        msgspec.convert(said, shape)


def test_a_resident_number_is_found_whatever_stands_behind_it() -> None:
    number = msgspec.convert("900101-1234567", SubjectId)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(f"{number}\n", SubjectId)
    with pytest.raises(Exception, match="names nobody"):
        check_subject(number, "subject_id")
