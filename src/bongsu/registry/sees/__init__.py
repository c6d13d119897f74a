"""The chance that a camera sees a place now: pure values and NumPy, no clock, disk or database.

Read `model.py` for the weights and where they come from, `chance.py` for how they combine.
"""

from bongsu.registry.sees.camera import Kind, SeeingCamera
from bongsu.registry.sees.chance import Chances, Spot, chances
from bongsu.registry.sees.columns import Columns
from bongsu.registry.sees.lights import Lights
from bongsu.registry.sees.model import SeeingModel
from bongsu.registry.sees.sun import darkness, sun_altitude_deg

__all__ = [
    "Chances",
    "Columns",
    "Kind",
    "Lights",
    "SeeingCamera",
    "SeeingModel",
    "Spot",
    "chances",
    "darkness",
    "sun_altitude_deg",
]
