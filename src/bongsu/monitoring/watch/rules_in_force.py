"""Which rules stand for a camera: those a person drew or a verdict moved, else the standard ones."""

from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.standard import default_rules
from bongsu.monitoring.watch.watched import Watched
from bongsu.registry.camera import CameraRow


def rules_in_force(row: Watched | None, camera: CameraRow) -> tuple[Rule, ...]:
    return row.rules if row is not None and row.rules_version else default_rules(camera.purpose)
