"""The texts that come with this release: each keeps its own examples, and nobody who must sign is forgotten."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from bongsu.registry.centres import CENTRES, profile
from bongsu.roles.centres import names_of
from bongsu.services.plugins import load_services
from bongsu.sharing.agreement import Agreement, ClauseKind, Stage
from bongsu.sharing.agreements.texts import LINKED, linking_text, own_text, texts_of
from bongsu.sharing.conflicts import conflicts
from bongsu.sharing.decision import Allow, Refuse, Request
from bongsu.sharing.document import read_agreement
from bongsu.sharing.examples import run_examples
from bongsu.sharing.names import area_name, dong_names
from bongsu.sharing.policy import Policy, Standing
from bongsu.sharing.preview import preview
from bongsu.sharing.problems import problems
from bongsu.sharing.rooms import police_table, rooms_of
from bongsu.sharing.rules import decide

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TEXTS = [text for centre in LINKED for text in texts_of(centre)]
DISTRICTS = [centre for centre in LINKED if not profile(centre).is_hub]
POLICE = ("P112_VIDEO", "P112_DISPATCH")


def named(text: Agreement) -> str:
    return text.agreement_id


def policy_of(centre: str) -> Policy:
    return Policy(tuple(signed(text) for text in texts_of(centre)))


def signed(text: Agreement) -> Standing:
    return Standing(text, frozenset(party.organisation for party in text.parties))


def asked(organisation: str, dong: str, category: str = "ROBBERY", code: str = "C0") -> Request:
    service = "F119_DISPATCH" if organisation.startswith("NFA") else "P112_DISPATCH"
    return Request(
        service=service, category=category, code=code, organisation=organisation, dong=dong
    )


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_a_text_may_be_signed_and_every_example_of_it_holds(text: Agreement) -> None:
    assert problems(text) == ()
    outcomes = run_examples(text)
    assert len(outcomes) >= 9
    assert [one for one in outcomes if not one.passed] == []
    assert {one.answer for one in outcomes} >= {"allow", "refuse"}


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_nobody_receives_who_has_not_signed(text: Agreement) -> None:
    parties = {party.organisation for party in text.parties}
    assert {one for clause in text.clauses for one in clause.recipients} <= parties
    assert {one.organisation for one in text.examples if one.expect != "refuse"} <= parties


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_enforcement_cameras_are_lent_to_no_police(text: Agreement) -> None:
    ban = [clause for clause in text.clauses if clause.kind is ClauseKind.FORBID]
    police = {
        one for clause in text.clauses if clause.service in POLICE for one in clause.recipients
    }
    assert {one for clause in ban for one in clause.recipients} == police
    assert all(clause.purposes == {"dumping", "traffic_enforcement"} for clause in ban)


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_a_text_is_labelled_as_ours_in_both_languages(text: Agreement) -> None:
    folder = files("bongsu.sharing").joinpath("agreements")
    raw = next(
        one.read_text("utf-8")
        for one in folder.iterdir()
        if one.name.endswith(".toml") and read_agreement(one.read_bytes()) == text
    )
    said = raw.partition("agreement_id")[0]
    assert "이 소프트웨어가 정한 것이다" in said
    assert "articles and values are ours" in said


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_names_of_parties_are_those_of_the_centres(text: Agreement) -> None:
    for party in text.parties:
        known = CENTRES.get(party.organisation)
        if known is not None:
            assert (party.name_ko, party.name_en) == (known.name_ko, known.name_en)


def test_no_two_texts_share_an_id() -> None:
    ids = [text.agreement_id for text in TEXTS]
    assert len(set(ids)) == len(ids) >= 7


@pytest.mark.parametrize("centre", LINKED)
def test_a_centres_own_rooms_are_parties_of_its_own_text(centre: str) -> None:
    rooms, text = rooms_of(profile(centre)), own_text(centre)
    police = {row.station for row in police_table(profile(centre)).values()} or {"KNPA.SEOUL"}
    parties = {party.organisation for party in text.parties}
    assert parties == {centre, *police, rooms.fire, rooms.disaster}
    assert text.centre == centre


@pytest.mark.parametrize("centre", LINKED)
def test_its_own_text_covers_its_districts_and_no_others(centre: str) -> None:
    assert own_text(centre).area == (
        frozenset({"11"}) if centre == "SEOUL" else frozenset(profile(centre).mois)
    )


# who shares a border, and the hub; a party is entitled to the catalogue, so nobody else stands in the text
NEIGHBOURS = {
    "SEONGBUK": {"GANGBUK", "SEOUL"},
    "GANGBUK": {"SEONGBUK", "SEOUL"},
    "GURO": {"SEOUL"},
}


@pytest.mark.parametrize("centre", DISTRICTS)
def test_neighbours_and_their_stations_sign_what_is_lent_across_the_border_and_nobody_else(
    centre: str,
) -> None:
    text = linking_text(centre)
    assert text is not None
    parties = {party.organisation for party in text.parties}
    assert parties & set(LINKED) == NEIGHBOURS[centre] | {centre}
    for other in LINKED:
        stations = {party.organisation for party in own_text(other).parties} - {other}
        stations -= {rooms_of(profile(other)).disaster}
        if other in NEIGHBOURS[centre]:
            assert stations <= parties
        else:
            assert not stations & parties, "its own rooms stand in its own text"


@pytest.mark.parametrize("centre", DISTRICTS)
def test_across_the_border_little_is_lent_and_shortly(centre: str) -> None:
    text = linking_text(centre)
    assert text is not None
    own = {clause.service: clause for clause in own_text(centre).clauses if clause.service}
    assert text.area == {"11"}
    for clause in text.clauses:
        if clause.kind is ClauseKind.FORBID:
            continue
        assert (clause.radius_m, clause.ttl_s <= 1800) == (300, True)
        assert clause.max_cameras <= 6 < own[clause.service].max_cameras
        assert clause.purposes == own[clause.service].purposes
        assert clause.with_approval == frozenset()
        if clause.service in POLICE:
            assert clause.by_itself == {"C0", "C1"}


def test_the_hub_owns_no_camera_and_lends_nothing_across_a_border() -> None:
    assert linking_text("SEOUL") is None
    assert texts_of("SEOUL") == (own_text("SEOUL"),)


def test_a_robbery_in_seongbuk_opens_gangbuks_cameras_by_gangbuks_own_word() -> None:
    decision = decide(policy_of("GANGBUK"), asked("KNPA.SEOUL.SEONGBUK", "1129066000"), NOW)
    assert isinstance(decision, Allow)
    assert (decision.agreement_id, decision.clause.number) == ("GB-LINK-2024-05", "2.2")


def test_the_citys_room_sees_each_district_for_its_own_calls() -> None:
    places = {"SEONGBUK": "1129066000", "GANGBUK": "1130555500", "GURO": "1153051000"}
    for centre, dong in places.items():
        assert isinstance(decide(policy_of(centre), asked("KNPA.SEOUL", dong), NOW), Allow)
    assert isinstance(decide(policy_of("SEOUL"), asked("KNPA.SEOUL", "1165052000"), NOW), Allow)


def test_a_rescue_is_lent_at_home_and_refused_next_door() -> None:
    call = asked("NFA.SEOUL.SEONGBUK", "1129066000", "RESCUE", "")
    assert isinstance(decide(policy_of("SEONGBUK"), call, NOW), Allow)
    assert isinstance(decide(policy_of("GANGBUK"), call, NOW), Refuse)


@pytest.mark.parametrize("centre", LINKED)
def test_a_centres_texts_do_not_contradict_each_other(centre: str) -> None:
    assert conflicts(policy_of(centre), NOW) == ()


@pytest.mark.parametrize("centre", LINKED)
def test_every_text_is_in_force_for_the_same_stage(centre: str) -> None:
    texts = texts_of(centre)
    assert all(text.in_force(NOW) for text in texts)
    assert {text.stage for text in texts} == {Stage.PILOT if centre == "GURO" else Stage.FULL}


def test_guros_pilot_holds_for_all_of_guro_and_only_there() -> None:
    for text in texts_of("GURO"):
        assert text.pilot is not None
        assert text.pilot.dongs == set(police_table(profile("GURO")))


@pytest.mark.parametrize("text", TEXTS, ids=named)
def test_a_text_reads_with_everybodys_name_in_both_languages(text: Agreement) -> None:
    korean, english = preview(text, names_of(load_services()))
    assert "제3조" in korean
    for party in text.parties:
        assert party.name_ko in korean
        assert party.name_en in english
    if text.pilot is not None:
        assert "신도림동" in korean


def test_dongs_of_every_table_and_the_city_have_names() -> None:
    names = dong_names()
    assert len(names) == 20 + 13 + 16
    assert (names["1130555500"], names["1153051000"]) == ("송천동", "신도림동")
    assert area_name("11") == ("서울특별시", "Seoul")
    assert area_name("11305") == ("강북구", "Gangbuk-gu")
