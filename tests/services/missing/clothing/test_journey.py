"""색 검색 from the first word to the destruction: two people, one search, and nothing of it left afterwards."""

import base64
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest
from sqlalchemy import text

from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.messages import ClothingSeen, Fence, SearchOrder
from bongsu.services.missing.clothing.cameras import ClothingCameras, likeliest
from bongsu.services.missing.clothing.take import take
from bongsu.services.missing.searches.store import SectorCamera
from tests.services.missing.linked import LEAD, OPERATOR, ROOM, SECOND, Linked, ids, jpeg
from tests.services.missing.test_drill import begun, played
from tests.web.house import NOW

HEAD = "CENTRE_HEAD"
WANTED = {"upper": "red", "lower": "black", "reason": "빨간 점퍼를 입고 나감"}
YES = {"approve": True, "reason": "확인함"}


def all_of(colour: Colour) -> tuple[float, ...]:
    return tuple(1.0 if one is colour else 0.0 for one in COLOURS)


@dataclass
class Search:
    """A running search with one operator at its desk."""

    linked: Linked
    incident_id: str
    camera_ids: list[str]

    @property
    def path(self) -> str:
        return f"/searches/{self.incident_id}/clothing"

    @property
    def cameras(self) -> ClothingCameras:
        found: ClothingCameras = self.linked.house.state["clothing_cameras"]
        return found

    async def ask(self, who: str = OPERATOR) -> Any:
        return await self.linked.post(who, self.path, WANTED)

    async def answer(self, who: str = LEAD, body: object = YES) -> Any:
        return await self.linked.post(who, f"{self.path}/answer", body)

    async def running(self) -> str:
        """Its order's id."""
        assert (await self.ask()).status_code == 201
        answer = await self.answer()
        assert answer.status_code == 200, answer.text
        order_id: str = answer.json()["order_id"]
        for camera_id in self.camera_ids:
            self.cameras.watch.fences.begin(camera_id, 7, "digest")
        return order_id

    def seen(self, order_id: str, **more: Any) -> ClothingSeen:
        said: dict[str, Any] = {
            "fence": Fence(camera_id=self.camera_ids[0], job=7, delivery=1, worker="w1"),
            "search_id": order_id,
            "track": 1,
            "first_at": NOW,
            "last_at": NOW + timedelta(seconds=4),
            "upper": all_of(Colour.RED),
            "lower": all_of(Colour.BLACK),
            "is_infrared": False,
            "picture": jpeg(48),
        }
        return ClothingSeen(**(said | more))

    async def take(self, order_id: str, **more: Any) -> bool:
        return await take(self.cameras, self.seen(order_id, **more))

    async def look(self, who: str = OPERATOR) -> Any:
        return await self.linked.get(who, self.path)

    async def kinds(self) -> list[str]:
        rows = await self.linked.trail_of("search_clothing")
        ordered = sorted(rows, key=lambda row: int(row["sequence"]))
        return [msgspec.json.decode(row["body"])["what"] for row in ordered]


@pytest.fixture
async def search(linked: Linked) -> Search:
    incident_id = await linked.opened()
    return Search(linked, incident_id, ids((await linked.joined(incident_id))["sector"]))


async def test_nobody_looks_before_two_people_have_opened_it(search: Search) -> None:
    assert (await search.look())["order"] is None
    assert (await search.ask()).json()["state"] == "asked"
    assert search.cameras.watch.searches == {}
    assert (await search.answer()).json()["state"] == "running"
    assert set(search.cameras.watch.searches) <= set(search.camera_ids)
    assert len(search.cameras.watch.searches) == min(len(search.camera_ids), 40)


async def test_who_asked_does_not_answer(search: Search) -> None:
    await search.linked.joined(search.incident_id, LEAD)
    assert (await search.ask(LEAD)).status_code == 201
    refused = await search.answer(LEAD)
    assert (refused.status_code, refused.json()["code"]) == (409, "same_person")
    assert search.cameras.watch.searches == {}
    assert (await search.answer(HEAD)).status_code == 200


async def test_an_operator_does_not_answer(search: Search) -> None:
    await search.ask()
    assert (await search.answer(SECOND)).status_code == 403


