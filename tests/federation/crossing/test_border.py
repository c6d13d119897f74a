"""The dossier's case 2, 120 m from the border: each side decides by its own agreements, and both write it down."""

from bongsu.sharing.grants import State
from tests.federation.crossing.city import GANGBUK, POLICE, SEONGBUK, City, at


async def test_120_m_from_the_border_the_neighbours_cameras_open_too(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    own = await asker.of(incident, None)
    waiting = await asker.of(incident, GANGBUK)
    assert (own.state, waiting.state, waiting.waits) == (State.ACTIVE, State.WAITING, "peer")
    await city.calm()
    lent = await asker.of(incident, GANGBUK)
    assert lent.state is State.ACTIVE
    assert lent.grant_id == waiting.grant_id
    assert all(camera.camera_id.startswith("GB-") for camera in lent.lent)
    [theirs] = await owner.asked_by(SEONGBUK)
    grant = await owner.of(theirs, None)
    assert grant.state is State.ACTIVE
    assert lent.owner_grant_id == grant.grant_id
    assert {one.camera_id for one in lent.lent} == {one.camera_id for one in grant.lent}
    assert lent.ends_at == grant.ends_at
    assert lent.grant_id in await asker.alive()
    assert lent.organisation == POLICE
