"""The measures of the linked services at their smallest: the table is read by itself, and a disagreement is not hidden."""

from datetime import datetime
from pathlib import Path

import pytest

from bongsu.bench.figures import Readings, figures_of
from bongsu.bench.services.drills import get_paths, playable
from bongsu.bench.services.matrix import Compared, pipeline, reading_of, sampled
from bongsu.bench.services.oracle import (
    NOTHING,
    Cell,
    agencies,
    cells,
    expected,
    services,
    triggers_of,
)
from bongsu.bench.services.promises import PROMISES
from bongsu.bench.services.run import FULL, QUICK, ServicesBench
from bongsu.bench.services.scenes import happy_scenes, opening, screens_of, short_order
from bongsu.bench.services.screens import Heard, Told, incident_with_tiles
from bongsu.bench.services.stand import SPOT
from bongsu.kernel.failures import Invalid
from bongsu.services.plugins import find_services
from bongsu.services.shared.scenes import Stage

NOON = datetime.fromisoformat("2026-11-21T14:10:00+09:00")
LATER = datetime.fromisoformat("2029-02-01T12:00:00+09:00")
POLICE, JONGAM = "KNPA.SEOUL.SEONGBUK", "KNPA.SEOUL.JONGAM"
CENTRE, MOJ, ARMY = "SEONGBUK", "MOJ.ANKLET", "MND.CAPITAL"
FIRE, OWN_ROOM, CITY_ROOM = "NFA.SEOUL.SEONGBUK", "SEONGBUK.DISASTER", "SEOUL.DISASTER"
COMPANY = "SECURITY.ONE"


def cell(
    service: str,
    trigger: str,
    code: str = "",
    variant: str = "plain",
    place: str = "seongbuk",
    at: datetime = NOON,
) -> Cell:
    return Cell(service, trigger, code, variant, place, at)


@pytest.mark.parametrize(
    ("asked", "agency", "told"),
    [
        (cell("P112_VIDEO", "ROBBERY", "C0"), POLICE, "opens"),
        (cell("P112_VIDEO", "ROBBERY", "C0"), JONGAM, NOTHING),
        (cell("P112_VIDEO", "ROBBERY", "C2"), POLICE, "asks"),
        (cell("P112_VIDEO", "ROBBERY", "C3"), POLICE, NOTHING),
        (cell("P112_VIDEO", "ASSAULT", "C0"), POLICE, NOTHING),
        (cell("P112_VIDEO", "ROBBERY", "C0", place="uncertain"), JONGAM, "asks"),
        (cell("P112_VIDEO", "ROBBERY", "C0", place="elsewhere"), POLICE, NOTHING),
        (cell("P112_VIDEO", "ROBBERY", "C0", at=LATER), POLICE, NOTHING),
        (cell("P112_VIDEO", "ROBBERY", "C0"), CENTRE, "opens"),
        (cell("ANKLET", "CURFEW"), MOJ, "opens"),
        (cell("ANKLET", "CURFEW"), CENTRE, NOTHING),
        (cell("ANKLET", "CURFEW"), POLICE, NOTHING),
        (cell("ANKLET", "CURFEW", variant="police_too"), POLICE, "opens"),
        (cell("ANKLET", "CURFEW", variant="named"), MOJ, NOTHING),
        (cell("ANKLET", "BATTERY_LOW"), MOJ, NOTHING),
        (cell("MILITARY", "TERROR", variant="order"), ARMY, "opens"),
        (cell("MILITARY", "TERROR", variant="no_order"), ARMY, NOTHING),
        (cell("MILITARY", "TERROR", variant="later"), ARMY, "waits"),
        (cell("MILITARY", "DEFENCE_EXERCISE", variant="order"), ARMY, "asks"),
        (cell("MILITARY", "PEACETIME", variant="order"), ARMY, NOTHING),
        (cell("DISASTER", "CROWD", variant="request"), "SEOUL.DISASTER", NOTHING),
        (cell("MISSING", "ADULT", variant="confirmed"), POLICE, NOTHING),
        (cell("MISSING", "DEMENTIA", variant="unconfirmed"), POLICE, "asks"),
        (cell("BELL", "PRESS"), CENTRE, "opens"),
        (cell("BELL", "PRESS"), POLICE, NOTHING),
        (cell("BELL", "PRESS", variant="handed"), POLICE, "opens"),
        (cell("DISASTER", "FLOOD", variant="cap"), OWN_ROOM, "opens"),
        (cell("DISASTER", "FLOOD", variant="cap"), CITY_ROOM, NOTHING),
        (cell("DISASTER", "FLOOD", variant="cap"), CENTRE, "opens"),
        (cell("DISASTER", "FLOOD", variant="cap_exercise"), OWN_ROOM, NOTHING),
        (cell("DISASTER", "FLOOD", variant="cap_preparatory"), OWN_ROOM, NOTHING),
        (cell("DISASTER", "FLOOD", variant="cap", place="elsewhere"), OWN_ROOM, NOTHING),
        (cell("PRIV_SEC", "FIRE"), CENTRE, "opens"),
        (cell("PRIV_SEC", "FIRE", variant="unconfirmed"), CENTRE, NOTHING),
        (cell("PRIV_SEC", "FIRE", variant="handed_fire"), FIRE, "opens"),
        (cell("PRIV_SEC", "INTRUSION", variant="handed_fire"), FIRE, NOTHING),
        (cell("PRIV_SEC", "FIRE", variant="handed_company"), COMPANY, NOTHING),
        (cell("SELECT", "FALL"), CENTRE, "opens"),
        (cell("SELECT", "FALL"), POLICE, NOTHING),
        (cell("SELECT", "FALL", variant="handed"), POLICE, "opens"),
        (cell("SELECT", "OTHER", variant="handed"), POLICE, NOTHING),
        (cell("SELECT", "FALL", variant="handed_fire"), FIRE, "opens"),
        (cell("SELECT", "VIOLENCE", variant="handed_fire"), FIRE, NOTHING),
        (cell("SELECT", "FALL", variant="by_message"), CENTRE, NOTHING),
        (cell("WANTED_CAR", "HIT", variant="listed"), "KNPA", "told"),
        (cell("WANTED_CAR", "HIT", variant="listed"), CENTRE, NOTHING),
        (cell("WANTED_CAR", "HIT", variant="listed"), POLICE, NOTHING),
        (cell("WANTED_CAR", "HIT", variant="unlisted"), "KNPA", NOTHING),
        (cell("WANTED_CAR", "HIT", variant="by_message"), "KNPA", NOTHING),
        (cell("OUT_REPORT", "FIRE", variant="to_119"), "NFA.SEOUL", "told"),
        (cell("OUT_REPORT", "FIRE", variant="to_119"), FIRE, NOTHING),
        (cell("OUT_REPORT", "FIRE", variant="to_112"), "KNPA.SEOUL", NOTHING),
        (cell("OUT_REPORT", "CRIME", variant="to_112"), "KNPA.SEOUL", "told"),
        (cell("OUT_REPORT", "CRIME", variant="to_112", at=LATER), "KNPA.SEOUL", NOTHING),
    ],
)
def test_the_table_says_what_the_field_says(asked: Cell, agency: str, told: str) -> None:
    assert expected(asked, agency) == told


