"""`started.json` says with which settings a node was last started, whole or role by role, and holds no secret."""

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from bongsu.identity.settings import IdentitySettings
from bongsu.media.settings import MediaSettings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import STARTED_FILE, Started, read_started, say_how

NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)


@dataclass
class Starts:
    """Starts of one folder's node, one after the other."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    number: int = 0

    def __call__(
        self,
        role: str | None,
        *,
        identity: IdentitySettings | None = None,
        media: MediaSettings | None = None,
        environment: dict[str, str] | None = None,
        **node: object,
    ) -> Started:
        self.number += 1
        with self.monkeypatch.context() as patch:
            for name, value in (environment or {}).items():
                patch.setenv(name, value)
            settings = msgspec.structs.replace(NodeSettings(data_dir=str(self.folder)), **node)
            say_how(
                role,
                NOW + timedelta(minutes=self.number),
                settings,
                identity or IdentitySettings(),
                media or MediaSettings(),
            )
        started = read_started(self.folder)
        assert started is not None
        return started


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Starts:
    for name in [one for one in os.environ if one.startswith("BONGSU_")]:
        monkeypatch.delenv(name)
    return Starts(tmp_path, monkeypatch)


@pytest.mark.parametrize("role", [None, "node", "media"])
def test_the_first_start_says_everything_whoever_it_is(starts: Starts, role: str | None) -> None:
    identity, media = IdentitySettings(session_hours=3), MediaSettings(port=9)
    started = starts(role, identity=identity, media=media, port=7000)
    assert (started.identity, started.media, started.node.port) == (identity, media, 7000)
    assert started.at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("role", [None, "node", "media"])
def test_the_token_of_the_bus_is_not_written_down(starts: Starts, role: str | None) -> None:
    started = starts(role, bus_token="a-token-that-ends-pictures")
    assert started.node.bus_token == ""
    assert "a-token-that-ends" not in (starts.folder / STARTED_FILE).read_text()


@pytest.mark.parametrize("role", [None, "node", "media"])
def test_names_of_variables_are_written_and_never_their_values(
    starts: Starts, role: str | None
) -> None:
    given = {"BONGSU_IDENTITY_OIDC_CLIENT_SECRET_FILE": "/where/it/lies", "OTHER": "x"}
    started = starts(role, environment=given)
    assert "BONGSU_IDENTITY_OIDC_CLIENT_SECRET_FILE" in started.environment
    assert "OTHER" not in started.environment
    assert "/where/it/lies" not in (starts.folder / STARTED_FILE).read_text()


def test_nobody_else_may_read_it(starts: Starts) -> None:
    starts(None)
    assert stat.S_IMODE((starts.folder / STARTED_FILE).stat().st_mode) == 0o600


def test_media_alone_changes_what_it_knows_and_nothing_else(starts: Starts) -> None:
    starts("node", identity=IdentitySettings(session_hours=3), hosts="127.0.0.2")
    lax = MediaSettings(allow_no_origin=True)
    started = starts("media", media=lax, environment={"BONGSU_MEDIA_ALLOW_NO_ORIGIN": "true"})
    assert started.media == lax
    assert started.identity.session_hours == 3
    assert started.node.hosts == "127.0.0.2"
    assert started.environment == ("BONGSU_MEDIA_ALLOW_NO_ORIGIN",)
    assert started.at == NOW + timedelta(minutes=2)


def test_node_alone_leaves_what_media_has_said(starts: Starts) -> None:
    lax = MediaSettings(allow_no_origin=True)
    starts("media", media=lax, environment={"BONGSU_MEDIA_ALLOW_NO_ORIGIN": "true"})
    given = {"BONGSU_IDENTITY_SESSION_HOURS": "3", "BONGSU_MEDIA_PROCESS": "media-1"}
    started = starts("node", identity=IdentitySettings(session_hours=3), environment=given)
    assert started.media == lax, "the node's own idea of media counts for nothing"
    assert started.identity.session_hours == 3
    assert started.environment == (
        "BONGSU_IDENTITY_SESSION_HOURS",
        "BONGSU_MEDIA_ALLOW_NO_ORIGIN",
    )


def test_media_processes_of_other_names_are_remembered_beside_each_other(starts: Starts) -> None:
    lax = MediaSettings(process="media-2", allow_no_origin=True)
    starts("node")
    starts("media")
    assert starts("media", media=lax).all_media == (lax, MediaSettings())
    assert starts("node").all_media == (lax, MediaSettings())
    mended = MediaSettings(process="media-2")
    assert starts("media", media=mended).all_media == (mended, MediaSettings())
    assert starts("media").all_media == (MediaSettings(), mended)


def test_the_whole_node_forgets_processes_that_ran_alone(starts: Starts) -> None:
    starts("media", media=MediaSettings(process="media-2"))
    assert starts(None).all_media == (MediaSettings(),)


def test_a_role_that_starts_again_without_a_variable_forgets_it(starts: Starts) -> None:
    starts("media", environment={"BONGSU_MEDIA_ALLOW_NO_ORIGIN": "true"})
    starts("node")
    assert starts("media").environment == ()


def test_the_whole_node_says_everything_anew(starts: Starts) -> None:
    starts("media", media=MediaSettings(allow_no_origin=True))
    starts("node", identity=IdentitySettings(session_hours=3))
    started = starts(None)
    assert (started.media, started.identity) == (MediaSettings(), IdentitySettings())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": 4}', '{"another": "release"}', "\x00"])
def test_what_another_release_wrote_is_as_if_the_node_had_never_started(
    starts: Starts, text: str
) -> None:
    (starts.folder / STARTED_FILE).write_text(text)
    assert read_started(starts.folder) is None
    assert starts("media").media == MediaSettings(), "and is written over"


def test_a_folder_that_is_not_there_never_started(tmp_path: Path) -> None:
    assert read_started(tmp_path / "nowhere") is None
