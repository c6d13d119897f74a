"""What moves in a street and is nobody: trees, banners, animals, headlights, shadows. Each is drawn over a picture for
one moment, and is the more of a trial the more it looks like somebody."""

from dataclasses import dataclass
from enum import StrEnum
from math import pi, sin

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bongsu.simulate.street.walks import Pixels

Point = tuple[float, float]
Sheet = NDArray[np.float32]


class Nobody(StrEnum):
    """`TREE` and `BANNER` are always there where they are; the others come and go."""

    TREE = "tree"
    BANNER = "banner"
    ANIMAL = "animal"
    HEADLIGHTS = "headlights"
    SHADOW = "shadow"

    @property
    def stays(self) -> bool:
        return self in (Nobody.TREE, Nobody.BANNER)


@dataclass(frozen=True, slots=True)
class Thing:
    """`begin` and `end`: where its foot is at both ends, in pixels; `tall`: a person's height there, in pixels."""

    kind: Nobody
    begin: Point
    end: Point
    tall: float
    seed: int

    def at(self, share: float) -> Point:
        (x0, y0), (x1, y1) = self.begin, self.end
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share


class Tree:
    """Foliage that hangs into the picture and sways in the wind, with more sway the further out it is."""

    def __init__(self, thing: Thing, dice: Generator) -> None:
        self._left, self._top = (round(part) for part in thing.begin)
        side = round(thing.tall * 1.6)
        speckle = cv2.GaussianBlur(dice.uniform(0, 1, (side, side)).astype(np.float32), (0, 0), 3)
        down, across = np.mgrid[0:side, 0:side] / side - 0.5
        round_off = np.clip(1.6 - 3.4 * np.hypot(down, across), 0, 1)
        thick = (speckle - speckle.min()) / np.ptp(speckle)
        self._cover = ((thick > 0.42) * round_off).astype(np.float32)
        leaf = np.array(dice.uniform((30, 60, 20), (70, 110, 50)), np.float32)
        self._leaves = (leaf * (0.6 + 0.8 * thick[..., None])).clip(0, 255).astype(np.float32)
        self._rows = np.mgrid[0:side, 0:side].astype(np.float32)
        self._strong = float(dice.uniform(0.03, 0.09)) * side

    def lay_over(self, pixels: Pixels, seconds: float) -> None:
        down, across = self._rows
        sway = self._strong * (
            sin(seconds * 2.1) * down / len(down) + 0.4 * np.sin(seconds * 5 + down / 9)
        )
        cover = cv2.remap(self._cover, across + sway, down, cv2.INTER_LINEAR)
        leaves = cv2.remap(self._leaves, across + sway, down, cv2.INTER_LINEAR)
        blend(pixels, leaves, cover, (self._left, self._top))


