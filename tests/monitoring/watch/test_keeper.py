"""What the node answers its workers: shares, fences, taps, and where to look closely."""

from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
import pytest

from bongsu.media.tickets import TicketChecker, claims_of, is_for_screens
from bongsu.monitoring.watch.attention import AttentionBook
from bongsu.monitoring.watch.views import Wanted, WatchState, watched_cameras, workers_view
from bongsu.monitoring.watch.workers import LOST_AFTER_S, MOST_WORKERS, WorkerBook
from bongsu.monitoring.worker.messages import (
    ASK_TAPS,
    ASK_WORKER,
    CameraWork,
    Tap,
    Taps,
    WhichTaps,
    WorkerHeard,
    WorkerPresent,
    WorkState,
)
from bongsu.sharing.events import GrantEnded, GrantOpened
from tests.monitoring.watch.stage import NOW, Seconds, Stage, fence_of


@pytest.fixture
async def kept(stage: Stage) -> AsyncIterator[Stage]:
    """Its keeper runs; two cameras are watched."""
    await stage.on("SB-0001", "SB-0002")
    await stage.keeper.start()
    await stage.reconcile()
    yield stage
    await stage.keeper.stop()


def present(instance: str = "w1", *work: CameraWork, capacity: int = 60) -> WorkerPresent:
    return WorkerPresent(
        worker=f"name of {instance}",
        instance=instance,
        cores=2.0,
        load=0.4,
        capacity=capacity,
        cameras=work,
    )


async def say(stage: Stage, one: WorkerPresent) -> WorkerHeard:
    body = await stage.bus.request(ASK_WORKER, msgspec.json.encode(one), 1.0)
    return msgspec.json.decode(body, type=WorkerHeard)


async def taps(stage: Stage, asked: WhichTaps) -> tuple[Tap, ...]:
    body = await stage.bus.request(ASK_TAPS, msgspec.json.encode(asked), 1.0)
    return msgspec.json.decode(body, type=Taps).taps


def work(camera_id: str, job: int, delivery: int = 1, state: WorkState = "watched") -> CameraWork:
    return CameraWork(camera_id=camera_id, job=job, delivery=delivery, state=state)


async def test_each_worker_is_to_hold_a_like_share(kept: Stage) -> None:
    assert (await say(kept, present("w1"))).share == 2
    assert (await say(kept, present("w2"))).share == 1
    leaving = msgspec.structs.replace(present("w2"), is_leaving=True)
    await say(kept, leaving)
    assert (await say(kept, present("w1"))).share == 2


async def test_who_can_look_at_nothing_counts_for_no_share(kept: Stage) -> None:
    await say(kept, present("blind", capacity=0))
    assert (await say(kept, present("w1"))).share == 2


def test_a_worker_that_is_silent_is_gone() -> None:
    seconds = Seconds()
    book = WorkerBook(seconds)
    book.hear(present("w1"))
    seconds.now = LOST_AFTER_S - 0.1
    book.sweep()
    assert len(book.workers()) == 1
    seconds.now = LOST_AFTER_S
    book.sweep()
    assert book.workers() == ()
    assert book.share(7) == 7


@pytest.mark.parametrize(("silent_s", "left"), [(1.3, ["second"]), (0.9, ["first", "second"])])
def test_who_is_started_in_a_dead_ones_stead_replaces_it(silent_s: float, left: list[str]) -> None:
    """Under its name, and only when it has missed a word: two hosts may call their workers alike."""
    seconds = Seconds()
    book = WorkerBook(seconds)
    for instance in ("first", "second"):
        book.hear(msgspec.structs.replace(present(instance), worker="analytics-1"))
        seconds.now += silent_s
    assert [one.instance for one in book.workers()] == left


async def test_a_worker_is_told_which_of_its_jobs_are_over(kept: Stage) -> None:
    (first, _), (second, _) = await kept.takes()
    mine = [work(first.key, first.number), work(second.key, 99)]
    assert (await say(kept, present("w1", *mine))).over == (99,)
    # another has it by a later delivery: the first hears so with its next word
    await say(kept, present("w2", work(first.key, first.number, delivery=2)))
    assert first.number in (await say(kept, present("w1", *mine))).over


async def test_what_a_worker_says_of_cameras_that_are_not_its_own_is_shown_to_nobody(
    kept: Stage,
) -> None:
    (first, _), (second, _) = await kept.takes()
    await say(kept, present("w1", work(first.key, first.number)))
    forged = [work(first.key, first.number, state="isolated"), work(second.key, 99, state="late")]
    assert set((await say(kept, present("w2", *forged))).over) == {first.number, 99}
    shown = {one.camera_id: one.state for one in watched_cameras(kept.desk, Wanted()).cameras}
    assert (shown[first.key], shown[second.key]) == (WatchState.WATCHED, WatchState.UNHELD)


