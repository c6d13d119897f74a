"""법무부 대응 건: what the centre's own people can come by, by every door and over the feed, tells neither kind nor place.

The trail, which only the CPO and the auditor read, says which cameras were shown: 안전성 확보조치 기준 제8조 wants to know
whose pictures were looked at. It tells neither kind nor place."""

import io
import json
import re
from collections.abc import Iterable
from random import Random
from typing import Any  # Any: JSON
from zipfile import ZipFile

import msgspec
import pytest
from structlog.testing import capture_logs

from bongsu.identity.people import OWN_ROLES, Role
from bongsu.incidents.listen import Listening
from bongsu.incidents.viewer import MONITORING
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.services.anklet.rules import NOT_AGREED, TRIGGERS
from bongsu.services.anklet.scenes import alarm, around, said
from bongsu.services.shared.scenes import Spot, Stage
from bongsu.sharing.store import grants_of
from tests.incidents.stage import said_to
from tests.services.anklet.linked import Linked
from tests.web.door_rows import CONSOLE
from tests.web.house import GILEUM, JONGAM, House

# what stands whether or not anything runs: the same before and while it does
STANDING = (
    "/api/agreements",
    "/api/registry",
    "/api/map",
    "/api/monitoring/cameras",
    "/api/services",
    "/api/party-keys",
    "/api/city/outlines",
)
STAMP = re.compile(rb'"timeStamp":"[^"]*"')
TRAIL = "/api/audit"


def doors() -> list[str]:
    """Everything that is read without naming an id."""
    every = {one.path for one in CONSOLE if one.method == "GET" and "{" not in one.path}
    return sorted(one for one in every if one.startswith("/api/"))


class Alarms:
    """Random alarms, and every word of them that may not get out."""

    def __init__(self, linked: Linked, seed: int) -> None:
        self.linked = linked
        self._random = Random(seed)
        self.words: set[str] = set()
        self.cameras: set[str] = set()
        self.ids: list[str] = []

    async def raise_one(self, number: int) -> None:
        pick = self._random
        trigger = pick.choice([*TRIGGERS, *NOT_AGREED])
        near = pick.choice([GILEUM, JONGAM])
        lat, lon = near["lat"] + pick.uniform(-8e-4, 8e-4), near["lon"] + pick.uniform(-8e-4, 8e-4)
        stage = Stage(self.linked.stage.now, Spot(lat, lon), f"alarm-{number}")
        where: dict[str, Any] = {"location": {"lat": lat, "lon": lon, "accuracy_m": 10.0}}
        if pick.random() < 0.3:
            where = {"area": around(stage.spot)}
        worn = pick.choice(["electronic_device_act", "stalking_provisional_measure"])
        told = alarm(trigger, police_too=pick.random() < 0.5, worn_under=worn)
        answer = await self.linked.send(said(stage, "NEW", **told, **where))
        assert answer.status_code == 201, answer.text
        self.words |= {trigger, *(TRIGGERS | NOT_AGREED)[trigger], worn}
        self.words |= {f"{lat:.5f}", f"{lon:.5f}"}
        self.ids.append(answer.json()["incident_id"])
        self._saw(answer.json())
        if pick.random() < 0.5:
            await self.linked.wait(6)
            moved = {"lat": lat + 4e-4, "lon": lon, "accuracy_m": 10.0}
            self._saw((await self.linked.send(said(stage, "LOCATION", location=moved))).json())
            self.words.add(f"{moved['lat']:.5f}")

    def _saw(self, answer: dict[str, Any]) -> None:
        self.cameras |= {one["camera_id"] for one in answer["cameras"]}

    def names(self) -> set[str]:
        facts = (self.linked.house.desk.chooser.facts(one) for one in self.cameras)
        return {one.name for one in facts if one is not None}

    def told_in(self, text: str, *, but: Iterable[str] = ()) -> set[str]:
        return {one for one in self.words.difference(but) if one in text}


async def read(house: House, who: str, path: str) -> str:
    answer = await house.ask(who, path)
    return answer.text if answer.status_code == 200 else ""


def uncounted(text: str) -> str:
    """How many lendings run under an agreement or a key is no secret."""
    return re.sub(r'"(running|lendings)\w*":\d+', "", text)


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_door_tells_of_what_kind_it_is_or_where(linked: Linked, seed: int) -> None:
    house, alarms = linked.house, Alarms(linked, seed)
    readers = ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD", "AUDITOR"]
    standing = [one for one in doors() if one.startswith(STANDING)]
    before = {path: uncounted(await read(house, "CENTRE_HEAD", path)) for path in standing}
    for number in range(5):
        await alarms.raise_one(number)
    for path in standing:
        assert uncounted(await read(house, "CENTRE_HEAD", path)) == before[path], path
    happening = [one for one in doors() if not one.startswith(STANDING)]
    happening += [f"/api/incidents/{one}" for one in alarms.ids]
    happening += [
        f"/api/agreements/{one}/versions/1/pilot-report"
        for one in ("SB-MOJ-2019-01", "SB-MOJ-POLICE-2024-01")
    ]
    alarms.words |= alarms.names()
    for who in readers:
        for path in happening:
            text = await read(house, who, path)
            is_trail = path.startswith(TRAIL)
            if "pilot-report" in path:
                text = text.partition('"clauses"')[0] if '"clauses"' in text else text
            assert not alarms.told_in(text), (who, path)
            assert is_trail or not {one for one in alarms.cameras if one in text}, (who, path)


