"""No linked system takes the name under which another centre's calls are kept."""

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.identity.service import IdentityService
from bongsu.kernel.failures import Invalid


async def test_a_linked_system_is_no_other_centre(identity: IdentityService) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.add_partner(
            name="peer:GANGBUK",
            organisation="KNPA.SEOUL",
            system=LinkSystem.POLICE_112,
            services={"P112_DISPATCH"},
        )
    assert refused.value.field == "name"
