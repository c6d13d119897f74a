"""What `service.toml` promises to destroy is destroyed without anybody's hand, on its day and not before."""

import tomllib
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

import bongsu.services.missing
from bongsu.services.missing.record import CHECK_EVERY
from bongsu.services.missing.registered.store import add_person, person_by_id
from bongsu.services.missing.retention import (
    SEARCHES_KEPT,
    UNCHECKED,
    destroy_what_is_old,
    destroyed_on,
)
from bongsu.services.missing.searches.store import save_search, search_by_id
from tests.services.missing.linked import GUARDIAN, WELFARE, Linked
from tests.services.missing.made import registered, search
from tests.web.house import NOW

SECOND = timedelta(seconds=1)


def promised() -> dict[str, str]:
    """Table → how long, as the manifest says it."""
    file = Path(bongsu.services.missing.__file__).with_name("service.toml")
    held = tomllib.loads(file.read_text())["personal_data"]
    return {table: one["kept"] for one in held for table in one["where"].split(", ")}


def test_the_manifest_names_every_table_that_holds_somebody_and_the_codes_own_terms() -> None:
    kept = promised()
    assert kept["incidents"] == kept["missing_copies"] == kept["missing_sectors"] == "incident"
    assert kept["missing_people"] == f"P{(CHECK_EVERY + UNCHECKED).days // 365}Y"
    assert kept["missing_searches"] == f"P{SEARCHES_KEPT.days // 365}Y"
    assert {"missing_consents", "missing_seats"} <= set(kept)


def test_a_record_goes_a_year_after_the_check_that_nobody_made() -> None:
    assert destroyed_on(NOW) - NOW == timedelta(days=365)


async def test_a_record_that_nobody_checks_goes_on_its_day(linked: Linked) -> None:
    due = linked.clock.now() - UNCHECKED
    async with linked.house.database.work() as work:
        await add_person(work.connection, registered("reg_over", check_due=due))
        await add_person(work.connection, registered("reg_still", check_due=due + SECOND))
    await destroy_what_is_old(linked.desk)
    async with linked.house.database.read() as connection:
        assert await person_by_id(connection, "reg_over") is None
        assert await person_by_id(connection, "reg_still") is not None
    assert (await linked.trail()).count("destroy") == 1


async def test_its_consents_go_with_it(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    await linked.wait((CHECK_EVERY + UNCHECKED).total_seconds() + 1)
    await destroy_what_is_old(linked.desk)
    async with linked.house.database.read() as connection:
        for table in ("missing_people", "missing_consents"):
            rows = await connection.execute(text(f"SELECT count(*) FROM {table}"))
            assert rows.scalar_one() == 0


async def test_a_check_gives_another_year_and_the_list_says_the_day(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.wait(CHECK_EVERY.total_seconds() + 86_400)
    (line,) = (await linked.get(WELFARE, "/people"))["records"]
    assert line["is_check_due"]
    assert line["destroyed_on"][:10] == "2028-11-20"
    await linked.post(WELFARE, f"/people/{person_id}/check")
    await linked.wait(UNCHECKED.total_seconds())
    await destroy_what_is_old(linked.desk)
    async with linked.house.database.read() as connection:
        assert await person_by_id(connection, person_id) is not None


async def test_a_line_of_the_register_of_searches_goes_after_three_years(linked: Linked) -> None:
    ended = linked.clock.now() - SEARCHES_KEPT
    over = {"destroyed_at": ended, "found": True}
    async with linked.house.database.work() as work:
        await save_search(work.connection, search("inc_old", ended_at=ended - SECOND, **over))
        await save_search(work.connection, search("inc_kept", ended_at=ended, **over))
        await save_search(work.connection, search("inc_open"))
    await destroy_what_is_old(linked.desk)
    async with linked.house.database.read() as connection:
        left = [await search_by_id(connection, f"inc_{one}") for one in ("old", "kept", "open")]
    assert [one is None for one in left] == [True, False, False]


async def test_nothing_old_is_nothing_said(linked: Linked) -> None:
    await linked.registered()
    before = await linked.trail()
    await destroy_what_is_old(linked.desk)
    await destroy_what_is_old(linked.desk)
    assert await linked.trail() == before
