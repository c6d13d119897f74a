// Questions that a room asks of an incident. Pure.
import type { Incident, IncidentTile, Lending } from "../api/feed";
import { nodeNow } from "../app/clock";
import { seoulTime } from "../app/format";
import { inLanguage, type Language } from "../app/language";
import { withoutCity } from "../incident/title";
import type { TileEnd } from "../live/face";

/** The lending that decides what this room sees: a running one before a waiting one before an ended one. */
export function ownLending(incident: Incident): Lending | null {
  const mine = incident.lendings.filter((lending) => lending.mine);
  const order = ["active", "waiting", "refused"];
  const rank = (lending: Lending) => {
    const at = order.indexOf(lending.state);
    return at === -1 ? order.length : at;
  };
  return [...mine].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** Null while pictures may be shown. */
export function endOf(incident: Incident, of: Language): TileEnd | null {
  const { ended } = incident;
  if (ended) {
    const text = inLanguage(of, ended.reason_text_ko, ended.reason_text_en);
    return { at: ended.at, reason: ended.reason, by: null, text };
  }
  const lending = ownLending(incident);
  if (!lending || lending.state === "active" || lending.state === "waiting") return null;
  return {
    at: lending.decided_at,
    reason: lending.reason ?? lending.state,
    by: null,
    text: inLanguage(of, lending.reason_text_ko, lending.reason_text_en),
  };
}

export function placeName(incident: Incident): string {
  const { place } = incident;
  return withoutCity(place?.address || incident.address || place?.dong || "");
}

/** `C0` is said as its figure; services without codes have none. */
export function codeFigure(incident: Incident): string | null {
  return /^C(\d)$/.exec(incident.code ?? "")?.[1] ?? null;
}

/** The tile that the room shows large: the directed one, else the best. */
export function chosenTile(
  tiles: readonly IncidentTile[],
  chosen: string | null,
): IncidentTile | null {
  return tiles.find((tile) => tile.camera_id === chosen) ?? tiles[0] ?? null;
}

/** The first `most` by rank; a directed camera stays in view whatever its rank. */
export function shownTiles(
  tiles: readonly IncidentTile[],
  most: number,
  chosen: string | null,
): readonly IncidentTile[] {
  const ranked = [...tiles].sort((a, b) => a.rank - b.rank);
  const shown = ranked.slice(0, most);
  const directed = ranked.find((tile) => tile.camera_id === chosen);
  if (!directed || shown.includes(directed)) return shown;
  return [...shown.slice(0, most - 1), directed];
}

export function untilText(lending: Lending): string {
  return seoulTime(lending.ends_at, nodeNow());
}
