// What an incident's tile tells the tile component, and where its tickets come from.
import { useCallback } from "react";
import type { IncidentTile, Ticket } from "../api/feed";
import { inLanguage, type Language } from "../app/language";
import { useFeedConnection } from "../feed/FeedProvider";
import type { TileInfo } from "./Tile";

/** `ownDistrict` is the viewer's own: only another district's name stands on a tile. */
export function infoOf(tile: IncidentTile, of: Language, ownDistrict: string | null): TileInfo {
  return {
    cameraId: tile.camera_id,
    number: tile.rank,
    name: tile.name,
    place: ownDistrict && tile.district && tile.district !== ownDistrict ? tile.district : null,
    kind: tile.kind,
    distanceM: tile.distance_m,
    directionDeg: tile.direction_deg,
    why: inLanguage(of, tile.why_ko, tile.why_en) || null,
    endsAt: tile.ends_at,
    camera: { state: tile.state, since: tile.state_since, reason: tile.state_reason },
  };
}

/** Tickets for one camera of one grant, from the feed. */
export function useTickets(grantId: string, cameraId: string): () => Promise<Ticket> {
  const feed = useFeedConnection();
  return useCallback(() => feed.ticket(grantId, cameraId), [feed, grantId, cameraId]);
}
