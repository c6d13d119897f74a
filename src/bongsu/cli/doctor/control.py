"""What a control is, what it may look at, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from bongsu.audit.verify import Verdict
from bongsu.identity.settings import IdentitySettings
from bongsu.media.settings import MediaSettings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import Started


class Outcome(StrEnum):
    """Only `fail` makes the exit code 1."""

    WELL = "pass"
    WARN = "warn"
    FAIL = "fail"
    NOT_APPLICABLE = "does not apply"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what to do where something is wrong."""

    outcome: Outcome
    said: str
    do: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything was read beforehand: a control decides, it waits for nothing but small files."""

    folder: Path
    now: datetime
    node: NodeSettings
    identity: IdentitySettings
    media: MediaSettings
    started: Started | None
    books: Mapping[str, object]
    verdict: Verdict | None
    headers: Mapping[str, str]

    @property
    def all_media(self) -> tuple[MediaSettings, ...]:
        """Of every media process that was started here."""
        return (self.media, *(self.started.other_media if self.started else ()))

    @cached_property
    def files(self) -> list[Path]:
        return [path for path in sorted(self.folder.rglob("*")) if path.is_file()]

    def book(self, name: str) -> int:
        """A count out of the database; 0 where it does not know such a thing."""
        value = self.books.get(name, 0)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class Control:
    """`why`: what happens where it is not so. `is_basic` ones are asked without --hardening as well."""

    id: str
    asks: str
    why: str
    check: Callable[[Facts], Finding]
    is_basic: bool = False


def passes(said: str) -> Finding:
    return Finding(Outcome.WELL, said)


def warns(said: str, do: str) -> Finding:
    return Finding(Outcome.WARN, said, do)


def fails(said: str, do: str) -> Finding:
    return Finding(Outcome.FAIL, said, do)


def not_applicable(said: str) -> Finding:
    return Finding(Outcome.NOT_APPLICABLE, said)
