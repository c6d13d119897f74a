"""One release, any centre of the city: cookie, origins, trail, services and dongs follow the setting."""

from pathlib import Path

import msgspec
import pytest

from bongsu.identity.service import IdentityService
from bongsu.incidents.centre import Centre
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.settings import load
from bongsu.media.settings import MediaSettings
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.centres import CENTRES, UnknownCentre
from bongsu.roles.audit_key import audit_key_of
from bongsu.roles.centres import centre_of
from bongsu.roles.identity import identity_settings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import (
    AnotherCentre,
    say_how,
    settings_in,
    started_now,
    write_started,
)
from bongsu.roles.supervise import Supervisor
from bongsu.services.plugins import load_services
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.jurisdiction import Competent, Outside

FOUR = ("SEOUL", "SEONGBUK", "GANGBUK", "GURO")


def node(code: str, folder: Path) -> NodeSettings:
    return NodeSettings(centre=code, data_dir=str(folder / code))


def centre(code: str) -> Centre:
    return centre_of(CENTRES[code], Catalogue(), AgreementBook(), load_services(CENTRES[code]))


def test_the_setting_comes_from_the_environment() -> None:
    assert load(NodeSettings, "node", {}).profile.code == "SEONGBUK"
    assert load(NodeSettings, "node", {"BONGSU_NODE_CENTRE": "GURO"}).profile.code == "GURO"
    with pytest.raises(UnknownCentre):
        assert load(NodeSettings, "node", {"BONGSU_NODE_CENTRE": "BUSAN"}).profile


async def test_no_two_centres_of_one_machine_read_each_others_cookies(tmp_path: Path) -> None:
    names = []
    for code in FOUR:
        settings = identity_settings(node(code, tmp_path), {})
        database = Database("sqlite+aiosqlite://")
        names.append(IdentityService(database, SystemClock(), settings).cookie_name)
        await database.close()
    assert names == ["bongsu_seoul", "bongsu_seongbuk", "bongsu_gangbuk", "bongsu_guro"]


def test_a_node_that_was_named_by_hand_keeps_its_name(tmp_path: Path) -> None:
    named = {"BONGSU_IDENTITY_NODE_CODE": "guro-spare"}
    assert identity_settings(node("GURO", tmp_path), named).node_code == "guro-spare"


def test_pages_of_one_centre_are_no_pages_of_another(tmp_path: Path) -> None:
    for code in FOUR:
        origins = node(code, tmp_path).origins.split(",")
        assert f"http://{code.lower()}.localhost:8600" in origins
        assert "http://localhost:8600" in origins
        others = {f"http://{other.lower()}.localhost:8600" for other in FOUR if other != code}
        assert not others & set(origins)


def test_each_trail_carries_its_centres_name(tmp_path: Path) -> None:
    keys = [audit_key_of(node(code, tmp_path)) for code in FOUR]
    assert [key.origin for key in keys] == [f"bongsu.{code.lower()}/trail/1" for code in FOUR]
    assert len({key.witness_name for key in keys}) == len(FOUR)


def test_a_command_beside_the_node_speaks_in_the_name_of_its_centre(tmp_path: Path) -> None:
    """`bongsu audit … --data-dir` must not sign for another centre than the node itself."""
    settings = node("GURO", tmp_path)
    settings.folder.mkdir()
    assert settings_in(settings.data_dir).centre == "SEONGBUK", "never started: the usual"
    how = started_now(
        SystemClock().now(), settings, identity_settings(settings, {}), MediaSettings()
    )
    write_started(settings.folder, how)
    assert settings_in(settings.data_dir).centre == "GURO"
    assert audit_key_of(settings_in(settings.data_dir)).origin == "bongsu.guro/trail/1"


def test_a_folder_of_one_centre_is_not_started_as_another(tmp_path: Path) -> None:
    guro = node("GURO", tmp_path)
    guro.folder.mkdir()

    def start(settings: NodeSettings) -> None:
        identity = identity_settings(settings, {})
        say_how(None, SystemClock().now(), settings, identity, MediaSettings())

    start(guro)
    start(guro)
    with pytest.raises(AnotherCentre) as refused:
        start(msgspec.structs.replace(guro, centre="SEOUL"))
    assert refused.value.field == "centre"
    assert settings_in(guro.data_dir).centre == "GURO"


def test_every_process_of_a_node_is_the_same_centre(tmp_path: Path) -> None:
    given = Supervisor(node("GANGBUK", tmp_path))._environment("nats://127.0.0.1:1")
    assert load(NodeSettings, "node", given).profile.code == "GANGBUK"


@pytest.mark.parametrize("code", FOUR)
def test_a_centre_knows_its_name_kind_and_districts(code: str) -> None:
    one, profile = centre(code), CENTRES[code]
    assert (one.code, one.name_ko, one.name_en) == (code, profile.name_ko, profile.name_en)
    assert one.kind == ("hub" if code == "SEOUL" else "district")
    assert one.districts == profile.districts


@pytest.mark.parametrize(
    ("code", "dong", "police", "fire", "disaster"),
    [
        ("SEONGBUK", "1129066000", "KNPA.SEOUL.SEONGBUK", "NFA.SEOUL.SEONGBUK", "SEONGBUK.DISASTER"),
        ("SEONGBUK", "1129070500", "KNPA.SEOUL.JONGAM", "NFA.SEOUL.SEONGBUK", "SEONGBUK.DISASTER"),
        ("GANGBUK", "1130555500", "KNPA.SEOUL.GANGBUK", "NFA.SEOUL.GANGBUK", "GANGBUK.DISASTER"),
        ("GURO", "1153051000", "KNPA.SEOUL.GURO", "NFA.SEOUL.GURO", "GURO.DISASTER"),
        ("SEOUL", "1165052000", "KNPA.SEOUL", "NFA.SEOUL", "SEOUL.DISASTER"),
    ],
)  # fmt: skip
def test_calls_are_for_the_centres_own_rooms(
    code: str, dong: str, police: str, fire: str, disaster: str
) -> None:
    services = centre(code).services
    assert services["P112_DISPATCH"].competent({dong: 1.0}) == Competent(police)
    assert services["F119_DISPATCH"].competent({dong: 1.0}) == Competent(fire)
    assert services["F119_DISPATCH"].also_told == (disaster,)


@pytest.mark.parametrize("code", FOUR)
def test_a_place_outside_is_nobodys_here(code: str) -> None:
    for service in centre(code).services.values():
        assert service.competent({}) == Outside()


def test_settings_survive_a_file(tmp_path: Path) -> None:
    settings = node("SEOUL", tmp_path)
    assert msgspec.json.decode(msgspec.json.encode(settings), type=NodeSettings) == settings
