// The search on the map: where somebody was last seen, how far they may have walked, and the cameras to look at. Pure.
import type { LonLat } from "../map/geometry";
import { type MapScene, ringOf } from "../map/scene";
import type { DeskView, SectorCamera } from "../missing/door";

/** What comes next; the rest are the map's own dots. */
const MOST_SHOWN = 12;

export function openOnes(sector: readonly SectorCamera[]): readonly SectorCamera[] {
  return sector.filter((one) => one.verdict === null || one.verdict === "suspect");
}

/** What comes next: the first that nobody has looked at. */
export function nextOf(sector: readonly SectorCamera[], after: string | null): string | null {
  const waiting = sector.filter((one) => one.verdict === null && one.camera_id !== after);
  return waiting[0]?.camera_id ?? null;
}

export function searchScene(view: DeskView, label: string, shown: string | null): MapScene {
  const { search, sector, area } = view;
  const at: LonLat | null =
    search.lat !== null && search.lon !== null ? [search.lon, search.lat] : null;
  return {
    id: search.incident_id,
    at,
    label,
    radiusM: search.reach_m,
    accuracyM: 0,
    area: ringOf(area),
    cameras: openOnes(sector)
      .slice(0, MOST_SHOWN)
      .map((one, index) => ({
        cameraId: one.camera_id,
        number: index + 1,
        name: one.name,
        at: [one.lon, one.lat],
        kind: one.kind,
        bearingDeg: null,
        hfovDeg: null,
        rangeM: null,
        state: one.state as "live",
        chosen: one.camera_id === shown,
        owner: "",
      })),
    units: [],
    arrowDeg: null,
  };
}
