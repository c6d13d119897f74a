// A person who moves: how old the point on the map is. Null for a scene that stands still.
import { useMemo, useState } from "react";
import type { Incident } from "../api/feed";
import { nodeNow, useSecond } from "../app/clock";
import { ago, toMs } from "../app/format";
import { language } from "../app/language";

/** A worn device tells its place about once a minute; later than this it says where somebody was. */
export const OLD_MS = 60_000;

export interface PlaceAge {
  text: string;
  isOld: boolean;
}

interface Told {
  id: string;
  lat: number;
  lon: number;
  at: number;
}

/** When this page was first told of the place as it is now; a page that has just opened knows only when the call came. */
function useToldAt(incident: Incident | null): number | null {
  const [told, setTold] = useState<Told | null>(null);
  const place = incident?.room_kind === "moj" ? incident.place : null;
  if (!incident || !place) return null;
  if (told?.id === incident.incident_id && told.lat === place.lat && told.lon === place.lon) {
    return told.at;
  }
  const isFirst = told?.id !== incident.incident_id;
  const at = isFirst ? (toMs(incident.received_at) ?? nodeNow()) : nodeNow();
  setTold({ id: incident.incident_id, lat: place.lat, lon: place.lon, at });
  return at;
}

export function usePlaceAge(incident: Incident | null): PlaceAge | null {
  const at = useToldAt(incident);
  const now = useSecond();
  const lang = language.use();
  const text = at === null ? "" : ago(Math.min(at, now), now, lang);
  const isOld = at !== null && now - at > OLD_MS;
  return useMemo(() => (text ? { text, isOld } : null), [text, isOld]);
}
