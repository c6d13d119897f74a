"""Full jitter, capped where somebody watches, and no fresh start after a short success."""

import random

from bongsu.media.backoff import Backoff


def _backoff(share: float = 1.0) -> Backoff:
    return Backoff(0.25, 2.0, 60.0, 30.0, draw=lambda: share)


def test_the_wait_doubles_up_to_the_cap() -> None:
    backoff, waits = _backoff(), []
    for _ in range(12):
        backoff.failed(0)
        waits.append(backoff.wait_s(is_watched=False))
    assert waits[:5] == [0.25, 0.5, 1.0, 2.0, 4.0]
    assert max(waits) == 60.0


def test_a_watched_camera_is_tried_at_least_every_two_seconds() -> None:
    backoff = _backoff()
    for _ in range(100):
        backoff.failed(0)
    assert backoff.wait_s(is_watched=True) == 2.0
    assert backoff.wait_s(is_watched=False) == 60.0


def test_a_short_success_does_not_reset() -> None:
    backoff = _backoff()
    for _ in range(5):
        backoff.failed(0)
    backoff.failed(29.0)
    assert backoff.wait_s(is_watched=False) == 8.0
    backoff.failed(30.0)
    assert backoff.wait_s(is_watched=False) == 0.25


def test_jitter_spreads_over_the_whole_wait() -> None:
    draw = random.Random(1).random
    waits = []
    for _ in range(1000):
        backoff = Backoff(0.25, 2.0, 60.0, 30.0, draw=draw)
        for _ in range(8):
            backoff.failed(0)
        waits.append(backoff.wait_s(is_watched=True))
    assert min(waits) < 0.02
    assert max(waits) > 1.98
    assert 0.9 < sum(waits) / len(waits) < 1.1
