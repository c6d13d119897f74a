"""A district's node brought back from its backup is linked as before, and what both say goes on."""

from pathlib import Path

from bongsu.federation.exchange.courier import Courier
from bongsu.federation.exchange.mailroom import Mailroom
from bongsu.federation.exchange.post import post
from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.join import join
from bongsu.federation.peers.plan import plan_of
from bongsu.federation.peers.store import linked_peers
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.migrate import upgrade
from bongsu.roles.backup.make import make_backup
from bongsu.roles.backup.restore import restore
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings
from tests.federation.exchange.two_centres import Said, until
from tests.federation.peers.centres import NOW, CentreInTest, open_centre, to

CODE, HUB = "GANGBUK", "SEOUL"


async def desk_in(folder: Path) -> PeersDesk:
    settings = NodeSettings(data_dir=str(folder), centre=CODE)
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
    async with desk.database.read() as connection:
        linked = await linked_peers(connection)
    plan = plan_of(desk, linked)
    assert (plan.kind, plan.hub_code) == ("district", HUB)
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
        wanted = len(heard) + len(words)
        await courier.start()

        async def arrived() -> bool:
            return len(heard) >= wanted

        await until(arrived)
        await courier.stop()
        await desk.database.close()

    await say(folder, "one", "two")
    await make_backup(folder, tmp_path / "node.tar", FixedClock(NOW))
    await say(folder, "three", "four")
    await restore(tmp_path / "node.tar", again, FixedClock(NOW))
    await say(again, "five", "six")
    said = [body.rpartition(b"\xa4word")[2][1:].decode() for body in heard]
    assert said == ["one", "two", "three", "four", "five", "six"]
    await hub.desk.database.close()
