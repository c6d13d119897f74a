"""Who is looked at closely: by what reason, until when, how often, and never beyond its share."""

from bongsu.monitoring.schedule.escalation import ALARM, INCIDENT, OPERATOR, SEEN, Reasons
from bongsu.monitoring.schedule.scheduler import Scheduler, Spending
from tests.monitoring.schedule.days import MORNING

COST_S = 0.02


def scheduler(cores: float = 2.0, share: float = 0.25, cameras: int = 10) -> Scheduler:
    made = Scheduler(Spending(cores, escalated_share=share), {"look": COST_S, "close": COST_S})
    for number in range(cameras):
        made.add(f"cam_{number}", MORNING, interval_s=10.0)
    return made


def test_nobody_is_looked_at_closely_without_a_reason() -> None:
    made = scheduler()
    made.saw("cam_1", MORNING, 0.9)
    assert made.escalated(MORNING) == ()


def test_what_was_seen_in_a_zone_is_a_reason_for_twenty_seconds() -> None:
    made = scheduler()
    made.saw("cam_1", MORNING, 0.9, deserves=True)
    assert made.escalated(MORNING + 19) == ("cam_1",)
    assert made.escalated_for("cam_1", MORNING + 19) == SEEN
    made.saw("cam_1", MORNING + 10, 0.9, deserves=True)
    assert made.escalated(MORNING + 29) == ("cam_1",)
    assert made.escalated(MORNING + 31) == ()
    assert made.escalated_for("cam_1", MORNING + 31) == ""


def test_an_operators_wish_ends_when_it_is_taken_back() -> None:
    made = scheduler()
    made.attend("cam_1", OPERATOR, MORNING + 600)
    assert made.escalated(MORNING + 300) == ("cam_1",)
    made.attend("cam_1", OPERATOR, MORNING)
    assert made.escalated(MORNING + 301) == ()


def test_an_unknown_camera_is_passed_over() -> None:
    made = scheduler()
    made.attend("cam_99", OPERATOR, MORNING + 600)
    assert made.escalated(MORNING) == ()


def test_of_too_many_the_weightiest_reasons_win() -> None:
    made = scheduler(cores=0.8, cameras=60)
    assert made.most_close == 2
    for number in range(6):
        made.saw(f"cam_{number}", MORNING, 0.9, deserves=True)
    made.attend("cam_7", INCIDENT, MORNING + 60)
    made.attend("cam_8", OPERATOR, MORNING + 60)
    assert set(made.escalated(MORNING + 1)) == {"cam_8", "cam_7"}


def test_what_key_pictures_leave_is_for_close_looks() -> None:
    """Ten cameras need a tenth of a core, sixty all that is not kept."""
    assert scheduler(cores=0.4, share=0.25, cameras=10).most_close == 3
    assert scheduler(cores=0.8, share=0.25, cameras=60).most_close == 2


def test_where_key_pictures_need_all_the_rest_no_camera_more_is_taken_than_the_share_pays_for() -> (
    None
):
    """Looked at half as often as it ought to be, a camera more would cost the others their key pictures."""
    assert scheduler(cores=0.74, share=0.25, cameras=60).most_close == 1


def test_cameras_whose_key_pictures_come_seldom_leave_more() -> None:
    made = scheduler(cores=0.4, share=0.25, cameras=30)
    assert made.most_close == 1
    for second in range(0, 200, 10):
        for number in range(30):
            made.offered(f"cam_{number}", MORNING + second)
    assert made.most_close == 3


def test_a_look_at_pictures_that_waited_is_paid_for_by_the_picture() -> None:
    """Else whoever falls behind seems to cost more, and fewer are looked at closely."""
    made = scheduler(cores=0.8, share=0.5, cameras=30)
    made.attend("cam_1", OPERATOR, MORNING + 600)
    made.escalated(MORNING)
    before = made.most_close
    for step in range(1, 20):
        now = MORNING + 0.8 * step
        made.offered("cam_1", now)
        look = made.next(now)
        assert look is not None
        assert look.is_close
        made.spent(look, 4 * COST_S, now, pictures=4)
    assert made.most_close == before


def test_what_was_told_makes_room_for_what_was_not() -> None:
    made = scheduler(cores=0.4, cameras=30)
    made.saw("cam_1", MORNING, 0.9, deserves=True)
    assert made.escalated(MORNING) == ("cam_1",)
    made.attend("cam_1", ALARM, MORNING + 7)
    assert made.escalated(MORNING + 1) == ("cam_1",)
    assert made.escalated_for("cam_1", MORNING + 1) == ALARM
    made.saw("cam_2", MORNING + 2, 0.4, deserves=True)
    assert made.escalated(MORNING + 2) == ("cam_2",)


def test_whoever_is_looked_at_closely_already_stays_it_among_equals() -> None:
    made = scheduler(cores=0.4, cameras=30)
    made.saw("cam_1", MORNING, 0.5, deserves=True)
    assert made.escalated(MORNING) == ("cam_1",)
    made.saw("cam_2", MORNING + 1, 0.9, deserves=True)
    assert made.escalated(MORNING + 1) == ("cam_1",)


def closely(made: Scheduler, seconds: float, cameras: list[str]) -> dict[str, int]:
    """All pictures of these, fifteen a second, and key pictures of the others; how often each is looked at."""
    looks: dict[str, int] = {}
    for step in range(int(seconds * 15)):
        now = MORNING + step / 15
        made.escalated(now)
        for camera_id in cameras:
            made.offered(camera_id, now)
        if step % 30 == 0:
            for number in range(10):
                made.offered(f"cam_{number}", now)
        while (look := made.next(now)) is not None:
            looks[look.camera_id] = looks.get(look.camera_id, 0) + 1
            made.spent(look, COST_S, now)
    return looks


def test_a_close_look_is_five_a_second_and_the_others_keep_theirs() -> None:
    made = scheduler()
    made.attend("cam_1", OPERATOR, MORNING + 600)
    looks = closely(made, 20.0, ["cam_1"])
    assert 90 <= looks["cam_1"] <= 125
    assert min(looks[f"cam_{number}"] for number in range(10)) >= 9


def test_close_looks_take_no_more_than_their_share() -> None:
    made = scheduler(cores=0.4, share=0.25, cameras=30)
    for number in range(10):
        made.attend(f"cam_{number}", OPERATOR, MORNING + 600)
    looks = closely(made, 20.0, [f"cam_{number}" for number in range(10)])
    close = made.escalated(MORNING + 20)
    assert len(close) == 1
    # a tenth of a core for twenty seconds, a hundred looks, and what lay ready at the beginning
    assert looks[close[0]] <= 0.1 * 20 / COST_S + 10


def test_reasons_that_are_over_are_forgotten() -> None:
    reasons = Reasons()
    reasons.give(OPERATOR, 10.0)
    reasons.prolong(SEEN, 20.0)
    reasons.prolong(SEEN, 15.0)
    assert reasons.best(5.0) == OPERATOR
    assert reasons.best(12.0) == SEEN
    assert reasons.best(20.0) == ""
    assert reasons.until == {}
