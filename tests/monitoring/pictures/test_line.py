"""What is wanted of media is said in words it can bear, and in an order in which it can be done."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.media.taps.wire import LARGEST_WORD, Frames, TapWants
from bongsu.monitoring.pictures.line import TapLine

TICKET = "x" * 1200
cameras = st.integers(0, 6).map(lambda number: f"cam_{number}")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("show"), cameras, st.sampled_from(Frames)),
        st.tuples(st.just("want"), cameras, st.sampled_from(Frames)),
        st.tuples(st.just("leave"), cameras, st.just(Frames.NONE)),
        st.tuples(st.just("send"), st.just(""), st.just(Frames.NONE)),
    ),
    max_size=40,
)


def line() -> TapLine:
    return TapLine("ws://media.test/tap", lambda line, told: None)


def all_words(of: TapLine) -> list[TapWants]:
    said = []
    while (wants := of.words()) != TapWants():
        said.append(wants)
    return said


def test_a_districts_tickets_go_out_in_several_words_each_small_enough() -> None:
    of = line()
    for number in range(1000):
        of.show(f"cam_{number}", f"{number} {TICKET}", Frames.ALL, "main")
    said = all_words(of)
    assert all(sum(map(len, one.tickets)) < LARGEST_WORD * 0.8 for one in said)
    assert sum(len(one.tickets) for one in said) == 1000
    for one in said:
        assert len(one.frames) == len(one.streams) == len(one.tickets), "each with its own ticket"


def test_what_was_said_is_not_said_again() -> None:
    of = line()
    of.show("cam_1", TICKET, Frames.KEY, "sub")
    assert len(all_words(of)) == 1
    assert all_words(of) == []


@given(STEPS)
def test_media_ends_with_what_was_wanted_last(steps: list[tuple[str, str, Frames]]) -> None:
    """Whatever is put together into one word: tickets first, then frames, then who leaves."""
    of, wanted = line(), dict[str, Frames]()
    held: dict[str, Frames] = {}

    def hear(wants: TapWants) -> None:
        for ticket in wants.tickets:
            held.setdefault(ticket, Frames.KEY)
        held.update({one: frames for one, frames in wants.frames.items() if one in held})
        for one in wants.leave:
            held.pop(one, None)

    for what, camera, frames in [*steps, ("send", "", Frames.NONE)]:
        if what == "show":
            of.show(camera, camera, frames, "sub")
            wanted[camera] = frames
        elif what == "want" and camera in wanted:
            of.want(camera, frames, "sub")
            wanted[camera] = frames
        elif what == "leave" and camera in wanted:
            of.leave(camera)
            del wanted[camera]
        elif what == "send":
            hear(of.words())
    assert held == wanted