async def test_a_workers_word_that_cannot_be_read_breaks_no_page(kept: Stage) -> None:
    (first, _), _ = await kept.takes()
    good = msgspec.json.encode(present("w1", work(first.key, first.number)))
    for body in (
        b"{",
        b"[" * 100_000,
        good.replace(b'"w1"', b'"\xff"'),
        good.replace(b'"watched"', b'"<b>"'),
        good.replace(b'"detector":{}', b'"detector":{"name":"' + b"x" * 500_000 + b'"}'),
    ):
        assert await kept.bus.request(ASK_WORKER, body, 1.0) == b""
    assert await kept.bus.request(ASK_TAPS, b"{", 1.0) == b""
    assert workers_view(kept.desk).workers == ()


def test_more_workers_than_there_can_be_are_not_remembered() -> None:
    book = WorkerBook(Seconds())
    for number in range(MOST_WORKERS + 5):
        book.hear(present(f"w{number}"))
    assert len(book.workers()) == MOST_WORKERS


async def test_a_camera_that_is_asked_for_twice_is_signed_once(kept: Stage) -> None:
    kept.media()
    (delivered, _), _ = await kept.takes()
    asked = WhichTaps(worker="w1", fences=(fence_of(delivered),) * 1000)
    assert len(await taps(kept, asked)) == 1


async def test_a_tap_is_for_the_worker_that_holds_the_cameras_job(kept: Stage) -> None:
    kept.media()
    (delivered, _), _ = await kept.takes()
    (tap,) = await taps(
        kept, WhichTaps(worker="w1", fences=(fence_of(delivered),), host="10.0.0.5")
    )
    assert (tap.problem, tap.url, tap.process) == ("", "ws://10.0.0.5:8601/tap", "media-1")
    claims = claims_of(tap.ticket)
    assert (claims.camera, claims.session, claims.tap) == (delivered.key, "w1", True)
    assert (claims.grant, claims.incident, claims.person) == ("", "", "")
    assert claims.ends <= (NOW + timedelta(minutes=10)).timestamp()
    checker = TicketChecker(kept.key.public_key(), "media-1", kept.clock)
    assert checker.accept(tap.ticket, lambda ticket: not is_for_screens(ticket) or ticket.tap)


async def test_no_tap_for_a_camera_that_is_another_workers(kept: Stage) -> None:
    kept.media()
    (delivered, _), _ = await kept.takes()
    await taps(kept, WhichTaps(worker="w1", fences=(fence_of(delivered, "w1"),)))
    for forged in (
        WhichTaps(worker="w2", fences=(fence_of(delivered, "w2"),)),
        WhichTaps(worker="w2", fences=(fence_of(delivered, "w1"),)),
        WhichTaps(worker="w1", fences=(msgspec.structs.replace(fence_of(delivered), job=99),)),
    ):
        (tap,) = await taps(kept, forged)
        assert (tap.problem, tap.ticket) == ("not_its_own", "")


async def test_no_tap_for_what_is_not_watched_reserved_or_anothers(kept: Stage) -> None:
    kept.media()
    (delivered, _), _ = await kept.takes()
    unknown = msgspec.structs.replace(fence_of(delivered), camera_id="GB-0001")
    never = msgspec.structs.replace(fence_of(delivered), camera_id="SB-0005")
    told = await taps(kept, WhichTaps(worker="w1", fences=(unknown, never)))
    assert [tap.problem for tap in told] == ["not_watched", "not_watched"]
    # reserved for one service since: it is in nobody's rows
    rows = dict(kept.catalogue.rows)
    del rows[delivered.key]
    kept.catalogue.rows = rows
    (tap,) = await taps(kept, WhichTaps(worker="w1", fences=(fence_of(delivered),)))
    assert (tap.problem, tap.ticket) == ("not_watched", "")


async def test_no_tap_while_no_media_process_lives(kept: Stage) -> None:
    (delivered, _), _ = await kept.takes()
    (tap,) = await taps(kept, WhichTaps(worker="w1", fences=(fence_of(delivered),)))
    assert (tap.problem, tap.ticket) == ("media_away", "")


def opened(incident_id: str = "inc_1", grant_id: str = "gr_1") -> GrantOpened:
    return GrantOpened(
        grant_id=grant_id,
        incident_id=incident_id,
        organisation="x",
        camera_ids=["SB-0001", "SB-0002"],
        ends_at=NOW + timedelta(minutes=30),
    )


