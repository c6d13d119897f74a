// A person who moves: how old the point on the map is. Null for a scene that stands still.
import { useMemo } from "react";
import type { Incident } from "../api/feed";
import { useSecond } from "../app/clock";
import { ago, toMs } from "../app/format";
import { language } from "../app/language";

/** A worn device tells its place about once a minute; later than this it says where somebody was. */
export const OLD_MS = 60_000;

export interface PlaceAge {
  text: string;
  isOld: boolean;
}

export function usePlaceAge(incident: Incident | null): PlaceAge | null {
  // when it was said; a message that said no place does not make the dot any younger
  const at = incident?.room_kind === "moj" ? toMs(incident.place?.at ?? null) : null;
  const now = useSecond();
  const lang = language.use();
  const text = at === null ? "" : ago(Math.min(at, now), now, lang);
  const isOld = at !== null && now - at > OLD_MS;
  return useMemo(() => (text ? { text, isOld } : null), [text, isOld]);
}
