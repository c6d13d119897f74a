"""What every use case of a request stands on: database, clock, the box of sealed words, the district, the limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: the application's state

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.settings import load
from bongsu.planning.requests.failures import UnknownRequest
from bongsu.planning.requests.form import DistrictShape
from bongsu.planning.requests.quota import MinuteQuota
from bongsu.planning.requests.refusals import NO_REQUEST
from bongsu.planning.requests.request import CameraRequest, Contact, Said
from bongsu.planning.requests.settings import RequestSettings
from bongsu.planning.requests.store import Connection, request_of
from bongsu.registry.catalogue import Catalogue

SYSTEM = "system"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class By:
    """Who did it, for the trail."""

    actor: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Whose desk it is: the letters of its districts, and its name."""

    districts: tuple[str, ...]
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDesk:
    """`districts`: letters of the registry that this centre answers for; a request belongs to the first it lies in."""

    database: Database
    clock: Clock
    box: SecretBox
    catalogue: Catalogue
    districts: tuple[str, ...]
    centre_ko: str
    centre_en: str
    settings: RequestSettings
    tries: MinuteQuota
    lookups: MinuteQuota
    shape: DistrictShape

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> "RequestDesk":
        """As the node's state has it."""
        centre, key_file = state["desk"].centre, state["identity"].settings.key_file
        of_centre = Office(centre.districts, centre.name_ko, centre.name_en)
        return cls.at(state["database"], state["clock"], state["catalogue"], of_centre, key_file)

    @classmethod
    def at(
        cls,
        database: Database,
        clock: Clock,
        catalogue: Catalogue,
        office: Office,
        key_file: str,
    ) -> "RequestDesk":
        settings = load(RequestSettings, "requests")
        return cls(
            database=database,
            clock=clock,
            box=SecretBox(key_file),
            catalogue=catalogue,
            districts=office.districts,
            centre_ko=office.name_ko,
            centre_en=office.name_en,
            settings=settings,
            tries=MinuteQuota(settings.a_minute, settings.all_a_minute),
            lookups=MinuteQuota(settings.lookups_a_minute, settings.all_a_minute * 10),
            shape=DistrictShape(catalogue, office.districts),
        )

    def seal(self, value: Said | Contact, request_id: str) -> str:
        return self.box.seal(msgspec.json.encode(value), f"{type(value).__name__} {request_id}")

    def said(self, request: CameraRequest) -> Said | None:
        """None once it was destroyed."""
        if request.sealed_said is None:
            return None
        opened = self.box.open(request.sealed_said, f"Said {request.request_id}")
        return msgspec.json.decode(opened, type=Said)

    def contact(self, request: CameraRequest) -> Contact | None:
        """None where none was given, or once it was destroyed."""
        if request.sealed_contact is None:
            return None
        opened = self.box.open(request.sealed_contact, f"Contact {request.request_id}")
        return msgspec.json.decode(opened, type=Contact)


async def found(connection: Connection, request_id: str) -> CameraRequest:
    """Raises `UnknownRequest`."""
    request = await request_of(connection, request_id)
    if request is None:
        raise UnknownRequest(NO_REQUEST, field="request_id")
    return request


async def keep_row(work: Work, now: datetime, by: By, kind: TrailKind, **body: object) -> None:
    """Its row of the trail: the request's id and what was done, never a word of what people wrote."""
    entry = Entry(kind=kind, actor=by.actor, organisation=by.organisation, body=body)
    await record(work, now, entry)
