"""What the exchange says over the line: a batch of numbered messages, and how far the other has applied them."""

from datetime import datetime
from typing import Annotated

import msgspec

TOPIC = "events"
MOST_MESSAGES = 200
MOST_BYTES = 500_000
LARGEST_MESSAGE = 200_000

Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
# printable, no blanks: what no database and no log chokes on
Word = Annotated[str, msgspec.Meta(pattern="^[!-~]{1,40}\\Z")]


class Message(msgspec.Struct, frozen=True, array_like=True):
    """One fact for one centre. `at` is when the sender wrote it, by its own clock."""

    seq: Number
    message_id: Word
    kind: Word
    body: bytes
    at: datetime


class Batch(msgspec.Struct, frozen=True):
    """`after` is the number up to which the sender holds everything for acknowledged."""

    epoch: Word
    after: Number
    messages: Annotated[list[Message], msgspec.Meta(max_length=MOST_MESSAGES)]


class Applied(msgspec.Struct, frozen=True):
    """How far the receiver is. `ahead`: it holds numbers that it heard as other messages, so the sender's database
    is an older copy of what it was; the sender goes on beyond `applied`."""

    applied: Number
    refused: Number
    ahead: bool = False
