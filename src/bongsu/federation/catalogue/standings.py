"""How far we are with each other centre's catalogue, for the page of links."""

from collections.abc import Mapping

from bongsu.federation.catalogue import store
from bongsu.federation.peers.links import CatalogueStandings, CatalogueView
from bongsu.kernel.database import Database
from bongsu.registry.catalogue import Catalogue


def catalogue_standings(database: Database, catalogue: Catalogue) -> CatalogueStandings:
    async def standings() -> Mapping[str, CatalogueView]:
        async with database.read() as connection:
            held = await store.all_held(connection)
        return {
            owner: CatalogueView(
                cameras=catalogue.peers.held_of(owner),
                version=one.version,
                digest=one.digest,
                own_digest=one.own_digest,
                agrees=bool(one.agrees),
                checked_at=one.checked_at,
                source=one.source,
                refused=one.refused,
                refused_last=one.refused_last,
                mended=one.mended,
                mended_at=one.mended_at,
            )
            for owner, one in held.items()
        }

    return standings
