"""준공: what was planned stands in the registry, is shown, lent and signed, and nothing is typed twice."""

from typing import Any  # Any: JSON

import mapbox_vector_tile
import msgspec
import pytest
from sqlalchemy import select

from bongsu.federation.catalogue.versions import Versions
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.worker.call import ChildCall
from bongsu.registry import store
from bongsu.registry.refresh import CatalogueRefresh
from bongsu.registry.tables import poles
from bongsu.registry.vector_tiles import mercator
from tests.planning.plans.office import CONFIG, PLANNER, Office, office_in
from tests.web.house import House


async def accepted(office: Office, **more: object) -> Any:
    first, *_ = await office.chosen()
    await office.walk_to_sign(first)
    return await office.ask(PLANNER, f"sites/{first['planned_site_id']}/accept", more)


async def shown_of(house: House, camera_id: str) -> Any:
    answer = await house.ask("OPERATOR", f"/api/registry/cameras/{camera_id}")
    return answer.json() if answer.status_code == 200 else None


async def on_the_tile(house: House, lat: float, lon: float) -> set[str]:
    x, y = (mercator(lat, lon) * 2**16).astype(int).tolist()  # type: ignore[arg-type]  # one place is a column of one
    answer = await house.ask("OPERATOR", f"/api/map/tiles/16/{x}/{y}")
    layers = mapbox_vector_tile.decode(answer.content) if answer.content else {}
    features = layers.get("cameras", {"features": []})["features"]
    return {one["properties"].get("camera_id", "") for one in features}


def robbery_at(house: House, lat: float, lon: float) -> dict[str, Any]:
    return {
        "msg_id": "m-new",
        "sent_at": house.clock.now().isoformat(),
        "sender": {"org": "KNPA.SEOUL", "system": "112"},
        "service": "P112_DISPATCH",
        "ext_incident_no": "112-new",
        "msg_type": "NEW",
        "incident": {"category": "ROBBERY", "code": "C0"},
        "location": {"lat": lat, "lon": lon, "accuracy_m": 8.0, "method": "GPS"},
        "legal": {"basis": "PIPA18-2-3"},
    }


async def test_from_a_drawn_plan_to_a_picture_lent_at_that_place(house: House) -> None:
    """The whole way once, with the real child process."""
    refresh = CatalogueRefresh(house.database, house.catalogue)
    versions = Versions(house.database, house.catalogue, house.desk.centre.code)
    await refresh.look()
    await versions.compare()
    async with office_in(house, ChildCall(PlanningSettings(niceness=0))) as office:
        done = await accepted(office)
    drawn, cameras = done["site"]["drawn"], done["camera_ids"]
    assert done["site"]["state"] == "accepted"
    assert len(cameras) == len(drawn["headings"])
    assert await refresh.look()
    # the registry shows what the plan said
    for camera_id, heading in zip(cameras, drawn["headings"], strict=True):
        shown = await shown_of(house, camera_id)
        assert (shown["kind"], shown["lat"], shown["lon"]) == (
            heading["kind"],
            drawn["lat"],
            drawn["lon"],
        )
    assert set(cameras) <= await on_the_tile(house, drawn["lat"], drawn["lon"])
    # other centres hear of exactly these
    assert await versions.compare() == len(cameras)
    # a robbery there opens it, by a paragraph that acceptance had named
    called = await house.ask(
        "seoul-112", "/link/v1/incidents", robbery_at(house, drawn["lat"], drawn["lon"])
    )
    assert called.status_code == 201, called.text
    (incident,) = (await house.ask("OPERATOR", "/api/incidents")).json()
    (lending,) = incident["lendings"]
    tiles = {one["camera_id"] for one in incident["tiles"]}
    assert tiles & set(cameras)
    named = {(one["agreement_id"], one["clause"]) for one in done["lending"]}
    assert (lending["agreement_id"], lending["clause"]) in named
    assert all(one["title_ko"] and one["title_en"] for one in done["lending"])
    for words in ("설치 목적: 생활방범", "길음1동", "촬영 시간: 24시간", "관리책임자", "연락처"):
        assert words in done["sign"]["ko"]


