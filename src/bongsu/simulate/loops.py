"""Prepares what the cameras play: the main and the sub-stream of every clip or scene."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event

from bongsu.simulate.clips import find_clips, read_loop
from bongsu.simulate.encode import EncodedClips, Encoding
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.packets import Loop
from bongsu.simulate.scenes.library import RECIPE, SCENES, Form, Scene

_SCENE_KEY_FRAME_S = 2.0
_SCENE_BITRATE_KBPS = 1200
# Drawing and encoding leave Python often enough for two to gain from two cores.
_AT_ONCE = 2


def load_loops(options: SimulatorOptions, abandoned: Event | None = None) -> list[dict[str, Loop]]:
    """One `{"main": …, "sub": …}` per clip or scene. Slow when the cache is empty; run it off the loop."""
    cache = EncodedClips(options.cache_dir, abandoned)
    needed = max(1, options.count)
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        if options.clips is None:
            draw = partial(_drawn, cache, form=options.scene)
            clips = list(workers.map(draw, SCENES[:needed]))
        else:
            clips = find_clips(options.clips)[:needed]
        return list(workers.map(partial(_pair, cache, options=options), clips))


def _drawn(cache: EncodedClips, scene: Scene, form: Form) -> Path:
    encoding = Encoding(
        form.width, form.height, form.frames_per_s, _SCENE_KEY_FRAME_S, _SCENE_BITRATE_KBPS
    )
    name = f"scene-{scene.name}-{form.lasts_s:g}s-v{RECIPE}"
    return cache.made(name, encoding, lambda: scene.frames(form))


def _pair(cache: EncodedClips, clip: Path, options: SimulatorOptions) -> dict[str, Loop]:
    played = clip
    if options.gop is not None:
        played = cache.with_key_frames(clip, options.gop, options.longest_s)
    main = read_loop(played, options.longest_s)
    sub = read_loop(cache.sub(clip, main.duration_s), lasts_s=main.duration_s)
    return {"main": main, "sub": sub}
