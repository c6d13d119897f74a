"""What neighbours really tell and answer is what media declares: one contract for both sides."""

from datetime import UTC, datetime

import msgspec

from bongsu.audit import journal_row as audit
from bongsu.audit.journal_row import JournalAppended, JournalRow, JournalRows, journal_hash
from bongsu.identity import alive as identity
from bongsu.media.events import (
    GrantsAlive,
    SessionsAlive,
    StreamAddress,
    WhichSessions,
    WhichStream,
)
from bongsu.media.listen import CameraWithdrawn, GrantEnded, GrantOpened
from bongsu.registry.listen import StreamAsked, StreamTold
from bongsu.sharing import events as sharing
from bongsu.sharing.alive import Alive

NOW = datetime(2026, 11, 3, 21, 0, tzinfo=UTC)


def test_sharing_events_are_understood() -> None:
    opened = sharing.GrantOpened(
        grant_id="gr_1", incident_id="i", organisation="o", camera_ids=["a", "b"], ends_at=NOW
    )
    heard = msgspec.json.decode(msgspec.json.encode(opened), type=GrantOpened)
    assert heard == GrantOpened("gr_1", ("a", "b"), NOW)
    ended = sharing.GrantEnded(grant_id="gr_1", incident_id="i", reason="closed", by="관제요원")
    told = msgspec.json.decode(msgspec.json.encode(ended), type=GrantEnded)
    assert told == GrantEnded("gr_1", "closed", "관제요원")
    gone = sharing.CameraWithdrawn(grant_id="gr_1", camera_id="a", reason="r")
    assert msgspec.json.decode(msgspec.json.encode(gone), type=CameraWithdrawn) == CameraWithdrawn(
        "gr_1", "a"
    )


def test_the_answer_about_living_grants_is_understood() -> None:
    answer = msgspec.json.encode(Alive(["gr_1", "gr_2"]))
    assert msgspec.json.decode(answer, type=GrantsAlive).grant_ids == {"gr_1", "gr_2"}


def test_identity_understands_the_question_about_sessions_and_media_the_answer() -> None:
    asked = msgspec.json.encode(WhichSessions(("se_1", "se_2")))
    assert msgspec.json.decode(asked, type=identity.WhichSessions).session_ids == ["se_1", "se_2"]
    told = msgspec.json.encode(identity.SessionsAlive(["se_1"], ["se_2"]))
    assert msgspec.json.decode(told, type=SessionsAlive) == SessionsAlive(
        frozenset({"se_1"}), frozenset({"se_2"})
    )


def test_the_registry_understands_the_question_and_media_the_answer() -> None:
    asked = msgspec.json.encode(WhichStream("cam_1", "main"))
    assert msgspec.json.decode(asked, type=StreamAsked).camera_id == "cam_1"
    told = msgspec.json.encode(StreamTold(main_url="rtsp://a/", sub_url="rtsp://b/"))
    assert msgspec.json.decode(told, type=StreamAddress).sub_url == "rtsp://b/"
    problem = msgspec.json.encode(StreamTold(problem="unknown"))
    assert msgspec.json.decode(problem, type=StreamAddress).problem == "unknown"


def test_the_trail_finds_the_same_hash_in_a_handed_over_row() -> None:
    row = JournalRow(
        sequence=1,
        before="0" * 64,
        at=NOW,
        event="watch_started",
        camera="cam_1",
        grant="gr_1",
        incident="inc_1",
        session="se_1",
        viewer="순21",
        organisation="jongam",
        stream="main",
        reason="",
    )
    sealed = msgspec.structs.replace(row, hash=journal_hash(row))
    body = msgspec.json.encode(JournalRows("media-1", (sealed,)))
    handed = msgspec.json.decode(body, type=audit.JournalRows)
    assert audit.journal_hash(handed.rows[0]) == sealed.hash
    answer = msgspec.json.encode(audit.JournalAppended(1, "why"))
    assert msgspec.json.decode(answer, type=JournalAppended) == JournalAppended(1, "why")
