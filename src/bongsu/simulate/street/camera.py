"""One camera of the street: what it shows at any moment, drawn from its script."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.random import Generator

from bongsu.simulate.street.nobody import (
    Banner,
    Nobody,
    Thing,
    Tree,
    blend,
    draw_animal,
    draw_car,
    draw_shadow,
    shine_headlights,
)
from bongsu.simulate.street.places import Sides
from bongsu.simulate.street.script import CameraScript, Episode, Leg, Point
from bongsu.simulate.street.walks import Pixels, Walk
from bongsu.simulate.street.weather import Sky


class StreetCamera:
    """Draws; keeps nothing but what stands still. `size`: that of `script.place`'s picture."""

    def __init__(self, script: CameraScript, walks: Sequence[Walk]) -> None:
        self.script = script
        self._walks = walks
        height, width = script.place.pixels.shape[:2]
        self.size = (width, height)
        dice = np.random.default_rng(script.seed)
        self._sky = Sky(script.weather, self.size, dice)
        self._empty = self._sky.graded(script.place.pixels)
        self._standing = [self._stands(one, dice) for one in script.stays]

    def picture(self, seconds: float, dice: Generator) -> Pixels:
        """`dice` throws rain and noise: the same throw gives the same picture."""
        pixels = self._empty.copy()
        for one in self._standing:
            one.lay_over(pixels, seconds)
        passing = [one for one in self.script.passing if one.begins_s <= seconds < one.ends_s]
        for episode in passing:
            self._draw(pixels, episode, seconds)
        for leg, foot in self.script.people(seconds):
            self._draw_person(pixels, leg, foot, seconds)
        pixels = self._sky.lit(pixels)
        if self.script.weather.is_dark:
            for episode in passing:
                if episode.kind is Nobody.HEADLIGHTS:
                    shine_headlights(pixels, self._thing(episode), _share(episode, seconds))
        return self._sky.over(pixels, seconds, dice)

    def boxes(self, seconds: float) -> list[Sides]:
        """Where people truly are, in shares of the picture, as far as they are inside it."""
        found = []
        for _, (x, y) in self.script.people(seconds):
            tall = self.script.place.tall_at(y)
            half = tall * 0.19 * self.size[1] / self.size[0]
            left, right = max(0.0, x - half), min(1.0, x + half)
            if right - left > half * 0.6:
                found.append((left, max(0.0, y - tall), right, min(1.0, y)))
        return found

    def _stands(self, episode: Episode, dice: Generator) -> Tree | Banner:
        thing = self._thing(episode)
        return Tree(thing, dice) if episode.kind is Nobody.TREE else Banner(thing, dice)

    def _thing(self, episode: Episode) -> Thing:
        width, height = self.size
        foot = episode.begin[1] if episode.kind is not Nobody.TREE else 0.6
        tall = max(0.12, self.script.place.tall_at(foot)) * height
        (x0, y0), (x1, y1) = episode.begin, episode.end
        begin, end = (x0 * width, y0 * height), (x1 * width, y1 * height)
        return Thing(episode.kind, begin, end, tall, episode.seed)

    def _draw(self, pixels: Pixels, episode: Episode, seconds: float) -> None:
        thing, share = self._thing(episode), _share(episode, seconds)
        if episode.kind is Nobody.ANIMAL:
            draw_animal(pixels, thing, share, seconds)
        elif episode.kind is Nobody.HEADLIGHTS:
            draw_car(pixels, thing, share)
        else:
            draw_shadow(pixels, thing, share)

    def _draw_person(self, pixels: Pixels, leg: Leg, foot: Point, seconds: float) -> None:
        step = self._walks[leg.walk].at(seconds - leg.begins_s)
        width, height = self.size
        scale = self.script.place.tall_at(foot[1]) * height / step.tall
        size = (
            max(2, round(step.pixels.shape[1] * scale)),
            max(2, round(step.pixels.shape[0] * scale)),
        )
        person = cv2.resize(step.pixels, size, interpolation=cv2.INTER_LINEAR)
        cover = cv2.resize(step.cover, size, interpolation=cv2.INTER_LINEAR)
        stands_at = step.foot[0] * scale
        if leg.is_mirrored:
            person, cover, stands_at = person[:, ::-1], cover[:, ::-1], size[0] - stands_at
        toned = self._sky.graded(np.ascontiguousarray(person, np.uint8)).astype(np.float32)
        corner = round(foot[0] * width - stands_at), round(foot[1] * height - step.foot[1] * scale)
        blend(pixels, toned, cover.astype(np.float32) / 255, corner)


def _share(episode: Episode, seconds: float) -> float:
    return (seconds - episode.begins_s) / (episode.ends_s - episode.begins_s)