@pytest.mark.parametrize("role", sorted(OWN_ROLES))
async def test_the_feed_tells_that_it_runs_how_many_tiles_and_how_long(
    linked: Linked, role: Role
) -> None:
    alarms = Alarms(linked, 3)
    for number in range(3):
        await alarms.raise_one(number)
    told = json.dumps(said_to(await linked.screen(role.value)), ensure_ascii=False)
    assert not alarms.told_in(told)
    assert not {one for one in alarms.cameras if one in told}
    assert ("법무부 대응 건" in told) == (role in MONITORING)


async def test_the_operator_sees_the_count_and_the_time_left(linked: Linked) -> None:
    answer = (await linked.opened()).json()
    seen = await linked.newest("OPERATOR")
    assert (seen["discreet"], seen["category_ko"]) == (True, "법무부 대응 건")
    assert seen["tile_count"] == len(answer["cameras"]) > 0
    assert [one["ends_at"] for one in seen["lendings"]] == [answer["expires_at"]]
    for name in ("place", "area", "window"):
        assert seen[name] is None
    for name in ("tiles", "facts", "timeline", "responders"):
        assert seen[name] == []


async def test_a_cut_works_and_tells_nothing(linked: Linked) -> None:
    await linked.opened("CURFEW", police_too=True)
    seen = await linked.newest("OPERATOR")
    for one in seen["lendings"]:
        cut = await linked.ask("OPERATOR", f"/api/grants/{one['grant_id']}/withdraw", {})
        assert (cut.status_code, cut.text) == (204, "")
    room = await linked.newest("moj-room")
    assert room["tiles"] == []
    again = await linked.newest("OPERATOR")
    assert "외출제한" not in json.dumps(again, ensure_ascii=False)


async def test_nobody_of_the_centre_says_where_it_is(linked: Linked) -> None:
    answer = await linked.send(
        said(
            linked.stage,
            "NEW",
            **alarm("CURFEW"),
            location={"lat": 37.608, "lon": 127.02, "accuracy_m": 2000.0, "method": "CELL"},
        )
    )
    assert answer.json()["status"] == "PENDING"
    seen = await linked.newest("SHIFT_LEAD")
    (lending,) = seen["lendings"]
    assert lending["waiting"]["may_decide"] is False
    path = f"/api/grants/{lending['grant_id']}/decide"
    decided = await linked.ask("SHIFT_LEAD", path, {"approve": True, "lat": 37.608, "lon": 127.02})
    assert decided.status_code == 403


async def test_no_line_of_the_database_names_kind_or_clause(linked: Linked) -> None:
    await linked.play("happy")
    other = Linked(linked.house, Stage(linked.stage.now, linked.stage.spot, "scene-2"))
    await other.play("refused")
    async with linked.house.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT * FROM incident_timeline")
        lines = str(rows.all())
    for word in ("출입금지", "Exclusion", "연락두절", "제3조", "clause"):
        assert word not in lines
    assert "법무부" in lines


async def test_the_ledger_says_how_many_cameras_and_for_whom(linked: Linked) -> None:
    answer = (await linked.opened("DEVICE_TAMPER", police_too=True)).json()
    ids = [one["camera_id"] for one in answer["cameras"]]
    page = (await linked.ask("SHIFT_LEAD", "/api/ledger")).json()
    assert {one["purpose_ko"] for one in page["rows"]} == {"법무부 대응 건"}
    assert all(one["camera_ids"] == [] for one in page["rows"])
    assert all(one["camera_count"] > 0 for one in page["rows"])
    wanted = {"format": "xlsx", "reason": "월간 점검을 위한 대장 확인", "extent": "all"}
    made = await linked.ask("CENTRE_HEAD", "/api/ledger/export", wanted)
    assert made.status_code == 200, made.text
    with ZipFile(io.BytesIO(made.content)) as sheet:
        text = "".join(sheet.read(name).decode() for name in sheet.namelist())
    assert "법무부 대응 건" in text
    assert not [one for one in (*ids, "장치 훼손", "DEVICE_TAMPER") if one in text]


