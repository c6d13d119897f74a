"""Invented requests for cameras, labelled 가상: of two police stations, and of residents by every channel."""

from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.planning.requests.desk import By, Office, RequestDesk
from bongsu.planning.requests.store import every_request
from bongsu.planning.requests.take_in import CameraWish, Entered, take_entered
from bongsu.planning.requests.words import Channel, WishReason
from bongsu.registry.catalogue import Catalogue
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_JONGAM, POLICE_SEONGBUK

INVENTED = "(가상)"
DEMO = "demo"
# channel, reason, how many, what is said, metres from the middle of a dong (one dong after the other)
WISHES = (
    (Channel.EPEOPLE, WishReason.DARK, 3, "보안등이 멀어 밤에 어둡습니다.", (0.0, 0.0)),
    (Channel.EUNGDAPSO, WishReason.FEAR, 2, "밤에 골목 안쪽이 보이지 않습니다.", (20.0, 0.0)),
    (Channel.SAFETY_REPORT, WishReason.DUMPING, 5, "쓰레기를 몰래 버립니다.", (0.0, 30.0)),
    (Channel.DONG_COUNCIL, WishReason.CHILDREN, 1, "통학로에 카메라가 없습니다.", (-25.0, 10.0)),
    (Channel.PUBLIC_FORM, WishReason.DARK, 1, "계단이 어두워 무섭습니다.", (10.0, -20.0)),
    (Channel.POLICE, WishReason.CRIME, 1, "야간 112 신고가 잦은 골목", (0.0, 15.0)),
    (Channel.PUBLIC_FORM, WishReason.PARK, 1, "놀이터 뒤가 가려져 있습니다.", (15.0, 15.0)),
    (Channel.POLICE, WishReason.FEAR, 1, "귀가길 순찰 요청이 많은 곳", (-10.0, 0.0)),
)
# two that look like the first: what a planner merges
ALIKE = ((8.0, 4.0), (-6.0, 9.0))


def wishes_at(middles: list[Point]) -> list[tuple[CameraWish, Entered, str]]:
    """What is asked, how it came, and by whom: twice through the list, over the dongs."""
    made = []
    for number, middle in enumerate(middles[: 2 * len(WISHES)]):
        channel, reason, count, text, aside = WISHES[number % len(WISHES)]
        made.append(_wish(channel, reason, count, text, moved(middle, *aside), number))
    channel, reason, _, text, _ = WISHES[0]
    for number, aside in enumerate(ALIKE if middles else ()):
        made.append(_wish(channel, reason, 1, text, moved(middles[0], *aside), number))
    return made


def _wish(
    channel: Channel, reason: WishReason, count: int, text: str, at: Point, number: int
) -> tuple[CameraWish, Entered, str]:
    wish = CameraWish(lat=at.lat, lon=at.lon, reason=reason, text=f"{INVENTED} {text}")
    station = (POLICE_SEONGBUK, POLICE_JONGAM)[number % 4 // 2]
    by = station if channel is Channel.POLICE else CENTRE
    return wish, Entered(channel=channel, count=count), by


async def seed_wishes(
    database: Database, clock: Clock, office: Office, identity: IdentitySettings
) -> int:
    """Answers how many; a second time changes nothing."""
    catalogue = Catalogue()
    async with database.read() as connection:
        if await every_request(connection):
            return 0
        await catalogue.load(connection)
    desk = RequestDesk.at(database, clock, catalogue, office, identity.key_file)
    middles = [one.centre for one in catalogue.dongs.areas if one.district in office.districts]
    made = wishes_at(middles)
    for wish, entered, organisation in made:
        await take_entered(desk, wish, entered, By(DEMO, organisation))
    return len(made)
