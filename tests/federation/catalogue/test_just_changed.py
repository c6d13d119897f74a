"""A push from memory says what one from the tables says, and nobody who is further behind is told from it."""

import pytest

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.entitled import ALL, Scope
from bongsu.federation.catalogue.just_changed import JustChanged
from bongsu.federation.catalogue.store import Version
from bongsu.federation.catalogue.wire import MOST_PUSHED
from bongsu.registry.camera import Purpose
from bongsu.registry.peer_camera import PeerCamera
from tests.federation.catalogue.city import Centre, a_camera

CRIME = Scope(frozenset({"crime_prevention"}))
FIRST = "SB-0001-1"


def version(number: int, *, purpose: str = "crime_prevention", former: str = "") -> Version:
    before = frozenset({former} if former else ())
    return Version(f"SB-{number:04d}-1", number, b"hash", purpose, before, gone=False)


def record(number: int) -> PeerCamera:
    one = a_camera("SB", number)
    names = PeerCamera.__struct_fields__
    values = {name: getattr(one, name) for name in names if hasattr(one, name)}
    return PeerCamera(**{"dong_code": None, "state": "live", "since": None} | values)


def kept(*numbers: int, after: int = 0, former: str = "") -> JustChanged:
    just = JustChanged()
    just.keep(after, [(version(one, former=former), record(one)) for one in numbers])
    return just


def test_only_who_stood_right_before_it_is_told() -> None:
    just = kept(8, 9, after=7)
    told = just.since(7, ALL)
    assert told is not None
    assert (told.after, told.version, [one.camera_id for one in told.changes]) == (
        7,
        9,
        ["SB-0008-1", "SB-0009-1"],
    )
    assert [just.since(after, ALL) for after in (0, 6, 8, 9)] == [None] * 4
    assert JustChanged().since(0, ALL) is None


def test_a_whole_import_is_kept_by_nobody() -> None:
    assert kept(*range(1, MOST_PUSHED + 1)).since(0, ALL) is not None
    assert kept(*range(1, MOST_PUSHED + 2)).since(0, ALL) is None


def test_of_another_purpose_nothing_is_said_and_what_became_one_is_gone() -> None:
    just = JustChanged()
    dumping = version(2, purpose="dumping")
    moved = version(3, purpose="dumping", former="crime_prevention")
    just.keep(1, [(dumping, record(2)), (moved, record(3)), (version(4), record(4))])
    told = just.since(1, CRIME)
    assert told is not None
    assert [(one.camera_id, one.is_gone) for one in told.changes] == [
        ("SB-0003-1", True),
        ("SB-0004-1", False),
    ]
    assert told.version == 4


def test_what_is_no_more_is_told_as_gone() -> None:
    just = JustChanged()
    just.keep(0, [(version(1), None)])
    told = just.since(0, ALL)
    assert told is not None
    assert [one.is_gone for one in told.changes] == [True]


@pytest.mark.parametrize("scope", [ALL, CRIME])
async def test_memory_says_what_the_tables_say(seongbuk: Centre, scope: Scope) -> None:
    await seongbuk.add(a_camera("SB", 900, Purpose.DUMPING))
    await seongbuk.imported()
    just = seongbuk.push._just_changed
    for states in (["dead"], ["live", "frozen"]):
        before = await seongbuk.version()
        for state in states:
            before = await seongbuk.version()
            await seongbuk.set_state(state, FIRST, "SB-0900-1")
        remembered = just.since(before, scope)
        just.keep(0, [])
        read = await seongbuk.push._changed((before, scope.name), scope)
        assert remembered == read
        assert remembered is not None


async def test_a_state_is_pushed_without_reading_it_again(
    hub: Centre, seongbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.follow.up("SEONGBUK")
    await hub.has_caught_up(seongbuk)

    async def read(*_: object) -> list[Version]:
        raise AssertionError("read again")

    monkeypatch.setattr(store, "versions_after", read)
    await seongbuk.set_state("dead", FIRST)
    await hub.has_caught_up(seongbuk)
    assert hub.catalogue.state_of(FIRST).state == "dead"
