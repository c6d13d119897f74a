"""What the kernel asks of a database, and the failures by which it answers."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol  # Any: SQLAlchemy's engine options carry no types

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bongsu.kernel.failures import Failure, Kind


class DatabaseUnwritable(Failure):
    """The disk took no transaction: it is full, broken, or held by another. Nothing of it was kept."""

    kind = Kind.UNAVAILABLE
    code = "database_unwritable"


class DatabaseUnreachable(Failure):
    """The database server does not answer, or went away while it was asked."""

    kind = Kind.UNAVAILABLE
    code = "database_unreachable"


class DatabaseUnfit(Failure):
    """The database sorts or encodes text otherwise than the trail's rows and the ids need it."""

    kind = Kind.CONFLICT
    code = "database_unfit"


class ValueNotKept(Failure):
    """A text is too long for its column, or holds a character that the database cannot keep."""

    kind = Kind.INVALID
    code = "value_not_kept"


class Dialect(Protocol):
    """One kind of database."""

    def engine_options(self) -> dict[str, Any]: ...

    def prepare(self, engine: AsyncEngine) -> None:
        """Before the first connection is made."""

    async def begin_work(self, connection: AsyncConnection) -> None:
        """Returns when no other process writes."""

    async def begin_read(self, connection: AsyncConnection) -> None:
        """From here on every question sees the same state."""

    def looking(
        self, engine: AsyncEngine
    ) -> AbstractAsyncContextManager[Callable[[], Awaitable[int]]]:
        """Answers a number that is another after every commit, also of another process; nothing stays open between."""

    async def leave_no_copy(self, engine: AsyncEngine) -> bool:
        """What was deleted or overwritten is nowhere in the database's files either; False: somebody reads, try later."""

    async def lift_rules(self, connection: AsyncConnection, tables: Sequence[str]) -> Sequence[str]:
        """Lets rows be copied in as they are, until the answered statements are run: triggers guard against later hands."""

    async def continue_numbers(self, connection: AsyncConnection, table: str, column: str) -> None:
        """After rows with numbers of their own: the next one follows the highest."""

    def while_writing(self, cause: DBAPIError) -> Failure | None:
        """What the fault means to whoever wrote; None when the fault is ours."""

    def while_reading(self, cause: DBAPIError) -> Failure | None:
        """The same for whoever asked."""
