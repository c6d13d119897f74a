"""How cameras are divided among workers: exactly, with one each, and without moving what need not move."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.watch.shares import apportion, weigh
from bongsu.monitoring.watch.workers import WorkerBook
from bongsu.monitoring.worker.messages import WorkerPresent
from tests.monitoring.watch.stage import Seconds

WEIGHTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 2000).map(float), max_size=12
)


@given(WEIGHTS, st.integers(0, 300))
def test_all_cameras_are_given_out_and_nobody_able_is_left_without(
    weights: dict[str, float], cameras: int
) -> None:
    shares = apportion(cameras, weights)
    able = [name for name, weight in weights.items() if weight > 0]
    assert shares.keys() == weights.keys()
    assert sum(shares.values()) == (cameras if able else 0)
    assert all(shares[name] == 0 for name in weights if name not in able)
    if cameras >= len(able):
        assert all(shares[name] >= 1 for name in able)


@given(WEIGHTS.filter(lambda one: any(one.values())), st.integers(0, 300))
def test_one_camera_more_is_one_workers_and_takes_none_from_another(
    weights: dict[str, float], cameras: int
) -> None:
    before, after = apportion(cameras, weights), apportion(cameras + 1, weights)
    assert sorted(after[name] - before[name] for name in weights)[:-1] == [0] * (len(weights) - 1)


def test_who_can_do_twice_as_much_holds_twice_as_many() -> None:
    assert apportion(30, {"small": 20.0, "large": 40.0}) == {"small": 10, "large": 20}
    assert apportion(20, {"a": 60.0, "b": 60.0}) == {"a": 10, "b": 10}
    assert apportion(2, {"a": 1.0, "b": 5.0, "c": 9.0}) == {"a": 0, "b": 1, "c": 1}


def test_what_a_look_costs_a_little_more_or_less_moves_no_camera() -> None:
    weights = weigh({"a": 60, "b": 60}, {})
    for capacity in (70, 45, 89, 60):
        assert weigh({"a": 60, "b": capacity}, weights) == weights
    assert weigh({"a": 60, "b": 91}, weights) == {"a": 60.0, "b": 91.0}
    # and it is lost at once by whom nobody hears any more, or who cannot look
    assert weigh({"a": 0}, weights) == {"a": 0.0}


def there(
    name: str, capacity: int, *, cores: float = 1.0, looked: bool = True, can_look: bool = True
) -> WorkerPresent:
    return WorkerPresent(
        worker=name,
        instance=name,
        cores=cores,
        load=0.0,
        capacity=capacity,
        detector={"name": "drawn"} if can_look else {},
        costs_ms={"look": 20.0} if looked else {},
    )


def test_a_worker_that_has_not_looked_yet_is_as_good_as_the_others_core_by_core() -> None:
    book = WorkerBook(Seconds())
    book.hear(there("first", 120, cores=2.0))
    book.hear(there("second", 3, cores=1.0, looked=False))
    assert book.shares(30) == {"first": 20, "second": 10}
    # nobody has looked: by cores alone
    book = WorkerBook(Seconds())
    book.hear(there("first", 7, cores=3.0, looked=False))
    book.hear(there("second", 900, cores=1.0, looked=False))
    assert book.shares(8) == {"first": 6, "second": 2}


def test_a_lost_workers_cameras_go_to_whoever_looks_and_not_to_whoever_is_started_in_its_stead() -> (
    None
):
    now = Seconds()
    book = WorkerBook(now)
    for name in ("first", "second"):
        book.hear(there(name, 60))
    assert book.shares(10) == {"first": 5, "second": 5}

    def passes(seconds: float, *heard: str) -> None:
        now.now += seconds
        for name in heard:
            book.hear(there(name, 60))

    passes(1.0, "first")
    passes(1.1, "first", "third")
    assert book.shares(10) == {"first": 10}
    assert book.share_of("third", 10) == 0, "not even the one by which it would get ready"
    for _ in range(4):
        passes(1.0, "first", "third")
        assert book.shares(10) == {"first": 10}
    passes(1.1, "first", "third")
    assert book.shares(10) == {"first": 5, "third": 5}
    # where nobody else is there, nobody waits
    passes(2.1, "fourth")
    assert book.shares(10) == {"fourth": 10}


def test_a_capacity_that_no_machine_has_takes_no_others_cameras() -> None:
    book = WorkerBook(Seconds())
    book.hear(there("honest", 500, cores=1.0))
    book.hear(there("boasting", 2**62, cores=1.0))
    assert book.share_of("honest", 30) == 10
    assert book.share_of("nobody", 30) == 0
    book.hear(there("wrong", -5, cores=-1.0))
    assert book.share_of("wrong", 30) == 0


def test_nobody_gives_up_cameras_for_one_that_is_still_loading() -> None:
    book = WorkerBook(Seconds())
    book.hear(there("first", 60))
    book.hear(there("loading", 60, looked=False, can_look=False))
    assert (book.share_of("first", 20), book.share_of("loading", 20)) == (20, 1)
    book.hear(there("loading", 60, looked=False))
    assert (book.share_of("first", 20), book.share_of("loading", 20)) == (10, 10)
    book.hear(there("broken", 0, can_look=False))
    assert book.share_of("broken", 20) == 0


def test_where_all_are_still_loading_each_counts() -> None:
    book = WorkerBook(Seconds())
    book.hear(there("first", 60, looked=False, can_look=False))
    book.hear(there("second", 60, looked=False, can_look=False))
    assert book.shares(20) == {"first": 10, "second": 10}
