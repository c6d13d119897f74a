"""A drawn street that a camera's health is watched in."""

import numpy as np

from bongsu.bench.monitoring.health_scenes import Fault, Stage, drawn_world
from bongsu.monitoring.health.ail import Ail
from bongsu.monitoring.health.checks import HealthWatch
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob

LEARN = 80


class Street:
    """One camera that has been watched for a while."""

    def __init__(
        self,
        seed: int = 5,
        *,
        is_ptz: bool = False,
        light: str = "day",
        mean: float | None = None,
        learn: int = LEARN,
    ) -> None:
        """`mean`: luma of the picture; else as the light gives it. `learn`: looks that it has had."""
        self.random = np.random.default_rng(seed)
        self.stage = Stage(self.random, drawn_world(self.random), every_s=4.0)
        self.stage.light = light
        if mean is not None:
            self.stage.gain *= mean / float(self.stage.paint().grey.mean())
        self.watch = HealthWatch(CameraJob(camera_id="c", version=1, is_ptz=is_ptz))
        self.told: list[Ail] = []
        self.goes_on(learn)

    def goes_on(self, looks: int, fault: Fault | None = None, *, frozen: bool = False) -> list[Ail]:
        said: list[Ail] = []
        still = self.stage.paint(fault).grey if frozen else None
        for _ in range(looks):
            self.stage.live(calm=True)
            frame = self.stage.paint(fault)
            said += self.watch.look(self.stage.frame(still) if still is not None else frame)
        self.told += said
        return said

    def breaks(self, kind: str) -> list[Ail]:
        """For a minute."""
        fault = Fault(kind, self.random)
        fault.begin(self.stage)
        return self.goes_on(15, fault, frozen=kind == "frozen")


def ailing(said: list[Ail]) -> list[Ailment]:
    return [ail.ailment for ail in said if ail.ailing]
