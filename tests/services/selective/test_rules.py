"""What the service says of an incident, to whom. Pure."""

import pytest

from bongsu.incidents.choose import Nearest
from bongsu.incidents.message import Call
from bongsu.incidents.service import Reader
from bongsu.kernel.failures import Invalid
from bongsu.monitoring.words import RuleKind
from bongsu.services.selective.rules import (
    BESIDE,
    CATEGORIES,
    KINDS,
    at_the_camera,
    by_a_key_alone,
    facts,
)
from tests.services.shared.test_facts import alarm

DETAILS = {
    "alarm_id": "alm_1",
    "camera_name": "길음동 12-3",
    "site_id": "site_1",
    "kind": "fall_candidate",
    "first_at": "2026-11-21T05:10:00+00:00",
}


def call(**details: object) -> Call:
    return Call(
        partner="monitoring",
        sender_org="SEONGBUK",
        ext_incident_no="alm_1",
        service="SELECT",
        details=details,
    )


def test_only_an_alarm_opens_one() -> None:
    by_a_key_alone(call(alarm_id="alm_1"), None)
    for said in (call(), call(alarm_id="")):
        with pytest.raises(Invalid) as refused:
            by_a_key_alone(said, None)
        assert refused.value.field == "service"


def test_every_kind_has_its_words_and_a_candidate_says_so() -> None:
    assert set(KINDS) == set(RuleKind)
    for kind, (korean, english) in KINDS.items():
        assert ("의심" in korean) is kind.is_candidate
        assert ("candidate" in english) is kind.is_candidate
        assert "탐지" not in korean


def test_every_category_has_two_names() -> None:
    assert all(korean and english for korean, english in CATEGORIES.values())


def test_the_cameras_own_site_comes_first() -> None:
    assert at_the_camera(alarm("SELECT", **DETAILS)) == Nearest("site_1", BESIDE)
    assert at_the_camera(alarm("SELECT", site_id=7)) == Nearest("", BESIDE)


def test_the_centre_reads_the_camera_and_who_was_handed_it_does_not() -> None:
    told = {
        reader: [one.label_en for one in facts(alarm("SELECT", **DETAILS), reader)]
        for reader in Reader
    }
    assert told[Reader.CENTRE] == ["Alarm", "First seen", "Camera", "Announcement, light"]
    for reader in (Reader.LEAD, Reader.BESIDE, Reader.VEHICLE):
        assert told[reader] == ["Alarm", "First seen"]


def test_times_are_seouls_and_candidates_are_called_so() -> None:
    first, since, *_ = facts(alarm("SELECT", **DETAILS), Reader.CENTRE)
    assert (first.value_ko, since.value_ko) == ("쓰러짐 의심", "14:10:00")


def test_of_an_incident_without_details_nothing_is_said() -> None:
    assert facts(alarm("SELECT"), Reader.LEAD) == ()
