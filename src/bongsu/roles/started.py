"""The file `started.json`: with which settings the node was last started, for `bongsu doctor`; no secret is in it."""

import os
import resource
from datetime import datetime
from pathlib import Path

import msgspec

from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.settings import load, set_by_hand
from bongsu.media.settings import MediaSettings
from bongsu.roles.settings import NodeSettings

STARTED_FILE = "started.json"
_MEDIA = "BONGSU_MEDIA_"


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """`environment` names the variables that were set, without their values."""

    at: datetime
    user: int
    core_bytes: int
    environment: tuple[str, ...]
    node: NodeSettings
    identity: IdentitySettings
    media: MediaSettings


def started_now(
    now: datetime, node: NodeSettings, identity: IdentitySettings, media: MediaSettings
) -> Started:
    return Started(
        at=now,
        user=os.getuid(),
        core_bytes=resource.getrlimit(resource.RLIMIT_CORE)[0],
        environment=set_by_hand(),
        node=msgspec.structs.replace(node, bus_token="", database_url=node.database_shown),
        identity=identity,
        media=media,
    )


def say_how(
    role: str | None,
    now: datetime,
    node: NodeSettings,
    identity: IdentitySettings,
    media: MediaSettings,
) -> None:
    """At the start of the whole node (`role` None) or of one role alone, which leaves what the other has said."""
    started = started_now(now, node, identity, media)
    before = read_started(node.folder)
    if role == "media" and before is not None:
        started = msgspec.structs.replace(
            before, at=now, media=media, environment=_names(of_media=started, of_rest=before)
        )
    elif role is not None and before is not None:
        started = msgspec.structs.replace(
            started, media=before.media, environment=_names(of_media=before, of_rest=started)
        )
    write_started(node.folder, started)


def _names(*, of_media: Started, of_rest: Started) -> tuple[str, ...]:
    medias = {name for name in of_media.environment if name.startswith(_MEDIA)}
    rest = {name for name in of_rest.environment if not name.startswith(_MEDIA)}
    return tuple(sorted(medias | rest))


def write_started(folder: Path, started: Started) -> None:
    file = folder / STARTED_FILE
    file.touch(mode=0o600)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(started), indent=1))


def settings_in(data_dir: str) -> NodeSettings:
    """Of the node that lives there, for commands beside it: its centre is the one it was last started as."""
    started = read_started(Path(data_dir))
    centre = started.node.centre if started else load(NodeSettings, "node").centre
    return NodeSettings(data_dir=data_dir, centre=centre)


def read_started(folder: Path) -> Started | None:
    """None when the node never started here, or another release wrote it."""
    try:
        return msgspec.json.decode((folder / STARTED_FILE).read_bytes(), type=Started)
    except (OSError, msgspec.MsgspecError):
        return None
