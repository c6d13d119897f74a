"""Cameras that a service names come before the nearest, within what the clause allows; of most services none is named."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.list_trail import list_trail
from bongsu.incidents.choose import ListedChooser, Wanted
from bongsu.incidents.incident import Incident, IncidentState, Origin
from bongsu.incidents.named_cameras import WHY_EN, NamedCameras, with_named, write_named
from bongsu.kernel.database import Database, Work
from bongsu.kernel.geometry import Point, moved
from bongsu.sharing.lend import new_grant
from tests.incidents.stage import IN_SEONGBUK, camera

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CAMERAS = tuple(camera(number) for number in range(1, 6))
WANTED = Wanted(IN_SEONGBUK, 300.0, frozenset({"crime_prevention"}), 3, NOW, service="WATCH")


def chosen(chooser: ListedChooser, *named: str, wanted: Wanted = WANTED) -> list[str]:
    return [one.camera_id for one in with_named(chooser, wanted, named).cameras]


def test_the_named_ones_come_first_and_count_among_those_that_are_agreed() -> None:
    assert chosen(ListedChooser(CAMERAS), "SB-0005") == ["SB-0005", "SB-0001", "SB-0002"]


def test_ranks_follow_and_the_reason_is_said() -> None:
    cameras = with_named(ListedChooser(CAMERAS), WANTED, ("SB-0005",)).cameras
    assert [one.rank for one in cameras] == [1, 2, 3]
    assert cameras[0].why_en == WHY_EN


def test_one_that_is_near_anyway_is_shown_once() -> None:
    assert chosen(ListedChooser(CAMERAS), "SB-0002") == ["SB-0002", "SB-0001", "SB-0003"]


def test_nothing_named_changes_nothing() -> None:
    chooser = ListedChooser(CAMERAS)
    assert with_named(chooser, WANTED, ()) == chooser.choose(WANTED)


def test_what_may_not_be_lent_is_not_lent_for_being_named() -> None:
    theirs = replace(camera(7), owner="GANGBUK")
    kept = replace(camera(8), reserved_for="MILITARY")
    other = camera(9, "dumping")
    chooser = ListedChooser((*CAMERAS, theirs, kept, other, camera(10)), frozenset({"SB-0010"}))
    named = ("SB-0007", "SB-0008", "SB-0009", "SB-0010", "SB-9999")
    assert chosen(chooser, *named) == chosen(chooser)


def test_one_that_has_failed_does_not_come_back() -> None:
    barred = replace(WANTED, barred=frozenset({"SB-0005"}))
    assert "SB-0005" not in chosen(ListedChooser(CAMERAS), "SB-0005", wanted=barred)


async def _two(_work: Work, _incident: Incident, _organisation: str) -> tuple[str, ...]:
    return ("SB-0001", "SB-0002")


async def test_only_a_real_call_of_that_service_is_asked_about(database: Database) -> None:
    incident = Incident(
        incident_id="inc_1",
        partner="p",
        sender_org="POLICE",
        ext_incident_no="1",
        service="WATCH",
        category="SOS",
        code="C0",
        exercise=False,
        state=IncidentState.OPEN,
        summary="",
        reported_at=NOW,
        received_at=NOW,
    )
    book = NamedCameras({"WATCH": _two})
    asker = Origin(
        centre="GANGBUK", name_ko="강북", name_en="G", incident_id="inc_9", organisations=()
    )
    async with database.work() as work:
        assert await book.of(work, incident, "POLICE") == ("SB-0001", "SB-0002")
        for other in (
            msgspec.structs.replace(incident, service="OTHER"),
            msgspec.structs.replace(incident, exercise=True),
            msgspec.structs.replace(incident, drill_id="drill_1"),
            msgspec.structs.replace(incident, origin=asker),
        ):
            assert await book.of(work, other, "POLICE") == ()


def test_a_named_one_says_how_far_it_is_and_claims_nothing_else() -> None:
    there = moved(Point(IN_SEONGBUK.lat, IN_SEONGBUK.lon), 120.0, 0.0)
    far = replace(camera(5), lat=there.lat, lon=there.lon)
    first, *_ = with_named(ListedChooser((*CAMERAS[:4], far)), WANTED, ("SB-0005",)).cameras
    assert (first.rank, first.chance, first.distance_m, first.direction_deg) == (1, 0.0, 120.0, 0.0)
    assert (first.why_ko, first.why_en) == ("경찰이 지정한 카메라", "named by the police")


@given(
    st.lists(st.sampled_from([one.camera_id for one in CAMERAS]), unique=True), st.integers(1, 6)
)
def test_whatever_is_named_no_more_is_lent_than_agreed_and_each_once(
    named: list[str], limit: int
) -> None:
    found = chosen(ListedChooser(CAMERAS), *named, wanted=replace(WANTED, limit=limit))
    assert len(found) == len(set(found)) == min(limit, len(CAMERAS))
    assert found[: len(named)] == named[:limit]


async def test_that_the_sealed_list_was_opened_is_a_row_that_names_no_camera(
    database: Database,
) -> None:
    grant = new_grant("inc_1", "POLICE", NOW)
    async with database.work() as work:
        await write_named(work, grant, (), NOW)
        await write_named(work, grant, ("SB-0001", "SB-0002"), NOW)
    (row,) = await list_trail(database)
    assert (row.kind, row.actor, row.organisation) == ("read_register", "system", "POLICE")
    assert (row.incident_id, row.grant_id) == ("inc_1", grant.grant_id)
    assert msgspec.json.decode(row.body) == {"list": "named_cameras", "cameras": 2}
