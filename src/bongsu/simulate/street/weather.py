"""Light and weather of a street's camera: what the sky, the lamps, the lens and the sensor do to a picture. A camera has
one of these for as long as it is looked at."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bongsu.simulate.street.walks import Pixels

Light = NDArray[np.float32]


class Weather(StrEnum):
    DAY = "day"
    DULL = "dull"
    FOG = "fog"
    RAIN = "rain"
    SNOW = "snow"
    NIGHT = "night"
    NIGHT_RAIN = "night_rain"
    INFRARED = "infrared"

    @property
    def is_dark(self) -> bool:
        return self in (Weather.NIGHT, Weather.NIGHT_RAIN, Weather.INFRARED)

    @property
    def falls(self) -> bool:
        return self in (Weather.RAIN, Weather.NIGHT_RAIN, Weather.SNOW)


@dataclass(frozen=True, slots=True)
class Exposure:
    """Of one weather. `ambient`: how much of a surface's colour is left away from lamps; `noise`: the sensor's, in
    levels; `quantiser`: H.264's, as a camera at 300 to 600 kbit/s would choose."""

    ambient: float
    lamps: int
    colour: float
    contrast: float
    noise: float
    quantiser: int


EXPOSURES: dict[Weather, Exposure] = {
    Weather.DAY: Exposure(1.0, 0, 1.0, 1.0, 2.5, 28),
    Weather.DULL: Exposure(0.68, 0, 0.7, 0.9, 3.5, 30),
    Weather.FOG: Exposure(0.9, 0, 0.5, 0.45, 3.0, 30),
    Weather.RAIN: Exposure(0.6, 0, 0.55, 0.85, 4.0, 32),
    Weather.SNOW: Exposure(0.85, 0, 0.4, 0.75, 4.0, 32),
    Weather.NIGHT: Exposure(0.2, 3, 0.8, 1.0, 6.0, 31),
    Weather.NIGHT_RAIN: Exposure(0.2, 3, 0.8, 0.9, 7.0, 33),
    Weather.INFRARED: Exposure(0.5, 0, 0.0, 0.8, 6.0, 32),
}


class Sky:
    """The weather over one camera: `light` multiplies, `over` is laid on top, picture by picture."""

    def __init__(self, weather: Weather, size: tuple[int, int], dice: Generator) -> None:
        self.exposure = EXPOSURES[weather]
        self.light = _light(weather, size, dice)
        self._noise = _noise(self.exposure.noise, size, dice)
        self._falling = _falling(weather, size, dice) if weather.falls else None
        self._is_snow = weather is Weather.SNOW
        self._size = size
        self._is_plain = bool(np.all(self.light == 1.0))

    def graded(self, pixels: Pixels) -> Pixels:
        """Colours and contrast as this weather leaves them, before its light; done once for a background."""
        exposure = self.exposure
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[..., None].astype(np.float32)
        toned = grey + (pixels - grey) * exposure.colour
        return np.clip(150 + (toned - 150) * exposure.contrast, 0, 255).astype(np.uint8)

    def lit(self, pixels: Pixels) -> Pixels:
        if self._is_plain:
            return pixels
        return np.asarray(cv2.multiply(pixels, self.light, dtype=cv2.CV_8U), np.uint8)

    def over(self, pixels: Pixels, seconds: float, dice: Generator) -> Pixels:
        """What falls, and the sensor's noise."""
        if self._falling is not None:
            pixels = np.asarray(cv2.add(pixels, self._fallen(seconds, dice)), np.uint8)
        noise = self._noise[int(dice.integers(len(self._noise)))]
        down, right = (int(dice.integers(32)) for _ in range(2))
        width, height = self._size
        part = noise[down : down + height, right : right + width]
        return np.asarray(cv2.add(pixels, part, dtype=cv2.CV_8U), np.uint8)

    def _fallen(self, seconds: float, dice: Generator) -> Pixels:
        assert self._falling is not None
        down = int(seconds * (90 if self._is_snow else 700)) % self._size[1]
        # rain is another in each picture; flakes are seen to fall
        across = int(seconds * 12) if self._is_snow else int(dice.integers(self._size[0]))
        return np.roll(self._falling, (down, across), axis=(0, 1))


def _light(weather: Weather, size: tuple[int, int], dice: Generator) -> Light:
    width, height = size
    exposure = EXPOSURES[weather]
    light = np.full((height, width, 3), exposure.ambient, np.float32)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    down, across = down / height, across / width
    for _ in range(exposure.lamps):
        x, y = dice.uniform(0.1, 0.9), dice.uniform(0.35, 0.9)
        wide, tall = dice.uniform(0.15, 0.35), dice.uniform(0.15, 0.3)
        pool = np.exp(-(((across - x) / wide) ** 2) - ((down - y) / tall) ** 2)
        light += pool[..., None] * np.array((0.62, 0.5, 0.34), np.float32)
    if weather is Weather.INFRARED:
        # the lamp sits beside the lens: bright in the middle, nothing in the corners
        far = (across - 0.5) ** 2 + (down - 0.6) ** 2
        light = light * (1.5 * np.exp(-far / 0.12)[..., None] + 0.25)
    return np.minimum(light, 1.25).astype(np.float32)


def _noise(level: float, size: tuple[int, int], dice: Generator) -> NDArray[np.int16]:
    """Some fields of it, laid each time with another corner: mostly brightness, a little colour."""
    width, height = size
    fields = []
    for _ in range(4):
        grey = dice.normal(0, level, (height + 32, width + 32, 1))
        colour = dice.normal(0, level * 0.4, (height + 32, width + 32, 3))
        fields.append((grey + colour).astype(np.int16))
    return np.stack(fields)


def _falling(weather: Weather, size: tuple[int, int], dice: Generator) -> Pixels:
    width, height = size
    layer = np.zeros((height, width), np.uint8)
    is_snow = weather is Weather.SNOW
    for _ in range(380 if is_snow else 520):
        x, y = int(dice.integers(width)), int(dice.integers(height))
        bright = int(dice.integers(60, 200 if is_snow else 110))
        if is_snow:
            cv2.circle(layer, (x, y), int(dice.integers(1, 3)), bright, cv2.FILLED)
        else:
            long = int(dice.integers(height // 40, height // 12))
            cv2.line(layer, (x, y), (x + long // 8, y + long), bright, 1)
    soft = cv2.GaussianBlur(layer, (3, 3), 0.6)
    return np.asarray(np.repeat(soft[..., None], 3, axis=2), np.uint8)
