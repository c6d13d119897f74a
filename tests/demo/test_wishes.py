"""The demo's invented requests: labelled, in the district, of every origin, and with a pair that looks like one."""

from pathlib import Path

import msgspec

from bongsu.demo.wishes import INVENTED, seed_wishes, wishes_at
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.geometry import Point
from bongsu.planning.requests.desk import Office
from bongsu.planning.requests.rules import proposals
from bongsu.planning.requests.store import every_request
from bongsu.planning.requests.words import Channel
from bongsu.planning.words import Origin
from tests.web.doors import house, template
from tests.web.house import NOW, House

__all__ = ["house", "template"]
OFFICE = Office(("SB",), "성북구 통합관제센터", "Seongbuk control centre")


def test_every_wish_says_that_it_is_invented_and_every_channel_is_there() -> None:
    made = wishes_at([Point(37.6, 127.0)] * 20)
    assert all(wish.text.startswith(INVENTED) for wish, _, _ in made)
    assert {entered.channel for _, entered, _ in made} == set(Channel)


def test_without_a_dong_there_is_no_wish() -> None:
    assert wishes_at([]) == []


async def test_they_are_kept_once_and_some_look_like_one(house: House, tmp_path: Path) -> None:
    settings = msgspec.structs.replace(IdentitySettings(), key_file=str(tmp_path / "demo.key"))
    first = await seed_wishes(house.database, FixedClock(NOW), OFFICE, settings)
    again = await seed_wishes(house.database, FixedClock(NOW), OFFICE, settings)
    async with house.database.read() as connection:
        kept = await every_request(connection)
    assert (len(kept), again) == (first, 0)
    assert {one.origin for one in kept} == {Origin.POLICE, Origin.COMPLAINT}
    assert len(proposals(kept)) == 2
