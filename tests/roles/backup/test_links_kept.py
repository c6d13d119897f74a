"""A node brought back from its backup lets nobody in whom it may have revoked since, until somebody who knows says who;
then it is linked as before, and what both say goes on."""

from pathlib import Path

import pytest

from bongsu.audit.list_trail import list_trail
from bongsu.federation.exchange.courier import Courier
from bongsu.federation.exchange.mailroom import Mailroom
from bongsu.federation.exchange.post import post
from bongsu.federation.exchange.store import peers_with_mail
from bongsu.federation.link.messages import LinkPlan
from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers.confirm import confirm
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.failures import UnknownPeer
from bongsu.federation.peers.join import join
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.links import Links
from bongsu.federation.peers.peer import TO_CONFIRM
from bongsu.federation.peers.plan import plan_of
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.store import linked_peers, open_invitations
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.migrate import upgrade
from bongsu.roles.backup.make import make_backup
from bongsu.roles.backup.restore import restore
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings
from tests.federation.exchange.two_centres import Said, until
from tests.federation.peers.centres import NOW, CentreInTest, open_centre, to

CODE, HUB = "GANGBUK", "SEOUL"


async def desk_in(folder: Path, code: str = CODE) -> PeersDesk:
    settings = NodeSettings(data_dir=str(folder), centre=code)
    folder.mkdir(exist_ok=True, parents=True)
    await upgrade(settings.database)
    return peers_desk(settings, Database(settings.database), FixedClock(NOW))


async def joined(hub: CentreInTest, folder: Path) -> None:
    desk = await desk_in(folder)
    await join(desk, await hub.invites(CODE), "test", to(hub))
    await desk.database.close()
    # what the federation process leaves beside its keys
    (folder / "link").mkdir()
    (folder / "link" / "nats.conf").write_text("a seed and a password")


async def plan(desk: PeersDesk) -> LinkPlan:
    async with desk.database.read() as connection:
        return plan_of(desk, await linked_peers(connection))


async def confirmed(folder: Path, code: str) -> None:
    desk = await desk_in(folder)
    await confirm(desk, code, "test")
    await desk.database.close()


async def restored_hub(tmp_path: Path) -> PeersDesk:
    """Gangbuk and Guro were linked when the backup was made; Guro was revoked after it, and an invitation was open."""
    folder, again = tmp_path / "hub", tmp_path / "again"
    desk = await desk_in(folder, HUB)
    hub = CentreInTest(desk, FixedClock(NOW), folder)
    for code in (CODE, "GURO"):
        district = await open_centre(code, tmp_path / code)
        await district.joins(hub, await hub.invites(code))
        await district.desk.database.close()
    await hub.invites("NOWON")
    await make_backup(folder, tmp_path / "hub.tar", FixedClock(NOW))
    await revoke(desk, "GURO", "stolen machine", "test")
    await desk.database.close()
    done = await restore(tmp_path / "hub.tar", again, FixedClock(NOW))
    assert done.links_to_confirm == (CODE, "GURO")
    return await desk_in(again, HUB)


async def test_a_restored_hub_lets_nobody_in_until_each_link_is_confirmed(tmp_path: Path) -> None:
    desk = await restored_hub(tmp_path)
    assert (await plan(desk)).peers == ()
    gangbuk = await confirm(desk, CODE, "test")
    assert gangbuk.is_linked
    assert [one.code for one in (await plan(desk)).peers] == [CODE]
    [row] = [
        row for row in await list_trail(desk.database, limit=500) if row.kind == "confirm_peer"
    ]
    assert (row.actor, row.organisation) == ("test", CODE)
    with pytest.raises(UnknownPeer, match="nothing to confirm"):
        await confirm(desk, CODE, "test")
    await desk.database.close()


async def test_what_is_not_confirmed_may_be_revoked_for_good(tmp_path: Path) -> None:
    desk = await restored_hub(tmp_path)
    gone = await revoke(desk, "GURO", "stolen machine", "test")
    assert (gone.is_linked, gone.is_to_confirm) == (False, False)
    with pytest.raises(UnknownPeer):
        await confirm(desk, "GURO", "test")
    with pytest.raises(UnknownPeer):
        await confirm(desk, "NOWON", "test")
    await desk.database.close()


