"""Where the keys of links lie: node, media and federation process look into the same folder."""

from pathlib import Path

import pytest

from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.roles.media import media_settings
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings


def folders(settings: NodeSettings) -> set[Path]:
    """As node and media take it; the federation process and `bongsu doctor` ask `LinkSettings` themselves."""
    desk = peers_desk(settings, Database("sqlite+aiosqlite://"), SystemClock())
    return {desk.keys.folder, Path(media_settings(settings, None).link_dir)}


def test_they_lie_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    settings = NodeSettings(data_dir=str(tmp_path), centre="SEOUL")
    assert folders(settings) == {tmp_path / "keys" / "link"}


def test_everybody_goes_where_keys_dir_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BONGSU_FEDERATION_KEYS_DIR", str(tmp_path / "elsewhere"))
    settings = NodeSettings(data_dir=str(tmp_path / "node"), centre="SEOUL")
    assert folders(settings) == {tmp_path / "elsewhere"}


def test_a_media_process_of_its_own_machine_may_have_them_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BONGSU_MEDIA_LINK_DIR", str(tmp_path / "of-media"))
    assert media_settings(NodeSettings(), None).link_dir == str(tmp_path / "of-media")