async def test_a_refusal_says_why_and_may_be_asked_anew(search: Search) -> None:
    await search.ask()
    refused = await search.answer(LEAD, {"approve": False, "reason": "인상착의가 확실하지 않음"})
    assert refused.json()["refusal"] == "인상착의가 확실하지 않음"
    assert search.cameras.watch.searches == {}
    assert (await search.answer()).status_code == 409
    assert (await search.ask()).status_code == 201


async def test_one_at_a_time(search: Search) -> None:
    await search.running()
    assert (await search.ask()).json()["code"] == "already_asked"


async def test_a_colour_must_be_named(search: Search) -> None:
    said = await search.linked.post(OPERATOR, search.path, {"reason": "이유"})
    assert (said.status_code, said.json()["field"]) == (400, "upper")
    odd = await search.linked.post(OPERATOR, search.path, {"upper": "mauve", "reason": "이유"})
    assert odd.status_code == 400


async def test_candidates_stand_by_how_well_they_fit(search: Search) -> None:
    order_id = await search.running()
    assert await search.take(order_id)
    assert await search.take(order_id, track=2, upper=all_of(Colour.PINK))
    assert await search.take(order_id, track=3, upper=all_of(Colour.GREEN), lower=None)
    view = await search.look()
    assert [one["upper"] for one in view["candidates"]] == [["red"], ["pink"]]
    assert view["candidates"][0]["fit"] == 1.0
    assert view["tracks"] == 3
    assert view["wanted"] == {"upper": "red", "lower": "black"}


async def test_infrared_is_counted_and_never_ranked(search: Search) -> None:
    order_id = await search.running()
    assert await search.take(order_id, is_infrared=True, upper=None, lower=None)
    view = await search.look()
    assert (view["candidates"], view["infrared"]) == ([], 1)


async def test_a_track_that_goes_on_is_one_candidate(search: Search) -> None:
    order_id = await search.running()
    await search.take(order_id)
    await search.take(order_id, picture=b"", last_at=NOW + timedelta(seconds=14))
    (only,) = (await search.look())["candidates"]
    assert only["has_picture"]


async def test_a_picture_is_for_who_sits_at_it(search: Search) -> None:
    await search.take(await search.running())
    (only,) = (await search.look())["candidates"]
    path = f"/api/missing{search.path}/{only['seen_id']}/picture"
    shown = await search.linked.house.ask(OPERATOR, path)
    assert shown.content == jpeg(48)
    assert shown.headers["cache-control"] == "no-store"
    for who in (SECOND, LEAD, ROOM, "AUDITOR"):
        assert (await search.linked.house.ask(who, path)).status_code in (403, 404)


async def test_possible_makes_its_camera_a_suspect_and_no_rules_it_out(search: Search) -> None:
    order_id = await search.running()
    await search.take(order_id)
    await search.take(order_id, track=2)
    first, second = (one["seen_id"] for one in (await search.look())["candidates"])
    for seen_id, verdict in ((first, "possible"), (second, "no")):
        said = await search.linked.post(OPERATOR, f"{search.path}/{seen_id}", {"verdict": verdict})
        assert said.status_code == 204
    view = await search.look()
    assert [one["verdict"] for one in view["candidates"]] == ["possible"]
    desk = await search.linked.get(OPERATOR, f"/searches/{search.incident_id}")
    verdicts = {one["camera_id"]: one["verdict"] for one in desk["sector"]}
    assert verdicts[search.camera_ids[0]] == "suspect"


async def test_each_look_is_in_the_trail(search: Search) -> None:
    await search.take(await search.running())
    (only,) = (await search.look())["candidates"]
    path = f"/api/missing{search.path}/{only['seen_id']}/picture"
    await search.linked.house.ask(OPERATOR, path)
    await search.look()
    await search.linked.post(OPERATOR, f"{search.path}/stop")
    assert await search.kinds() == ["ask", "approve", "list", "picture", "end"]


async def test_it_ends_by_a_word_and_by_its_term(search: Search) -> None:
    order_id = await search.running()
    search.linked.clock.advance(6 * 3600 + 1)
    await search.cameras.refresh()
    assert search.cameras.watch.searches == {}
    assert not await search.take(order_id)
    assert (await search.kinds())[-1] == "end"


