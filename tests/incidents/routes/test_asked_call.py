"""A call that another centre asked about, over HTTP: its rooms here look on; they neither direct nor close it."""

from bongsu.identity.people import Role
from bongsu.incidents.incident import Origin, Place
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.web.house import GILEUM, House


async def asked(house: House) -> str:
    """강북 asks for 성북's cameras, for a station that 성북's own agreement knows."""
    call = Call(
        partner="peer:GANGBUK",
        sender_org="GANGBUK",
        ext_incident_no="inc_00000000000000000000000000",
        service="P112_DISPATCH",
        category="ROBBERY",
        code="C0",
        place=Place(lat=GILEUM["lat"], lon=GILEUM["lon"], accuracy_m=12.0),
        origin=Origin(
            centre="GANGBUK",
            name_ko="강북구 통합관제센터",
            name_en="Gangbuk control centre",
            incident_id="inc_00000000000000000000000000",
            organisations=(POLICE_SEONGBUK,),
        ),
    )
    async with house.database.work() as work:
        incident = await open_incident(work, house.desk, call, house.clock.now())
    return incident.incident_id


async def test_no_room_here_closes_or_moves_another_centres_call(house: House) -> None:
    incident_id = await asked(house)
    room = Role.POLICE_ROOM.value
    for deed, body in (("close", {}), ("move", {"lat": 37.6, "lon": 127.02})):
        answer = await house.ask(room, f"/api/incidents/{incident_id}/{deed}", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_incident")


async def test_the_operator_reads_who_asked_and_why_it_was_refused(house: House) -> None:
    """성북's own agreement has no other centre among its parties: nothing is lent on the asking of one."""
    incident_id = await asked(house)
    seen = (await house.ask(Role.OPERATOR.value, f"/api/incidents/{incident_id}")).json()
    assert seen["origin"]["name_ko"] == "강북구 통합관제센터"
    [lending] = [one for one in seen["lendings"] if not one["is_own"]]
    assert (lending["state"], lending["reason"]) == ("refused", "asking_centre_no_party")
    assert seen["tiles"] == []
