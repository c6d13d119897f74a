"""Prepares what the cameras play: the main and the sub-stream of every clip or scene."""

from pathlib import Path

from bongsu.simulate.clips import NoClips, find_clips, read_loop
from bongsu.simulate.encode import EncodedClips
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.packets import Loop


def load_loops(options: SimulatorOptions) -> list[dict[str, Loop]]:
    """One `{"main": …, "sub": …}` per clip. Slow when the cache is empty; run it off the loop."""
    cache = EncodedClips(options.cache_dir)
    if options.clips is None:
        raise NoClips("no folder of clips given", field="clips")
    clips = find_clips(options.clips)
    needed = clips[: max(1, options.count)]
    return [_pair(cache, clip, options) for clip in needed]


def _pair(cache: EncodedClips, clip: Path, options: SimulatorOptions) -> dict[str, Loop]:
    played = clip
    if options.gop is not None:
        played = cache.with_key_frames(clip, options.gop, options.longest_s)
    main = read_loop(played, options.longest_s)
    sub = read_loop(cache.sub(clip, main.duration_s), lasts_s=main.duration_s)
    return {"main": main, "sub": sub}
