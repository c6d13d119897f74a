"""What each reader is told of a resident's alarm: warnings to everybody, the phone and the resident to the centre alone."""

from dataclasses import dataclass
from datetime import timedelta

import msgspec
import pytest

from bongsu.incidents.incident import Incident, IncidentState
from bongsu.incidents.service import Fact, Reader
from bongsu.services.bell.facts import facts_of_bell
from bongsu.services.shared.residents.facts import LOW_BATTERY_PCT, facts_of
from tests.incidents.stage import NOW

PRESSED = "2026-11-22T02:10:00+09:00"
EVERYBODY = tuple(Reader)
OUTSIDE = (Reader.LEAD, Reader.BESIDE, Reader.VEHICLE)


def alarm(service: str = "SOS_APP", **details: object) -> Incident:
    return Incident(
        incident_id="inc_1",
        partner="ansimi",
        sender_org="SEOUL.SAFE",
        ext_incident_no="sos-1",
        service=service,
        category="SOS_SHAKE",
        code="",
        exercise=False,
        state=IncidentState.OPEN,
        summary="",
        reported_at=NOW,
        received_at=NOW,
        heard_at=NOW + timedelta(seconds=5),
        details={"pressed_at": PRESSED, **details},
    )


@dataclass(frozen=True)
class Told:
    """Facts by their English label."""

    facts: tuple[Fact, ...]

    def __getitem__(self, label: str) -> str:
        return self.of(label).value_en

    def of(self, label: str) -> Fact:
        return next(one for one in self.facts if one.label_en == label)

    @property
    def labels(self) -> list[str]:
        return [one.label_en for one in self.facts]


def told(incident: Incident, reader: Reader = Reader.CENTRE) -> Told:
    return Told(facts_of(incident, reader))


def of_bell(incident: Incident, reader: Reader = Reader.CENTRE) -> Told:
    return Told(facts_of_bell(incident, reader))


@pytest.mark.parametrize("reader", EVERYBODY)
def test_a_silent_alarm_warns_whoever_may_come_near(reader: Reader) -> None:
    fact = told(alarm(quiet=True), reader).of("Silent alarm")
    assert fact.urgent
    assert fact.value_ko == "현장에서 소리·불빛 금지"


@pytest.mark.parametrize("reader", EVERYBODY)
def test_of_a_phone_nothing_sounds_but_by_a_hand(reader: Reader) -> None:
    fact = told(alarm(), reader).of("Announcement, light")
    assert (fact.value_en, fact.urgent) == ("by an operator's key only", False)


def test_of_a_bell_it_may_sound_on_the_press_unless_the_press_was_silent() -> None:
    assert of_bell(alarm("BELL"))["Announcement, light"] == "may act on the bell's press"
    assert "Announcement, light" not in of_bell(alarm("BELL", quiet=True)).labels


def test_a_vehicle_reads_the_warning_and_nothing_else() -> None:
    whole = alarm(
        battery_pct=4, safe_at="02:11:00", silent_since="02:12:00", came_late=True, presses=9
    )
    assert told(whole, Reader.VEHICLE).labels == ["Announcement, light"]


@pytest.mark.parametrize("reader", OUTSIDE)
def test_battery_silence_and_the_residents_word_stay_in_the_centre(reader: Reader) -> None:
    whole = alarm(
        battery_pct=4, safe_at="02:11:00", silent_since="02:12:00", cancel_came="02:10:30"
    )
    kept = {"Battery", "Says to be safe", "Device silent", "Cancel", "Call back", "Last heard"}
    assert not kept & set(told(whole, reader).labels)


def test_the_moment_of_the_press_is_told_in_seoul_time_by_the_phones_clock() -> None:
    assert told(alarm())["Pressed at"] == "02:10:00"
    assert told(alarm(), Reader.LEAD)["Pressed at"] == "02:10:00"


def test_a_press_that_came_late_is_said_before_everything_that_is_calm() -> None:
    late = told(alarm(came_late=True))
    assert late.of("Came late").urgent
    assert late.labels[0] == "Came late"


@pytest.mark.parametrize(("presses", "is_told"), [(1, False), (2, True), (40, True)])
def test_pressing_on_and_on_is_a_count(presses: int, is_told: bool) -> None:
    facts = told(alarm(presses=presses))
    assert ("Pressed again" in facts.labels) is is_told
    if is_told:
        assert facts["Pressed again"] == f"{presses} times"


