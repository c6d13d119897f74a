"""What is held in memory, and what is given up."""

from datetime import timedelta

from msgspec.structs import replace

from bongsu.monitoring.alarms.book import AlarmBook
from bongsu.monitoring.alarms.tuned import Tuning, What
from bongsu.monitoring.words import AlarmState
from tests.monitoring.alarms.queue import ENTERS, HERE, NOW, THERE
from tests.monitoring.alarms.test_rules import alarm
from tests.monitoring.alarms.test_shelving import shelf

RULE = ("SB-1", "r")


def place(box: tuple[float, float, float, float] = HERE) -> Tuning:
    return Tuning(
        tuning_id="tun_1",
        camera_id="SB-1",
        rule_id="r",
        what=What.PLACE,
        at=NOW,
        by="system",
        verdicts=("a", "b", "c"),
        expected={},
        after=0.6,
        box=box,
    )


def test_an_alarm_is_found_by_its_rule_and_kept_once() -> None:
    book = AlarmBook()
    book.keep(alarm())
    book.keep(replace(alarm(), count=2))
    (found,) = book.of_rule(RULE)
    assert found.count == 2
    assert book.of_rule(("SB-2", "r")) == []


def test_open_ones_are_those_that_wait_for_somebody() -> None:
    book = AlarmBook()
    for number, state in enumerate(AlarmState):
        book.keep(alarm(alarm_id=f"alm_{number}", state=state))
    assert {one.state for one in book.open()} == {one for one in AlarmState if one.is_open}


def test_what_is_long_answered_is_forgotten_and_what_is_unsaved_is_not() -> None:
    book = AlarmBook()
    book.keep(alarm(state=AlarmState.REAL, answered_at=NOW))
    book.unsaved.add("alm_1")
    later = NOW + timedelta(hours=1)
    book.forget(later)
    assert "alm_1" in book.alarms
    book.unsaved.clear()
    book.forget(later)
    assert book.alarms == {}
    assert book.of_rule(RULE) == []


def test_arrivals_of_a_day_are_of_one_rule_and_of_a_day() -> None:
    book = AlarmBook()
    for hours in (25, 23, 1):
        book.arrived(RULE, NOW - timedelta(hours=hours), counts=True)
    book.arrived(("SB-2", "r"), NOW, counts=True)
    assert book.a_day(RULE, NOW) == 2
    assert book.a_day(("SB-9", "r"), NOW) == 0


def test_what_is_silenced_makes_no_flood_and_is_counted_all_the_same() -> None:
    book = AlarmBook()
    book.remember([("SB-1", "r", NOW, True), ("SB-1", "r", NOW, False)])
    assert book.within_window(NOW) == 1
    assert book.a_day(RULE, NOW) == 2


def test_arrivals_go_after_ten_minutes() -> None:
    book = AlarmBook()
    book.arrived(RULE, NOW, counts=True)
    assert book.within_window(NOW + timedelta(minutes=9)) == 1
    assert book.within_window(NOW + timedelta(minutes=11)) == 0
    assert not book.arrivals


def test_old_arrivals_and_those_to_come_do_not_count() -> None:
    """A clock that was set back."""
    book = AlarmBook()
    for at in (NOW - timedelta(minutes=10), NOW - timedelta(minutes=9), NOW + timedelta(seconds=1)):
        book.arrived(RULE, at, counts=True)
    assert book.within_window(NOW) == 1


def test_a_place_answers_for_its_own_rule_alone() -> None:
    book = AlarmBook()
    book.keep_places([place()])
    found = book.place_for(RULE, (HERE,), 0.5)
    assert found is not None
    assert found.tuning_id == "tun_1"
    assert book.place_for(("SB-1", ENTERS), (HERE,), 0.5) is None
    assert book.place_for(RULE, (THERE,), 0.5) is None
    assert book.place_for(RULE, (HERE,), 0.6) is None


def test_places_that_are_read_anew_replace_the_old_ones() -> None:
    book = AlarmBook()
    book.keep_places([place()])
    book.keep_places([place(THERE)])
    assert book.place_for(RULE, (HERE,), 0.5) is None
    book.keep_places([])
    assert book.places == {}


def test_shelves_are_known_by_what_they_hold() -> None:
    book = AlarmBook()
    book.load([alarm()], [shelf("r")])
    assert book.shelf_for("SB-1", "r", NOW) is not None
    assert book.shelf_for("SB-1", "other", NOW) is None


def test_what_is_dropped_is_counted_by_its_reason() -> None:
    book = AlarmBook()
    for why in ("fence", "fence", "late"):
        book.drop(why)
    assert book.dropped == {"fence": 2, "late": 1}


def test_of_one_camera_a_hundred_words_are_heard_at_once_and_two_a_second_afterwards() -> None:
    now = [0.0]
    book = AlarmBook(lambda: now[0])
    assert [book.is_too_much("SB-1") for _ in range(200)].count(False) == 100
    assert not book.is_too_much("SB-2")
    now[0] = 10.0
    assert [book.is_too_much("SB-1") for _ in range(200)].count(False) == 20
