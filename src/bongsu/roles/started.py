"""The file `started.json`: with which settings the node was last started, for `bongsu doctor`; no secret is in it."""

import os
import resource
from datetime import datetime
from pathlib import Path

import msgspec

from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import load, set_by_hand
from bongsu.media.settings import MediaSettings
from bongsu.roles.settings import NodeSettings

STARTED_FILE = "started.json"
_MEDIA = "BONGSU_MEDIA_"


class AnotherCentre(Failure):
    """Books and trail of one centre never go on under the name of another."""

    kind = Kind.CONFLICT
    code = "another_centre"


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """`environment` names the variables that were set, without their values."""

    at: datetime
    user: int
    core_bytes: int
    environment: tuple[str, ...]
    node: NodeSettings
    identity: IdentitySettings
    media: MediaSettings
    other_media: tuple[MediaSettings, ...] = ()
    """Of media processes with other names that were started by themselves in this folder."""

    @property
    def all_media(self) -> tuple[MediaSettings, ...]:
        return (self.media, *self.other_media)


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
    if before is not None and before.node.centre != node.centre:
        raise AnotherCentre(
            f"{node.data_dir} is {before.node.centre}'s, this is {node.centre}", field="centre"
        )
    if role == "media" and before is not None:
        others = tuple(one for one in before.all_media if one.process != media.process)
        started = msgspec.structs.replace(
            before,
            at=now,
            media=media,
            other_media=others,
            environment=_names(of_media=started, of_rest=before),
        )
    elif role is not None and before is not None:
        started = msgspec.structs.replace(
            started,
            media=before.media,
            other_media=before.other_media,
            environment=_names(of_media=before, of_rest=started),
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
    """Of the node that lives there, for commands beside it: its centre and its database are those of its last start."""
    started, given = read_started(Path(data_dir)), load(NodeSettings, "node")
    last = started.node if started else given
    # a password is in the environment or in libpq's own files, never in what was written down
    url = given.database_url or last.database_url
    return NodeSettings(data_dir=data_dir, centre=last.centre, database_url=url)


def forget_database(folder: Path) -> None:
    """Of a folder that came out of a backup, whose rows lie in its own file now, whatever they stood on before."""
    started = read_started(folder)
    if started is not None and started.node.database_url:
        node = msgspec.structs.replace(started.node, database_url="")
        write_started(folder, msgspec.structs.replace(started, node=node))


def read_started(folder: Path) -> Started | None:
    """None when the node never started here, or another release wrote it."""
    try:
        return msgspec.json.decode((folder / STARTED_FILE).read_bytes(), type=Started)
    except (OSError, msgspec.MsgspecError):
        return None