async def test_found_destroys_the_index_in_rows_and_files(search: Search) -> None:
    await search.take(await search.running())
    async with search.linked.house.database.read() as connection:
        sealed = (
            await connection.execute(text("SELECT picture FROM missing_clothing_seen"))
        ).scalar()
    assert sealed
    await search.linked.found()
    await search.cameras.refresh()
    assert await search.linked.rows("missing_clothing_seen") == []
    (order,) = await search.linked.rows("missing_clothing_orders")
    assert (order["sealed"], order["reason"], order["state"]) == ("", "", "ended")
    assert search.cameras.watch.searches == {}
    folder = search.linked.house.ticket_key.parent.parent
    for file in folder.rglob("*"):
        assert not file.is_file() or sealed[:48].encode() not in file.read_bytes(), file.name
    over = await search.linked.status(OPERATOR, search.path)
    assert over == (409, "search_over")


async def test_an_area_of_hundreds_leaves_the_watched_cameras_their_looks(search: Search) -> None:
    few = MonitoringSettings(clothing_cameras=2)
    search.cameras.watch = replace(search.cameras.watch, settings=few)
    assert len(search.camera_ids) > 2
    await search.running()
    order = (await search.look())["order"]
    assert (order["looking"], order["cameras"]) == (2, len(search.camera_ids))
    assert set(search.cameras.watch.searches) < set(search.camera_ids)


def test_of_two_searches_each_has_its_likeliest_cameras() -> None:
    def rows(*places: tuple[str, int]) -> list[SectorCamera]:
        return [SectorCamera(key, None, 0, place) for key, place in places]

    first, second = (SearchOrder(search_id=one, ends_at=NOW) for one in ("first", "second"))
    found = [
        (first, rows(("far", 3), ("both", 1), ("near", 2))),
        (second, rows(("both", 1), ("other", 2), ("last", 3))),
    ]
    chosen = likeliest(found, 4)
    assert {key: one.search_id for key, one in chosen.items()} == {
        "both": "first",
        "near": "first",
        "other": "second",
        "far": "first",
    }
    assert likeliest(found, 0) == likeliest([], 9) == {}


async def test_a_drill_looks_at_nobody(linked: Linked) -> None:
    incident_id = await played(linked, await begun(linked, OPERATOR, LEAD))
    await linked.joined(incident_id)
    refused = await linked.post(OPERATOR, f"/searches/{incident_id}/clothing", WANTED)
    assert (refused.status_code, refused.json()["code"]) == (409, "search_refused")


class TestForgedWords:
    """What a worker may not tell."""

    async def test_of_a_camera_that_is_not_in_reach(self, search: Search) -> None:
        order_id = await search.running()
        fence = Fence(camera_id="ELSEWHERE", job=7, delivery=1, worker="w1")
        assert not await search.take(order_id, fence=fence)

    async def test_of_another_order(self, search: Search) -> None:
        await search.running()
        assert not await search.take("clo_other")

    async def test_by_an_older_job_or_another_worker(self, search: Search) -> None:
        order_id = await search.running()
        camera_id = search.camera_ids[0]
        assert await search.take(order_id)
        for fence in (
            Fence(camera_id=camera_id, job=6, delivery=1, worker="w1"),
            Fence(camera_id=camera_id, job=7, delivery=1, worker="w2"),
        ):
            assert not await search.take(order_id, track=9, fence=fence)

    async def test_with_shares_that_are_none(self, search: Search) -> None:
        order_id = await search.running()
        assert not await search.take(order_id, upper=(0.5, 0.5))
        assert not await search.take(order_id, upper=(2.0,) * len(COLOURS))

    async def test_with_a_picture_that_is_too_large(self, search: Search) -> None:
        order_id = await search.running()
        assert not await search.take(order_id, picture=base64.b64encode(b"x" * 60_000))

    async def test_with_something_else_than_a_picture(self, search: Search) -> None:
        order_id = await search.running()
        assert not await search.take(order_id, picture=base64.b64encode(b"<script>"))

    async def test_of_another_time_or_of_none(self, search: Search) -> None:
        order_id = await search.running()
        for at in (NOW.replace(tzinfo=None), NOW.replace(year=1), NOW - timedelta(minutes=11)):
            assert not await search.take(order_id, last_at=at)

    async def test_after_its_end(self, search: Search) -> None:
        order_id = await search.running()
        await search.linked.post(OPERATOR, f"{search.path}/stop")
        assert not await search.take(order_id)
