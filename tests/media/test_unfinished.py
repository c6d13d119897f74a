"""A viewing whose process fell has an end in the journal as soon as the process is back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.journal_row import PROCESS_ENDED, JournalRow
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.journal import Journal, Watch, read_journal
from bongsu.media.parts import media_part
from bongsu.media.settings import MediaSettings
from bongsu.media.unfinished import ending_of, unfinished
from tests.media.test_journal import running, watch

NOW = datetime(2026, 11, 4, tzinfo=UTC)


def row(event: str, camera: str = "cam_1", session: str = "se_1", sequence: int = 0) -> JournalRow:
    return JournalRow(
        sequence=sequence,
        before="",
        at=NOW,
        event=f"watch_{event}",
        camera=camera,
        grant="gr_1",
        incident="inc_1",
        session=session,
        viewer="per_1",
        organisation="jongam",
        stream="main",
        reason="",
    )


def of(*events: JournalRow) -> list[JournalRow]:
    return unfinished(events)


def test_what_has_begun_and_ended_is_finished() -> None:
    assert of() == []
    assert of(row("started"), row("ended")) == []
    assert of(row("started"), row("ended"), row("started"), row("ended")) == []


def test_a_beginning_without_an_end_is_not() -> None:
    first, second = row("started", "cam_1", sequence=1), row("started", "cam_2", sequence=2)
    assert of(first, second, row("ended", "cam_1")) == [second]
    assert of(first, second) == [first, second], "in the order in which they began"


def test_each_session_and_camera_ends_for_itself() -> None:
    mine, theirs = row("started", session="se_1"), row("started", session="se_2")
    assert of(mine, theirs, row("ended", session="se_2")) == [mine]


def test_two_screens_of_one_session_are_two_viewings() -> None:
    assert len(of(row("started"), row("started"), row("ended"))) == 1


def test_an_end_that_lost_its_beginning_ends_nothing_else() -> None:
    again = row("started", sequence=9)
    assert of(row("ended"), again) == [again]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=40))
def test_as_many_are_unfinished_as_beginnings_outnumber_ends_behind_them(
    said: list[tuple[str, bool]],
) -> None:
    rows = [row("started" if begins else "ended", camera) for camera, begins in said]
    running_now = {"a": 0, "b": 0}
    for camera, begins in said:
        running_now[camera] = max(0, running_now[camera] + (1 if begins else -1))
    found = unfinished(rows)
    assert {c: sum(one.camera == c for one in found) for c in "ab"} == running_now


def test_an_ending_says_when_it_was_noticed_and_why() -> None:
    ending = ending_of(row("started"), NOW + timedelta(hours=2))
    assert (ending.event, ending.reason) == ("watch_ended", PROCESS_ENDED)
    assert ending.at == NOW + timedelta(hours=2)
    assert (ending.camera, ending.grant, ending.session, ending.viewer) == (
        "cam_1",
        "gr_1",
        "se_1",
        "per_1",
    )


async def test_the_next_run_of_a_fallen_process_ends_its_viewings_once(tmp_path: Path) -> None:
    path = tmp_path / "j"
    async with running(path) as journal:
        for camera in ("cam_1", "cam_2"):
            await journal.write(watch(camera))
    for _ in range(2):
        async with running(path) as journal:
            for begun in unfinished(journal.unforwarded):
                await journal.write(ending_of(begun, NOW))
    rows, _ = read_journal(path.read_bytes())
    assert [(one.event, one.camera) for one in rows] == [
        ("watch_started", "cam_1"),
        ("watch_started", "cam_2"),
        ("watch_ended", "cam_1"),
        ("watch_ended", "cam_2"),
    ]


@pytest.mark.parametrize("field", list(Watch.__struct_fields__))
def test_an_ending_keeps_every_field_that_tells_which_viewing_it_was(field: str) -> None:
    begun = row("started")
    changed = {"at", "event", "reason"}
    same = getattr(ending_of(begun, NOW + timedelta(1)), field) == getattr(begun, field)
    assert same is (field not in changed)


def test_a_journal_that_was_not_opened_has_nothing_unfinished(tmp_path: Path) -> None:
    assert unfinished(Journal(tmp_path / "none").unforwarded) == []


@pytest.mark.parametrize("is_readable", [True, False])
async def test_a_media_process_that_starts_ends_what_its_last_run_left_open(
    tmp_path: Path, *, is_readable: bool
) -> None:
    """A journal that cannot be opened shows nothing anyway, and stops nobody from saying so."""
    given = MediaSettings(port=0, journal_dir=str(tmp_path))
    async with running(given.journal_path) as journal:
        await journal.write(watch("cam_9"))
    if not is_readable:
        given.journal_path.write_bytes(b"damaged\n" + given.journal_path.read_bytes())
    before = given.journal_path.read_bytes()
    key = Ed25519PrivateKey.generate().public_key()
    part = media_part(MemoryBus(), given, FixedClock(NOW), key)
    await part.start()
    await part.stop()
    if not is_readable:
        assert given.journal_path.read_bytes() == before
        return
    rows, _ = read_journal(given.journal_path.read_bytes())
    assert [(one.event, one.reason, one.at) for one in rows[1:]] == [
        ("watch_ended", PROCESS_ENDED, NOW)
    ]
