"""How many media processes a node has, where each is, and where the console's pages may go for their pictures."""

from pathlib import Path

import msgspec
import pytest

from bongsu.media.settings import MediaSettings
from bongsu.roles.listening import NotSafe, must_be_told_apart
from bongsu.roles.media import media_settings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import SUPERVISED, Supervisor, children_of

MEDIA = ("--only", "media")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MediaSettings.__struct_fields__:
        monkeypatch.delenv(f"BONGSU_MEDIA_{name.upper()}", raising=False)


def test_one_is_the_usual_and_keeps_its_name() -> None:
    children = dict(children_of(("node", "media"), NodeSettings()))
    assert children == {"node": ("--only", "node"), "media-1": MEDIA}


def test_further_ones_have_a_name_and_every_tenth_port() -> None:
    children = dict(children_of(("media",), NodeSettings(port=9000, media_processes=3)))
    assert children == {
        "media-1": MEDIA,
        "media-2": (*MEDIA, "--process", "media-2", "--media-port", "9011"),
        "media-3": (*MEDIA, "--process", "media-3", "--media-port", "9021"),
    }


def test_none_at_all_where_others_show_the_pictures() -> None:
    assert children_of(("media",), NodeSettings(media_processes=0)) == []


def test_the_supervisor_starts_no_second_bus() -> None:
    assert "bus" not in SUPERVISED
    assert {"node", "media"} <= set(SUPERVISED)


def test_pages_may_go_to_every_media_process_and_nowhere_else() -> None:
    several = NodeSettings(media_processes=2, media_sources="wss://b.test:8601, wss://c.test:1")
    assert several.live_source == "ws://*:8601 ws://*:8611 wss://b.test:8601 wss://c.test:1"
    assert NodeSettings(media_processes=0).live_sources == ()


def test_behind_a_proxy_each_process_has_its_own_path() -> None:
    settings = NodeSettings(
        media_public_url="wss://cctv.test/media/{process}/live",
        media_processes=2,
        bus_url="nats://127.0.0.1:1",
    )
    must_be_told_apart(settings)
    assert settings.live_source == "wss://cctv.test"
    second = msgspec.structs.replace(settings, media_process="media-2")
    assert media_settings(second, None).public_url == "wss://cctv.test/media/media-2/live"
    assert media_settings(settings, None).public_url == "wss://cctv.test/media/media-1/live"


def test_one_path_for_two_processes_is_refused_by_name() -> None:
    settings = NodeSettings(media_public_url="wss://cctv.test/media/media-1/live")
    must_be_told_apart(settings)
    with pytest.raises(NotSafe) as refused:
        must_be_told_apart(msgspec.structs.replace(settings, media_processes=2))
    assert refused.value.field == "media_public_url"
    assert "{process}" in refused.value.detail


def test_a_process_on_another_machine_says_where_browsers_find_it() -> None:
    far = NodeSettings(bus_url="tls://10.0.0.1:8610")
    with pytest.raises(NotSafe) as refused:
        media_settings(far, None)
    assert "--media-public-url" in refused.value.detail
    told = msgspec.structs.replace(far, media_public_url="wss://b.test:8601/live")
    assert media_settings(told, None).public_url == "wss://b.test:8601/live"


def test_beside_a_bus_that_listens_outside_the_supervised_need_not_say_it() -> None:
    near = NodeSettings(bus_url="tls://10.0.0.1:8610", supervised=True)
    assert media_settings(near, None).public_url == ""


def test_a_process_has_the_port_and_the_journal_of_its_name(tmp_path: Path) -> None:
    given = NodeSettings(
        data_dir=str(tmp_path),
        bus_url="nats://127.0.0.1:1",
        media_process="media-2",
        media_port_chosen=8611,
    )
    media = media_settings(given, None)
    assert (media.process, media.port) == ("media-2", 8611)
    assert media.journal_path == tmp_path / "media" / "media-2.journal"


def test_children_are_handed_every_setting_of_the_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = NodeSettings(data_dir=str(tmp_path), media_processes=2, hosts="127.0.0.1")
    given = Supervisor(settings, given={"BONGSU_MEDIA_CAPACITY": "7"})._environment("nats://x:1")
    names = {f"BONGSU_NODE_{name.upper()}" for name in NodeSettings.__struct_fields__}
    assert names | {"BONGSU_MEDIA_CAPACITY"} == set(given)
    assert given["BONGSU_NODE_MEDIA_PROCESSES"] == "2"
    assert given["BONGSU_NODE_BUS_URL"] == "nats://x:1"
    assert given["BONGSU_NODE_SUPERVISED"] == "true"
