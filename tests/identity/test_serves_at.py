"""A role belongs to one kind of organisation: nobody outside the centre is made an operator."""

import pytest

from bongsu.identity.people import Organisation, OrganisationKind, Role, serves_at
from bongsu.identity.service import IdentityService
from bongsu.kernel.failures import Invalid


@pytest.mark.parametrize("role", list(Role))
def test_every_role_belongs_somewhere(role: Role) -> None:
    assert (serves_at(role) is OrganisationKind.CENTRE) == role.is_own


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SHIFT_LEAD, Role.AUDITOR, Role.FIRE_ROOM])
async def test_a_police_station_gets_no_role_of_another(
    identity: IdentityService, role: Role
) -> None:
    station = Organisation("KNPA.TEST", "시험경찰서", "Test police", OrganisationKind.POLICE)
    await identity.add_organisation(station)
    with pytest.raises(Invalid) as failure:
        await identity.add_person(
            name="somebody", display_name="아무개", role=role, organisation="KNPA.TEST"
        )
    assert failure.value.field == "role"
