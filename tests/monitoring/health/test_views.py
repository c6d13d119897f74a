"""A view is learned from what was seen of it."""

from bongsu.monitoring.health.sight import common_of, sight_of
from bongsu.monitoring.health.views import Views
from tests.monitoring.health.street import Street


def test_a_view_is_learned_when_it_was_seen_for_five_minutes_whatever_lies_between() -> None:
    """Else a lorry that stands there after a night would be most of what was seen of the day."""
    stage = Street(learn=0).stage
    views = Views(is_ptz=False)

    def sees(looks: int) -> None:
        for _ in range(looks):
            sight = sight_of(stage.paint())
            views.learn(sight, common_of(sight, None), views.match(sight))

    sees(10)
    stage.at_ms += 6 * 3_600_000
    sees(20)
    assert not views.is_learned
    sees(60)
    assert views.is_learned
