"""A viewing ends with its session even when the message about it was lost."""

import pytest

from bongsu.media.send_queue import SendQueue
from bongsu.media.tickets import Ticket
from bongsu.media.viewer import Viewer
from bongsu.media.watching import Watching
from tests.media.stand import Stand
from tests.media.test_renewal import cut_for
from tests.media.test_watching import Line


def viewer(session: str, at_s: float = 0.0) -> Viewer:
    ticket = Ticket(
        camera="cam_1",
        grant="gr_1",
        incident="inc_1",
        session=session,
        viewer="순21",
        person="per_21",
        organisation="jongam",
        process="media-1",
        jti="n",
        exp=9,
        ends=9,
    )
    return Viewer(ticket, SendQueue(Line(), 1000), at_s)


@pytest.mark.parametrize(
    ("session", "at_s", "reason"),
    [
        ("se_alive", 0.0, None),
        ("se_locked", 0.0, "locked"),
        ("se_over", 0.0, "signed_out"),
        # let in after the question: it may have unlocked since, and the next answer knows
        ("se_locked", 2.0, None),
        ("se_over", 2.0, None),
    ],
)
async def test_the_answer_cuts_whose_session_does_not_stand(
    session: str, at_s: float, reason: str | None
) -> None:
    one, watching = viewer(session, at_s), Watching()
    watching.add(one)
    watching.keep_only_sessions({"se_alive"}, {"se_locked"}, asked_at_s=1.0)
    assert one.is_cut == (reason is not None)
    if reason:
        assert one.ended.result() == reason


async def test_a_lost_sign_out_ends_the_viewing_within_a_question(stand: Stand) -> None:
    seen, other = await stand.view(session="se_lost"), await stand.view(session="se_other")
    await seen.fragments(1)
    await other.fragments(1)
    stand.node.sessions_over = frozenset({"se_lost"})
    assert await cut_for(seen) == "signed_out"
    assert not other.texts("ended")


async def test_a_lost_lock_says_that_it_was_one(stand: Stand) -> None:
    seen = await stand.view(session="se_lost")
    await seen.fragments(1)
    stand.node.sessions_locked = frozenset({"se_lost"})
    assert await cut_for(seen) == "locked"


async def test_a_node_that_is_silent_about_sessions_ends_no_picture(stand: Stand) -> None:
    """Each ticket carries its own end: a stalled node stalls no video."""
    seen = await stand.view(session="se_1")
    await seen.fragments(1)
    stand.node.sessions_over = frozenset({"se_1"})
    stand.node.is_silent = True
    before = len(seen.messages)
    await seen.fragments(before + 3)
    assert not seen.texts("ended")
