"""An operator appoints witnesses and watches trails; each change stands in the trail, a wrong one changes nothing."""

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.note import BadNote
from bongsu.audit.store import Only
from bongsu.audit.witnessing.appoint import (
    NoSuchWitness,
    add_witness,
    remove_witness,
    unwatch_log,
    watch_log,
)
from bongsu.audit.witnessing.store import all_watched, all_witnesses
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Invalid
from tests.audit.nodes import key_of

THEIRS, OTHER = key_of("GANGBUK", 2), key_of("NOWON", 3)
URL = "https://gangbuk.example/witness"


class Appointing:
    """An operator at the command line."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        self.database, self.clock = database, clock

    async def add(
        self, name: str = "gangbuk", url: str = URL, vkey: str = str(THEIRS.as_witness)
    ) -> None:
        await add_witness(self.database, self.clock, name=name, url=url, vkey=vkey, by="per_1")

    async def said(self) -> list[dict[str, str]]:
        rows = await list_trail(self.database, only=Only(kind=TrailKind.WITNESS))
        assert {row.actor for row in rows} <= {"per_1"}
        return [msgspec.json.decode(row.body, type=dict[str, str]) for row in rows]

    async def witnesses(self) -> list[tuple[str, str, str]]:
        async with self.database.read() as connection:
            return [(one.name, one.url, one.vkey) for one in await all_witnesses(connection)]

    async def watched(self) -> list[tuple[str, int]]:
        async with self.database.read() as connection:
            return [(one.origin, one.size) for one in await all_watched(connection)]


@pytest.fixture
def operator(database: Database, clock: FixedClock) -> Appointing:
    return Appointing(database, clock)


async def test_a_witness_is_kept_with_its_key_and_the_trail_says_so(operator: Appointing) -> None:
    await operator.add()
    assert await operator.witnesses() == [("gangbuk", URL, str(THEIRS.as_witness))]
    assert await operator.said() == [{"what": "add_witness", "about": "bongsu.gangbuk/witness/1"}]


async def test_one_of_the_same_name_takes_its_place(operator: Appointing) -> None:
    await operator.add()
    await operator.add(vkey=str(OTHER.as_witness), url="http://10.0.0.2:8600/witness")
    assert await operator.witnesses() == [
        ("gangbuk", "http://10.0.0.2:8600/witness", str(OTHER.as_witness))
    ]
    assert [one["what"] for one in await operator.said()] == ["add_witness"] * 2


@pytest.mark.parametrize(
    "url",
    ["", "gangbuk.example", "ftp://gangbuk.example", "https://", "file:///etc", "//x", "x" * 500],
)
async def test_an_address_that_is_none_is_refused_by_its_field(
    operator: Appointing, url: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await operator.add(url=url)
    assert refused.value.field == "url"
    assert (await operator.witnesses(), await operator.said()) == ([], [])


@pytest.mark.parametrize("name", ["", "n" * 81])
async def test_a_name_that_is_none_is_refused_by_its_field(operator: Appointing, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        await operator.add(name=name)
    assert refused.value.field == "name"


@pytest.mark.parametrize("vkey", ["", "nonsense", str(THEIRS.as_log), str(THEIRS.as_witness)[:-4]])
async def test_a_key_that_cosigns_nothing_is_refused(operator: Appointing, vkey: str) -> None:
    with pytest.raises((Failure, BadNote)):
        await operator.add(vkey=vkey)
    assert (await operator.witnesses(), await operator.said()) == ([], [])


async def test_a_removed_witness_is_asked_no_more_and_the_trail_says_so(
    operator: Appointing,
) -> None:
    await operator.add()
    await remove_witness(operator.database, operator.clock, "gangbuk", "per_1")
    assert await operator.witnesses() == []
    assert (await operator.said())[-1] == {"what": "remove_witness", "about": "gangbuk"}


async def test_nobody_removes_a_witness_that_is_not_there(operator: Appointing) -> None:
    with pytest.raises(NoSuchWitness) as refused:
        await remove_witness(operator.database, operator.clock, "gangbuk", "per_1")
    assert (refused.value.field, await operator.said()) == ("name", [])


async def test_a_watched_trail_begins_at_nothing_and_is_watched_until_it_is_not(
    operator: Appointing,
) -> None:
    watched = await watch_log(operator.database, operator.clock, str(THEIRS.as_log), "per_1")
    assert watched.origin == THEIRS.origin
    assert await operator.watched() == [(THEIRS.origin, 0)]
    await unwatch_log(operator.database, operator.clock, THEIRS.origin, "per_1")
    assert await operator.watched() == []
    assert await operator.said() == [
        {"what": "watch", "about": THEIRS.origin},
        {"what": "unwatch", "about": THEIRS.origin},
    ]


async def test_a_trail_is_not_watched_under_a_witnesss_key(operator: Appointing) -> None:
    with pytest.raises((Failure, BadNote)):
        await watch_log(operator.database, operator.clock, str(THEIRS.as_witness), "per_1")
    assert (await operator.watched(), await operator.said()) == ([], [])


async def test_an_origin_too_long_to_keep_is_refused_by_its_field(operator: Appointing) -> None:
    vkey = str(key_of("G" * 130, 4).as_log)
    with pytest.raises(Invalid) as refused:
        await watch_log(operator.database, operator.clock, vkey, "per_1")
    assert refused.value.field == "vkey"


async def test_nobody_unwatches_what_is_not_watched(operator: Appointing) -> None:
    with pytest.raises(NoSuchWitness) as refused:
        await unwatch_log(operator.database, operator.clock, THEIRS.origin, "per_1")
    assert (refused.value.field, await operator.said()) == ("origin", [])
