"""What is repeated is said once in a while, and its number is not lost."""

import structlog
from structlog.testing import capture_logs

from bongsu.kernel.seldom import Seldom


def test_a_word_that_is_repeated_is_said_once_in_a_while_with_how_often_it_was_not() -> None:
    now = [0.0]
    seldom = Seldom(10.0, lambda: now[0])
    assert [seldom.unsaid("a") for _ in range(4)] == [0, None, None, None]
    assert seldom.unsaid("b") == 0
    now[0] = 9.9
    assert seldom.unsaid("a") is None
    now[0] = 10.0
    assert seldom.unsaid("a") == 4
    now[0] = 30.0
    assert seldom.unsaid("a") == 0


def test_ever_other_words_fill_no_memory() -> None:
    seldom = Seldom(10.0, lambda: 0.0)
    for number in range(1000):
        assert seldom.unsaid(str(number)) == 0
    assert len(vars(seldom)["_said_s"]) <= 100


def test_a_warning_says_how_often_it_was_left_unsaid() -> None:
    seldom, log = Seldom(every_s=1e9), structlog.get_logger()
    with capture_logs() as said:
        for _ in range(3):
            seldom.warn(log, "noise", "door", where="here")
        seldom.warn(log, "noise", "window")
    assert [(one["event"], one["unsaid"], one.get("where")) for one in said] == [
        ("noise", 0, "here"),
        ("noise", 0, None),
    ]