def test_the_matrix_has_tens_of_thousands_of_cells_and_each_service_has_its_triggers() -> None:
    every = list(cells())
    assert len(every) * len(agencies()) > 50_000
    assert {one.service for one in every} == set(services()) == set(find_services().linked)
    assert "CONTACT_LOST" in triggers_of("ANKLET")


def test_half_of_a_sample_shows_or_asks_something() -> None:
    some = sampled(set(services()), 40)
    told = [one for one in some if any(expected(one, each) != NOTHING for each in agencies())]
    assert (len(some), len(told)) == (40, 20)
    assert sampled(set(services()), 40) == some
    assert {one.service for one in some} == set(services())


def test_a_disagreement_costs_its_share_and_is_named() -> None:
    compared = Compared()
    compared.take(cell("BELL", "PRESS"), {CENTRE: "opens", POLICE: "opens"})
    found = reading_of(compared, ["BELL KNOCK"])
    assert found.value == 91.667
    assert "BELL PRESS" in found.why
    assert "opens decided" in found.why
    assert found.beside["not_in_the_table"] == "BELL KNOCK"


async def test_the_pipeline_decides_as_the_table_says(tmp_path: Path) -> None:
    """One message of each kind of outcome; the whole matrix is the bench's."""
    line = await pipeline(tmp_path)
    compared = Compared()
    try:
        for one in (
            cell("P112_DISPATCH", "ROBBERY", "C0"),
            cell("P112_DISPATCH", "ROBBERY", "C2", place="jongam"),
            cell("ANKLET", "BATTERY_LOW"),
            cell("ANKLET", "CURFEW"),
            cell("MILITARY", "TERROR", variant="later"),
            cell("BELL", "PRESS", variant="handed"),
            cell("DISASTER", "FLOOD", variant="no_ground"),
            *(
                cell("DISASTER", "HEAVY_RAIN", variant=f"cap{more}")
                for more in ("", "_exercise", "_test", "_preparatory", "_over", "_cancelled")
            ),
            *(
                cell("PRIV_SEC", "INTRUSION", variant=variant)
                for variant in ("plain", "unconfirmed", "handed", "handed_fire", "handed_company")
            ),
            cell("PRIV_SEC", "FIRE", variant="handed_fire"),
            *(
                cell("WANTED_CAR", "HIT", variant=variant)
                for variant in ("listed", "unlisted", "withdrawn", "other_purpose", "late")
            ),
            cell("WANTED_CAR", "HIT", variant="listed_by_us"),
            cell("WANTED_CAR", "HIT", variant="listed", place="elsewhere"),
            cell("WANTED_CAR", "HIT", variant="by_message"),
            *(
                cell("OUT_REPORT", "FIRE", variant=variant)
                for variant in ("to_112", "to_119", "no_still", "by_message")
            ),
            cell("OUT_REPORT", "CRIME", variant="to_112", place="jongam"),
            cell("OUT_REPORT", "FIRE", variant="to_119", at=LATER),
        ):
            compared.take(one, await line.decide(one))
    finally:
        await line.close()
    assert compared.wrong == []
    assert line.unlisted() == []


