"""Faults by name: what `freeze 3` does, for in-process calls and for commands from outside."""

from collections.abc import Mapping

from bongsu.kernel.failures import Failure, Kind
from bongsu.simulate.camera import Fault
from bongsu.simulate.rtsp_message import read_number

COMMANDS: Mapping[str, Fault] = {
    "freeze": Fault.FROZEN,
    "thaw": Fault.NONE,
    "kill": Fault.DEAD,
    "revive": Fault.NONE,
    "nonsense": Fault.NONSENSE,
    "mute": Fault.MUTE,
    "h265_only": Fault.H265_ONLY,
    "truncate_sdp": Fault.TRUNCATED_SDP,
}


class BadCommand(Failure):
    """A control line that names no command or no camera."""

    kind = Kind.INVALID
    code = "bad_command"


def read_command(line: str) -> tuple[str, int]:
    """`freeze 3` → the word and the camera's number. Raises `BadCommand`."""
    words = line.split()
    number = read_number(words[-1]) if len(words) == 2 else None
    if number is None or words[0] not in {*COMMANDS, "pulls"}:
        raise BadCommand(f"not a command: {line!r}", field="command")
    return words[0], number