async def test_what_really_hangs_there_may_differ_from_the_plan(office: Office) -> None:
    hung = {
        "kind": "fixed",
        "bearing_deg": 45.0,
        "hfov_deg": 80.0,
        "range_m": 60.0,
        "pixels_10k": 500,
    }
    done = await accepted(office, cameras=[hung], purpose="multi")
    (camera_id,) = done["camera_ids"]
    shown = await shown_of(office.house, camera_id)
    assert (shown["bearing_deg"], shown["pixels_10k"], shown["purpose"]) == (45.0, 500, "multi")
    assert done["site"]["purpose"] == "multi"


async def test_stream_addresses_lie_in_the_secret_place_and_come_back_in_no_answer(
    office: Office,
) -> None:
    secret = "rtsp://admin:hunter2@10.0.0.9/main"
    done = await accepted(office, cameras=[{"kind": "ptz", "main_url": secret}])
    (camera_id,) = done["camera_ids"]
    async with office.house.database.read() as connection:
        streams = await store.streams(connection, camera_id)
    assert streams is not None
    assert streams.main_url == secret
    answers = [done, await shown_of(office.house, camera_id), await office.ask(PLANNER, "sites")]
    assert b"hunter2" not in msgspec.json.encode(answers)
    async with office.house.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT body FROM trail")
        assert not any("hunter2" in row.body for row in rows)


@pytest.mark.parametrize("address", ["http://10.0.0.9/", "file:///etc/passwd", "rtsp:nothing", ""])
async def test_an_address_that_is_no_stream_is_refused(office: Office, address: str) -> None:
    body = {"cameras": [{"kind": "ptz", "main_url": address}]}
    answer = await office.ask(PLANNER, "sites/ps_x/accept", body, 400)
    assert answer["code"] == "invalid"


async def test_codes_go_on_from_the_highest_and_are_never_given_again(office: Office) -> None:
    async with office.house.database.work() as work:
        await work.connection.exec_driver_sql(
            "UPDATE sites SET removed_on = '2026-01-01' WHERE site_id = "
            "(SELECT MAX(site_id) FROM sites)"
        )
        rows = await work.connection.exec_driver_sql("SELECT MAX(site_id) AS last FROM sites")
        last = rows.one().last
    done = await accepted(office)
    assert done["site_id"] > last
    assert done["camera_ids"][0] == f"{done['site_id']}-1"


async def test_a_site_is_accepted_once(office: Office) -> None:
    done = await accepted(office)
    path = f"sites/{done['site']['planned_site_id']}/accept"
    again = await office.ask(PLANNER, path, {}, 409)
    assert done["site_id"] in again["detail"]
    shown = await office.ask(PLANNER, "sites")
    assert shown["accepted"] == 1


async def test_acceptance_is_not_before_the_sign_nor_tomorrow(office: Office) -> None:
    first, *_ = await office.chosen()
    path = f"sites/{first['planned_site_id']}/accept"
    assert (await office.ask(PLANNER, path, {}, 409))["field"] == "state"
    await office.walk_to_sign(first)
    later = {"on": "2099-01-01"}
    assert (await office.ask(PLANNER, path, later, 409))["field"] == "on"


async def test_the_sign_says_what_nobody_has_said_yet(office: Office) -> None:
    done = await accepted(office)
    assert done["sign"]["missing"] == ["office", "phone"]
    assert "(미정)" in done["sign"]["ko"]


async def test_the_signs_office_and_telephone_are_those_of_the_operating_policy(
    office: Office,
) -> None:
    facts = {
        "protection_officer": {"office": "성북구 도시안전과장", "phone": "02-2241-0000"},
        "hours": {"ko": "24시간", "en": "24 hours"},
    }
    answer = await office.house.ask("CENTRE_HEAD", "/api/policy/facts", facts)
    assert answer.status_code == 204
    done = await accepted(office)
    assert done["sign"]["missing"] == []
    assert "성북구 도시안전과장" in done["sign"]["ko"]
    assert "02-2241-0000" in done["sign"]["ko"]


async def test_a_purpose_that_no_agreement_names_is_lent_to_nobody(office: Office) -> None:
    done = await accepted(office, purpose="other")
    assert done["lending"] == []


async def test_the_pole_is_what_the_plan_hung_it_on(office: Office) -> None:
    done = await accepted(office)
    async with office.house.database.read() as connection:
        kind = await connection.scalar(
            select(poles.c.kind).where(poles.c.pole_id == done["pole_id"])
        )
    words = {"own_pole": "own", "light_pole": "light", "utility_pole": "utility"}
    assert kind == words[done["site"]["drawn"]["mount"]]
    assert CONFIG.district == done["site_id"][:2]
