"""What the simulator may be told at its start."""

from dataclasses import dataclass, field
from pathlib import Path

from bongsu.simulate.scenes.library import Form

DEFAULT_CACHE = Path.home() / ".cache" / "bongsu" / "simulate"


@dataclass(frozen=True, slots=True)
class SimulatorOptions:
    """Every default works on one machine."""

    count: int = 4
    # A folder of *.mp4 with H.264 video, given to the cameras in turn; without it, drawn scenes.
    clips: Path | None = None
    host: str = "127.0.0.1"
    port: int = 0
    # Seconds between key frames of the main stream; None plays the clip as it is.
    gop: float | None = None
    # Only this much of a long clip is looped: start-up and memory stay small.
    longest_s: float = 30.0
    # Size and length of the drawn scenes; tests make them small.
    scene: Form = field(default_factory=Form)
    cache_dir: Path = DEFAULT_CACHE
    # With a user, every camera asks for Digest sign-in.
    user: str | None = None
    password: str = field(default="", repr=False)
    # With a token, another process may steer faults (see README).
    control_token: str | None = field(default=None, repr=False)
    session_timeout_s: int = 60
