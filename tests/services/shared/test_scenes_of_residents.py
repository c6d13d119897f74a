"""What the simulators say is what the doors take: every body of every scene, by its type."""

from datetime import UTC, datetime

import msgspec
import pytest

from bongsu.services.bell.message import BellMessage
from bongsu.services.bell.scenes import SCENES as OF_BELLS
from bongsu.services.lone.message import HomeMessage
from bongsu.services.lone.scenes import SCENES as OF_HOMES
from bongsu.services.safe_return.ansimi import AnsimiMessage
from bongsu.services.safe_return.helpme import HelpmeMessage, as_ansimi
from bongsu.services.safe_return.scenes import SCENES as OF_PHONES
from bongsu.services.shared.scenes import Scene, Spot, Stage
from bongsu.simulate.cast import SYSTEMS

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
SCENES = (*OF_PHONES, *OF_HOMES, *OF_BELLS)
TYPES = {
    "/link/v1/safe/ansimi": AnsimiMessage,
    "/link/v1/safe/helpme": HelpmeMessage,
    "/link/v1/lone/messages": HomeMessage,
    "/link/v1/bell/messages": BellMessage,
}


def named(scene: Scene) -> str:
    return f"{scene.service} {scene.name}"


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_every_message_is_one_that_its_door_takes(scene: Scene) -> None:
    said = scene.play(Stage(NOW, Spot(37.608, 127.02)))
    assert [one.after_s for one in said] == sorted(one.after_s for one in said)
    for one in said:
        assert isinstance(one.body, dict)
        read = msgspec.convert(one.body, TYPES[one.path])
        (as_ansimi(read) if isinstance(read, HelpmeMessage) else read).check()


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_its_partner_may_send_its_service(scene: Scene) -> None:
    services = {name: services for name, _, _, services in SYSTEMS}
    assert scene.service in services[scene.partner]


def test_each_service_has_the_three_journeys() -> None:
    for scenes in (OF_PHONES, OF_HOMES, OF_BELLS):
        assert {"happy", "refused", "silent"} <= {one.name for one in scenes}
        assert len({one.name for one in scenes}) == len(scenes)
