"""Own look-ups without an incident: how many, at night, of one camera, and of too many, are a finding."""

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import FindingKind
from tests.audit.review.judged import LIMITS, WHO, found, kinds, looks, night
from tests.audit.review.months import at, incident, watch


def test_a_few_looks_at_night_are_an_operators_work() -> None:
    assert kinds(night(LIMITS.night_looks - 1)) == []


def test_many_looks_in_one_night_are_found_with_their_rows() -> None:
    (finding,) = found(night(LIMITS.night_looks))
    assert (finding.kind, finding.who, finding.count) == (FindingKind.NIGHT_LOOKS, WHO, 12)
    assert finding.facts == {"nights": 1}
    assert len(finding.rows) == LIMITS.night_looks
    assert finding.first_at == at(9, 23).timestamp()


def test_the_night_goes_on_over_midnight_and_ends_at_six() -> None:
    before_and_after = looks(
        *(at(9, 23, 20 * n) for n in range(3)), *(at(10, 0, 40 * n) for n in range(9))
    )
    assert kinds(before_and_after) == [FindingKind.NIGHT_LOOKS]
    assert kinds(looks(*(at(9, 6, 20 * n) for n in range(15)))) == []


def test_two_nights_below_the_limit_are_two_nights() -> None:
    tenth = looks(*(at(10, 23, 15 * n) for n in range(8)))
    assert kinds([*night(8), *tenth]) == []


def test_what_an_incident_asks_for_is_no_look_up() -> None:
    deeds = [deed for n in range(40) for deed in incident(str(n), at(9, 23, n), ["SB-1"])]
    assert kinds(deeds) == []


def test_one_camera_again_and_again_in_a_day() -> None:
    day = [at(9, 7 + hour) for hour in range(LIMITS.same_camera_in_a_day)]
    (finding,) = found(looks(*day, camera="SB-7"))
    assert (finding.kind, finding.camera_id, finding.count) == (
        FindingKind.SAME_CAMERA,
        "SB-7",
        6,
    )
    assert finding.facts == {"in_a_day": 6, "in_the_month": 6}
    assert kinds(looks(*day[1:], camera="SB-7")) == []


def test_one_camera_on_most_days_of_the_month() -> None:
    days = [at(day, 9) for day in range(2, 2 + LIMITS.same_camera_in_a_month)]
    (finding,) = found(looks(*days, camera="SB-7"))
    assert finding.facts == {"in_a_day": 1, "in_the_month": 25}
    assert kinds(looks(*days[1:], camera="SB-7")) == []


def test_a_picture_asked_for_again_is_the_same_look() -> None:
    """Own monitoring lasts ten minutes; who goes on watching asks again."""
    assert kinds(looks(*(at(9, 9, 10 * n) for n in range(20)), camera="SB-7")) == []


def test_a_look_of_many_hours_is_found() -> None:
    (finding,) = found(looks(*(at(9, 9, 10 * n) for n in range(25)), camera="SB-7"))
    assert (finding.kind, finding.facts) == (FindingKind.LONG_LOOK, {"longest_min": 241})
    assert finding.count == 1


def test_a_sweep_over_many_cameras() -> None:
    quick = [at(9, 9, 0.2 * n) for n in range(LIMITS.sweep_cameras + 5)]
    (finding,) = found(looks(*quick))
    assert (finding.kind, finding.count) == (FindingKind.SWEEP, 35)
    assert finding.facts == {"cameras": 35, "times": 1}
    slow = [at(9, 9, 0.4 * n) for n in range(LIMITS.sweep_cameras + 5)]
    assert kinds(looks(*slow)) == []


def test_two_sweeps_are_told_apart() -> None:
    twice = [at(9, hour, 0.2 * n) for hour in (9, 15) for n in range(LIMITS.sweep_cameras)]
    (finding,) = found(looks(*twice))
    assert finding.facts == {"cameras": 30, "times": 2}


def test_a_look_whose_process_fell_does_not_last_until_it_came_back() -> None:
    started = [d for d in looks(at(9, 9), camera="SB-7") if d.kind is not TrailKind.WATCH_ENDED]
    noticed = [
        watch(TrailKind.WATCH_ENDED, WHO, at(9, 9, 10 * n), "SB-7", "gr_x", reason="process_ended")
        for n in range(1, 40)
    ]
    assert kinds([*started, *noticed]) == []
