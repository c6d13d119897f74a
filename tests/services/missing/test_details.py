"""What may be said of somebody, as types: closed words, police offices, numbers; a name fits nowhere."""

from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.missing.description import Description, check_description
from bongsu.services.missing.message import Confirmed, Details, read_details
from bongsu.services.missing.record import NewRecord, Personal, read_personal, sealed_bytes
from bongsu.services.missing.scenes import DESCRIPTION
from tests.services.missing.linked import record
from tests.services.missing.made import CONFIRMED


def read(said: dict[str, Any], type_: type = Details) -> Any:
    return msgspec.json.decode(msgspec.json.encode(said), type=type_)


@pytest.mark.parametrize(
    "office",
    [
        "성북경찰서 여성청소년과",
        "종암경찰서 실종수사팀",
        "서울경찰청",
        "길음지구대 순찰팀",
        "정릉파출소",
        "실종아동찾기센터",
        "경찰청 실종아동찾기센터",
    ],
)
def test_an_office_of_the_police_confirms(office: str) -> None:
    assert read({"rank": "경위", "office": office}, Confirmed).office == office


@pytest.mark.parametrize(
    "office",
    [
        "성북구 치매안심센터",
        "성북구청 복지과",
        "홍길동",
        "홍길동 경찰관",
        "경찰서장 홍길동",
        "서",
        "성북경찰서; DROP TABLE people 과",
        "성북경찰서\n여성청소년과",
        "경" * 60 + "찰서",
        "",
    ],
)
def test_nobody_else_does_and_no_name_fits(office: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        read({"rank": "경위", "office": office}, Confirmed)


@pytest.mark.parametrize("rank", ["팀장", "사회복지사", "홍길동", "경위 홍길동", ""])
def test_a_rank_is_a_polices_rank(rank: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        read({"rank": rank, "office": "성북경찰서"}, Confirmed)


@pytest.mark.parametrize(
    "more",
    [{"name": "홍길동"}, {"gender": "f"}, {"age": 81}, {"gait": "slow"}, {"face": "oval"}],
)
def test_no_name_gender_age_gait_or_face_attribute(more: dict[str, Any]) -> None:
    """dossier §12.13."""
    with pytest.raises(msgspec.ValidationError):
        read(DESCRIPTION | more, Description)


@pytest.mark.parametrize("part", ["upper", "lower", "shoes", "bag", "build", "hair", "walking_aid"])
def test_each_part_takes_closed_words_alone(part: str) -> None:
    free = {"kind": "홍길동", "colour": "navy"} if isinstance(DESCRIPTION[part], dict) else "홍길동"
    with pytest.raises(msgspec.ValidationError):
        read(DESCRIPTION | {part: free}, Description)


def test_nothing_need_be_known() -> None:
    said = read({}, Description)
    check_description(said)
    assert (said.build, said.height, said.walking_aid) == ("unknown", None, "unknown")


@pytest.mark.parametrize(("least", "most"), [(39, 150), (150, 221), (-1, 5)])
def test_a_height_is_a_persons(least: int, most: int) -> None:
    with pytest.raises(msgspec.ValidationError):
        read({"height": {"least_cm": least, "most_cm": most}}, Description)


def test_a_height_of_one_number_is_one_and_upside_down_is_none() -> None:
    check_description(read({"height": {"least_cm": 160, "most_cm": 160}}, Description))
    with pytest.raises(Invalid) as refused:
        check_description(read({"height": {"least_cm": 161, "most_cm": 160}}, Description), "d")
    assert refused.value.field == "d.height.least_cm"


@pytest.mark.parametrize(
    "said",
    [
        {"register_id": "../../etc"},
        {"register_id": "reg_"},
        {"register_id": "reg_" + "x" * 37},
        {"photo_ref": "<script>"},
        {"photo_ref": "홍길동"},
        {"police_no": "1"},
        {"police_no": "x" * 41},
        {"summary": "할머니"},
    ],
)
def test_numbers_are_numbers(said: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(said)


def test_what_we_add_beside_the_partners_words_is_left_out() -> None:
    said = read_details({"police_no": "182-1", "sightings": [{"sighting_id": "sgt_1"}]})
    assert (said.police_no, said.class_confirmed_by) == ("182-1", None)
    confirmed = read_details({"class_confirmed_by": CONFIRMED}).class_confirmed_by
    assert confirmed == Confirmed(rank="경위", office="성북경찰서 여성청소년과")


# the register's form


def test_a_record_is_read_back_from_its_bytes_as_it_was() -> None:
    said: NewRecord = read(record(), NewRecord)
    assert read_personal(sealed_bytes(said.personal)) == said.personal
    assert said.guardian == "RESIDENT"


def test_a_guardian_that_is_not_said_is_another_thing_than_nobody() -> None:
    unsaid = {name: value for name, value in record().items() if name != "guardian"}
    assert read(unsaid, NewRecord).guardian is None
    assert read(record(guardian=""), NewRecord).guardian == ""


@pytest.mark.parametrize(
    "more",
    [
        {"consent_file": "a"},
        {"consent_file": "홍길동 동의서"},
        {"device_id": "TAG 42"},
        {"habitual": [{"kind": "home", "lat": 91.0, "lon": 127.0}]},
        {"habitual": [{"kind": "home", "lat": 37.6, "lon": 127.0, "address": "길음로 1"}]},
        {"habitual": [{"kind": "home", "lat": 37.6, "lon": 127.0}] * 11},
        {"note": "free words"},
    ],
)
def test_the_sealed_part_takes_no_free_word(more: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(record()["personal"] | more, Personal)


@pytest.mark.parametrize("kind", ["ADULT", "", "치매"])
def test_only_whom_the_law_covers_is_registered(kind: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(record(kind=kind), NewRecord)
