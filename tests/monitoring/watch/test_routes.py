"""The watch list over HTTP: by role, by field, and in the words that the console reads."""

from tests.web.doors import house, template
from tests.web.house import House

__all__ = ["house", "template"]

CAMERAS = "/api/monitoring/cameras"
ZONE = {"rule_id": "z", "kind": "intrusion", "points": [[0.1, 0.1], [0.9, 0.1], [0.5, 0.9]]}


async def first_camera(house: House) -> str:
    page = await house.ask("OPERATOR", f"{CAMERAS}?limit=1")
    return str(page.json()["cameras"][0]["camera_id"])


async def switched(house: House, camera_id: str, *, on: bool = True) -> int:
    body = {"on": on, "reason": "시험 운영", "camera_ids": [camera_id]}
    answer = await house.ask("SHIFT_LEAD", CAMERAS, body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["changed"])


async def test_at_first_no_camera_is_watched(house: House) -> None:
    page = (await house.ask("OPERATOR", CAMERAS)).json()
    assert page["counts"]["watched"] == 0
    assert {camera["state"] for camera in page["cameras"]} == {"off"}
    assert page["after"] == page["cameras"][-1]["camera_id"]


async def test_a_lead_switches_on_and_the_page_says_by_whom_and_why(house: House) -> None:
    camera_id = await first_camera(house)
    assert await switched(house, camera_id) == 1
    page = (await house.ask("OPERATOR", f"{CAMERAS}?state=unheld")).json()
    (camera,) = page["cameras"]
    assert (camera["camera_id"], camera["reason"], camera["rules"] > 0) == (
        camera_id,
        "시험 운영",
        True,
    )
    assert camera["by"]
    workers = (await house.ask("ASSET_MGR", "/api/monitoring/workers")).json()
    assert (workers["unheld"], workers["workers"]) == (1, [])


async def test_what_is_unclear_is_refused_by_field(house: House) -> None:
    answer = await house.ask("SHIFT_LEAD", CAMERAS, {"on": True, "reason": "x"})
    assert (answer.status_code, answer.json()["field"]) == (400, "camera_ids")
    answer = await house.ask("SHIFT_LEAD", CAMERAS, {"on": True, "reason": "", "dong": "1"})
    assert answer.status_code == 400


async def test_rules_are_drawn_read_back_and_refused_by_place(house: House) -> None:
    path = f"{CAMERAS}/{await first_camera(house)}/rules"
    assert (await house.ask("OPERATOR", path)).json()["version"] == 0
    put = {"version": 0, "rules": [ZONE]}
    drawn = await house.ask("OPERATOR", path, put, method="PUT")
    assert (drawn.status_code, drawn.json()["version"]) == (200, 1), drawn.text
    again = await house.ask("OPERATOR", path, put, method="PUT")
    assert (again.status_code, again.json()["code"]) == (409, "changed_meanwhile")
    bad = {"version": 1, "rules": [ZONE | {"points": [[0.1, 0.1], [0.2, 0.2]]}]}
    refused = await house.ask("OPERATOR", path, bad, method="PUT")
    assert refused.json()["field"] == "rules.0.points"
    assert refused.json()["told"][0]["ko"]


async def test_attention_is_asked_for_watched_cameras_only(house: House) -> None:
    camera_id = await first_camera(house)
    path = f"{CAMERAS}/{camera_id}/attention"
    before = await house.ask("OPERATOR", path, {"minutes": 5})
    assert (before.status_code, before.json()["code"]) == (409, "camera_not_watched")
    await switched(house, camera_id)
    after = await house.ask("OPERATOR", path, {"minutes": 5})
    assert (after.status_code, after.json()["why"]) == (200, "operator")
    too_long = await house.ask("OPERATOR", path, {"minutes": 500})
    assert too_long.status_code == 400


async def test_pages_are_turned_by_the_last_camera(house: House) -> None:
    seen: list[str] = []
    after = ""
    while True:
        page = (await house.ask("OPERATOR", f"{CAMERAS}?limit=200&after={after}")).json()
        seen += [camera["camera_id"] for camera in page["cameras"]]
        after = page["after"]
        if not after:
            break
    assert seen == sorted(set(seen))
    assert len(seen) == page["counts"]["cameras"]


async def test_those_switched_on_stand_on_pages_of_their_own(house: House) -> None:
    every = (await house.ask("OPERATOR", f"{CAMERAS}?limit=500")).json()["cameras"]
    wanted = [every[at]["camera_id"] for at in (40, 41, 90)]
    for camera_id in wanted:
        await switched(house, camera_id)
    first = (await house.ask("OPERATOR", f"{CAMERAS}?on=true&limit=2")).json()
    rest = (await house.ask("OPERATOR", f"{CAMERAS}?on=true&after={first['after']}")).json()
    shown = [camera["camera_id"] for camera in (*first["cameras"], *rest["cameras"])]
    assert (shown, rest["after"]) == (wanted, "")
    off = (await house.ask("OPERATOR", f"{CAMERAS}?on=false&limit=500")).json()["cameras"]
    assert not {camera["camera_id"] for camera in off} & set(wanted)
    nonsense = await house.ask("OPERATOR", f"{CAMERAS}?on=perhaps")
    assert (nonsense.status_code, nonsense.json()["field"]) == (400, "on")
