"""What two centres say to each other about a catalogue. Every list and text that comes from outside has a bound."""

from typing import Annotated, Literal

import msgspec

TOPIC = "catalogue"
TOPIC_CHANGED = "catalogue_changed"
# of one answer, in bytes of records; the line takes 900,000
MOST_BYTES = 800_000
MOST_RECORDS = 20_000
MOST_PUSHED = 200

Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
ScopeName = Annotated[str, msgspec.Meta(max_length=64, pattern="^[!-~]*\\Z")]
ShortId = Annotated[str, msgspec.Meta(max_length=32)]
NONE = msgspec.Raw(b"\xc0")


class Change(msgspec.Struct, frozen=True, array_like=True):
    """A camera as it is now; `record` is nil when it is gone."""

    camera_id: ShortId
    record: msgspec.Raw

    @property
    def is_gone(self) -> bool:
        return bytes(self.record) == b"\xc0"


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """`scope` is the one of the last answer; under another one the owner begins anew."""

    want: Literal["changes", "digest", "buckets"]
    after: Number = 0
    scope: ScopeName = ""
    buckets: Annotated[
        list[Annotated[int, msgspec.Meta(ge=0, le=255)]], msgspec.Meta(max_length=256)
    ] = []
    after_id: ShortId = ""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the owner's versions up to `upto`. `fresh`: these are all, whatever the asker had before.
    `forget`: the asker is entitled to nothing (any more)."""

    upto: Number = 0
    more: bool = False
    scope: ScopeName = ""
    fresh: bool = False
    forget: bool = False
    changes: Annotated[list[Change], msgspec.Meta(max_length=MOST_RECORDS)] = []


class DigestTold(msgspec.Struct, frozen=True, kw_only=True):
    """256 hashes of 32 bytes, one after the other."""

    version: Number = 0
    scope: ScopeName = ""
    cameras: Number = 0
    buckets: Annotated[bytes, msgspec.Meta(max_length=8192)] = b""
    forget: bool = False


class BucketsTold(msgspec.Struct, frozen=True, kw_only=True):
    """Whole buckets in order of ids; `after_id` is empty when these are the last."""

    version: Number = 0
    scope: ScopeName = ""
    records: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MOST_RECORDS)] = []
    after_id: ShortId = ""
    forget: bool = False


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """The owner's word that there is news: all of it after `after`, or none when it is too much to carry."""

    version: Number
    after: Number = 0
    scope: ScopeName = ""
    is_whole: bool = False
    changes: Annotated[list[Change], msgspec.Meta(max_length=MOST_PUSHED)] = []


class Holding(msgspec.Struct, frozen=True):
    """The version that the receiver holds now."""

    version: Number
