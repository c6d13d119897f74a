"""`bongsu peer`: invite a district, join a hub, list and revoke links; beside a running node, or with the node stopped."""

import asyncio
from collections.abc import Awaitable, Callable

import click

from bongsu.cli.speech import answer, say
from bongsu.federation.peers.confirm import confirm
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.invite import HOURS, invite
from bongsu.federation.peers.join import join
from bongsu.federation.peers.peer import Peer
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.store import all_peers, open_invitations
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.migrate import upgrade
from bongsu.roles.peers import peers_desk
from bongsu.roles.started import settings_in

BY = "command line"
_LONGEST_TOKEN = 4000
_STANDARD_INPUT = "-"


@click.group()
def peer() -> None:
    """Links with other centres: a district joins its hub with one token."""


def _on_node(data_dir: str, act: Callable[[PeersDesk], Awaitable[object]]) -> object:
    async def acted() -> object:
        settings = settings_in(data_dir)
        settings.folder.mkdir(parents=True, exist_ok=True)
        await upgrade(settings.database)
        database = Database(settings.database)
        try:
            return await act(peers_desk(settings, database, SystemClock()))
        finally:
            await database.close()

    return asyncio.run(acted())


@peer.command("invite")
@click.argument("code")
@click.option("--url", required=True, help="http(s)://host[:port] of this hub, for the district.")
@click.option("--link", required=True, help="HOST:PORT of this hub's link, for the district.")
@click.option("--hours", type=int, default=HOURS, show_default=True, help="How long it is good.")
@click.option("--data-dir", default="var/node")
def invite_peer(code: str, url: str, link: str, hours: int, data_dir: str) -> None:
    """Make a token for the district CODE, at the hub. It is shown once: pass it on by hand."""

    async def act(desk: PeersDesk) -> object:
        made = await invite(desk, code, url=url, link=link, by=BY, hours=hours)
        return {
            "peer": code,
            "invitation_id": made.invitation.invitation_id,
            "expires_at": made.invitation.expires_at,
            "token": made.token,
        }

    answer(_on_node(data_dir, act))


@peer.command("join")
@click.argument("token")
@click.option("--data-dir", default="var/node")
def join_hub(token: str, data_dir: str) -> None:
    """Join the hub that made TOKEN; `-` reads it from standard input, where no list of processes shows it."""
    text = _typed() if token == _STANDARD_INPUT else token

    async def act(desk: PeersDesk) -> object:
        return _shown(await join(desk, text, BY))

    answer(_on_node(data_dir, act))


def _typed() -> str:
    with click.open_file(_STANDARD_INPUT) as given:
        typed = str(given.read(_LONGEST_TOKEN)).strip()
    if not typed:
        raise Invalid("no token came from standard input", field="token")
    return typed


@peer.command("revoke")
@click.argument("code")
@click.option("--reason", required=True, help="One line for the trail.")
@click.option("--data-dir", default="var/node")
def revoke_peer(code: str, reason: str, data_dir: str) -> None:
    """End the link with CODE now. It joins again only with a new token."""

    async def act(desk: PeersDesk) -> object:
        return _shown(await revoke(desk, code, reason, BY))

    answer(_on_node(data_dir, act))


@peer.command("confirm")
@click.argument("code")
@click.option("--data-dir", default="var/node")
def confirm_peer(code: str, data_dir: str) -> None:
    """After a restore: the link with CODE was not revoked since the backup, and goes on."""

    async def act(desk: PeersDesk) -> object:
        return _shown(await confirm(desk, code, BY))

    answer(_on_node(data_dir, act))


@peer.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@click.option("--data-dir", default="var/node")
def list_peers(as_json: bool, data_dir: str) -> None:
    """Who is linked, who was, and who is invited."""

    async def act(desk: PeersDesk) -> dict[str, object]:
        async with desk.database.read() as connection:
            peers = await all_peers(connection)
            invited = await open_invitations(connection, desk.clock.now())
        return {
            "centre": desk.own.code,
            "kind": desk.own.kind,
            "peers": [_shown(one) for one in peers],
            "invited": [
                {"peer": one.peer, "expires_at": one.expires_at, "link": one.link}
                for one in invited
            ],
            "lines": [_line(one) for one in peers]
            + [f"{one.peer} invited until {one.expires_at:%Y-%m-%d %H:%M} UTC" for one in invited],
        }

    found = _on_node(data_dir, act)
    assert isinstance(found, dict)
    lines = found.pop("lines")
    if as_json:
        answer(found)
        return
    for line in lines:
        click.echo(line)
    if not lines:
        say("linked with nobody")


def _shown(one: Peer) -> dict[str, object]:
    return {
        "code": one.code,
        "name_ko": one.name_ko,
        "name_en": one.name_en,
        "kind": one.kind,
        "route": one.route,
        "districts": one.districts,
        "link": one.link,
        "release": one.release,
        "stage": one.stage,
        "stage_on": one.stage_on,
        "nkey": one.nkey,
        "certificate": one.certificate,
        "certificate_ends": one.certificate_ends,
        "joined_at": one.joined_at,
        "revoked_at": one.revoked_at,
        "revoked_why": one.revoked_why,
    }


def _line(one: Peer) -> str:
    stands = (
        f"linked since {one.joined_at:%Y-%m-%d %H:%M} UTC"
        if one.is_linked
        else f"to be confirmed: bongsu peer confirm {one.code}"
        if one.is_to_confirm
        else f"revoked {one.revoked_at:%Y-%m-%d %H:%M} UTC: {one.revoked_why}"
    )
    via = "" if one.is_direct else " (through the hub)"
    return f"{one.code} {one.name_ko} {one.kind}{via} {stands}"
