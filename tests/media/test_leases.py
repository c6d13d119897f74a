"""One lease per camera: it stays while it is used, and moves only when its process is lost."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.leases import GIVEN_S, PULLED_S, Leases, least_loaded

ALL = {"media-1": 100, "media-2": 100, "media-3": 100}
CAMERAS = [f"cam_{number}" for number in range(12)]
Deed = tuple[str, str, str, float]


def test_a_camera_stays_where_it_was_placed() -> None:
    leases = Leases()
    first = leases.give("cam_1", ALL, 0)
    assert first is not None
    for now_s in range(1, 40, 7):
        assert leases.give("cam_1", ALL, now_s) == first


def test_a_lease_that_nobody_used_is_over() -> None:
    leases = Leases()
    leases.give("cam_1", ALL, 0)
    assert leases.holder("cam_1", GIVEN_S - 0.01) is not None
    assert leases.holder("cam_1", GIVEN_S) is None


def test_a_pull_keeps_the_lease() -> None:
    leases = Leases()
    process = leases.give("cam_1", ALL, 0)
    assert process is not None
    for now_s in range(1, 60):
        assert leases.pulled(process, ["cam_1"], now_s) == (("cam_1",), ())
    assert leases.holder("cam_1", 59 + PULLED_S - 0.01) == process
    assert leases.holder("cam_1", 59 + PULLED_S) is None


def test_a_pull_shortens_no_lease_that_was_just_given() -> None:
    leases = Leases()
    process = leases.give("cam_1", ALL, 0)
    assert process is not None
    leases.pulled(process, ["cam_1"], 1)
    assert leases.holder("cam_1", GIVEN_S - 0.01) == process


def test_what_nobody_holds_belongs_to_whoever_pulls_it() -> None:
    leases = Leases()
    assert leases.pulled("media-2", ["cam_1"], 0) == (("cam_1",), ())
    assert leases.give("cam_1", ALL, 1) == "media-2", (
        "a node that was started again finds its cameras"
    )


def test_what_another_holds_is_to_be_let_go() -> None:
    leases = Leases()
    leases.pulled("media-2", ["cam_1"], 0)
    assert leases.pulled("media-1", ["cam_1", "cam_2"], 1) == (("cam_2",), ("cam_1",))
    assert leases.holder("cam_1", 1) == "media-2"


def test_a_lost_process_loses_its_cameras_and_no_other() -> None:
    leases = Leases()
    leases.pulled("media-1", ["cam_1", "cam_2"], 0)
    leases.pulled("media-2", ["cam_3"], 0)
    assert leases.lose("media-1") == {"cam_1", "cam_2"}
    assert leases.holder("cam_1", 0) is None
    assert leases.holder("cam_3", 0) == "media-2"


def test_with_no_process_nothing_is_placed() -> None:
    assert Leases().give("cam_1", {}, 0) is None


def test_cameras_spread_over_equals() -> None:
    leases = Leases()
    for number in range(90):
        leases.give(f"cam_{number}", ALL, 0)
    assert leases.held(0) == {"media-1": 30, "media-2": 30, "media-3": 30}


def test_a_bigger_machine_is_given_more() -> None:
    leases = Leases()
    for number in range(80):
        leases.give(f"cam_{number}", {"media-1": 300, "media-2": 100}, 0)
    assert leases.held(0) == {"media-1": 60, "media-2": 20}


def test_among_equals_a_camera_comes_back_to_where_it_was() -> None:
    first = {camera: least_loaded(camera, ALL, {}) for camera in CAMERAS}
    assert first == {
        camera: least_loaded(camera, dict(reversed(ALL.items())), {}) for camera in CAMERAS
    }
    assert len(set(first.values())) > 1
    without = {name: size for name, size in ALL.items() if name != "media-3"}
    moved = [camera for camera in CAMERAS if least_loaded(camera, without, {}) != first[camera]]
    assert all(first[camera] == "media-3" for camera in moved), "only the lost one's move"


def test_leases_that_are_over_are_forgotten() -> None:
    leases = Leases()
    leases.give("cam_1", ALL, 0)
    leases.give("cam_2", ALL, 10)
    leases.forget_old(GIVEN_S)
    assert list(leases._leases) == ["cam_2"]


deeds = st.lists(
    st.tuples(
        st.sampled_from(["give", "pulled", "lose", "forget"]),
        st.sampled_from(CAMERAS),
        st.sampled_from(sorted(ALL)),
        st.floats(0, 6),
    ),
    max_size=60,
)


@given(deeds)
@settings(max_examples=200, deadline=None)
def test_whatever_happens_a_camera_has_one_holder_and_only_lost_or_idle_ones_move(
    history: list[Deed],
) -> None:
    leases, now_s = Leases(), 0.0
    for deed, camera, process, passed_s in history:
        now_s += passed_s
        before = {one: leases.holder(one, now_s) for one in CAMERAS}
        if deed == "give":
            assert leases.give(camera, ALL, now_s) == leases.holder(camera, now_s)
        elif deed == "pulled":
            mine, elsewhere = leases.pulled(process, [camera], now_s)
            assert (camera in mine) != (camera in elsewhere)
            assert (leases.holder(camera, now_s) == process) == (camera in mine)
        elif deed == "lose":
            assert leases.lose(process) >= {one for one, at in before.items() if at == process}
        else:
            leases.forget_old(now_s)
        for one, at in before.items():
            is_lost = deed == "lose" and at == process
            if at is not None and not is_lost:
                assert leases.holder(one, now_s) == at, "a lease in use never moves"
            if is_lost:
                assert leases.holder(one, now_s) is None


@given(st.lists(st.sampled_from(CAMERAS), max_size=40), st.sampled_from(sorted(ALL)))
def test_what_a_lost_process_held_is_spread_over_the_others(wanted: list[str], lost: str) -> None:
    leases = Leases()
    for camera in wanted:
        leases.give(camera, ALL, 0)
    before = {camera: leases.holder(camera, 0) for camera in wanted}
    leases.lose(lost)
    left = {name: size for name, size in ALL.items() if name != lost}
    after = {camera: leases.give(camera, left, 1) for camera in wanted}
    assert all(after[one] == before[one] for one in wanted if before[one] != lost)
    assert lost not in after.values()
    counts = Counter(after.values())
    assert sum(counts.values()) == len(set(wanted))
