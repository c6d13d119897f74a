"""What an alert means now: what is only heard, what is ahead, what is over, and in whose words."""

from datetime import timedelta

import pytest

from bongsu.services.disaster.cap.read import read_alert
from bongsu.services.disaster.categories import CATEGORIES, category_of
from bongsu.services.disaster.meaning import Live, Outcome, meaning
from bongsu.services.disaster.settings import DisasterSettings
from bongsu.services.disaster.words import sentence
from tests.services.disaster.alerts import alert, at, info, key, moment
from tests.web.house import NOW

SETTINGS = DisasterSettings()


def means(body: bytes, later: float = 0.0, settings: DisasterSettings = SETTINGS) -> Live | Outcome:
    return meaning(read_alert(body), NOW + timedelta(minutes=later), settings)


def live(body: bytes, later: float = 0.0) -> Live:
    found = means(body, later)
    assert isinstance(found, Live)
    return found


def test_a_warning_lives_until_it_expires() -> None:
    assert live(alert(), 359).category == "HEAVY_RAIN"
    assert means(alert(), 360) is Outcome.EXPIRED
    assert live(alert()).ends == at(moment(360))


def test_a_day_late_it_opens_nothing() -> None:
    assert means(alert(), 24 * 60 + 360) is Outcome.EXPIRED


def test_what_names_no_end_holds_for_a_day() -> None:
    body = alert("A", info(expires=None))
    assert live(body).ends == at(moment(24 * 60))
    assert means(body, 24 * 60) is Outcome.EXPIRED
    assert means(body, 61, DisasterSettings(hours_without_expiry=1)) is Outcome.EXPIRED


@pytest.mark.parametrize("status", ["System", "Test", "Draft"])
def test_what_is_said_to_systems_is_kept(status: str) -> None:
    assert means(alert(status=status)) is Outcome.KEPT


@pytest.mark.parametrize("kind", ["Ack", "Error"])
def test_an_answer_to_a_message_is_kept(kind: str) -> None:
    assert means(alert(msg_type=kind, references=key("A0"))) is Outcome.KEPT


def test_an_exercise_has_the_meaning_of_the_real_thing() -> None:
    assert isinstance(means(alert(status="Exercise")), Live)


@pytest.mark.parametrize(
    "ahead",
    [
        info("호우 예비특보"),
        info(headline="오늘 밤 호우예비특보 발표"),
        info("Flood outlook"),
        info(urgency="Future"),
        info(certainty="Unlikely"),
    ],
)
def test_a_preparatory_warning_opens_nothing(ahead: str) -> None:
    assert means(alert("A", ahead)) is Outcome.PREPARATORY
    assert isinstance(means(alert("A", ahead, info())), Live)


def test_what_one_language_calls_preparatory_another_does_not_open() -> None:
    korean, english = info("호우 예비특보"), info("Heavy rain", language="en-US")
    assert means(alert("A", korean, english)) is Outcome.PREPARATORY
    assert means(alert("A", english, korean)) is Outcome.PREPARATORY


def test_a_second_event_opens_in_every_language() -> None:
    said = [
        info("호우 예비특보"),
        info("침수경보"),
        info("Heavy rain", language="en-US"),
        info("Flood warning", language="en-US"),
    ]
    found = means(alert("A", *said))
    assert isinstance(found, Live)
    assert {one.event for one in found.infos} == {"침수경보", "Flood warning"}
    alone = means(alert("A", said[0], said[1], said[2]))
    assert isinstance(alone, Live), "which of them the English one is nobody knows"


def test_words_of_preparation_are_the_centres_own() -> None:
    own = DisasterSettings(preparatory_words=" 주의 정보 ,Watch,")
    assert means(alert("A", info("FLOOD WATCH")), settings=own) is Outcome.PREPARATORY
    assert isinstance(means(alert("A", info("호우 예비특보")), settings=own), Live)


def test_all_clear_is_no_event() -> None:
    assert means(alert("A", info(response="AllClear"))) is Outcome.ALL_CLEAR
    assert isinstance(means(alert("A", info(response="AllClear"), info())), Live)


def test_an_alert_without_info_says_so() -> None:
    body = alert("A").replace(info().encode(), b"")
    assert means(body) is Outcome.NO_INFO


def test_each_reader_gets_their_language_and_else_the_senders() -> None:
    both = live(
        alert(
            "A",
            info("Heavy rain", language="en-US", headline="Heavy rain warning"),
            info("호우경보", headline="서울 호우경보"),
            info("大雨", language="ja"),
        )
    )
    assert (both.text_ko, both.text_en) == ("서울 호우경보", "Heavy rain warning")
    one = live(alert("A", info("호우경보")))
    assert (one.text_ko, one.text_en) == ("호우경보", "호우경보")


def test_the_gravest_of_several_gives_the_kind_and_all_give_the_time() -> None:
    found = live(
        alert(
            "A",
            info("강풍주의보", severity="Minor", expires=moment(600), onset=moment(30)),
            info("홍수경보", severity="Extreme", expires=moment(60), onset=moment(10)),
        )
    )
    assert found.category == "FLOOD"
    assert (found.starts, found.ends) == (at(moment(10)), at(moment(600)))


def test_one_that_is_over_no_longer_counts() -> None:
    body = alert("A", info("홍수경보", severity="Extreme", expires=moment(60)), info("강풍주의보"))
    assert live(body, 61).category == "STORM"


def test_an_onset_after_the_end_runs_into_no_trouble() -> None:
    found = live(alert("A", info(onset=moment(900))))
    assert found.starts < found.ends


@pytest.mark.parametrize(
    ("event", "category"),
    [
        ("호우경보", "HEAVY_RAIN"),
        ("하천 범람 위험", "FLOOD"),
        ("Flash Flood Warning", "FLOOD"),
        ("산불", "WILDFIRE"),
        ("산사태 경보", "LANDSLIDE"),
        ("태풍경보", "TYPHOON"),
        ("SEVERE THUNDERSTORM", "STORM"),
        ("인파밀집 위험", "CROWD"),
        ("화재", "FIRE"),
        ("외계인", "OTHER"),
    ],
)
def test_the_kind_is_read_from_the_event(event: str, category: str) -> None:
    assert category_of(read_alert(alert("A", info(event))).infos[0]) == category
    assert category in CATEGORIES


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_sentence_in_both_languages(outcome: Outcome) -> None:
    korean, english = sentence(outcome)
    assert korean.endswith(".")
    assert english.endswith(".")