def test_a_device_that_speaks_says_when_it_was_last_heard() -> None:
    facts = told(alarm())
    assert facts["Last heard"] == "02:10:05"
    assert "Device silent" not in facts.labels


def test_a_device_that_is_silent_says_since_when_and_then_asks_for_the_police() -> None:
    fact = told(alarm(silent_since="02:12:00")).of("Device silent")
    assert (fact.value_ko, fact.value_en, fact.urgent) == ("02:12:00부터", "since 02:12:00", True)
    long = told(alarm(silent_since="02:12:00", silent_long=True)).of("Device silent")
    assert long.value_ko == "02:12:00부터 · 경찰 인계 검토"
    assert long.value_en == "since 02:12:00 · consider the police"


@pytest.mark.parametrize(
    ("percent", "is_urgent"),
    [(0, True), (LOW_BATTERY_PCT, True), (LOW_BATTERY_PCT + 1, False), (100, False)],
)
def test_a_battery_that_is_nearly_empty_is_urgent(percent: int, is_urgent: bool) -> None:
    fact = told(alarm(battery_pct=percent)).of("Battery")
    assert (fact.value_en, fact.urgent) == (f"{percent} %", is_urgent)


def test_a_battery_that_nobody_told_is_no_line() -> None:
    assert "Battery" not in told(alarm()).labels


def test_a_cancel_that_came_too_late_asks_for_a_call() -> None:
    fact = told(alarm(cancel_came="02:10:30")).of("Cancel")
    assert fact.urgent
    assert fact.value_ko == "02:10:30 늦게 도착 · 확인 전화 필요"


def test_the_residents_own_word_ends_nothing_and_asks_for_a_call() -> None:
    fact = told(alarm(safe_at="02:11:00")).of("Says to be safe")
    assert not fact.urgent
    assert fact.value_en == "02:11:00 · call back"


def test_the_partners_word_that_it_is_over_is_told_to_all_but_vehicles() -> None:
    over = alarm(partner_ended="02:20:00")
    assert told(over, Reader.LEAD)["The partner says it is over"] == "02:20:00 · make sure"
    assert "The partner says it is over" not in told(over, Reader.VEHICLE).labels


def test_nobody_is_told_a_telephone_number() -> None:
    for reader in EVERYBODY:
        for fact in facts_of(alarm(safe_at="02:11:00", battery_pct=3), reader):
            digits = [one for one in fact.value_ko if one.isdigit()]
            assert len(digits) <= 6


def test_what_is_urgent_stands_first() -> None:
    whole = alarm(quiet=True, battery_pct=3, cancel_came="02:10:30", presses=4, safe_at="02:11:00")
    urgent = [one.urgent for one in facts_of(whole, Reader.CENTRE)]
    assert urgent == sorted(urgent, reverse=True)


@pytest.mark.parametrize("reader", EVERYBODY)
def test_of_what_ended_and_was_forgotten_nothing_is_told(reader: Reader) -> None:
    over = msgspec.structs.replace(alarm(), state=IncidentState.CLOSED, details={})
    assert facts_of(over, reader) == ()


@pytest.mark.parametrize("reader", EVERYBODY)
def test_every_line_has_both_languages(reader: Reader) -> None:
    whole = alarm(
        quiet=True,
        battery_pct=3,
        cancel_came="02:10:30",
        presses=4,
        safe_at="02:11:00",
        silent_since="02:12:00",
        came_late=True,
        partner_ended="02:20:00",
    )
    for fact in (*facts_of(whole, reader), *facts_of_bell(whole, reader)):
        assert all((fact.label_ko, fact.label_en, fact.value_ko, fact.value_en))
        assert fact.label_ko != fact.label_en


def test_a_bell_names_its_pole_to_rooms_and_its_voice_to_the_centre() -> None:
    pole = alarm("BELL", pole_id="pole_7")
    assert of_bell(pole)["Bell"] == "pole_7"
    assert of_bell(pole)["Voice"] == "on the bell's own set, never recorded"
    assert of_bell(pole, Reader.LEAD)["Bell"] == "pole_7"
    assert "Voice" not in of_bell(pole, Reader.LEAD).labels
    assert "Bell" not in of_bell(pole, Reader.VEHICLE).labels


def test_a_pole_has_no_battery_no_silence_and_nobody_to_call_back() -> None:
    pole = alarm("BELL", battery_pct=3, silent_since="02:12:00")
    assert not {"Battery", "Device silent", "Call back", "Last heard"} & set(of_bell(pole).labels)
