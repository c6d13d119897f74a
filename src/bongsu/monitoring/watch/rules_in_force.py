"""Which rules stand for a camera: those a person drew or a verdict moved, else the standard ones."""

from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch.watched import Watched
from bongsu.registry.camera import CameraRow


def standard_rules(_camera: CameraRow) -> tuple[Rule, ...]:
    """What a camera begins with."""
    return ()


def rules_in_force(row: Watched | None, camera: CameraRow) -> tuple[Rule, ...]:
    return row.rules if row is not None and row.rules_version else standard_rules(camera)
