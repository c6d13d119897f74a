"""The rows of the register and of the searches: written, found again, and gone when they are destroyed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bongsu.kernel.database import Database
from bongsu.services.missing.registered.store import (
    add_consent,
    add_person,
    latest_consent,
    people_of,
    people_of_guardian,
    people_unchecked_since,
    person_by_id,
    remove_person,
    save_person,
    withdraw_consents,
)
from bongsu.services.missing.searches.store import (
    PHOTO,
    STILL,
    SectorCamera,
    add_copy,
    add_seat,
    copies_of,
    copy_by_id,
    destroy_rows,
    latest_search_for,
    move_seat,
    newest_photo,
    open_searches,
    remaining,
    remove_searches_ended_before,
    remove_seat,
    replace_unchecked,
    save_search,
    search_by_id,
    searches_of,
    seats_of,
    seats_of_session,
    sector_camera,
    sectors_of,
    set_verdict,
)
from tests.databases import url_in
from tests.services.missing.made import consent, copy, registered, search
from tests.web.house import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


# the register


async def test_a_record_is_found_as_it_was_written_and_changed(database: Database) -> None:
    one = registered(guardian_id="per_guardian", photo="sealed photo")
    async with database.work() as work:
        await add_person(work.connection, one)
        assert await person_by_id(work.connection, one.person_id) == one
        changed = registered(kind="MENTAL", photo=None)
        await save_person(work.connection, changed)
        assert await person_by_id(work.connection, one.person_id) == changed
        assert await person_by_id(work.connection, "reg_0002") is None


async def test_an_officer_lists_her_own_centre_by_the_next_check(database: Database) -> None:
    async with database.work() as work:
        await add_person(work.connection, registered("reg_late", check_due=NOW + 2 * HOUR))
        await add_person(work.connection, registered("reg_soon", check_due=NOW + HOUR))
        await add_person(work.connection, registered("reg_else", organisation="GURO.WELFARE"))
        found = await people_of(work.connection, "SEONGBUK.WELFARE")
    assert [one.person_id for one in found] == ["reg_soon", "reg_late"]


async def test_a_guardian_finds_who_names_them_and_nobody_else(database: Database) -> None:
    async with database.work() as work:
        await add_person(work.connection, registered("reg_b", guardian_id="per_1"))
        await add_person(work.connection, registered("reg_a", guardian_id="per_1"))
        await add_person(work.connection, registered("reg_c", guardian_id="per_2"))
        await add_person(work.connection, registered("reg_d"))
        found = await people_of_guardian(work.connection, "per_1")
    assert [one.person_id for one in found] == ["reg_a", "reg_b"]


async def test_what_nobody_checked_is_found_to_the_second(database: Database) -> None:
    async with database.work() as work:
        await add_person(work.connection, registered("reg_old", check_due=NOW))
        await add_person(work.connection, registered("reg_new", check_due=NOW + HOUR))
        found = await people_unchecked_since(work.connection, NOW)
    assert [one.person_id for one in found] == ["reg_old"]


async def test_the_newest_consent_of_this_guardian_counts(database: Database) -> None:
    async with database.work() as work:
        await add_consent(work.connection, consent(1))
        await add_consent(work.connection, consent(2, NOW + HOUR))
        await add_consent(work.connection, consent(3, NOW + 2 * HOUR, guardian_id="per_other"))
        newest = await latest_consent(work.connection, "reg_0001", "per_guardian")
        assert newest == consent(2, NOW + HOUR)
        assert await latest_consent(work.connection, "reg_0002", "per_guardian") is None


async def test_withdrawing_ends_every_running_consent_of_one_guardian(database: Database) -> None:
    async with database.work() as work:
        await add_consent(work.connection, consent(1))
        await add_consent(work.connection, consent(2, guardian_id="per_other"))
        await withdraw_consents(work.connection, "reg_0001", "per_guardian", NOW + HOUR)
        await withdraw_consents(work.connection, "reg_0001", "per_guardian", NOW + 2 * HOUR)
        mine = await latest_consent(work.connection, "reg_0001", "per_guardian")
        theirs = await latest_consent(work.connection, "reg_0001", "per_other")
    assert mine is not None
    assert theirs is not None
    assert (mine.withdrawn_at, theirs.withdrawn_at) == (NOW + HOUR, None)
    assert not mine.holds(NOW)


async def test_a_record_goes_with_every_consent_to_it(database: Database) -> None:
    async with database.work() as work:
        await add_person(work.connection, registered())
        await add_person(work.connection, registered("reg_0002"))
        await add_consent(work.connection, consent(1))
        await add_consent(work.connection, consent(2, person_id="reg_0002"))
        await remove_person(work.connection, "reg_0001")
        assert await person_by_id(work.connection, "reg_0001") is None
        assert await latest_consent(work.connection, "reg_0001", "per_guardian") is None
        assert await person_by_id(work.connection, "reg_0002") is not None
        assert await latest_consent(work.connection, "reg_0002", "per_guardian") is not None


# searches


async def test_a_search_is_saved_once_and_then_changed(database: Database) -> None:
    over = search(ended_at=NOW + HOUR, found=True, destroyed_at=NOW + HOUR, destroyed='{"a":1}')
    async with database.work() as work:
        await save_search(work.connection, search())
        await save_search(work.connection, over)
        assert await search_by_id(work.connection, "inc_1") == over
        assert await open_searches(work.connection) == []


async def test_open_searches_come_oldest_first_and_a_rooms_newest_first(
    database: Database,
) -> None:
    async with database.work() as work:
        for number in (2, 1, 3):
            at = NOW + number * HOUR
            await save_search(work.connection, search(f"inc_{number}", opened_at=at))
        other = search("inc_9", organisation="KNPA.SEOUL.JONGAM")
        await save_search(work.connection, other)
        every = [one.incident_id for one in await open_searches(work.connection)]
        room = await searches_of(work.connection, "KNPA.SEOUL.SEONGBUK")
    assert every == ["inc_9", "inc_1", "inc_2", "inc_3"]
    assert [one.incident_id for one in room] == ["inc_3", "inc_2", "inc_1"]


async def test_the_newest_search_for_a_record_is_its_status(database: Database) -> None:
    async with database.work() as work:
        for number in (1, 2):
            at = NOW + number * HOUR
            one = search(f"inc_{number}", register_id="reg_0001", opened_at=at)
            await save_search(work.connection, one)
        newest = await latest_search_for(work.connection, "reg_0001")
        assert newest is not None
        assert newest.incident_id == "inc_2"
        assert await latest_search_for(work.connection, "reg_0002") is None


async def test_seats_are_held_once_moved_and_left(database: Database) -> None:
    async with database.work() as work:
        connection = work.connection
        await add_seat(connection, "inc_1", "per_b", "ses_1", NOW)
        await add_seat(connection, "inc_1", "per_a", "ses_2", NOW + HOUR)
        await add_seat(connection, "inc_2", "per_a", "ses_2", NOW)
        assert await seats_of(connection, "inc_1") == ["per_b", "per_a"]
        assert await move_seat(connection, "inc_1", "per_b", "ses_9")
        assert not await move_seat(connection, "inc_1", "per_c", "ses_9")
        assert await seats_of_session(connection, "ses_9") == [("inc_1", "per_b")]
        assert await seats_of_session(connection, "ses_1") == []
        assert await remove_seat(connection, "inc_1", "per_b")
        assert not await remove_seat(connection, "inc_1", "per_b")
        assert await seats_of(connection, "inc_1") == ["per_a"]


async def test_a_camera_that_was_looked_at_keeps_its_verdict_when_it_is_divided_anew(
    database: Database,
) -> None:
    first = [SectorCamera(f"SB-{number}", "per_a", 0, number) for number in (1, 2, 3)]
    async with database.work() as work:
        connection = work.connection
        await replace_unchecked(connection, "inc_1", first)
        await set_verdict(connection, "inc_1", "SB-2", "suspect", "per_a", NOW)
        await replace_unchecked(connection, "inc_1", [SectorCamera("SB-7", "per_b", 1, 9)])
        rows = await sectors_of(connection, "inc_1")
        assert [(one.camera_id, one.verdict) for one in rows] == [
            ("SB-2", "suspect"),
            ("SB-7", None),
        ]
        assert await sector_camera(connection, "inc_1", "SB-1") is None
        assert await sector_camera(connection, "inc_2", "SB-2") is None
        await replace_unchecked(connection, "inc_1", [])
        assert len(await sectors_of(connection, "inc_1")) == 1


async def test_copies_are_counted_by_kind_and_the_newest_photo_is_shown(
    database: Database,
) -> None:
    async with database.work() as work:
        connection = work.connection
        await add_copy(connection, copy("cpy_1"))
        await add_copy(connection, copy("cpy_2", at=NOW + HOUR))
        still = copy("sgt_1", STILL, NOW + 2 * HOUR, camera_id="SB-1", lat=37.6, lon=127.0)
        await add_copy(connection, still)
        await add_copy(connection, copy("cpy_9", incident_id="inc_2"))
        assert await newest_photo(connection, "inc_1") == "cpy_2"
        assert await newest_photo(connection, "inc_3") is None
        assert await copy_by_id(connection, "sgt_1") == still
        assert await copy_by_id(connection, "sgt_2") is None
        counts = [await copies_of(connection, "inc_1", kind) for kind in (PHOTO, STILL)]
    assert counts == [2, 1]


async def test_destroying_one_search_counts_its_rows_and_touches_no_other(
    database: Database,
) -> None:
    async with database.work() as work:
        connection = work.connection
        for incident_id in ("inc_1", "inc_2"):
            await add_copy(connection, copy(f"cpy {incident_id}", incident_id=incident_id))
            await add_copy(connection, copy(f"sgt {incident_id}", STILL, incident_id=incident_id))
            await add_seat(connection, incident_id, "per_a", "ses_1", NOW)
            rows = [SectorCamera(f"SB-{number}", None, 0, number) for number in (1, 2)]
            await replace_unchecked(connection, incident_id, rows)
        counts = await destroy_rows(connection, "inc_1")
        assert counts == {"photos": 1, "stills": 1, "index": 2, "seats": 1}
        assert await remaining(connection, ["inc_1"]) == 0
        assert await remaining(connection, ["inc_1", "inc_2"]) == 5
        assert await destroy_rows(connection, "inc_1") == dict.fromkeys(counts, 0)


async def test_a_register_line_goes_after_its_years_and_never_before_it_ended(
    database: Database,
) -> None:
    long_ago = NOW - timedelta(days=4000)
    ended = {"ended_at": NOW, "destroyed_at": NOW}
    async with database.work() as work:
        connection = work.connection
        await save_search(connection, search("inc_open", opened_at=long_ago))
        await save_search(connection, search("inc_over", opened_at=long_ago, **ended))
        assert await remove_searches_ended_before(connection, NOW) == 0
        assert await remove_searches_ended_before(connection, NOW + HOUR) == 1
        assert await search_by_id(connection, "inc_over") is None
        assert await search_by_id(connection, "inc_open") is not None