async def test_no_reason_that_is_typed_makes_a_revoked_link_one_to_be_confirmed(
    tmp_path: Path,
) -> None:
    desk = await restored_hub(tmp_path)
    with pytest.raises(Invalid, match="reason"):
        await revoke(desk, "GURO", TO_CONFIRM, "test")
    await desk.database.close()


async def test_the_page_says_which_links_wait(tmp_path: Path) -> None:
    desk = await restored_hub(tmp_path)
    await confirm(desk, CODE, "test")
    views = await Links(desk, LinkStates(desk.clock)).views()
    assert [(one.code, one.state, one.reason) for one in views] == [
        (CODE, "down", "not_heard"),
        ("GURO", "to_confirm", "to_confirm"),
    ]
    assert "bongsu peer confirm" in views[1].reason_en
    await desk.database.close()


async def test_an_invitation_of_before_lets_nobody_in_a_second_time(tmp_path: Path) -> None:
    """It may have been used, or have ended, after the backup was made."""
    desk = await restored_hub(tmp_path)
    async with desk.database.read() as connection:
        assert await open_invitations(connection, NOW) == ()
    await desk.database.close()


async def test_keys_and_peers_come_back_and_nothing_of_the_link_server(tmp_path: Path) -> None:
    hub = await open_centre(HUB, tmp_path / "hub")
    folder, again = tmp_path / "node", tmp_path / "again"
    await joined(hub, folder)
    await make_backup(folder, tmp_path / "node.tar", FixedClock(NOW))
    await restore(tmp_path / "node.tar", again, FixedClock(NOW))
    for name in ("ca.pem", "link.pem", "link.key", "link.nk"):
        kept = again / "keys" / "link" / name
        assert kept.read_bytes() == (folder / "keys" / "link" / name).read_bytes()
        assert kept.stat().st_mode & 0o777 == 0o600
    assert not (again / "link").exists(), "the link server writes its settings anew"
    desk = await desk_in(again)
    assert (await plan(desk)).kind == "alone"
    await confirm(desk, HUB, "test")
    assert ((await plan(desk)).kind, (await plan(desk)).hub_code) == ("district", HUB)
    assert desk.keys.nkey().public == (await hub.peer(CODE)).nkey
    for database in (desk.database, hub.desk.database):
        await database.close()


async def test_messages_go_on_in_order_and_once(tmp_path: Path) -> None:
    """Two were told after the backup was made; its database knows of none of them."""
    hub = await open_centre(HUB, tmp_path / "hub")
    folder, again = tmp_path / "node", tmp_path / "again"
    await joined(hub, folder)
    heard: list[bytes] = []

    async def hear(_work: Work, peer: str, body: bytes, _at: object) -> None:
        assert peer == CODE
        heard.append(body)

    city = MemoryCity()
    Mailroom(hub.desk.database, city.line(HUB), hub.clock, {"said": hear})

    async def say(place: Path, *words: str) -> None:
        desk = await desk_in(place)
        courier = Courier(desk.database, city.line(CODE), desk.clock)
        async with desk.database.work() as work:
            for word in words:
                await post(work, HUB, "said", Said(word))
        await courier.start()

        async def arrived() -> bool:
            # what is heard counts with the answer only: a courier that is stopped before takes it back
            async with desk.database.read() as connection:
                return await peers_with_mail(connection) == []

        await until(arrived)
        await courier.stop()
        await desk.database.close()

    await say(folder, "one", "two")
    await make_backup(folder, tmp_path / "node.tar", FixedClock(NOW))
    await say(folder, "three", "four")
    await restore(tmp_path / "node.tar", again, FixedClock(NOW))
    await confirmed(again, HUB)
    await say(again, "five", "six")
    said = [body.rpartition(b"\xa4word")[2][1:].decode() for body in heard]
    assert said == ["one", "two", "three", "four", "five", "six"]
    await hub.desk.database.close()
