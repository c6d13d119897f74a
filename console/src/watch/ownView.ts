// The centre's own look at a place lasts one term: when it asks whether it goes on, and when it is over. Pure.
import type { Incident } from "../api/feed";
import { toMs } from "../app/format";

export type OwnStand =
  | { phase: "asks"; grantId: string; endsAt: string }
  | { phase: "over"; grantId: string; mayGoOn: boolean; why_ko: string; why_en: string };

/** Null while nothing is asked, and for a viewer who has no part in it. */
export function ownStandOf(incident: Incident, now: number): OwnStand | null {
  const own = incident.own_view;
  if (!own || incident.state !== "open") return null;
  const grantId = own.grant_id;
  if (!own.is_running)
    return {
      phase: "over",
      grantId,
      mayGoOn: own.may_go_on,
      why_ko: own.over_ko,
      why_en: own.over_en,
    };
  const asksFrom = toMs(own.asks_from);
  if (!own.ends_at || asksFrom === null || now < asksFrom) return null;
  return { phase: "asks", grantId, endsAt: own.ends_at };
}