async def test_what_it_was_is_wiped_at_its_end(linked: Linked) -> None:
    opened = (await linked.opened("VICTIM_APPROACH")).json()
    line = {"line": "회색 외투, 북쪽으로"}
    directed = await linked.ask("moj-room", f"/api/incidents/{opened['incident_id']}/direct", line)
    assert directed.status_code == 204, directed.text
    await linked.follows("CLOSE")
    async with linked.house.database.read() as connection:
        kept = [
            str((await connection.exec_driver_sql(f"SELECT * FROM {table}")).all())
            for table in ("incidents", "incident_messages", "incident_timeline", "trail")
        ]
        grants = await grants_of(connection, opened["incident_id"])
    for word in ("VICTIM_APPROACH", "피해자", "37.608", "회색 외투", "electronic_device_act"):
        assert not [one for one in kept if word in one], word
    lent = [one for grant in grants for one in grant.cameras]
    assert lent
    assert {(one.distance_m, one.direction_deg, one.chance, one.why_ko) for one in lent} == {
        (0.0, 0.0, 0.0, "")
    }


class Media:
    """Speaks over the bus to the node's listener."""

    def __init__(self, house: House) -> None:
        self.bus, self.quiet = MemoryBus(), house.feed.quiet
        self.part = Listening(house.desk, house.feed, self.bus)

    async def says(self, subject: str, **fields: object) -> None:
        await self.bus.publish(f"bongsu.{subject}", msgspec.json.encode(fields))


async def test_watching_is_told_without_the_camera(linked: Linked) -> None:
    answer = (await linked.opened()).json()
    camera = answer["cameras"][0]["camera_id"]
    async with linked.house.database.read() as connection:
        (grant,) = await grants_of(connection, answer["incident_id"])
    media, screen = Media(linked.house), await linked.screen("OPERATOR")
    await media.part.start()
    said_to(screen)
    who = {
        "grant_id": grant.grant_id,
        "camera_id": camera,
        "session_id": "se_1",
        "viewer": "법무부 01",
    }
    at = linked.clock.now()
    await media.says("media.watching", **who, watching=True, at=at, process="media-1")
    (told,) = said_to(screen)
    assert [one["camera_id"] for one in told["watchers"]] == [""]
    # the same after a restart of either side: the process tells all of it anew
    linked.house.feed.viewings("media-1", {})
    said_to(screen)
    await media.says("media.viewings", process="media-1", viewings=[{**who, "since": at}])
    (told,) = said_to(screen)
    assert [one["camera_id"] for one in told["watchers"]] == [""]
    await media.says("media.watching", **who, watching=False, at=at, process="media-1")
    (told,) = said_to(screen)
    assert told["watchers"] == []
    await media.part.stop()


async def test_that_a_camera_is_pulled_is_told_only_to_who_shows_it(linked: Linked) -> None:
    answer = (await linked.opened()).json()
    camera = answer["cameras"][0]["camera_id"]
    media = Media(linked.house)
    await media.part.start()
    operator, room = await linked.screen("OPERATOR"), await linked.screen("moj-room")
    said_to(operator), said_to(room)

    async def states(state: str) -> tuple[int, int]:
        at = linked.clock.now()
        await media.says("media.camera_state", camera_id=camera, state=state, since=at)
        heard = [
            [one for one in said_to(screen) if one["kind"] == "camera_state"]
            for screen in (operator, room)
        ]
        return len(heard[0]), len(heard[1])

    assert await states("connecting") == (0, 1)
    assert await states("live") == (0, 1)
    await linked.follows("CLOSE")
    await linked.house.feed.changed(answer["incident_id"])
    assert (await states("unknown"))[0] == 0
    linked.clock.advance(3600)
    assert (await states("live"))[0] == 1
    await media.part.stop()


async def test_no_line_of_the_log_names_kind_or_place(linked: Linked) -> None:
    """Cameras are named where they are pulled; of what kind it is and where stands in no line."""
    with capture_logs() as lines:
        await linked.play("happy")
        await linked.play("unsure")
        await linked.play("named")
        await linked.wait(200)
    text = str(lines)
    words = {*TRIGGERS, "37.6", "127.0", "홍길동", "보국문로", "electronic_device_act", "경찰서"}
    assert not [one for one in words if one in text]


@pytest.mark.parametrize("who", ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD", "SITE_PLANNER"])
async def test_no_map_list_or_catalogue_changes_with_it(linked: Linked, who: str) -> None:
    """What shows cameras shows the same before, while it runs and after; a system's GeoJSON too."""
    x, y = 13974, 6345
    shown = [f"/api/map/tiles/14/{x}/{y}", "/api/map/areas", "/api/registry/cameras"]
    read = [("map", "/ogc/v1/collections/cameras/items"), ("map", "/link/v1/cameras")]
    every = [(who, path) for path in shown] + read

    async def now() -> list[bytes]:
        return [
            (await linked.house.ask(name, path, from_console=name == who)).content
            for name, path in every
        ]

    before = [STAMP.sub(b"", one) for one in await now()]
    await linked.opened(police_too=True)
    assert [STAMP.sub(b"", one) for one in await now()] == before
    await linked.follows("CLOSE")
    assert [STAMP.sub(b"", one) for one in await now()] == before
