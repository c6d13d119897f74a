"""Coordinates as a message may hold them: within Korea and its waters; anything else is swapped or broken."""

from typing import Annotated

from msgspec import Meta

Lat = Annotated[float, Meta(ge=32.0, le=39.5)]
Lon = Annotated[float, Meta(ge=123.0, le=132.5)]