class Banner:
    """A sheet hung between two poles (현수막) or on a line: pale, with blots of print, waving."""

    def __init__(self, thing: Thing, dice: Generator) -> None:
        high = max(8, round(thing.tall * dice.uniform(0.5, 1.1)))
        wide = max(8, round(high * dice.uniform(0.45, 2.2)))
        self._left, self._top = round(thing.begin[0]), round(thing.begin[1] - high)
        self._wave = high * 0.07
        cloth = np.full((high + 8, wide, 3), dice.uniform(130, 235), np.float32)
        for _ in range(6):
            x, y = int(dice.integers(wide)), int(dice.integers(high))
            right, low = x + max(2, wide // 5), y + max(2, high // 9)
            ink = (float(dice.uniform(20, 200)),) * 3
            cv2.rectangle(cloth, (x, y), (right, low), ink, cv2.FILLED)
        self._cloth = cloth
        self._cover = np.zeros(cloth.shape[:2], np.float32)
        self._cover[4:-4] = 1
        self._rows = np.mgrid[0 : cloth.shape[0], 0:wide].astype(np.float32)

    def lay_over(self, pixels: Pixels, seconds: float) -> None:
        down, across = self._rows
        wave = self._wave * np.sin(seconds * 4.2 - across / 6).astype(np.float32)
        cover = cv2.remap(self._cover, across, down + wave, cv2.INTER_LINEAR)
        cloth = cv2.remap(self._cloth, across, down + wave, cv2.INTER_LINEAR)
        blend(pixels, cloth, cover, (self._left, self._top))


def draw_animal(pixels: Pixels, thing: Thing, share: float, seconds: float) -> None:
    """A dog or a big cat: body, head, four legs in step."""
    dice = np.random.default_rng(thing.seed)
    x, y = thing.at(share)
    high = thing.tall * float(dice.uniform(0.25, 0.45))
    grey = float(dice.uniform(20, 190))
    fur = (grey, grey * 0.93, grey * 0.82)
    ahead = 1 if thing.end[0] >= thing.begin[0] else -1
    middle = (round(x), round(y - high * 0.62))
    for leg in range(4):
        beside = (-0.45, -0.3, 0.3, 0.45)[leg] * high
        step = 0.16 * high * sin(seconds * 2 * pi * 1.8 + leg * pi / 2)
        top = (round(x + beside), round(y - high * 0.5))
        thick = max(1, round(high * 0.1))
        cv2.line(pixels, top, (round(x + beside + step), round(y)), fur, thick)
    cv2.ellipse(pixels, middle, (round(high * 0.6), round(high * 0.24)), 0, 0, 360, fur, cv2.FILLED)
    head = (round(x + ahead * high * 0.68), round(y - high * 0.82))
    cv2.circle(pixels, head, max(2, round(high * 0.17)), fur, cv2.FILLED)


def draw_car(pixels: Pixels, thing: Thing, share: float) -> None:
    """A body with a windscreen that comes nearer."""
    x, y = thing.at(share)
    high = _near(thing, share)
    wide = high * 1.25
    paint = tuple(float(p) for p in np.random.default_rng(thing.seed).uniform(20, 160, 3))
    corner, opposite = (round(x - wide / 2), round(y - high)), (round(x + wide / 2), round(y))
    cv2.rectangle(pixels, corner, opposite, paint, cv2.FILLED)
    upper = (round(x - wide * 0.38), round(y - high * 0.92))
    lower = (round(x + wide * 0.38), round(y - high * 0.58))
    cv2.rectangle(pixels, upper, lower, (60.0, 66.0, 74.0), cv2.FILLED)


def shine_headlights(pixels: Pixels, thing: Thing, share: float) -> None:
    """Its two lamps by night: glare in the lens, and what they throw on the ground."""
    x, y = thing.at(share)
    high = _near(thing, share)
    for beside in (-0.45, 0.45):
        _glow(pixels, (x + beside * high, y - high * 0.35), high * 1.1, 235)
    _glow(pixels, (x, y + high * 0.5), high * 2.2, 90)


def _near(thing: Thing, share: float) -> float:
    return thing.tall * (0.75 + 0.3 * share)


def draw_shadow(pixels: Pixels, thing: Thing, share: float) -> None:
    """Of a cloud or of somebody outside the picture: upright, soft, dark."""
    x, y = thing.at(share)
    mask = np.zeros(pixels.shape[:2], np.uint8)
    half = (round(thing.tall * 0.22), round(thing.tall * 0.6))
    cv2.ellipse(mask, (round(x), round(y - thing.tall * 0.5)), half, 12, 0, 360, 120, cv2.FILLED)
    dark = cv2.GaussianBlur(mask, (0, 0), max(1.0, thing.tall * 0.06)).astype(np.float32) / 255
    pixels[:] = (pixels * (1 - dark[..., None])).astype(np.uint8)


def _glow(pixels: Pixels, at: Point, reach: float, strong: float) -> None:
    height, width = pixels.shape[:2]
    left, right = max(0, round(at[0] - reach)), min(width, round(at[0] + reach))
    top, bottom = max(0, round(at[1] - reach)), min(height, round(at[1] + reach))
    if left >= right or top >= bottom:
        return
    down, across = np.mgrid[top:bottom, left:right].astype(np.float32)
    far = ((down - at[1]) ** 2 + (across - at[0]) ** 2) / (reach * reach)
    shine = (strong * np.exp(-far * 6)).astype(np.uint8)
    part = pixels[top:bottom, left:right]
    part[:] = cv2.add(part, np.repeat(shine[..., None], 3, axis=2))


def blend(pixels: Pixels, other: np.ndarray, cover: np.ndarray, corner: tuple[int, int]) -> None:
    """Lays `other` over the picture with its upper left at `corner`, as far as `cover` (0..1) says; clipped."""
    height, width = pixels.shape[:2]
    left, top = corner
    inner_left, inner_top = max(0, -left), max(0, -top)
    right, bottom = min(other.shape[1], width - left), min(other.shape[0], height - top)
    if inner_left >= right or inner_top >= bottom:
        return
    part = pixels[top + inner_top : top + bottom, left + inner_left : left + right]
    share = cover[inner_top:bottom, inner_left:right, None]
    part[:] = part + (other[inner_top:bottom, inner_left:right] - part) * share
