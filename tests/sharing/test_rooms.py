"""Whose calls are whose, by centre: one station, two stations, the city's, and a centre nobody wrote a table for."""

import csv
from importlib.resources import files

import pytest

from bongsu.registry.centres import CENTRES, profile
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Outside
from bongsu.sharing.rooms import fire_judge, police_table, rooms_of

TABLES = {"SEONGBUK": 20, "GANGBUK": 13, "GURO": 16}


@pytest.mark.parametrize(("code", "dongs"), TABLES.items())
def test_a_table_names_every_dong_of_its_district_once(code: str, dongs: int) -> None:
    centre = profile(code)
    table = police_table(centre)
    assert len(table) == dongs
    assert all(dong.startswith(centre.mois[0]) for dong in table)


@pytest.mark.parametrize("code", TABLES)
def test_each_row_says_where_it_is_from_and_one_row_of_evidence_is_not_certain(code: str) -> None:
    name = f"{code.lower()}_police.csv"
    text = files("bongsu.sharing").joinpath("data", name).read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        assert row["basis"]
        thin = "one row" in row["basis"] or "no row" in row["basis"]
        assert (row["certain"] == "no") == thin, row


def test_a_certain_dong_has_its_station() -> None:
    assert rooms_of(profile("GANGBUK")).police({"1130555500": 1.0}) == Competent(
        "KNPA.SEOUL.GANGBUK"
    )
    assert rooms_of(profile("GURO")).police({"1153051000": 1.0}) == Competent("KNPA.SEOUL.GURO")


@pytest.mark.parametrize(("code", "dong"), [("GANGBUK", "1130563500"), ("GURO", "1153055000")])
def test_an_uncertain_dong_is_asked_about(code: str, dong: str) -> None:
    station = f"KNPA.SEOUL.{code}"
    assert rooms_of(profile(code)).police({dong: 1.0}) == Ambiguous((station,), "dong_uncertain")


@pytest.mark.parametrize("code", sorted(CENTRES))
def test_no_centre_opens_anything_for_a_place_that_nobody_knows(code: str) -> None:
    rooms = rooms_of(profile(code))
    for judge in (rooms.police, fire_judge(rooms)):
        unknown = judge(None)
        assert isinstance(unknown, Ambiguous)
        assert unknown.stations
        assert judge({}) == Outside()


def test_a_centre_without_a_table_leaves_every_police_call_to_a_person() -> None:
    nowon = profile("NOWON")
    assert police_table(nowon) == {}
    assert rooms_of(nowon).police({"1135056000": 1.0}) == Ambiguous(
        ("KNPA.SEOUL.NOWON",), "no_table"
    )
    assert fire_judge(rooms_of(nowon))({"1135056000": 1.0}) == Competent("NFA.SEOUL.NOWON")


def test_the_hubs_rooms_are_the_citys_for_any_dong() -> None:
    rooms = rooms_of(profile("SEOUL"))
    for dong in ("1129066000", "1130563500", "1165052000"):
        assert rooms.police({dong: 1.0}) == Competent("KNPA.SEOUL")
        assert fire_judge(rooms)({dong: 1.0}) == Competent("NFA.SEOUL")
    assert rooms.disaster == "SEOUL.DISASTER"


def test_no_two_centres_share_a_room() -> None:
    rooms = [rooms_of(centre) for centre in CENTRES.values()]
    assert len({one.fire for one in rooms}) == len({one.disaster for one in rooms}) == 26