def test_every_service_that_opens_at_once_has_a_scene_and_a_screen() -> None:
    scenes = happy_scenes()
    assert {one.service for one in scenes} >= {
        "P112_VIDEO",
        "P112_DISPATCH",
        "F119_DISPATCH",
        "ANKLET",
        "MILITARY",
        "DISASTER",
        "SOS_APP",
        "ESCORT",
        "LONE_WOMAN",
        "BELL",
        "PRIV_SEC",
        "P112_LIFE",
        "STALK_VICTIM",
        "MISSING",
    }
    anklet = next(one for one in scenes if one.service == "ANKLET")
    assert screens_of(anklet) == ("moj-room", "OPERATOR")
    assert all(opening(one, Stage(NOON, SPOT))[0] for one in scenes)


def test_a_walk_off_the_way_is_said_as_far_as_the_alarm_at_once() -> None:
    [walk] = [one for one in happy_scenes() if one.service == "ESCORT"]
    first, rest = opening(walk, Stage(NOON, SPOT))
    assert first[-1].after_s == 70.0
    assert [one.after_s for one in rest] == [90.0]
    assert screens_of(walk) == ("OPERATOR",)


def test_an_exercise_is_played_with_its_number_in_every_message() -> None:
    for scene in playable():
        for said in scene.play(Stage(NOON, SPOT, drill="dr_1")):
            assert isinstance(said.body, dict)
            assert said.body["drill"] == "dr_1", scene


def test_outsiders_read_every_route_that_can_be_read() -> None:
    paths = get_paths()
    assert {"/api/incidents", "/api/drills", "/api/services"} <= set(paths)
    assert len(paths) > 50


def test_a_short_order_ends_when_it_says() -> None:
    [said] = short_order(7.0).play(Stage(NOON, SPOT))
    assert isinstance(said.body, dict)
    assert said.body["window"]["ends"] == "2026-11-21T14:10:07+09:00"


def view(**more: object) -> Told:
    incident = {
        "service": "BELL",
        "received_at": NOON.isoformat(),
        "ended": None,
        "discreet": False,
        "tile_count": 3,
        "tiles": [1],
        "lendings": [],
    }
    return {"kind": "incident", "incident": {**incident, **more}}


@pytest.mark.parametrize(
    ("more", "is_shown"),
    [
        ({}, True),
        ({"tiles": []}, False),
        ({"tiles": [], "discreet": True}, True),
        ({"tiles": [], "lendings": [{"state": "waiting"}]}, True),
        ({"ended": {}}, False),
        ({"service": "ANKLET"}, False),
        ({"received_at": "2026-11-21T14:09:59+09:00"}, False),
    ],
)
def test_a_screen_shows_what_it_was_told_with_tiles(
    more: dict[str, object], is_shown: bool
) -> None:
    assert (incident_with_tiles("BELL", NOON)(view(**more)) is not None) == is_shown


async def test_a_screen_is_read_from_the_moment_that_was_asked() -> None:
    heard = Heard()
    heard.hear(1.0, b'{"kind":"a"}')
    heard.hear(2.0, b'{"kind":"b"}')
    assert await heard.until(lambda told: told, 1.5, 1.0) == (2.0, {"kind": "b"})
    with pytest.raises(TimeoutError):
        await heard.until(lambda told: told, 3.0, 0.0)


async def test_a_step_that_fails_costs_its_own_figures_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    bench = ServicesBench(tmp_path, QUICK, said.append)

    async def fails() -> Readings:
        raise Invalid("no line")

    await bench._step("exercises", ["drill_"], fails)
    [leaks] = [one for one in figures_of(PROMISES, bench.measured) if one.name == "drill_leaks"]
    assert (leaks.met, leaks.why) == (False, "no line")
    assert said[0] == "exercises: no line"
    assert PROMISES["drill_leaks"].target == 0


def test_the_full_run_is_as_large_as_the_issue_asks() -> None:
    assert FULL.drills == 100
    assert FULL.silent
    assert FULL.messages * len(agencies()) >= 5_000
