// What an incident's tile tells the tile component, and where its tickets come from.
import { useCallback } from "react";
import type { IncidentTile, LinkStanding, Ticket } from "../api/feed";
import { centreShort } from "../app/centre";
import { inLanguage, type Language } from "../app/language";
import { useFeedConnection } from "../feed/FeedProvider";
import type { TileInfo } from "./Tile";

/** `ownDistrict` is the viewer's own: only another district's name stands on a tile. Another centre's always does. */
export function infoOf(
  tile: IncidentTile,
  of: Language,
  ownDistrict: string | null,
  stale: LinkStanding | null = null,
): TileInfo {
  const owner = tile.owner
    ? centreShort(inLanguage(of, tile.owner_name_ko, tile.owner_name_en))
    : "";
  const elsewhere =
    ownDistrict && tile.district && tile.district !== ownDistrict ? tile.district : null;
  return {
    cameraId: tile.camera_id,
    number: tile.rank,
    name: tile.name,
    place: owner || elsewhere,
    kind: tile.kind,
    distanceM: tile.distance_m,
    directionDeg: tile.direction_deg,
    why: inLanguage(of, tile.why_ko, tile.why_en) || null,
    endsAt: tile.ends_at,
    camera: { state: tile.state, since: tile.state_since, reason: tile.state_reason },
    cut: stale && { centre: owner, since: stale.since },
  };
}

/** Tickets for one camera of one grant, from the feed. */
export function useTickets(grantId: string, cameraId: string): () => Promise<Ticket> {
  const feed = useFeedConnection();
  return useCallback(() => feed.ticket(grantId, cameraId), [feed, grantId, cameraId]);
}