async def test_a_running_incidents_cameras_are_looked_at_closely(kept: Stage) -> None:
    await kept.bus.publish("bongsu.sharing.grant_opened", msgspec.json.encode(opened()))
    heard = await say(kept, present())
    assert [(one.why, one.camera_ids) for one in heard.attention] == [
        ("incident", ("SB-0001", "SB-0002"))
    ]
    assert kept.desk.attention.has_incident("SB-0001", NOW)
    ended = GrantEnded(grant_id="gr_1", incident_id="inc_1", reason="closed", by="x")
    await kept.bus.publish("bongsu.sharing.grant_ended", msgspec.json.encode(ended))
    assert (await say(kept, present())).attention == ()
    assert not kept.desk.attention.has_incident("SB-0001", NOW)


async def test_own_monitoring_is_no_incident(kept: Stage) -> None:
    body = msgspec.json.encode(opened(incident_id=""))
    await kept.bus.publish("bongsu.sharing.grant_opened", body)
    assert (await say(kept, present())).attention == ()


def test_a_discreet_incident_is_told_to_nobody() -> None:
    book = AttentionBook(lambda camera_id: camera_id == "quiet")
    book.lend("gr_1", "inc_1", ["quiet", "plain"], NOW + timedelta(minutes=5))
    (told,) = book.in_force(NOW)
    assert told.camera_ids == ("plain",)
    assert not book.has_incident("quiet", NOW)


def test_a_lending_whose_incident_nobody_has_heard_of_yet_is_told_to_nobody() -> None:
    told: set[str] = set()
    book = AttentionBook(is_told=told.__contains__)
    book.lend("gr_1", "inc_1", ["c"], NOW + timedelta(minutes=5))
    assert book.in_force(NOW) == ()
    assert not book.has_incident("c", NOW)
    told.add("inc_1")
    (attention,) = book.in_force(NOW)
    assert attention.camera_ids == ("c",)
    assert book.has_incident("c", NOW)


def test_of_two_lendings_the_longer_one_counts() -> None:
    book = AttentionBook()
    book.lend("gr_1", "inc_1", ["c"], NOW + timedelta(minutes=5))
    book.lend("gr_2", "inc_2", ["c"], NOW + timedelta(minutes=9))
    (told,) = book.in_force(NOW)
    assert told.until == NOW + timedelta(minutes=9)
    book.end_lending("gr_2")
    book.end_lending("gr_unknown")
    (told,) = book.in_force(NOW)
    assert told.until == NOW + timedelta(minutes=5)
    assert book.in_force(NOW + timedelta(minutes=6)) == ()


async def test_a_page_shows_all_cameras_and_how_they_are_really_watched(kept: Stage) -> None:
    await say(kept, present("w1", work("SB-0001", 1, state="late")))
    page = watched_cameras(kept.desk, Wanted())
    states = {view.camera_id: view.state for view in page.cameras}
    assert states["SB-0001"] is WatchState.LATE
    assert states["SB-0002"] is WatchState.UNHELD
    assert states["SB-0003"] is WatchState.OFF
    assert page.after == ""
    assert (page.counts.watched, page.counts.held, page.counts.late) == (2, 1, 1)
    assert page.cameras[0].worker == "name of w1"


async def test_a_page_is_searched_chosen_by_state_and_turned(kept: Stage) -> None:
    first = watched_cameras(kept.desk, Wanted(limit=2))
    assert [view.camera_id for view in first.cameras] == ["SB-0001", "SB-0002"]
    rest = watched_cameras(kept.desk, Wanted(after=first.after))
    assert [view.camera_id for view in rest.cameras] == ["SB-0003", "SB-0004", "SB-0005"]
    unheld = watched_cameras(kept.desk, Wanted(state=WatchState.UNHELD))
    assert len(unheld.cameras) == 2
    by_name = watched_cameras(kept.desk, Wanted(search="길음로 4"))
    assert [view.camera_id for view in by_name.cameras] == ["SB-0004"]


async def test_the_workers_page_says_who_looks_and_what_nobody_looks_at(kept: Stage) -> None:
    await say(kept, present("w1", work("SB-0001", 1, state="isolated")))
    view = workers_view(kept.desk)
    assert (view.unheld, view.share, view.counts.isolated) == (1, 2, 1)
    assert [one.camera_id for one in view.cameras] == ["SB-0001", "SB-0002"]
    (worker,) = view.workers
    assert (worker.worker, worker.held, worker.isolated) == ("name of w1", 1, 1)
    assert worker.measured == (), "weights that nobody held against truth"
