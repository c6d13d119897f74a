"""A real media part with simulated cameras, as the media tests stand it up."""

from tests.media.conftest import (
    cameras,
    clips,
    encoded,
    key,
    settings,
    simulate,
    stand,
    stand_up,
)

__all__ = ["cameras", "clips", "encoded", "key", "settings", "simulate", "stand", "stand_up"]
