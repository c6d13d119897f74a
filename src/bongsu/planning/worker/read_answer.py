"""Reads one line of the child. A score is passed on as written: as objects it would be the largest thing in the node."""

from dataclasses import dataclass

import msgspec

from bongsu.planning.worker.messages import Drawn, Progress, Refused, Replaced


@dataclass(frozen=True, slots=True)
class ScoredText:
    """A `Scored` as JSON."""

    json: bytes


class _Tag(msgspec.Struct, frozen=True):
    type: str


Rest = Progress | Drawn | Replaced | Refused
_tag: msgspec.json.Decoder[_Tag] = msgspec.json.Decoder(_Tag)
_rest: msgspec.json.Decoder[Rest] = msgspec.json.Decoder(Rest)


def read_answer(line: bytes) -> Rest | ScoredText:
    """Raises `msgspec.MsgspecError`. Of a score only that it is JSON is looked at: the child is our own."""
    if _tag.decode(line).type == "scored":
        return ScoredText(line.strip())
    return _rest.decode(line)
